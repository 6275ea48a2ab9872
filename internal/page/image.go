package page

import (
	"maps"
	"strings"
)

// Size is the room of a picture, in cells.
type Size struct{ Cols, Rows int }

// Figure is an image that is a paragraph of its own: its text is a caption,
// above which there may be room for the picture.
type Figure struct {
	Dest  string // of the image, as Page.Link
	Width int    // in pixels, that the text asks for; 0: as wide as it is
	Size  Size   // zero: there is no room for it
	Row   int    // the picture's first row, from the row asked for; negative: above it
	Col   int    // where it begins, in cells
}

// embedded is an image of the text.
type embedded struct {
	dest  string
	width int // see Figure
}

// figure is a Figure of a laid-out part.
type figure struct {
	embedded
	size       Size
	first, col int
	caption    int // the row below it
}

// maxFigures is how many images one block may have and still be figures.
const maxFigures = 8

// pictured notes an image whose cells begin at the i-th of the flow.
func (b *builder) pictured(e embedded, i int) {
	b.images = append(b.images, e)
	b.imaged += visibleCells(b.flow.cells[min(i, len(b.flow.cells)):])
}

// figures are the images of the flow at hand if it shows nothing else.
func (b *builder) figures() (images []embedded) {
	if n := len(b.images); n > 0 && n <= maxFigures && b.imaged == visibleCells(b.flow.cells) {
		images = b.images
	}
	b.images, b.imaged = nil, 0
	return images
}

// visibleCells counts the cells that show something.
func visibleCells(cells []Cell) (n int) {
	for _, c := range cells {
		if strings.TrimSpace(c.Text) != "" {
			n++
		}
	}
	return n
}

// figures makes room for the pictures of a block above its text.
func (l *layouter) figures(b *block) {
	for _, e := range b.images {
		f := figure{embedded: e, first: l.out.rows(), col: Line(l.mark).Width()}
		if size := l.pictures[e.dest]; size.Cols > 0 && f.col+size.Cols <= l.width {
			f.size = size
			for range size.Rows {
				l.line(nil)
			}
		}
		f.caption = l.out.rows()
		l.out.figures = append(l.out.figures, f)
	}
}

// SetPictures says how much room pictures take, by the destinations of their
// images; the others get none. Rows are counted again then; false when nothing
// changes.
func (p *Page) SetPictures(sizes map[string]Size) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if maps.Equal(sizes, p.pictures) {
		return false
	}
	p.pictures = sizes
	p.laidOutParts = cache[*laidOutPart]{limit: keptRows}
	return true
}

// Figures are those of which there is something on n rows from at on.
func (p *Page) Figures(at Loc, n int) (all []Figure) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, row := p.resolve(at), 0
	for row < n {
		s := p.laidOutPartOf(c.part)
		if s == nil {
			break
		}
		for _, f := range s.figures {
			if first := row + f.first - c.row; f.caption >= c.row && first < n {
				all = append(all, Figure{f.dest, f.width, f.size, first, f.col})
			}
		}
		row += s.rows() - c.row
		c = place{part: c.part + 1}
	}
	return all
}
