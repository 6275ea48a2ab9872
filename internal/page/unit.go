package page

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"manicule/internal/article"
)

// Unit is a unit of reading. Units go by the visible text and do not depend on
// the width: a sentence with emphasis and links in it is one.
type Unit int

// The units, from small to large. A paragraph is a block that reads as one: a
// paragraph, a heading, an item's text, a row of a table, a code block. In
// code and verse a line is a sentence. A section goes from a heading to the
// next one of whatever level.
const (
	Word Unit = iota
	Sentence
	Paragraph
	Section
)

// Unit is the unit that contains off, else the next one after it, else the
// last one before it. It goes from the first visible character to the end of
// the last one: marks around it are outside, marks within it inside. It is
// empty only where the article shows no text.
func (p *Page) Unit(off int, u Unit) article.Span {
	p.mu.Lock()
	defer p.mu.Unlock()
	var found article.Span
	ok := false
	p.each(off, u, func(s article.Span) bool {
		if s.End > off {
			found, ok = s, true
		}
		return !ok
	})
	if !ok {
		found, _ = p.prev(off, u)
	}
	return found
}

// Next is the first unit that starts after off and is not folded away; false if
// there is none.
func (p *Page) Next(off int, u Unit) (next article.Span, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.each(off, u, func(s article.Span) bool {
		if s.Start > off && !p.hides(s.Start) {
			next, ok = s, true
		}
		return !ok
	})
	return next, ok
}

// Prev is the last unit that starts before off and is not folded away; false if
// there is none.
func (p *Page) Prev(off int, u Unit) (s article.Span, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for s, ok = p.prev(off, u); ok && p.hides(s.Start); {
		s, ok = p.prev(s.Start, u)
	}
	return s, ok
}

func (p *Page) prev(off int, u Unit) (article.Span, bool) {
	if p.article.Text == "" {
		return article.Span{}, false
	}
	if u == Section {
		return p.prevSection(off)
	}
	for i := p.source.Find(off); i >= 0; i-- {
		spans := p.units(i, u)
		if k := sort.Search(len(spans), func(k int) bool { return spans[k].Start >= off }); k > 0 {
			return spans[k-1], true
		}
	}
	return article.Span{}, false
}

// each calls f for the units that end behind off, in order, while it returns
// true.
func (p *Page) each(off int, u Unit, f func(article.Span) bool) {
	if p.article.Text == "" {
		return
	}
	if u == Section {
		p.eachSection(off, f)
		return
	}
	for i := p.source.Find(off); ; i++ {
		if _, ok := p.source.Part(i); !ok {
			return
		}
		spans := p.units(i, u)
		for _, s := range spans[sort.Search(len(spans), func(k int) bool { return spans[k].End > off }):] {
			if !f(s) {
				return
			}
		}
	}
}

// asked is what was last asked about a part: whoever reads on asks about the
// same one again and again, and it may be a table of thousands of rows.
type asked struct {
	of       *block // the first block of the part, as it was then
	textRuns []textRun
	units    [Section][]article.Span // nil where not asked for yet
}

// units are the words, sentences or paragraphs of a part, in order.
func (p *Page) units(i int, u Unit) []article.Span {
	textRuns := p.textRuns(i)
	if len(textRuns) == 0 {
		return nil
	}
	if p.asked.units[u] == nil {
		p.asked.units[u] = divided(textRuns, u)
	}
	return p.asked.units[u]
}

func divided(textRuns []textRun, u Unit) (spans []article.Span) {
	group := -1
	for _, l := range textRuns {
		switch {
		case u == Word:
			spans = append(spans, l.words()...)
		case u == Sentence:
			spans = append(spans, l.sentences()...)
		case l.group == group && len(spans) > 0:
			spans[len(spans)-1].End = l.span().End
		default:
			spans = append(spans, l.span())
		}
		group = l.group
	}
	return spans
}

// textRun is a run of text that reads on: a block's, or a table field's.
type textRun struct {
	cells []Cell // without decoration; they show some text
	kind  kind
	group int             // text runs of one paragraph have the same
	tight bool            // no blank line stands above
	notes map[uint16]bool // the links that references to footnotes are
	typed []article.Span  // what is quoted as it is typed
}

// textRuns are the texts of a part, in the text's order.
func (p *Page) textRuns(i int) []textRun {
	blocks := p.blocksOf(i)
	if len(blocks) == 0 {
		return nil
	}
	if p.asked.of != &blocks[0] {
		p.asked = asked{of: &blocks[0], textRuns: p.textRunsOf(blocks)}
	}
	return p.asked.textRuns
}

// textRunsOf puts the text runs in order, which the tree does not keep where a
// paragraph stands right above a table with a line below it.
func (p *Page) textRunsOf(blocks []block) (all []textRun) {
	add := func(cells []Cell, b *block, group int) {
		l := textRun{cells: undecorated(cells), kind: b.kind, group: group, tight: b.gap == 0, notes: p.pal.notes, typed: b.typed}
		if l.reads(l.cells) {
			all = append(all, l)
		}
	}
	group := 0
	for i := range blocks {
		b := &blocks[i]
		if group++; b.table == nil {
			add(b.cells, b, group)
			continue
		}
		for _, row := range b.table.rows {
			group++
			for _, f := range row {
				add(f, b, group)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b textRun) int { return cmp.Compare(a.cells[0].Start, b.cells[0].Start) })
	return all
}

// reads reports whether the cells hold anything but references and white space.
func (l textRun) reads(cells []Cell) bool {
	for _, c := range cells {
		if !l.notes[c.Link] && strings.TrimSpace(c.Text) != "" {
			return true
		}
	}
	return false
}

// undecorated are the cells that show text; mostly all of them.
func undecorated(cells []Cell) []Cell {
	n := 0
	for n < len(cells) && !cells[n].decoration() {
		n++
	}
	if n == len(cells) {
		return cells
	}
	out := append([]Cell(nil), cells[:n]...)
	for _, c := range cells[n:] {
		if !c.decoration() {
			out = append(out, c)
		}
	}
	return out
}

// span goes from the text run's first visible character to its last one.
func (l textRun) span() article.Span { return shown(l.cells) }

// shown is the span of the cells without white space around it; empty if they
// are white space only.
func shown(cells []Cell) article.Span {
	for len(cells) > 0 && blank(cells[0]) {
		cells = cells[1:]
	}
	for len(cells) > 0 && blank(cells[len(cells)-1]) {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return article.Span{}
	}
	return article.Span{Start: cells[0].Start, End: cells[len(cells)-1].End}
}

func blank(c Cell) bool {
	return c.Text == " " || c.Text == newline || c.Text == "\u00a0" || c.Text == "\u3000"
}
