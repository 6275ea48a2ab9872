package page

import "manicule/internal/article"

// Link is a link as it stands on some rows of a page.
type Link struct {
	Dest     string       // see Page.Link
	Span     article.Span // what it shows on these rows, of Article.Text
	Row, Col int          // where it begins: rows from the first one, cells from the left
}

// Links lists the links on n rows from at on, in order. One that is broken over
// rows is listed once; of one that began above, what is on these rows counts.
func (p *Page) Links(at Loc, n int) []Link {
	var all []Link
	var open uint16 // the link that the text before belongs to
	outdents := p.Outdents(at, n)
	for row, line := range p.Lines(at, n) {
		col := -outdents[row]
		for i := range line {
			c := &line[i]
			switch {
			case c.Start < 0 && c.Link == 0: // a row's bars and indent part no link
			case c.Link == 0:
				open = 0
			case c.Link == open:
				last := &all[len(all)-1].Span
				last.Start, last.End = min(last.Start, c.Start), max(last.End, c.End)
			default:
				all = append(all, Link{p.Link(c.Link), article.Span{Start: c.Start, End: c.End}, row, col})
				open = c.Link
			}
			col += int(c.Width)
		}
	}
	return all
}

// LinkAt is the destination of the link at a row and a cell of it; "" where
// there is none.
func (p *Page) LinkAt(at Loc, col int) string {
	for _, line := range p.Lines(at, 1) {
		col += p.Outdents(at, 1)[0]
		for i := range line {
			if w := int(line[i].Width); col < w {
				return p.Link(line[i].Link)
			}
			col -= int(line[i].Width)
		}
	}
	return ""
}

// Footnote is the definition of the footnote of that label, from its label to
// its end; false where the article has none.
func (p *Page) Footnote(label string) (article.Span, bool) { return p.source.Footnote(label) }
