package ui

import tea "charm.land/bubbletea/v2"

// suspend gives the terminal back to the shell until that brings us back.
func (m *Model) suspend() tea.Cmd {
	if !canSuspend() {
		m.Say("no shell waits here that could bring manicule back")
		return m.StatusTimer()
	}
	return tea.Suspend
}
