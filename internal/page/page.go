// Package page lays an article out at a width: blocks become rows of cells,
// and every cell knows the bytes of the article's text that it shows.
package page

import (
	"cmp"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/clipperhouse/displaywidth"
	"manicule/internal/article"
)

// Loc is a row of a page.
type Loc struct{ Block, Row int }

// Compare orders locations from the top of the page to its bottom.
func (l Loc) Compare(m Loc) int {
	if c := cmp.Compare(l.Block, m.Block); c != 0 {
		return c
	}
	return cmp.Compare(l.Row, m.Row)
}

// Cell is one grapheme cluster on the screen.
type Cell struct {
	Text       string // printable
	Start, End int    // bytes of Article.Text it shows; Start is -1 on decoration
	Width      int8   // screen cells: 1 or 2
	Style      uint16 // for Page.Style
	Link       uint16 // for Page.Link; 0: none
}

// Line is one row.
type Line []Cell

// Page is an article laid out at a width. It is safe for concurrent use.
type Page struct {
	article *article.Article
	width   int
	rows    []Line
}

// New lays the article out.
func New(a *article.Article, width int, style *Style) *Page {
	p := &Page{article: a, width: max(width, 2)}
	row, used := Line(nil), 0
	g := displaywidth.StringGraphemes(a.Text)
	for pos := 0; g.Next(); pos += len(g.Value()) {
		nl := strings.HasPrefix(g.Value(), "\n")
		if nl || used+g.Width() > p.width {
			p.rows, row, used = append(p.rows, row), nil, 0
		}
		if !nl {
			row = append(row, Cell{Text: g.Value(), Start: pos, End: pos + len(g.Value()), Width: int8(g.Width())})
			used += g.Width()
		}
	}
	p.rows = append(p.rows, row)
	return p
}

// Article is the article the page shows.
func (p *Page) Article() *article.Article { return p.article }

// Width is the width in cells that the page was made for.
func (p *Page) Width() int { return p.width }

// Style is the look of the cells that carry the index.
func (p *Page) Style(i uint16) uv.Style { return uv.Style{} }

// Link is the destination, as written, of the cells that carry the index.
func (p *Page) Link(i uint16) string { return "" }

// Lines are up to n rows from at; fewer only at the end.
func (p *Page) Lines(at Loc, n int) []Line {
	return p.rows[at.Row:min(at.Row+n, len(p.rows))]
}

// First is the first row.
func (p *Page) First() Loc { return Loc{} }

// Last is the last row with text.
func (p *Page) Last() Loc { return Loc{Row: len(p.rows) - 1} }

// Move goes rows down, or up when negative, within [First, Last].
func (p *Page) Move(at Loc, rows int) (Loc, int) {
	row := min(max(at.Row+rows, 0), len(p.rows)-1)
	return Loc{Row: row}, row - at.Row
}

// Distance is the number of rows from one row to another, at most ±limit.
func (p *Page) Distance(from, to Loc, limit int) int {
	return min(max(to.Row-from.Row, -limit), limit)
}

// Locate is the row that shows the byte at off.
func (p *Page) Locate(off int) Loc { loc, _ := p.Column(off); return loc }

// Column is the row and the column that show the byte at off.
func (p *Page) Column(off int) (Loc, int) {
	for i, row := range p.rows {
		col := 0
		for _, c := range row {
			if off < c.End {
				return Loc{Row: i}, col
			}
			col += int(c.Width)
		}
	}
	return p.Last(), 0
}

// At is the byte shown at a column.
func (p *Page) At(at Loc, col int) (off int, ok bool) {
	for _, c := range p.rows[at.Row] {
		if col -= int(c.Width); col < 0 {
			return c.Start, true
		}
	}
	return p.Offset(at), false
}

// Offset is the smallest byte shown on the row or on the next one with text.
func (p *Page) Offset(at Loc) int {
	for _, row := range p.rows[at.Row:] {
		if len(row) > 0 {
			return row[0].Start
		}
	}
	return len(p.article.Text)
}

// Ahead renders around a row for later.
func (p *Page) Ahead(at Loc, rows int) {}

// Unit is a unit of reading.
type Unit int

// The units, from small to large.
const (
	Word Unit = iota
	Sentence
	Paragraph
	Section
)

// Unit is the unit that contains off.
func (p *Page) Unit(off int, u Unit) article.Span { return article.Span{Start: off, End: off} }

// Next is the first unit that starts after off.
func (p *Page) Next(off int, u Unit) (article.Span, bool) { return article.Span{}, false }

// Prev is the last unit that starts before off.
func (p *Page) Prev(off int, u Unit) (article.Span, bool) { return article.Span{}, false }

// Quote is the visible text of a span.
func (p *Page) Quote(s article.Span) string { return p.article.Text[s.Start:s.End] }

// Visible is what the rows from one to another show.
func (p *Page) Visible(from, to Loc) article.Span {
	return article.Span{Start: p.Offset(from), End: p.Offset(to)}
}
