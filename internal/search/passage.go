package search

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"manicule/internal/article"
	"manicule/internal/script"
)

// Passage is a piece of an article that shows what a query found.
type Passage struct {
	Span       article.Span   // bytes of the article's text
	Text       string         // as a reader sees it, on one line, with "…" where a sentence was cut
	Highlights []article.Span // bytes of Text: what the query found, in order
	Hits       int            // how many passages match the whole query, see Query.count
}

// Passage is the place in an article's canonical text where most of what the
// query asks for stands together, of equals the closest together, then the
// first. What is rare in the text counts more, headings count less, for their
// words are met again below them, and of a single word the form that was typed
// comes first. It begins with a sentence if one begins nearby, and fills at most
// width cells, which are four or more. The zero Passage means that nothing was met.
func (q Query) Passage(text string, width int) Passage {
	m, v, hits := q.look(text)
	if len(hits) == 0 || width < 4 {
		return Passage{}
	}
	p := q.excerpt(v, hits, closest(hits, m.weights(hits), width-2), width)
	p.Hits = m.count(q.Root, v, hits)
	return p
}

// excerpt is the passage that shows a span of the visible text.
func (q Query) excerpt(v *visible, hits []hit, around article.Span, width int) Passage {
	e := excerpt{visible: v, width: width}
	for _, h := range hits {
		e.hits = append(e.hits, h.span)
	}
	e.hits = united(e.hits)
	p := e.around(around)
	if s := article.CleanLine(p.Text); s != p.Text { // a mark has lost its base, which was markup
		p.Text, p.Highlights = s, q.Highlights(s, InBody)
	}
	return p
}

// Passages are up to most passages of the article's text, the best first, none
// of which shows a hit of another: see Passage.
func (q Query) Passages(text string, width, most int) (all []Passage) {
	m, v, hits := q.look(text)
	if width < 4 {
		return nil
	}
	weights, whole, rest := m.weights(hits), m.count(q.Root, v, hits), hits
	for len(rest) > 0 && len(all) < most {
		p := q.excerpt(v, hits, closest(rest, weights, width-2), width)
		p.Hits = whole
		all = append(all, p)
		rest = slices.DeleteFunc(slices.Clone(rest), func(h hit) bool { return v.source(h.span).Overlaps(p.Span) })
	}
	return all
}

// look finds the hits in an article's visible text, in order.
func (q Query) look(text string) (m *matcher, v *visible, hits []hit) {
	m = newMatcher(q.Root, InBody, languageOf(q.Language))
	m.each = func(h hit) { hits = append(hits, h) }
	words := scanner{each: m.take, text: text}
	v = newVisible(text, words.readAs)
	words.flush()
	m.match(v.text, m.each)
	slices.SortFunc(hits, func(a, b hit) int { return a.span.Start - b.span.Start })
	return m, v, hits
}

// weights are what the parts of the query are worth in a passage. Two parts
// are worth more than one, and of two phrases the longer one.
func (m *matcher) weights(hits []hit) []float64 {
	w := make([]float64, len(m.lengths)+len(m.patterns))
	for _, h := range hits {
		if !h.typed {
			w[h.part]++
		}
	}
	for i := range w {
		w[i] = 1 + 1/(1+w[i])
		if i < len(m.lengths) {
			w[i] += float64(m.lengths[i] - 1)
		}
	}
	return w
}

// closest is the span of the hits that are worth most in at most that many bytes,
// which take no fewer cells.
func closest(hits []hit, weights []float64, most int) (best article.Span) {
	const heading, typed = 0.4, 0.3
	counts := make([]int, len(weights))
	worth, top, from := 0.0, 0.0, 0
	for _, h := range hits {
		if counts[h.part]++; counts[h.part] == 1 {
			worth += weights[h.part]
		}
		first := &hits[from]
		for counts[first.part] > 1 || first.span.Start < h.span.Start && h.span.End-first.span.Start > most {
			if counts[first.part]--; counts[first.part] == 0 {
				worth -= weights[first.part]
			}
			from++
			first = &hits[from]
		}
		s, now := article.Span{Start: first.span.Start, End: max(first.span.End, h.span.End)}, worth
		if first.heading {
			now -= heading
		}
		if h.typed && len(weights) == 1 {
			now += typed
		}
		if now > top+1e-9 || now > top-1e-9 && s.End-s.Start < best.End-best.Start {
			best, top = s, max(top, now)
		}
	}
	return best
}

// excerpt writes a passage of a visible text.
type excerpt struct {
	*visible
	hits  []article.Span
	width int

	out        []byte
	cells      int
	highlights []article.Span // of out

	first  int  // the first hit that has not been passed
	within bool // out ends within it
}

