package ui

import tea "charm.land/bubbletea/v2"

// suspend gives the terminal back to the shell until that brings us back.
func (m *Model) suspend() tea.Cmd {
	if !canSuspend() {
		m.Say("can't suspend: not started from a shell")
		return m.StatusTimer()
	}
	return tea.Suspend
}
