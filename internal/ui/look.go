package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/store"
)

// ToggleJustify sets paragraphs flush on both sides, or ragged again.
func (m *Model) ToggleJustify() tea.Cmd {
	m.opts.Justify = !m.opts.Justify
	flush := m.opts.Justify
	m.Session.RememberView(func(v *store.View) { v.Justify = flush })
	m.Say("ragged on the right")
	if m.opts.Justify {
		m.Say("flush on both sides")
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
