package page

import (
	"slices"
	"strings"
	"sync"

	"manicule/internal/article"
)

// Limits of what is drawn of code.
const (
	maxDrawn     = 64 << 10  // bytes of code
	maxDrawing   = 256 << 10 // bytes of what is drawn of it
	maxDrawnRows = 2000
	keptDrawings = 4 << 20 // bytes
)

// Code is code, and its language in small letters.
type Code struct{ Language, Text string }

// Drawings are what programs made of code to be shown in its place: text, such as
// a diagram. They are shared by pages.
type Drawings struct {
	languages []string

	mu    sync.Mutex
	known map[Code][]string // rows; none: nothing could be drawn
	bytes int
}

// NewDrawings has nothing yet. Code in those languages is to be drawn.
func NewDrawings(languages []string) *Drawings { return &Drawings{languages: languages} }

// Put keeps what was drawn of code; "" says that nothing was.
func (d *Drawings) Put(c Code, drawn string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	size := len(c.Text) + len(drawn)
	if d.known == nil || d.bytes+size > keptDrawings {
		d.known, d.bytes = map[Code][]string{}, 0
	}
	d.known[c] = drawnRows(drawn)
	d.bytes += size
}

// drawnRows are the rows of a drawing; of one that is too large, none.
func drawnRows(drawn string) []string {
	drawn = strings.Trim(expandTabs(drawn), newline)
	if strings.TrimSpace(drawn) == "" || len(drawn) > maxDrawing {
		return nil
	}
	rows := strings.Split(drawn, newline)
	if len(rows) > maxDrawnRows {
		return nil
	}
	return rows
}

// expandTabs puts each tab's text at the next eighth column, as far as letters
// of one cell go.
func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	col := 0
	for _, r := range s {
		switch r {
		case '\t':
			n := 8 - col%8
			b.WriteString(strings.Repeat(" ", n))
			col += n
			continue
		case '\n':
			col = -1
		}
		b.WriteRune(r)
		col++
	}
	return b.String()
}

// of are the rows drawn of code; wanted says that they are to be found out.
func (d *Drawings) of(c Code) (rows []string, wanted bool) {
	if d == nil || len(c.Text) > maxDrawn || !slices.Contains(d.languages, c.Language) {
		return nil, false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	rows, ok := d.known[c]
	return rows, !ok
}

// drawing is what is shown in place of the code at hand, if anything is: rows
// whose cells stand for the lines of the code that are as far from its top.
func (b *builder) drawing(lang, text string) []Cell {
	c := Code{strings.ToLower(lang), text}
	rows, wanted := b.drawings.of(c)
	if wanted {
		b.undrawn = append(b.undrawn, c)
	}
	starts := lineStarts(b.flow.cells)
	if len(rows) == 0 || len(starts) < 2 {
		return nil
	}
	style := b.pal.pen(b.codePen())
	var cells []Cell
	for i, row := range rows {
		line := i * (len(starts) - 1) / len(rows)
		next := max((i+1)*(len(starts)-1)/len(rows), line+1)
		f := flow{wide: b.wide}
		f.adorn(row, style)
		for k := range f.cells {
			if f.cells[k].Text != " " {
				f.cells[k].Start, f.cells[k].End = starts[line], starts[next]
			}
		}
		cells = append(append(cells, f.cells...), Cell{Text: newline, Start: -1, End: -1})
	}
	return cells
}

// lineStarts are the first bytes of the lines that show anything, and the end of
// the last one.
func lineStarts(cells []Cell) (starts []int) {
	begins, end := true, 0
	for _, c := range cells {
		switch {
		case c.Text == newline:
			begins = true
		case begins && !c.decoration() && c.Text != " ":
			starts, begins = append(starts, c.Start), false
		}
		if !c.decoration() && c.Text != newline {
			end = max(end, c.End)
		}
	}
	return append(starts, end)
}

// drawnBlock is the rows of a block that can be shown drawn or as its source.
type drawnBlock struct {
	first, end int
	at         int // its first byte, which names it
}

// drawn lays out a block that something was drawn of, unless the reader wants its
// source.
func (l *layouter) drawn(b *block, cells []Cell) {
	at, _, _ := bounds(b.cells)
	d := drawnBlock{first: l.out.rows(), at: at}
	if l.turned[at] {
		l.code(b, cells)
	} else {
		l.drawing(b)
	}
	d.end = l.out.rows()
	l.out.drawn = append(l.out.drawn, d)
}

// drawing lays a drawing out. Its rows are never broken: one that is too wide
// pans.
func (l *layouter) drawing(b *block) {
	_, room := l.room()
	at, _, _ := bounds(b.cells)
	longest := min(longestLine(b.drawn), maxPan)
	need := longest + 2 + Line(l.rest).Width()
	switch {
	case longest <= room-2 || room < minPan || l.right:
		l.foldCode(b, b.drawn, max(room-2, 1), 1)
	case need <= l.outer():
		l.breakOut(scrollable{at: at, width: need, stops: []int{0}}, need, false, func() { l.foldCode(b, b.drawn, longest, 1) })
	default:
		l.panCode(b, b.drawn, longest)
	}
}

// SetDrawings says what is drawn of code, in place of which it is shown.
func (p *Page) SetDrawings(d *Drawings) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawings != d {
		p.drawings = d
		p.forgetBlocks()
	}
}

