package ui

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/session"
)

// toggleStar stars what it is about, or takes the stars off when all have one.
func (m *Model) toggleStar() tea.Cmd {
	paths, _ := m.targets()
	return m.onEvent(m.session.Star(paths, session.Toggle))
}

// toggleRead marks what it is about read, or unread when all of it is read.
func (m *Model) toggleRead() tea.Cmd {
	paths, _ := m.targets()
	return m.onEvent(m.session.MarkRead(paths, session.Toggle))
}

// rereadMsg says that the library knows the reading state as it is now.
type rereadMsg struct{}

func (lp *libraryPane) onReread() tea.Cmd {
	lp.latest = lp.lib.Articles()
	return tea.Batch(lp.relist(), lp.findOffer())
}

// reread has the library take in the reading state; while an article is open
// there is no hurry.
func (m *Model) reread() tea.Cmd {
	m.library.stale = m.reader != nil
	if m.reader != nil {
		return nil
	}
	lib := m.lib
	return func() tea.Msg {
		lib.Reread()
		return rereadMsg{}
	}
}
