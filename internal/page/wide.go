package page

import (
	"maps"
	"slices"
	"sort"

	"manicule/internal/article"
)

const (
	minPan    = 24      // the cells that panning takes; narrower, tables are shown as records
	maxPan    = 4096    // the longest row that pans, in cells
	maxPanned = 400_000 // cells of a table that pans
	maxField  = 40      // the widest column of a table that pans
	codeStep  = 16      // how far code pans at once
)

// scrollable is a block of a laid-out part that is wider than the page: a table, or code with
// long lines. It pans, which shows a part of each of its rows, or it is folded:
// its rows are broken, or shown as records.
type scrollable struct {
	first, end int   // its rows
	at         int   // its first byte, which names it
	folded     bool  // fits the page as it is
	frozen     int   // cells at the left that stay: what stands beside the block, and the first column
	width      int   // of its longest row, in cells
	left       int   // cells that its rows begin left of the page
	room       int   // cells that are seen of its rows
	stops      []int // how far it pans, in ascending order
	fill       int   // as of its block
	sign       uint16
}

// stopsAt sets where a scrollable block comes to rest: at places in ascending order, up to
// the first from which its right edge is seen.
func (b *scrollable) stopsAt(places []int, room int) {
	b.stops = []int{0}
	for _, x := range places {
		if last := b.stops[len(b.stops)-1]; x > last && last < b.width-room {
			b.stops = append(b.stops, x)
		}
	}
}

// whole reports whether all of the scrollable block is seen.
func (b *scrollable) whole() bool { return !b.folded && b.width <= b.room }

// next is n stops on from a shift.
func (b *scrollable) next(shift, n int) int {
	i, found := slices.BinarySearch(b.stops, shift)
	if !found && n > 0 {
		i--
	}
	return b.stops[max(0, min(i+n, len(b.stops)-1))]
}

// window is what is seen of a row when the scrollable block is panned by shift cells in so
// much room. Signs tell where text goes on; the one at the right hides a cell.
func (b *scrollable) window(row Line, shift, room int) Line {
	view := make(Line, 0, room)
	x, used := 0, 0
	cutLeft, cutRight := false, false
	for _, c := range row {
		w := int(c.Width)
		at := x
		x += w
		switch {
		case at < b.frozen:
		case at < b.frozen+shift:
			cutLeft = cutLeft || shows(c)
			if x > b.frozen+shift { // half of it
				view = append(view, spaces(1, c.Style)...)
				used++
			}
			continue
		case used+w > room:
			cutRight = cutRight || shows(c)
			continue
		}
		view = append(view, c)
		used += w
	}
	if cutLeft {
		b.signLeft(view)
	}
	if cutRight {
		view, used = b.signRight(view, used, room)
	}
	if b.fill > 0 && used < room {
		view = append(view, spaces(room-used, uint16(b.fill-1))...)
	}
	return view
}

// shows tells that the cell is a visible piece of the text.
func shows(c Cell) bool { return !c.decoration() && c.Text != " " }

// signLeft puts the sign in place of the last cell that stays, which is a space.
func (b *scrollable) signLeft(view Line) {
	x := 0
	for i := range view {
		if x += int(view[i].Width); x == b.frozen && view[i].decoration() {
			view[i].Text, view[i].Style = "‹", b.sign
			return
		}
	}
}

func (b *scrollable) signRight(view Line, used, room int) (Line, int) {
	for len(view) > 0 && used > room-1 {
		used -= int(view[len(view)-1].Width)
		view = view[:len(view)-1]
	}
	view = append(view, spaces(room-1-used, b.sign)...)
	return append(view, adornment("›", b.sign)), room
}

// column is where the cell stands on the screen that stands at x in its row; at
// the edge if it isn't seen.
func (b *scrollable) column(x, shift, room int) int {
	if x < b.frozen {
		return x
	}
	return max(b.frozen, min(x-shift, room-1))
}

// shiftFor is how far to pan to see the cells from x to end: not at all where
// they are seen.
func (b *scrollable) shiftFor(x, end, shift, room int) int {
	if x < b.frozen || x >= b.frozen+shift && end < shift+room {
		return shift
	}
	i, found := slices.BinarySearch(b.stops, x-b.frozen)
	if !found {
		i--
	}
	return b.stops[max(i, 0)]
}

// Margins is the free room beside a page, in cells.
type Margins struct{ Left, Right int }

// SetMargins says how much room there is beside the page for tables and code
// that are too wide for it. Rows are counted again then; false when nothing
// changes.
func (p *Page) SetMargins(m Margins) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	m = Margins{max(m.Left, 0), max(m.Right, 0)}
	if m == p.margins {
		return false
	}
	p.margins = m
	p.laidOutParts = cache[*laidOutPart]{limit: keptRows}
	return true
}

