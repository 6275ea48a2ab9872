package notes

import "manicule/internal/ui/pane"

// Modes are the tables of the panes about notes, in the order of the help
// page.
func Modes(e *pane.Env) []*pane.Mode {
	p, v := &Pane{Env: e}, &review{Env: e}
	return []*pane.Mode{
		editorMode(&Editor{Env: e}), notesMode(p), notesTypingMode(p), checkMode(&checker{Env: e}),
		reviewMode(v), reviewTagMode(v), versionsMode(&versions{Env: e}),
	}
}