// around writes the passage that shows a span of the visible text.
func (e *excerpt) around(s article.Span) Passage {
	room := 0
	if s.End-s.Start < 4*e.width {
		room = max(0, e.width-2-displaywidth.Bytes(e.text[s.Start:s.End]))
	}
	from, whole := e.start(s.Start, max(room*2/3, room-(len(e.text)-s.End)))
	if !whole {
		e.out, e.cells = append(e.out, "…"...), 1
	}
	end := e.write(from, s.End)
	return Passage{Span: e.source(article.Span{Start: from, End: end}), Text: string(e.out), Highlights: e.highlights}
}

// start is where the passage begins that has at most that many cells before at:
// with a sentence or the line, if that is near enough; else within it.
func (e *excerpt) start(at, room int) (from int, whole bool) {
	line := bytes.LastIndexByte(e.text[:at], '\n') + 1
	for from, i := e.back(line, at, room), at; i >= from; i-- {
		if i == line || startsSentence(e.text[line:], i-line) {
			return i, true
		}
	}
	from = e.back(line, at, room/2)
	from += bytes.IndexByte(e.text[from:at], ' ') + 1
	return at - len(bytes.TrimLeft(e.text[from:at], " ")), false
}

// back is the first character of the line with at most that many cells before at.
func (e *excerpt) back(line, at, cells int) int {
	from := max(line, at-4*cells)
	for !utf8.RuneStart(e.text[from]) {
		from++
	}
	part := from > line // of a character, perhaps
	total := displaywidth.Bytes(e.text[from:at])
	for g := displaywidth.BytesGraphemes(e.text[from:at]); (part || total > cells) && g.Next(); part = false {
		from += len(g.Value())
		total -= g.Width()
	}
	return from
}

// startsSentence reports whether a sentence begins at s[i]: behind a full stop and
// space, or one that takes its space along, and not with a small letter.
func startsSentence(s []byte, i int) bool {
	before := bytes.TrimRight(s[:i], " ")
	end, _ := utf8.DecodeLastRune(bytes.TrimRight(before, "\"')]”’»"))
	r, _ := utf8.DecodeRune(s[i:])
	switch {
	case script.EndsSentence(end) && script.Ideographic(end):
		return utf8.RuneStart(s[i]) && r != ' ' && !unicode.Is(unicode.Pe, r) && !unicode.Is(unicode.Pf, r)
	case script.EndsSentence(end):
		return len(before) < i && r != ' ' && !unicode.IsLower(r)
	}
	return false
}

// write writes the visible text from there on, as much as there is room for,
// and returns where it stopped.
func (e *excerpt) write(from, must int) (end int) {
	space, word, char := false, mark{}, mark{}
	at := from
	for g := displaywidth.BytesGraphemes(e.text[from:]); g.Next(); at += len(g.Value()) {
		c, width := g.Value(), g.Width()
		if blank(c) {
			if !space && e.cells < e.width {
				word = mark{len(e.out), at}
			}
			space = true
			continue
		}
		if space = space && at > from && len(e.out) > 0; space {
			width++
		}
		if e.cells += width; e.cells > e.width {
			return e.cut(word, char, must)
		}
		e.put(c, at, space)
		space = false
		if e.cells < e.width {
			char = mark{len(e.out), at + len(c)}
		}
	}
	return at
}

// mark is a place where a passage may be cut: in out and in the visible text.
type mark struct{ out, end int }

func blank(c []byte) bool {
	return len(bytes.TrimSpace(c)) == 0
}

// put writes a character, with a space before it or not.
func (e *excerpt) put(c []byte, at int, space bool) {
	if space {
		e.out = append(e.out, ' ')
	}
	start := len(e.out)
	e.out = append(e.out, c...)
	for e.first < len(e.hits) && e.hits[e.first].End <= at {
		e.first++
		e.within = false
	}
	if e.first == len(e.hits) || e.hits[e.first].Start >= at+len(c) {
		return
	}
	if !e.within {
		e.highlights = append(e.highlights, article.Span{Start: start})
	}
	e.highlights[len(e.highlights)-1].End = len(e.out)
	e.within = true
}

// cut ends the passage between words, unless that would cut off what stands
// before must, or much of it.
func (e *excerpt) cut(word, char mark, must int) (end int) {
	m := word
	if word.end < must && (char.end >= must || word.out < e.width/2) {
		m = char
	}
	e.out = e.out[:m.out]
	for n := len(e.highlights); n > 0 && e.highlights[n-1].End > m.out; n-- {
		if e.highlights[n-1].End = m.out; e.highlights[n-1].Start >= m.out {
			e.highlights = e.highlights[:n-1]
		}
	}
	if m.end < len(e.text) && e.text[m.end] != '\n' {
		e.out = append(e.out, "…"...)
	}
	return m.end
}
