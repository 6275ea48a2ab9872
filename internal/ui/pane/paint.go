package pane

import (
	"net/url"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/session"
	"manicule/internal/ui/term"
)

// PaintsOf are the hits within a part of the text.
func PaintsOf(h *session.Hits, in article.Span, hit, now uv.Style) []Paint {
	var ps []Paint
	for i := h.From(in.Start); i < len(h.Spans) && h.Spans[i].Start < in.End; i++ {
		st := hit
		if i == h.At {
			st = now
		}
		ps = append(ps, Paint{Span: h.Spans[i], Style: st})
	}
	return ps
}

// LinesSpan is the part of the text on some rows.
func LinesSpan(lines []page.Line) article.Span {
	all := article.Span{Start: -1}
	for _, line := range lines {
		switch s := LineSpan(line); {
		case s.Start < 0:
		case all.Start < 0:
			all = s
		default:
			all = article.Span{Start: min(all.Start, s.Start), End: max(all.End, s.End)}
		}
	}
	return all
}

// DrawLine writes one row of a page. Links to the web become links of the
// terminal; others stay inside the program.
func DrawLine(c *term.Canvas, x, y int, p *page.Page, line page.Line) {
	for i := range line {
		cell := &line[i]
		st := p.Style(cell.Style)
		x = c.Put(x, y, cell.Text, int(cell.Width), &st, linkOf(p, *cell))
	}
}

// linkOf is the cell's link as it may be given to the terminal, or "".
func linkOf(p *page.Page, cell page.Cell) string {
	if cell.Link == 0 {
		return ""
	}
	return webLink(p.Link(cell.Link))
}

// maxLink is the longest address that terminals take in a link.
const maxLink = 2083

// webLink is the destination as it may be given to the terminal: an http,
// https or mailto address with everything else than plain ASCII escaped; ""
// for all other destinations.
func webLink(dest string) string {
	u, err := url.Parse(dest)
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https", "mailto":
	default:
		return ""
	}
	s := u.String()
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return ""
		}
	}
	if len(s) > maxLink {
		return ""
	}
	return s
}

// Paint is a style laid over a span of the text.
type Paint struct {
	Span  article.Span
	Style uv.Style
}

// LineSpan is the part of the text from the first to the last byte on a row;
// empty when it shows none.
func LineSpan(line page.Line) article.Span {
	s := article.Span{Start: -1}
	for i := range line {
		if c := &line[i]; c.Start >= 0 {
			if s.Start < 0 || c.Start < s.Start {
				s.Start = c.Start
			}
			s.End = max(s.End, c.End)
		}
	}
	return s
}

func (e *Env) PaintLine(c *term.Canvas, x, y int, line page.Line, paints []Paint) {
	span := LineSpan(line)
	if span.Start < 0 {
		return
	}
	for _, p := range paints {
		if !p.Span.Overlaps(span) {
			continue
		}
		col := x
		for i := range line {
			width := int(line[i].Width)
			if Covers(p.Span, line, i) {
				c.Restyle(col, y, width, func(st *uv.Style) { term.Lay(st, p.Style) })
			}
			col += width
		}
	}
}

// Covers reports whether a cell belongs to what is painted: text of the span,
// or a single sign amid it such as the brackets of a footnote.
func Covers(s article.Span, line page.Line, i int) bool {
	if line[i].Start >= 0 {
		return s.Contains(line[i].Start)
	}
	amid := func(j int) bool { return j >= 0 && j < len(line) && line[j].Start >= 0 && s.Contains(line[j].Start) }
	return amid(i-1) && amid(i+1)
}

// LayOut lays the article out; what the old page knows of the same article is
// used again.
func LayOut(old *page.Page, a *article.Article, width int, style *page.Style) *page.Page {
	switch {
	case old == nil:
		return page.New(a, width, style)
	case old.Article() != a:
		old = old.Of(a)
	}
	return old.With(width, style)
}

// ShownPage is an article of which some rows are on the screen.
type ShownPage struct {
	*page.Page
	At   page.Loc
	Rows int
}
