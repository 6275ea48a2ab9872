package page

import "manicule/internal/article"

// titlePart is the number of the title block, before part 0.
const titlePart = -1

// place is a Loc as the page counts: part and row.
type place struct{ part, row int }

// resolve finds the row that at names, or the nearest one that exists.
func (p *Page) resolve(at Loc) place {
	if at.Block < 0 {
		return p.clamp(place{titlePart, at.Row})
	}
	if p.article.Text == "" {
		return place{titlePart, 0}
	}
	return p.clamp(place{p.source.Find(at.Block), at.Row})
}

// clamp brings a place into its part, or to the nearest row if it has none.
func (p *Page) clamp(c place) place {
	s := p.laidOutPartOf(c.part)
	if s != nil && s.rows() > 0 {
		return place{c.part, min(max(c.row, 0), s.rows()-1)}
	}
	if next, ok := p.after(place{c.part, -1}); ok {
		return next
	}
	prev, _ := p.before(place{c.part, 0})
	return prev
}

// after is the row below; false at the end.
func (p *Page) after(c place) (place, bool) {
	if s := p.laidOutPartOf(c.part); s != nil && c.row+1 < s.rows() {
		return place{c.part, c.row + 1}, true
	}
	for i := c.part + 1; ; i++ {
		s := p.laidOutPartOf(i)
		if s == nil {
			return c, false
		}
		if s.rows() > 0 {
			return place{i, 0}, true
		}
	}
}

// before is the row above; false at the top.
func (p *Page) before(c place) (place, bool) {
	if c.row > 0 {
		return place{c.part, c.row - 1}, true
	}
	for i := c.part - 1; i >= titlePart; i-- {
		if s := p.laidOutPartOf(i); s != nil && s.rows() > 0 {
			return place{i, s.rows() - 1}, true
		}
	}
	return place{titlePart, 0}, false
}

func (p *Page) loc(c place) Loc {
	if c.part < 0 {
		return Loc{titlePart, c.row}
	}
	part, _ := p.source.Part(c.part)
	return Loc{part.Span.Start, c.row}
}

// line is the row at a place; nil if there is none.
func (p *Page) line(c place) Line {
	if s := p.laidOutPartOf(c.part); s != nil && c.row >= 0 && c.row < s.rows() {
		return s.row(c.row)
	}
	return nil
}

// Lines are up to n rows from at on; fewer only at the end. They are laid out
// now if they were not.
func (p *Page) Lines(at Loc, n int) []Line {
	p.mu.Lock()
	defer p.mu.Unlock()
	lines := make([]Line, 0, max(n, 0))
	c, ok := p.resolve(at), true
	for ok && len(lines) < n {
		lines = append(lines, p.shown(c))
		c, ok = p.after(c)
	}
	return lines
}

// First is the page's first row.
func (p *Page) First() Loc { return Loc{Block: titlePart} }

// Last is the last row with text.
func (p *Page) Last() Loc {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.loc(p.last())
}

func (p *Page) last() place {
	part := titlePart
	if p.article.Text != "" {
		part = p.source.Find(len(p.article.Text))
	}
	c, _ := p.before(place{part + 1, 0})
	return c
}

// Move goes rows down, or up when negative, within [First, Last]. It returns
// how many rows it really went, with the same sign.
func (p *Page) Move(at Loc, rows int) (Loc, int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.resolve(at)
	moved, step, next := 0, 1, p.after
	if rows < 0 {
		step, next = -1, p.before
	}
	for moved != rows {
		d, ok := next(c)
		if !ok {
			break
		}
		c = d
		moved += step
	}
	return p.loc(c), moved
}

// Distance is the number of rows from one row to another, negative upwards,
// and at most ±limit: nothing beyond is laid out.
func (p *Page) Distance(from, to Loc, limit int) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	a, b, sign := p.resolve(from), p.resolve(to), 1
	if a.part > b.part || a.part == b.part && a.row > b.row {
		a, b, sign = b, a, -1
	}
	n := 0
	for n < limit && a != b {
		n++
		a, _ = p.after(a)
	}
	return sign * n
}

// Locate is the row that shows the byte at off, else the one with the next
// text after it, else the last one with text.
func (p *Page) Locate(off int) Loc {
	loc, _ := p.Column(off)
	return loc
}

// Column is the row of Locate and the column in cells where its text begins;
// negative left of the page.
func (p *Page) Column(off int) (Loc, int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, i := p.locate(off)
	x := p.line(c)[:i].Width()
	if b := p.bandAt(c); b != nil && !b.folded {
		x = b.column(x, p.shifts[b.at], b.room)
	}
	return p.loc(c), x - p.outdent(c)
}

// locate is the place of Locate and the cell's index in its row.
func (p *Page) locate(off int) (place, int) {
	if row, i, ok := p.laidOutTitle().find(off); ok {
		return place{titlePart, row}, i
	}
	best, index := place{titlePart, 0}, 0
	if p.article.Text == "" {
		return best, 0
	}
	start := p.source.Find(off)
	for i := start; ; i++ {
		s := p.laidOutPartOf(i)
		if s == nil {
			break
		}
		row, k, ok := s.find(off)
		if row < 0 {
			continue
		}
		best, index = place{i, row}, k
		if c := s.row(row)[k]; ok || c.Start > off {
			return best, index
		}
	}
	if best.part >= 0 {
		return best, index
	}
	return p.lastText(start)
}

// lastText is the last cell with text in the parts before one.
func (p *Page) lastText(part int) (place, int) {
	for i := part - 1; i >= titlePart; i-- {
		if s := p.laidOutPartOf(i); s != nil {
			if row, k, _ := s.find(len(p.article.Text)); row >= 0 {
				return place{i, row}, k
			}
		}
	}
	return place{titlePart, 0}, 0
}

// At is the byte shown at a column of a row. Where decoration or nothing is,
// ok is false and off is the text nearest on that row, else on the next row
// with text.
func (p *Page) At(at Loc, col int) (off int, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.resolve(at)
	x, best, near := -p.outdent(c), -1, 0
	for _, cell := range p.shown(c) {
		if end := x + int(cell.Width); !cell.decoration() {
			if x <= col && col < end {
				return cell.Start, true
			}
			if d := max(x-col, col-end+1); best < 0 || d < near {
				best, near = cell.Start, d
			}
		}
		x += int(cell.Width)
	}
	if best >= 0 {
		return best, false
	}
	return p.offset(c), false
}

// Offset is the smallest byte shown on the row, or on the next one that shows
// text; 0 for the title block; the text's length behind all text.
func (p *Page) Offset(at Loc) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.offset(p.resolve(at))
}

func (p *Page) offset(c place) int {
	if c.part < 0 {
		return 0
	}
	for ok := true; ok; c, ok = p.after(c) {
		if start, _, shown := bounds(p.line(c)); shown {
			return start
		}
	}
	return len(p.article.Text)
}

// Visible is the span from the first to the last byte shown on the rows from
// one to another, both included; empty when they show no text.
func (p *Page) Visible(from, to Loc) article.Span {
	p.mu.Lock()
	defer p.mu.Unlock()
	a, b := p.resolve(from), p.resolve(to)
	var span article.Span
	found := false
	for ok := true; ok && (a.part < b.part || a.part == b.part && a.row <= b.row); a, ok = p.after(a) {
		start, end, shown := bounds(p.line(a))
		if !shown {
			continue
		}
		if !found || start < span.Start {
			span.Start = start
		}
		span.End, found = max(span.End, end), true
	}
	return span
}
