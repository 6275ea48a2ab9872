package page

import "strings"

// maxIndent is how far a style may indent anything, in cells.
const maxIndent = 8

// edges are what a style writes around text: outside in the looks of what is
// around it, inside in its own.
type edges struct{ outside, inside, insideEnd, outsideEnd string }

// edgesOf are the edges of a look. Line ends only make room, which a page has.
func edgesOf(l Look) edges {
	before, after, _ := cutFormat(l.Format)
	return edges{trimmedEdge(l.BlockPrefix), trimmedEdge(l.Prefix) + before, after + trimmedEdge(l.Suffix), trimmedEdge(l.BlockSuffix)}
}

func trimmedEdge(s string) string { return strings.Trim(s, "\n") }

// cutFormat parts a template around its text; ok is false for one that does
// anything else with it.
func cutFormat(format string) (before, after string, ok bool) {
	before, after, ok = strings.Cut(format, "{{.text}}")
	if !ok || strings.Contains(before+after, "{{") {
		return "", "", false
	}
	return trimmedEdge(before), trimmedEdge(after), true
}

// cascade is a look with what it leaves out taken from another.
func cascade(under, over Block) Block {
	b := over
	p, q := &b.StylePrimitive, under.StylePrimitive
	for _, s := range []struct{ to, from *string }{
		{&p.BlockPrefix, &q.BlockPrefix},
		{&p.BlockSuffix, &q.BlockSuffix},
		{&p.Prefix, &q.Prefix},
		{&p.Suffix, &q.Suffix},
		{&p.Format, &q.Format},
	} {
		if *s.to == "" {
			*s.to = *s.from
		}
	}
	for _, f := range []struct{ to, from **bool }{
		{&p.Underline, &q.Underline},
		{&p.Bold, &q.Bold},
		{&p.Upper, &q.Upper},
		{&p.Lower, &q.Lower},
		{&p.Title, &q.Title},
		{&p.Italic, &q.Italic},
		{&p.CrossedOut, &q.CrossedOut},
		{&p.Faint, &q.Faint},
		{&p.Inverse, &q.Inverse},
		{&p.Blink, &q.Blink},
	} {
		if *f.to == nil {
			*f.to = *f.from
		}
	}
	if p.Color == nil {
		p.Color = q.Color
	}
	if p.BackgroundColor == nil {
		p.BackgroundColor = q.BackgroundColor
	}
	if b.Indent == nil {
		b.Indent = under.Indent
	}
	if b.Margin == nil {
		b.Margin = under.Margin
	}
	return b
}

// indentOf are the columns that a style leaves free left of a block.
func indentOf(b Block) int { return cells(b.Indent) + cells(b.Margin) }

// cells is a number of a style file, of cells.
func cells(n *uint) int {
	if n == nil {
		return 0
	}
	return int(min(*n, maxIndent))
}

// open adds what a look writes before the text of a block.
func (b *builder) open(e edges, outer pen) {
	b.flow.wide = b.wide
	b.flow.adorn(e.outside, b.pal.pen(outer))
	b.flow.adorn(e.inside, b.pal.pen(b.pen))
}

// close adds what it writes behind it.
func (b *builder) close(e edges, outer pen) {
	b.flow.adorn(e.insideEnd, b.pal.pen(b.pen))
	b.flow.adorn(e.outsideEnd, b.pal.pen(outer))
}

// container indents blocks and gives them the look's edges.
func (b *builder) container(look Block, gap int, f func(gap int)) {
	n := indentOf(look)
	if n == 0 {
		b.edged(look, gap, f)
		return
	}
	b.within(&frame{bar: spaces(n, b.pal.pen(b.marks.base))}, func() { b.edged(look, gap, f) })
}

// edged adds blocks in a look. What it writes around them are rows of their own.
func (b *builder) edged(look Block, gap int, f func(gap int)) {
	outer, e := b.pen, edgesOf(look.StylePrimitive)
	b.pen = outer.with(look.StylePrimitive)
	row := func(cells []Cell) {
		if len(cells) > 0 {
			b.add(block{kind: prose, cells: cells, gap: gap})
			gap = 0
		}
	}
	row(append(b.ornament(e.outside, outer), b.ornament(e.inside, b.pen)...))
	f(gap)
	gap = 0
	row(append(b.ornament(e.insideEnd, b.pen), b.ornament(e.outsideEnd, outer)...))
	b.pen = outer
}
