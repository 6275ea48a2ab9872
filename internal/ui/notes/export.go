package notes

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/note"
)

// export writes the notes found to a new file, relative to the folder that the
// program was started in.
func (p *Pane) export() tea.Cmd {
	name := strings.TrimSpace(p.Text)
	margins, found := p.margins, p.found
	return p.Host.OnEvent(p.Session.Export(name, func() ([]note.ArticleNotes, error) { return foundOnly(margins, found), nil }))
}

// foundOnly leaves the notes found.
func foundOnly(margins []note.ArticleNotes, found map[noteKey]note.ResolvedNote) (chosen []note.ArticleNotes) {
	for _, m := range margins {
		m.Notes = slices.DeleteFunc(slices.Clone(m.Notes), func(p note.ResolvedNote) bool {
			_, ok := found[noteKey{m.Path, p.ID}]
			return !ok
		})
		if len(m.Notes) > 0 {
			chosen = append(chosen, m)
		}
	}
	return chosen
}
