package ui

import tea "charm.land/bubbletea/v2"

// suspend gives the terminal back to the shell until that brings us back.
func (e *env) suspend() tea.Cmd {
	if !canSuspend() {
		e.say("no shell waits here that could bring manicule back")
		return e.statusTimer()
	}
	return tea.Suspend
}
