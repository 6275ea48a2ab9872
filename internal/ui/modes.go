package ui

import (
	"slices"

	"manicule/internal/ui/articles"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/reader"
)

// modes are all the tables, in the order of the help page.
func modes() []*pane.Mode {
	e := &pane.Env{Host: (*Model)(nil)}
	return slices.Concat(articles.Modes(e), reader.Modes(e), notes.Modes(e), overlay.Modes(e), pane.Modes(e))
}
