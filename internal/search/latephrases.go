package search

import (
	"slices"
	"strings"
	"sync"
)

// latePhrases remembers where the phrases of late queries stand in a segment's
// bodies. While one types, each goes on from one before, and stands only where
// that does.
type latePhrases struct {
	mu    sync.Mutex
	known []*latePhrase // the latest last
	size  int           // of all, in positions
}

// maxLate is how many positions are remembered, which take 16 bytes or less.
const maxLate = 1 << 19

// latePhrase is an exact phrase and where it stands in some of the articles. It
// isn't changed once it is remembered.
type latePhrase struct {
	terms    []string
	open     bool // the last term is looked for as a beginning
	from, to int  // the articles
	failures int64
	starts
}

// typedPhrase is an exact phrase as it can be remembered, nil if it can't.
func (e *evaluation) typedPhrase(w *Words) *latePhrase {
	if slices.ContainsFunc(w.Signs, func(s Sign) bool { return s.Must }) {
		return nil
	}
	return &latePhrase{terms: w.Terms, open: w.unfinished(InBody), from: e.from, to: e.to, failures: e.seg.blob.failures.Load()}
}

// keeping keeps the starts that it is given, and calls each with their articles.
func (p *latePhrase) keeping(each func(doc uint32, n int)) func(*starts) {
	return func(s *starts) {
		s.each(each)
		p.add(s, 0, len(s.docs))
	}
}

// before is where a late phrase stands that p goes on from, the longest or else
// the last one, and how many of p's words are known to stand there.
func (l *latePhrases) before(p *latePhrase) (s *starts, n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, known := range l.known {
		if k := known.wordsOf(p); k > 0 && k >= n {
			s, n = &known.starts, k
		}
	}
	return s, n
}

// wordsOf is how many words of a phrase are known to stand where p does; 0 if it
// may stand elsewhere.
func (p *latePhrase) wordsOf(q *latePhrase) int {
	last := len(p.terms) - 1
	if p.from != q.from || p.to != q.to || last >= len(q.terms) || !slices.Equal(p.terms[:last], q.terms[:last]) {
		return 0
	}
	switch open := q.open && last == len(q.terms)-1; {
	case p.terms[last] == q.terms[last] && p.open == open:
		return last + 1
	case p.open && strings.HasPrefix(q.terms[last], p.terms[last]):
		return last
	}
	return 0
}

// remember remembers where a phrase stands, unless not all of that is known.
func (e *evaluation) remember(p *latePhrase) {
	if e.ended() || e.seg.blob.failures.Load() != p.failures || len(p.at) > maxLate {
		return
	}
	l := &e.seg.phrases
	l.mu.Lock()
	defer l.mu.Unlock()
	l.known = slices.DeleteFunc(l.known, func(known *latePhrase) bool {
		same := len(known.terms) == len(p.terms) && known.wordsOf(p) == len(p.terms)
		if same {
			l.size -= len(known.at)
		}
		return same
	})
	l.known = append(l.known, p)
	for l.size += len(p.at); l.size > maxLate || len(l.known) > mostLate; l.known = slices.Delete(l.known, 0, 1) {
		l.size -= len(l.known[0].at)
	}
}

// mostLate is how many phrases are remembered, counted for each part of the
// segment that is searched by itself.
const mostLate = 16