func (p *Page) forgetBlocks() {
	p.blocks = cache[[]block]{limit: keptBlocks}
	p.laidOutParts = cache[*laidOutPart]{limit: keptRows}
}

// Undrawn is code on n rows from at on, or in what follows at once, of which a
// drawing is to be made.
func (p *Page) Undrawn(at Loc, n int) (c Code, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawings == nil {
		return c, false
	}
	for _, i := range p.partsAhead(at, n) {
		for _, c := range p.undrawn[i] {
			if _, wanted := p.drawings.of(c); wanted {
				return c, true
			}
		}
	}
	return c, false
}

// Redraw shows the drawings of code that came since. Rows are counted again
// then.
func (p *Page) Redraw(c Code) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, all := range p.undrawn {
		if slices.Contains(all, c) {
			p.blocks.forget(i)
			p.laidOutParts.forget(i)
		}
	}
}

// FindDrawn finds a block that can be shown drawn or as its source on the rows
// that follow one: the one with some of the text near, else the first. At is its
// first byte.
func (p *Page) FindDrawn(from Loc, rows int, near article.Span) (at int, source, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawings == nil {
		return 0, false, false
	}
	c, more := p.resolve(from), true
	for ; more && rows > 0; rows-- {
		if d := p.drawnAt(c); d != nil {
			start, end, _ := bounds(p.line(c))
			in := near.Overlaps(article.Span{Start: start, End: end})
			if in || !ok {
				at, ok = d.at, true
			}
			if in {
				break
			}
		}
		c, more = p.after(c)
	}
	return at, p.turned[at], ok
}

// drawnAt is the block of a row that can be shown drawn, or nil.
func (p *Page) drawnAt(c place) *drawnBlock {
	s := p.laidOutPartOf(c.part)
	if s == nil {
		return nil
	}
	i := slices.IndexFunc(s.drawn, func(d drawnBlock) bool { return d.first <= c.row && c.row < d.end })
	if i < 0 {
		return nil
	}
	return &s.drawn[i]
}

// ToggleSource shows the source of the block that begins at a byte, or what was
// drawn of it. Rows are counted again then.
func (p *Page) ToggleSource(at int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turn(at)
}

// ShowSource shows the source where the passage is a part of what was drawn;
// false where it is not.
func (p *Page) ShowSource(s article.Span) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawings == nil {
		return false
	}
	b := p.blockAt(s.Start)
	if b == nil || b.drawn == nil {
		return false
	}
	start, end, _ := b.bounds()
	if p.turned[start] || s.Start < start || s.Start <= start && s.End >= end {
		return false
	}
	p.turn(start)
	return true
}
