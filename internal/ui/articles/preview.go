package articles

import (
	"errors"
	"io/fs"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/session"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// previewMsg brings the article for the preview.
type previewMsg struct {
	path, query string
	art         *article.Article
	hits        session.Hits
	err         error
}

// preview makes the preview follow the cursor and the query.
func (lp *Pane) preview() tea.Cmd {
	e, ok := lp.selected()
	p, q := &lp.beside, lp.found.query
	switch {
	case !ok || lp.previewWidth() == 0 || lp.Host.ArticleOpen() || e.Err != nil:
		*p = preview{}
		return nil
	case p.path == e.Path && p.query == q.Text:
		lp.layoutPreview()
		return nil
	case p.path == e.Path:
		p.query = q.Text
	default:
		*p = preview{path: e.Path, query: q.Text}
	}
	l, c, a, path := lp.lookup(q, lp.found.articles), lp.Store, p.art, e.Path
	return func() tea.Msg {
		msg := previewMsg{path: path, query: q.Text, art: a}
		if a == nil && !words(q.Root) { // nobody scrolls further here than a beginning goes
			msg.art, _ = c.Begin(path)
		}
		if msg.art == nil || msg.art.Begun && words(q.Root) {
			msg.art, msg.err = l.lib.Article(path)
		}
		if msg.err == nil {
			msg.hits = l.Hits(msg.art)
		}
		return msg
	}
}

func (lp *Pane) onPreview(msg previewMsg) tea.Cmd {
	p := &lp.beside
	if p.path != msg.path || p.query != msg.query || lp.previewWidth() == 0 {
		return nil
	}
	p.art, p.err, p.hits = msg.art, msg.err, msg.hits
	p.page = nil
	lp.layoutPreview()
	return nil
}

// layoutPreview lays the article out unless it already is, and shows where it
// begins, or what was searched for.
func (lp *Pane) layoutPreview() {
	p, width, style := &lp.beside, lp.previewWidth(), lp.Theme.Page
	if p.art == nil || p.page != nil && p.page.Width() == width {
		return
	}
	p.page = pane.LayOut(p.page, p.art, width, style)
	p.top = p.page.First()
	if at := p.hits.Now(); !at.Empty() {
		p.show(at.Start, lp.listRows())
	}
}

// show scrolls so far that the byte is well within the rows, and no further
// than to the end.
func (p *preview) show(off, rows int) {
	const around = 5
	hit := p.page.Locate(off)
	if p.page.Distance(p.top, hit, rows) < rows-around {
		return
	}
	p.top, _ = p.page.Move(hit, -around)
	if _, below := p.page.Move(p.top, rows-1); below < rows-1 {
		p.top, _ = p.page.Move(p.top, below-rows+1)
	}
}

func (lp *Pane) scrollPreview(rows int) tea.Cmd {
	if p := &lp.beside; p.page != nil {
		p.top, _ = p.page.Move(p.top, rows)
	}
	return nil
}

func (lp *Pane) drawPreview(c *term.Canvas, y int) {
	width := lp.previewWidth()
	if width == 0 {
		return
	}
	left := lp.listWidth()
	rows := lp.H - 2 - y
	for i := range rows {
		c.Put(left, y+i, "│", 1, &lp.Theme.Faint, "")
	}
	p := &lp.beside
	x := left + 1 + max((lp.W-left-1-width)/2, pageMargin)
	f, heading := lp.headed()
	switch {
	case heading:
		c.Text(x, y, width, f.name(), lp.Theme.Title)
		c.Text(x, y+1, width, f.about(), lp.Theme.Quiet)
	case p.err != nil:
		for i, line := range term.Wrap(article.CleanLine(p.err.Error()), width) {
			c.Text(x, y+1+i, width, line, lp.Theme.Bad)
		}
	case p.page != nil:
		lines := p.page.Lines(p.top, rows)
		hits := pane.PaintsOf(&p.hits, pane.LinesSpan(lines), lp.Theme.Hit, lp.Theme.Hit)
		for i, line := range lines {
			pane.DrawLine(c, x, y+i, p.page, line)
			lp.PaintLine(c, x, y+i, line, hits)
		}
	}
}

// reason says why an article can't be read; its name stands beside it.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) && path.Err == errors.Unwrap(err) {
		err = path.Err
	}
	return article.CleanLine(err.Error())
}

// ShownPage is the article beside the list.
func (lp *Pane) ShownPage() pane.ShownPage {
	return pane.ShownPage{Page: lp.beside.page, At: lp.beside.top, Rows: lp.H}
}
