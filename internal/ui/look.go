package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/store"
)

// ToggleJustify sets paragraphs justified, or ragged again.
func (m *Model) ToggleJustify() tea.Cmd {
	m.opts.Justify = !m.opts.Justify
	flush := m.opts.Justify
	m.Session.RememberView(func(v *store.View) { v.Justify = flush })
	m.Say("ragged right")
	if m.opts.Justify {
		m.Say("justified")
	}
	return tea.Batch(m.restyle(), m.StatusTimer())
}

// showNotice says what was wrong with the configuration; it stays until the
// next message.
func (m *Model) showNotice() {
	if m.opts.Notice != "" {
		m.Complain(errors.New(m.opts.Notice))
	}
}
