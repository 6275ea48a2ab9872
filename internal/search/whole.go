package search

import (
	"bytes"

	"manicule/internal/article"
)

// met reports whether the parts of a query that were seen make the whole of it.
// words and patterns count the parts, in the order in which matchers number
// them. What is looked for elsewhere, as in tags, is taken for met.
func (m *matcher) met(n Node, f Field, seen []bool, words, patterns *int) bool {
	switch n := n.(type) {
	case And:
		all := true
		for _, part := range n {
			all = m.met(part, f, seen, words, patterns) && all
		}
		return all
	case Or:
		one := false
		for _, part := range n {
			one = m.met(part, f, seen, words, patterns) || one
		}
		return one
	case Words:
		if !n.lookedFor(f) {
			return true
		}
		*words++
		return seen[*words-1]
	case Pattern:
		if f != InBody && f != InTitle {
			return true
		}
		*patterns++
		return seen[len(m.lengths)+*patterns-1]
	}
	return true
}

// lookedFor reports whether words are to be met in a field.
func (w *Words) lookedFor(f Field) bool {
	return w.Field == Anywhere || w.Field == f || w.Field == InHeading && f == InBody
}

// whole reports whether the parts that were seen in a field make the whole query.
func (m *matcher) whole(root Node, f Field, seen []bool) bool {
	words, patterns := 0, 0
	return m.met(root, f, seen, &words, &patterns)
}

// count is how many passages match the whole query: hits where it has one part,
// else paragraphs in which all that it asks for is met.
func (m *matcher) count(root Node, v *visible, hits []hit) (n int) {
	parts := len(m.lengths) + len(m.patterns)
	if parts == 1 {
		spans := make([]article.Span, len(hits))
		for i, h := range hits {
			spans[i] = h.span
		}
		return len(united(spans))
	}
	for len(hits) > 0 {
		end := len(v.text)
		if i := bytes.IndexByte(v.text[hits[0].span.Start:], '\n'); i >= 0 {
			end = hits[0].span.Start + i
		}
		seen := make([]bool, parts)
		for len(hits) > 0 && hits[0].span.Start < end {
			seen[hits[0].part] = true
			hits = hits[1:]
		}
		if m.whole(root, InBody, seen) {
			n++
		}
	}
	return n
}

// InTitle reports whether a title has all words that the query asks for: who
// looked for the article, and not for a passage, finds it by its title.
func (q Query) InTitle(title string) bool {
	m := newMatcher(q.Root, InTitle, languageOf(q.Language))
	parts := len(m.lengths) + len(m.patterns)
	if parts == 0 {
		return false
	}
	seen := make([]bool, parts)
	m.each = func(h hit) { seen[h.part] = true }
	scanPlain(title, m.take)
	m.match([]byte(title), m.each)
	return m.whole(q.Root, InTitle, seen)
}
