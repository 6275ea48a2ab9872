package pane

import (
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/ui/term"
)

// WordLine is a row of a note as it is shown: of the words laid out on a page,
// or what the program says of it.
type WordLine struct {
	Page  *page.Page
	Cells page.Line
	Said  string
	more  bool // rows below it were left out
}

// WordLines are the note's words in at most that many rows.
func (e *Env) WordLines(text string, width, most int) []WordLine {
	text = strings.TrimSpace(article.Clean(text))
	if text == "" || most <= 0 {
		return nil
	}
	return PageLines(e.words.page(e.Theme.Page, text, width), page.Loc{}, most)
}

// PageLines are at most that many rows of a page, without room above the first.
func PageLines(p *page.Page, from page.Loc, most int) []WordLine {
	var lines []WordLine
	for _, cells := range p.Lines(from, most+3) {
		if l := (WordLine{Page: p, Cells: cells}); !l.empty() || len(lines) > 0 {
			lines = append(lines, l)
		}
	}
	return firstLines(lines, most)
}

// SaidLines are the rows of what the program says, if it says something.
func SaidLines(text string, width int) []WordLine {
	var lines []WordLine
	if text == "" {
		return nil
	}
	for _, line := range term.WrapParts(text, width) {
		lines = append(lines, WordLine{Said: line})
	}
	return lines
}

// firstLines keeps at most n rows; the last one that has words says so.
func firstLines(lines []WordLine, n int) []WordLine {
	if len(lines) <= n {
		return lines
	}
	lines = lines[:max(n, 0)]
	for len(lines) > 0 && lines[len(lines)-1].empty() {
		lines = lines[:len(lines)-1]
	}
	if len(lines) > 0 {
		lines[len(lines)-1].more = true
	}
	return lines
}

func (l WordLine) empty() bool { return len(l.Cells) == 0 && l.Said == "" }

// Draw writes the row. What has no looks of its own is written in the ink, and
// stands on its ground.
func (l WordLine) Draw(c *term.Canvas, x, y, width int, ink uv.Style) {
	begin, end := x, x+width
	if l.Page == nil {
		x = c.Text(x, y, width, l.Said, ink)
	} else {
		usual := l.Page.Style(0)
		for _, cell := range l.Cells {
			st := inkOn(l.Page.Style(cell.Style), usual, ink)
			x = c.Put(x, y, cell.Text, int(cell.Width), &st, linkOf(l.Page, cell))
		}
	}
	if !l.more {
		return
	}
	x = min(x+1, end-1)
	if room := l.before(); room > 0 { // it goes on at its left
		x = begin + max(room-2, 0)
	}
	c.Text(x, y, 1, "…", ink)
}

// before is the room in front of what is set at the right: Hebrew or Arabic.
func (l WordLine) before() (n int) {
	for n < len(l.Cells) && l.Cells[n].Text == " " && l.Cells[n].Start < 0 && l.Cells[n].Style == 0 {
		n++
	}
	if page.HasRight(l.text()) {
		return n
	}
	return 0
}

func (l WordLine) text() string {
	if l.Page == nil {
		return l.Said
	}
	var b strings.Builder
	for _, cell := range l.Cells {
		b.WriteString(cell.Text)
	}
	return b.String()
}

// inkOn is a look of the page's with the ink and its ground where it is as usual.
func inkOn(st, usual, ink uv.Style) uv.Style {
	if st.Fg == nil || st.Fg == usual.Fg {
		st.Fg = ink.Fg
	}
	if st.Bg == nil || st.Bg == usual.Bg {
		st.Bg = ink.Bg
	}
	st.Attrs |= ink.Attrs
	return st
}

// PlainWords are a note's words on one line, without their markup.
func (e *Env) PlainWords(text string) string {
	p := e.words.page(e.Theme.Page, article.Clean(text), DefaultColumn)
	return article.CleanLine(p.Quote(article.Span{End: len(p.Article().Text)}))
}

// WordPages are notes' words as they are laid out.
func (e *Env) WordPages() []ShownPage {
	all := make([]ShownPage, 0, len(e.words.pages))
	for _, p := range e.words.pages {
		all = append(all, ShownPage{p, p.First(), e.H})
	}
	return all
}
