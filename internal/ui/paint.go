package ui

import (
	"net/url"
	"strings"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/session"
	"manicule/internal/ui/term"

	uv "github.com/charmbracelet/ultraviolet"
)

// paintsOf are the hits within a part of the text.
func paintsOf(h *session.Hits, in article.Span, hit, now uv.Style) []paint {
	var ps []paint
	for i := h.From(in.Start); i < len(h.Spans) && h.Spans[i].Start < in.End; i++ {
		st := hit
		if i == h.At {
			st = now
		}
		ps = append(ps, paint{span: h.Spans[i], style: st})
	}
	return ps
}

// linesSpan is the part of the text on some rows.
func linesSpan(lines []page.Line) article.Span {
	all := article.Span{Start: -1}
	for _, line := range lines {
		switch s := lineSpan(line); {
		case s.Start < 0:
		case all.Start < 0:
			all = s
		default:
			all = article.Span{Start: min(all.Start, s.Start), End: max(all.End, s.End)}
		}
	}
	return all
}

// drawLine writes one row of a page. Links to the web become links of the
// terminal; others stay inside the program.
func drawLine(c *term.Canvas, x, y int, p *page.Page, line page.Line) {
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

// paint is a style laid over a span of the text.
type paint struct {
	span  article.Span
	style uv.Style
}

// lineSpan is the part of the text from the first to the last byte on a row;
// empty when it shows none.
func lineSpan(line page.Line) article.Span {
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

func (e *env) paintLine(c *term.Canvas, x, y int, line page.Line, paints []paint) {
	span := lineSpan(line)
	if span.Start < 0 {
		return
	}
	for _, p := range paints {
		if !p.span.Overlaps(span) {
			continue
		}
		col := x
		for i := range line {
			width := int(line[i].Width)
			if covers(p.span, line, i) {
				c.Restyle(col, y, width, func(st *uv.Style) { term.Lay(st, p.style) })
			}
			col += width
		}
	}
}

// covers reports whether a cell belongs to what is painted: text of the span,
// or a single sign amid it such as the brackets of a footnote.
func covers(s article.Span, line page.Line, i int) bool {
	if line[i].Start >= 0 {
		return s.Contains(line[i].Start)
	}
	amid := func(j int) bool { return j >= 0 && j < len(line) && line[j].Start >= 0 && s.Contains(line[j].Start) }
	return amid(i-1) && amid(i+1)
}

// layOut lays the article out; what the old page knows of the same article is
// used again.
func layOut(old *page.Page, a *article.Article, width int, style *page.Style) *page.Page {
	if old != nil && old.Article() == a {
		return old.With(width, style)
	}
	return page.New(a, width, style)
}
