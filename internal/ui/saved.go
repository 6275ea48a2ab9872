package ui

import (
	"strings"

	"manicule/internal/ui/term"

	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
)

// maxSaved is how many of the searches kept have a key.
const maxSaved = 9

func (m *Model) onSearches(a session.SavedSearches) tea.Cmd {
	if a.Err != nil {
		return nil
	}
	m.shelf.saved = a.Saved
	m.shelf.list.Resize(m.listRows())
	return m.fill()
}

// toggleSaved saves the present query, or takes it out of those saved.
func (m *Model) toggleSaved() tea.Cmd {
	text := strings.TrimSpace(m.shelf.box.Text)
	if text == "" {
		m.say("there is no search to keep: / begins one")
		return m.statusTimer()
	}
	return m.onEvent(m.session.ToggleSearch(text))
}

// runSaved searches for what was kept under the number typed.
func (m *Model) runSaved() tea.Cmd {
	if m.count < 1 || m.count > len(m.shelf.saved) {
		m.say("no search is kept under that number: S keeps the present one")
		return m.statusTimer()
	}
	return m.setQuery(m.shelf.saved[m.count-1].Query)
}

func (m *Model) drawSaved(c *term.Canvas, y int) {
	const gap = 3
	x := 2
	for i, s := range m.shelf.saved[:min(len(m.shelf.saved), maxSaved)] {
		name := article.CleanLine(s.Name)
		if room := m.w - 2 - x; i > 0 && room < 2+term.Width(name) {
			c.Text(x, y, room, "…", m.theme.Quiet)
			return
		}
		x = c.Text(x, y, 1, itoa(i+1), m.theme.Key)
		x = c.Text(x+1, y, m.w-2-x, name, m.theme.Quiet) + gap
	}
}
