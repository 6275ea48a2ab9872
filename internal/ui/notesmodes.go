package ui

// notesModes are the tables of the panes about notes, in the order of the help
// page.
func notesModes(e *env) []*mode {
	p, v := &notesPane{env: e}, &review{env: e}
	return []*mode{
		editorMode(&editor{env: e}), notesMode(p), notesTypingMode(p), checkMode(&checker{env: e}),
		reviewMode(v), reviewEditMode(v), reviewTagMode(v), versionsMode(&versions{env: e}),
	}
}
