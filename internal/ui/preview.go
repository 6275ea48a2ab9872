package ui

import (
	"errors"
	"io/fs"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
)

// previewMsg brings the article for the preview.
type previewMsg struct {
	path string
	art  *article.Article
	err  error
}

// previewWidth is the text column of the preview; 0 when there is none.
func (m *Model) previewWidth() int {
	if m.w < previewFrom {
		return 0
	}
	return min(m.column, m.w-m.listWidth()-1-2*pageMargin)
}

// preview makes the preview follow the cursor.
func (m *Model) preview() tea.Cmd {
	e, ok := m.lib.list.Selected()
	p := &m.lib.shown
	if !ok || m.previewWidth() == 0 || m.rd != nil || e.Err != nil {
		*p = preview{}
		return nil
	}
	if p.path == e.Path {
		if p.art != nil {
			p.layout(p.art, m.previewWidth(), m.theme.page)
		}
		return nil
	}
	*p = preview{path: e.Path}
	path, c := e.Path, m.store
	return func() tea.Msg {
		a, err := c.Read(path)
		return previewMsg{path, a, err}
	}
}

func (m *Model) previewed(msg previewMsg) tea.Cmd {
	p := &m.lib.shown
	if p.path != msg.path || m.previewWidth() == 0 {
		return nil
	}
	p.art, p.err, p.page = msg.art, msg.err, nil
	if msg.err == nil {
		p.layout(msg.art, m.previewWidth(), m.theme.page)
	}
	return nil
}

// layout lays the article out unless it already is.
func (p *preview) layout(a *article.Article, width int, style *page.Style) {
	if p.page != nil && p.page.Article() == a && p.page.Width() == width {
		return
	}
	p.page = layOut(p.page, a, width, style)
	p.top = p.page.First()
}

func (m *Model) scrollPreview(rows int) tea.Cmd {
	if p := &m.lib.shown; p.page != nil {
		p.top, _ = p.page.Move(p.top, rows)
	}
	return nil
}

func (m *Model) drawPreview(c *canvas, y int) {
	width := m.previewWidth()
	if width == 0 {
		return
	}
	left := m.listWidth()
	rows := m.h - 2 - y
	for i := range rows {
		c.put(left, y+i, "│", 1, &m.theme.faint, "")
	}
	p := &m.lib.shown
	x := left + 1 + max((m.w-left-1-width)/2, pageMargin)
	switch {
	case p.err != nil:
		for i, line := range wrap(article.CleanLine(p.err.Error()), width) {
			c.text(x, y+1+i, width, line, m.theme.bad)
		}
	case p.page != nil:
		for i, line := range p.page.Lines(p.top, rows) {
			drawLine(c, x, y+i, p.page, line)
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
