package notes

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/script"
	"manicule/internal/store"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// beside is the note that stands whole beside the list: its passage in the
// article, its words and what is known of it.
type beside struct {
	key  noteKey
	page *page.Page   // of the article, or of its stored text; nil where the passage is in neither
	at   article.Span // the passage in it
	top  int          // rows scrolled
}

// besideMsg brings the text that a note's passage stands in.
type besideMsg struct {
	key noteKey
	art *article.Article // nil: none
	at  article.Span
}

// leastAround is how many rows of the article are shown at least.
const leastAround = 9

// follow has the article of the note under the cursor brought beside the list.
func (p *Pane) follow() tea.Cmd {
	key, n, ok := p.selected()
	if p.beside.key == key {
		return nil
	}
	p.beside = beside{key: key}
	if !ok || p.listWidth() == p.W || n.OnArticle() {
		return nil
	}
	i := slices.IndexFunc(p.margins, func(a note.ArticleNotes) bool { return a.Path == key.path })
	if i < 0 {
		return nil
	}
	c, a, stored := p.Store, p.margins[i], p.texts[key.path]
	return func() tea.Msg {
		msg := besideMsg{key: key}
		switch {
		case n.Match.State != note.Lost:
			msg.art, msg.at = article.Recall(a.Path, a.Text, article.Meta{Title: a.Title}), n.Match.Span
		case a.Text == "":
			msg.art, msg.at = storedText(c, a.Path, cmp.Or(n.Text, stored), n.Note)
		}
		return pane.AnswerTo(p, msg)
	}
}

// storedText is the text that was stored of an article that is gone, and where
// the note's passage is in it; nil if it is not there.
func storedText(c *store.Collection, path, fingerprint string, n note.Note) (*article.Article, article.Span) {
	text, err := c.OldText(fingerprint)
	if err != nil {
		return nil, article.Span{}
	}
	a := article.Recall(path, text, article.Meta{})
	at := anchor.NewFinder(a.Text).Find(n.Anchor)
	if at.State == note.Lost {
		return nil, article.Span{}
	}
	return a, at.Span
}

func (p *Pane) onBeside(msg besideMsg) tea.Cmd {
	if p.beside.key == msg.key && msg.art != nil {
		p.beside.page, p.beside.at = page.New(msg.art, p.besideWidth(), p.Theme.Page), msg.at
	}
	return nil
}

// besideWidth is the room beside the list.
func (p *Pane) besideWidth() int { return p.W - p.listWidth() - 4 }

// scrollBeside scrolls what stands beside the list.
func (p *Pane) scrollBeside(rows int) tea.Cmd {
	p.beside.top = max(p.beside.top+rows, 0)
	return nil
}

// WheelAt scrolls the list, or what stands beside it.
func (p *Pane) WheelAt(x, rows int) tea.Cmd {
	if p.listWidth() < p.W && x > p.listWidth() {
		return p.scrollBeside(rows)
	}
	p.rows.Scroll(rows)
	return p.follow()
}

// besideLine is a row beside the list: of the article, of the note's words, or
// what is said of it.
type besideLine struct {
	paged bool // cells are of the article
	cells page.Line
	words *pane.WordLine
	said  string
	style uv.Style
}

// drawBeside shows the note under the cursor whole.
func (p *Pane) drawBeside(c *term.Canvas, x, y, width int) {
	rows := p.H - 2 - y
	for i := range rows {
		c.Put(x-2, y+i, "│", 1, &p.Theme.Faint, "")
	}
	lines := p.besideLines(width, rows)
	p.beside.top = max(min(p.beside.top, len(lines)-rows), 0)
	lines = lines[p.beside.top:]
	paints := []pane.Paint{{Span: p.beside.at, Style: p.Theme.Passage(p.found[p.beside.key].Kind)}}
	for i, l := range lines[:min(len(lines), rows)] {
		switch {
		case l.words != nil:
			l.words.Draw(c, x, y+i, width, p.Theme.Text)
		case l.paged:
			pane.DrawLine(c, x, y+i, p.beside.page, l.cells)
			p.PaintLine(c, x, y+i, l.cells, paints)
		default:
			c.Text(x, y+i, width, l.said, l.style)
		}
	}
}

// besideLines are what stands beside the list, as much of the article as
// leaves room for the rest.
func (p *Pane) besideLines(width, rows int) []besideLine {
	key, n, ok := p.selected()
	if key.path == "" {
		return nil
	}
	said := func(text string, st uv.Style) (lines []besideLine) {
		for _, line := range term.Wrap(text, width) {
			lines = append(lines, besideLine{said: line, style: st})
		}
		return lines
	}
	head := append(said(article.CleanLine(p.titles[key.path]), p.Theme.Title), said(article.CleanLine(key.path), p.Theme.Quiet)...)
	if !ok { // the heading of an article's notes
		return append(head, said(pane.Count(p.notesOn(key.path), "note"), p.Theme.Quiet)...)
	}
	below := []besideLine{{}}
	for _, line := range p.WordLines(n.Body, width, wholeNote) {
		below = append(below, besideLine{words: &line})
	}
	if len(below) > 1 {
		below = append(below, besideLine{})
	}
	below = append(below, said(strings.Join(p.facts(n), " · "), p.Theme.Quiet)...)
	if n.Match.State != note.Exact {
		below = append(append(below, besideLine{}), said(p.mode.Named(p.stateText(key.path, n.Match)), stateStyle(p.Env, n.Match.State))...)
	}
	head = append(head, besideLine{})
	switch {
	case n.OnArticle():
		head = append(head, said("on the whole article", p.Theme.Quiet)...)
	case p.beside.page != nil && p.beside.key == key:
		head = append(head, p.aroundPassage(max(rows-len(head)-len(below), leastAround))...)
	default:
		head = append(head, said(passageWithin(n.Anchor), p.Theme.Text)...)
	}
	return append(head, below...)
}

// wholeNote is more rows than a note takes.
const wholeNote = 10_000

// aroundPassage is the passage and what stands around it, in so many rows.
func (p *Pane) aroundPassage(rows int) (lines []besideLine) {
	for _, cells := range passageLines(p.beside.page, p.beside.at, rows) {
		lines = append(lines, besideLine{paged: true, cells: cells})
	}
	return lines
}

// passageLines are rows of a page with the passage amid them, or its beginning
// where it is longer; the title is not among them.
func passageLines(p *page.Page, at article.Span, rows int) []page.Line {
	first, last := p.Locate(at.Start), p.Locate(max(at.End-1, at.Start))
	spare := max(rows-p.Distance(first, last, rows)-1, 0)
	top, _ := p.Move(first, -spare/2)
	if top.Block < 0 && first.Block >= 0 {
		top = page.Loc{}
	}
	return p.Lines(top, rows)
}

// passageWithin is a passage with the words around it that the note keeps.
func passageWithin(a note.Anchor) string {
	before, after := article.CleanLine(a.Before), article.CleanLine(a.After)
	if before != "" {
		before = "…" + before + " "
	}
	if after != "" {
		after = " " + after + "…"
	}
	return before + script.Quoted(article.Clean(a.Quote)) + after
}

// ShownPage is the article around the note under the cursor.
func (p *Pane) ShownPage() pane.ShownPage {
	b := &p.beside
	if b.page == nil || p.listWidth() == p.W {
		return pane.ShownPage{}
	}
	top, _ := b.page.Move(b.page.Locate(b.at.Start), -p.H)
	return pane.ShownPage{Page: b.page, At: top, Rows: 2 * p.H}
}
