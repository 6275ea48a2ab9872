package search

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"manicule/internal/article"
)

// matchTerm reports whether a term that a query asks for is met by one of a
// text in a language: they are equal; or, unless exact, forms of one word; or, if open, the
// text's begins with the query's.
func matchTerm(l language, want, have string, exact, open bool) bool {
	return want == have || !exact && sameStem(l, want, have) || open && strings.HasPrefix(have, want)
}

// Hits are what the query asks for in an article's canonical text: the words,
// phrases and patterns that are to be in the text, wherever they are met, in
// order. Where hits overlap they are one.
func (q Query) Hits(text string) []article.Span {
	m := newMatcher(q.Root, InBody, languageOf(q.Language))
	var spans []article.Span
	m.each = func(h hit) { spans = append(spans, h.span) }
	if len(m.lengths) > 0 {
		scanText(text, m.take)
	}
	if len(m.patterns) > 0 {
		v := newVisible(text, nil)
		m.match(v.text, func(h hit) { spans = append(spans, v.source(h.span)) })
	}
	return united(spans)
}

// Highlights are the hits in a text without markup, such as a title, that belongs to
// the field: those of words that are looked for anywhere or there.
func (q Query) Highlights(s string, f Field) []article.Span {
	m := newMatcher(q.Root, f, languageOf(q.Language))
	var spans []article.Span
	m.each = func(h hit) { spans = append(spans, h.span) }
	if len(m.lengths) > 0 {
		scanPlain(s, m.take)
	}
	m.match([]byte(s), m.each)
	return united(spans)
}

