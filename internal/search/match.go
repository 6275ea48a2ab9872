package search

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"manicule/internal/article"
)

// matchTerm reports whether a term that a query asks for is met by one of a
// text: they are equal; or, unless exact, forms of one word; or, if open, the
// text's begins with the query's.
func matchTerm(want, have string, exact, open bool) bool {
	return want == have || !exact && sameStem(want, have) || open && strings.HasPrefix(have, want)
}

// Hits are what the query asks for in an article's canonical text: the words,
// phrases and patterns that are to be in the text, wherever they are met, in
// order. Where hits overlap they are one.
func (q Query) Hits(text string) []article.Span {
	m := newMatcher(q.Root, InBody)
	var spans []article.Span
	m.each = func(h hit) { spans = append(spans, h.span) }
	if len(m.runs) > 0 {
		scanText(text, m.take)
	}
	if len(m.patterns) > 0 {
		v := newVisible(text, nil)
		m.match(v.text, func(h hit) { spans = append(spans, v.source(h.span)) })
	}
	return united(spans)
}

// Lit are the hits in a text without markup, such as a title, that belongs to
// the field: those of words that are looked for anywhere or there.
func (q Query) Lit(s string, f Field) []article.Span {
	m := newMatcher(q.Root, f)
	var spans []article.Span
	m.each = func(h hit) { spans = append(spans, h.span) }
	if len(m.runs) > 0 {
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
}

// matcher finds what a query asks for in a text whose words it is given.
type matcher struct {
	each     func(hit)
	runs     []run
	patterns []Pattern
	terms    [256][]*wanted // by their first byte

	begun  bool        // a run has begun
	n      int         // the words by now
	starts [maxRun]int // where the last ones begin
}

// maxRun is how many words of a phrase count for hits.
const maxRun = 64

// run follows words that are to stand side by side.
type run struct {
	heading bool   // in headings
	last    int    // the number of the last term
	seen    uint64 // bit i: the terms up to i stand right before
	fits    uint64 // bit i: the present word fits term i
}

// wanted is a term that the query asks for.
type wanted struct {
	term        string
	exact, open bool
	others      inflection
	forms       map[string]bool // whether terms that begin so are such
	uses        []use
}

// use is where a term stands in a run.
type use struct{ run, at int }

// newMatcher prepares the parts of a query that are to be met in a field.
func newMatcher(root Node, f Field) *matcher {
	m := &matcher{}
	positive(root, true, func(n Node) {
		switch n := n.(type) {
		case Words:
			if n.Field == Anywhere || n.Field == f || n.Field == InHeading && f == InBody {
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
	n := min(len(w.Terms), maxRun)
	m.runs = append(m.runs, run{heading: w.Field == InHeading, last: n - 1})
	for i, term := range w.Terms[:n] {
		open := w.Open && i == len(w.Terms)-1 && openIn(f, term)
		t := m.wanted(term, w.Exact, open)
		t.uses = append(t.uses, use{len(m.runs) - 1, i})
	}
}

// wanted prepares a term, or finds it prepared.
func (m *matcher) wanted(term string, exact, open bool) *wanted {
	list := &m.terms[term[0]]
	for _, t := range *list {
		if t.term == term && t.exact == exact && t.open == open {
			return t
		}
	}
	t := &wanted{term: term, exact: exact, open: open, forms: map[string]bool{}}
	if !exact {
		t.others = formsOf(term)
	}
	*list = append(*list, t)
	return t
}

// fits is matchTerm, remembering what it found.
func (t *wanted) fits(have []byte) bool {
	switch {
	case string(have) == t.term, t.open && bytes.HasPrefix(have, []byte(t.term)):
		return true
	case t.others.begin == "" || !t.others.beginsAlike(string(have), t.others.begin):
		return false
	}
	same, ok := t.forms[string(have)]
	if !ok {
		same = t.others.has(have)
		t.forms[string(have)] = same
	}
	return same
}

// take takes the next word of the text, and tells the hits that end with it.
func (m *matcher) take(t token) {
	m.n++
	m.starts[m.n%maxRun] = t.span.Start
	candidates := m.terms[t.term[0]]
	if len(candidates) == 0 && !m.begun {
		return
	}
	for _, c := range candidates {
		if !c.fits(t.term) {
			continue
		}
		for _, u := range c.uses {
			m.runs[u.run].fits |= 1 << u.at
		}
	}
	m.begun = false
	for i := range m.runs {
		m.follow(i, t)
	}
}

// follow lets a run go on with a word.
func (m *matcher) follow(i int, t token) {
	r := &m.runs[i]
	r.seen = (r.seen<<1 | 1) & r.fits
	r.fits = 0
	if r.heading && !t.heading {
		r.seen = 0
	}
	if r.seen>>r.last&1 == 1 {
		start := m.starts[(m.n+maxRun-r.last)%maxRun]
		m.each(hit{i, article.Span{Start: start, End: t.span.End}, t.heading})
	}
	m.begun = m.begun || r.seen != 0
}

// match tells the patterns' hits in a text without markup, line by line.
func (m *matcher) match(text []byte, each func(hit)) {
	for i, p := range m.patterns {
		eachLine(text, func(start int, line []byte) bool {
			for _, at := range p.Regexp.FindAllIndex(line, -1) {
				if at[0] < at[1] {
					each(hit{len(m.runs) + i, article.Span{Start: start + at[0], End: start + at[1]}, false})
				}
			}
			return true
		})
	}
}
