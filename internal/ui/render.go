package ui

import (
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/command"
	"manicule/internal/page"
)

// renderedMsg brings what a command drew of code.
type renderedMsg struct {
	code  page.Code
	drawn string
	err   error
}

// newDrawings are those that the reader has commands for; nil where there are
// none.
func newDrawings(renderers map[string]string) *page.Drawings {
	if len(renderers) == 0 {
		return nil
	}
	return page.NewDrawings(slices.Sorted(maps.Keys(renderers)))
}

// render has the code on the screen and what comes next drawn, one block at a
// time, off the screen.
func (m *Model) render() tea.Cmd {
	if m.rendering || m.reader == nil {
		return nil
	}
	code, ok := m.reader.Undrawn()
	if !ok {
		return nil
	}
	m.rendering = true
	ctx, line := m.Ctx, m.opts.Renderers[code.Language]
	return func() tea.Msg {
		drawn, err := command.Draw(ctx, code.Language, line, code.Text)
		return renderedMsg{code, drawn, err}
	}
}

// onRendered shows a drawing. Why there is none is said once for each language.
func (m *Model) onRendered(msg renderedMsg) tea.Cmd {
	m.rendering = false
	m.drawings.Put(msg.code, msg.drawn)
	if m.reader != nil {
		m.reader.Redraw(msg.code)
	}
	if msg.err == nil || m.toldUndrawn[msg.code.Language] {
		return nil
	}
	if m.toldUndrawn == nil {
		m.toldUndrawn = map[string]bool{}
	}
	m.toldUndrawn[msg.code.Language] = true
	m.Say("not drawn: " + msg.err.Error())
	return m.StatusTimer()
}