// Outdents are how many cells the n rows from at on begin left of the page.
func (p *Page) Outdents(at Loc, n int) []int {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := make([]int, 0, n)
	for c, ok := p.resolve(at), true; ok && len(all) < n; c, ok = p.after(c) {
		all = append(all, p.outdent(c))
	}
	return all
}

func (p *Page) outdent(c place) int {
	if b := p.bandAt(c); b != nil {
		return b.left
	}
	return 0
}

// breakOut lays a block that needs so many cells out in the page's margins, by f,
// which sees the width as the page's. Of the room at its sides it takes the
// same, or first that at the right.
func (l *layouter) breakOut(b scrollable, need int, centred bool, f func()) {
	page := l.width
	l.width = min(need, page+l.margins.Left+l.margins.Right)
	more := l.width - page
	if centred {
		b.left = more / 2
	}
	b.left = max(0, min(b.left, l.margins.Left), more-l.margins.Right)
	b.room = l.width
	l.banded(b, f)
	l.width = page
}

// outer is the width of the page with the room beside it that the block at hand
// may take.
func (l *layouter) outer() int {
	if l.framed || l.right {
		return l.width
	}
	return l.width + l.margins.Left + l.margins.Right
}

// scrollable is the one that a row of the laid-out part belongs to, or nil.
func (s *laidOutPart) scrollable(row int) *scrollable {
	i := sort.Search(len(s.scrollables), func(i int) bool { return s.scrollables[i].end > row })
	if i < len(s.scrollables) && s.scrollables[i].first <= row {
		return &s.scrollables[i]
	}
	return nil
}

// pans reports whether the block whose text begins at a byte pans rather than
// being folded; tables do, code does not, until the reader turns it.
func (l *layouter) pans(at int, table bool) bool { return table != l.turned[at] }

// banded lays out what is a scrollable block, by f.
func (l *layouter) banded(b scrollable, f func()) {
	if b.room == 0 {
		b.room = l.width
	}
	b.first = l.out.rows()
	f()
	b.end = l.out.rows()
	l.out.scrollables = append(l.out.scrollables, b)
}

// shown is a row as it is seen.
func (p *Page) shown(c place) Line {
	row := p.line(c)
	if b := p.bandAt(c); b != nil && !b.folded && row != nil {
		return b.window(row, p.shifts[b.at], b.room)
	}
	return row
}

func (p *Page) bandAt(c place) *scrollable {
	if s := p.laidOutPartOf(c.part); s != nil {
		return s.scrollable(c.row)
	}
	return nil
}

// FullRow is a row with what is panned away; nil if there is none.
func (p *Page) FullRow(at Loc) Line {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.line(p.resolve(at))
}

// FindWide finds a block that is wider than the room there is for it, on the rows that follow one:
// the first that shows some of the text near, else the first. Folded tells
// that it doesn't pan but is shown in rows that fit.
func (p *Page) FindWide(from Loc, rows int, near article.Span) (at Loc, folded, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, more := p.resolve(from), true
	for ; more && rows > 0; rows-- {
		if b := p.bandAt(c); b != nil && !b.whole() {
			start, end, _ := bounds(p.line(c))
			in := near.Overlaps(article.Span{Start: start, End: end})
			if in || !ok {
				at, folded, ok = p.loc(c), b.folded, true
			}
			if in {
				return at, folded, true
			}
		}
		c, more = p.after(c)
	}
	return at, folded, ok
}

// Pan moves the block at a row by steps (columns of a table, stops of
// code), to the left when negative; false when it goes no further.
func (p *Page) Pan(at Loc, steps int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.bandAt(p.resolve(at))
	if b == nil || b.folded {
		return false
	}
	return p.shift(b, b.next(p.shifts[b.at], steps))
}

func (p *Page) shift(b *scrollable, to int) bool {
	if p.shifts[b.at] == to {
		return false
	}
	if p.shifts == nil {
		p.shifts = map[int]int{}
	}
	p.shifts[b.at] = to
	return true
}

// Reveal pans the block that shows the byte at off until it is seen; false when
// nothing moved.
func (p *Page) Reveal(off int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, i := p.locate(off)
	b := p.bandAt(c)
	if b == nil || b.folded {
		return false
	}
	row := p.line(c)
	x := row[:i].Width()
	return p.shift(b, b.shiftFor(x, x+int(row[i].Width), p.shifts[b.at], b.room))
}

// ToggleFold folds the block at a row that pans, and makes one pan that was folded.
// Rows are counted again then.
func (p *Page) ToggleFold(at Loc) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.resolve(at)
	b := p.bandAt(c)
	if b == nil {
		return false
	}
	p.turn(b.at)
	return true
}

// takeOver takes over from another page of the article which blocks were turned, and
// the room of its pictures.
func (p *Page) takeOver(old *Page) {
	old.mu.Lock()
	defer old.mu.Unlock()
	p.turned, p.folding, p.pictures, p.margins = maps.Clone(old.turned), old.folding, old.pictures, old.margins
	p.drawings = old.drawings
}
