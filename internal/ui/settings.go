package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/page"
)

// showNotice says what was wrong with the configuration; it stays until the
// next message.
func (m *Model) showNotice() {
	if m.opts.Notice != "" {
		m.Complain(errors.New(m.opts.Notice))
	}
}

// ToggleJustify sets paragraphs flush on both sides, or ragged again.
func (m *Model) ToggleJustify() tea.Cmd {
	m.opts.Justify = !m.opts.Justify
	m.Say("ragged on the right")
	if m.opts.Justify {
		m.Say("flush on both sides")
	}
	return tea.Batch(m.restyle(), m.StatusTimer())
}

// justified is the style with paragraphs set flush on both sides if wished;
// a page may be using the style that was given, so it stays as it is.
func justified(s *page.Style, wished bool) *page.Style {
	if s.Justify == wished {
		return s
	}
	own := *s
	own.Justify = wished
	return &own
}
