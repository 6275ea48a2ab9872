package ui

import (
	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"
)

// answerMsg brings the answer to a task of the session.
type answerMsg struct{ answer session.Answer }

// runTask runs a task of the session, which may be nil.
func runTask(t session.Task) tea.Cmd {
	if t == nil {
		return nil
	}
	return func() tea.Msg { return answerMsg{t()} }
}
