package pane

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/session"
)

// TaskMsg brings the answer to a task of the session.
type TaskMsg struct{ Answer session.Answer }

// RunTask runs a task of the session, which may be nil.
func RunTask(t session.Task) tea.Cmd {
	if t == nil {
		return nil
	}
	return func() tea.Msg { return TaskMsg{t()} }
}