// united sorts spans and makes one of those that overlap.
func united(spans []article.Span) []article.Span {
	slices.SortFunc(spans, func(a, b article.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	var out []article.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// hit is a place where a part of a query is met.
type hit struct {
	part    int // its number among the query's words and patterns
	span    article.Span
	heading bool
	typed   bool // it stands there as it was typed; the same place is a hit without that besides
}

// matcher finds what a query asks for in a text whose words it is given.
type matcher struct {
	each     func(hit)
	lengths  []int // of each words' part: how many terms it has
	patterns []Pattern
	text     stream
	readings stream // what tells how characters are read stands beside the text
}

// stream follows the words of a text.
type stream struct {
	in     language
	runs   []run
	near   []*wanted      // terms that others may be near to
	terms  [256][]*wanted // by their first byte
	begun  bool           // a run has begun
	n      int            // the words by now
	starts [maxRun]start  // where the last ones begin
}

// start is where a word begins, without its sign and with it.
type start struct{ plain, signed int }

// maxRun is how many words of a phrase count for hits.
const maxRun = 64

// run follows words that are to stand side by side.
type run struct {
	part          int
	typed         bool   // it is looked for as it was typed
	heading       bool   // in headings
	first, signed bool   // the first term, the last one, is looked for with its sign
	last          int    // the number of the last term
	seen          uint64 // bit i: the terms up to i stand right before
	fits          uint64 // bit i: the present word fits term i
	whole         uint64 // likewise, as a compound
}

// wanted is a term that the query asks for.
type wanted struct {
	formsKey
	others inflection
	forms  map[string]bool // whether terms that begin so are such
	uses   []use
}

// use is where a term stands in a run.
type use struct{ run, at int }

// newMatcher prepares the parts of a query that are to be met in a field.
func newMatcher(root Node, f Field, l language) *matcher {
	m := &matcher{text: stream{in: l}, readings: stream{in: l}}
	positive(root, true, func(n Node) {
		switch n := n.(type) {
		case Words:
			if n.lookedFor(f) {
				m.add(n, f)
			}
		case Pattern:
			if f == InBody || f == InTitle {
				m.patterns = append(m.patterns, n)
			}
		}
	})
	return m
}

// positive calls each with the words and patterns that are to be met: those
// under an even number of Nots.
func positive(n Node, yes bool, each func(Node)) {
	switch n := n.(type) {
	case And:
		for _, part := range n {
			positive(part, yes, each)
		}
	case Or:
		for _, part := range n {
			positive(part, yes, each)
		}
	case Not:
		positive(n.Node, !yes, each)
	case Words, Pattern:
		if yes {
			each(n)
		}
	}
}

func (m *matcher) add(w Words, f Field) {
	part := len(m.lengths)
	m.lengths = append(m.lengths, min(len(w.Terms), maxRun))
	for _, s := range []*stream{&m.text, &m.readings} {
		s.add(w, f, part, false)
		if joined, ok := w.compound(); ok {
			s.add(joined, f, part, false)
		}
		if !w.Near {
			typed, _ := w.asTyped()
			typed.Exact = true
			s.add(typed, f, part, true)
		}
	}
}

func (s *stream) add(w Words, f Field, part int, typed bool) {
	n := min(len(w.Terms), maxRun)
	s.runs = append(s.runs, run{
		part: part, typed: typed, heading: w.Field == InHeading, last: n - 1, first: w.sign(0).Must, signed: w.sign(n - 1).Must,
	})
	for i := range n {
		t := s.wanted(w.want(f, i))
		t.uses = append(t.uses, use{len(s.runs) - 1, i})
	}
}

// wanted prepares a term, or finds it prepared.
func (s *stream) wanted(key formsKey) *wanted {
	list := &s.terms[key.term[0]]
	for _, t := range *list {
		if t.formsKey == key {
			return t
		}
	}
	t := &wanted{formsKey: key, forms: map[string]bool{}}
	switch {
	case key.near:
		s.near = append(s.near, t)
		return t
	case !key.exact:
		t.others = formsOf(s.in, key.term)
	}
	*list = append(*list, t)
	return t
}

// fits is formsKey.fits but for compounds, remembering what it found.
func (t *wanted) fits(have *token) bool {
	switch term := have.term; {
	case t.field&signedField != 0:
		return Sign{Term: t.term}.has(have, t.open)
	case t.field&compoundField != 0:
		return false // see stream.compound
	case string(term) == t.term, t.open && bytes.HasPrefix(term, []byte(t.term)):
		return true
	case t.near:
	case t.others.begin == "" || !t.others.beginsAlike(string(term), t.others.begin):
		return false
	}
	same, ok := t.forms[string(have.term)]
	if !ok {
		same = t.others.has(have.term) || t.near && distance(t.term, string(have.term), slips(t.term)) <= slips(t.term)
		t.forms[string(have.term)] = same
	}
	return same
}

// take takes the next word of the text, and tells the hits that end with it.
func (m *matcher) take(t *token) {
	s := &m.text
	if t.reading {
		s = &m.readings
		if t.first {
			s.part()
		}
	}
	s.take(t, m.each)
}

// part ends what has begun.
func (s *stream) part() {
	for i := range s.runs {
		s.runs[i].seen = 0
	}
	s.begun = false
}

func (s *stream) take(t *token, each func(hit)) {
	s.n++
	s.starts[s.n%maxRun] = start{t.span.Start, t.signed.Start}
	found := s.look(t, s.terms[t.term[0]])
	if len(s.near) > 0 {
		found = s.look(t, s.near) || found
	}
	if t.lead != 0 {
		found = s.look(t, s.terms[t.lead]) || found
	}
	if t.compound != nil {
		found = s.compound(t) || found
	}
	if !found && !s.begun {
		return
	}
	s.begun = false
	for i := range s.runs {
		s.follow(i, t, each)
	}
}

// look notes which of the terms the word fits.
func (s *stream) look(t *token, terms []*wanted) (found bool) {
	for _, w := range terms {
		if !w.fits(t) {
			continue
		}
		found = true
		for _, u := range w.uses {
			s.runs[u.run].fits |= 1 << u.at
		}
	}
	return found
}

// compound is look for the word and the one before as one.
func (s *stream) compound(t *token) (found bool) {
	for _, w := range s.terms[t.compound[0]] {
		if w.exact && w.field&compoundField == 0 || w.field&signedField != 0 || string(t.compound) != w.term {
			continue
		}
		found = true
		for _, u := range w.uses {
			s.runs[u.run].fits |= 1 << u.at
			s.runs[u.run].whole |= 1 << u.at
		}
	}
	return found
}

// follow lets a run go on with a word.
func (s *stream) follow(i int, t *token, each func(hit)) {
	r := &s.runs[i]
	whole := r.whole
	r.seen = (r.seen<<1 | 1) & r.fits
	r.fits, r.whole = 0, 0
	if r.heading && !t.heading {
		r.seen = 0
	}
	if r.seen>>r.last&1 == 1 {
		each(hit{r.part, r.span(s.starts[(s.n+maxRun-r.last)%maxRun], t, whole), t.heading, r.typed})
	}
	s.begun = s.begun || r.seen != 0
}

// span is where a run stands that ends with a word.
func (r *run) span(from start, t *token, whole uint64) article.Span {
	at := article.Span{Start: from.plain, End: t.span.End}
	switch {
	case r.last == 0 && whole&1 == 1:
		at = t.whole
	case r.first:
		at.Start = from.signed
	}
	if r.signed {
		at.End = t.signed.End
	}
	return at
}

// match tells the patterns' hits in a text without markup, line by line.
func (m *matcher) match(text []byte, each func(hit)) {
	for i, p := range m.patterns {
		eachLine(text, func(start int, line []byte) bool {
			for _, at := range p.Regexp.FindAllIndex(line, -1) {
				if at[0] < at[1] {
					each(hit{len(m.lengths) + i, article.Span{Start: start + at[0], End: start + at[1]}, false, false})
				}
			}
			return true
		})
	}
}
