package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/store"
)

// maxSaved is how many of the searches kept have a key.
const maxSaved = 9

// searchesMsg brings the searches kept.
type searchesMsg struct {
	saved []store.SavedSearch
	said  string
	err   error
}

func (m searchesMsg) failed() error { return m.err }

func (m *Model) readSaved() tea.Cmd {
	c := m.store
	return func() tea.Msg {
		saved, err := c.Searches()
		return searchesMsg{saved: saved, err: err}
	}
}

func (m *Model) searches(msg searchesMsg) tea.Cmd {
	if msg.err != nil {
		m.complain(msg.err)
		return nil
	}
	m.shelf.saved = msg.saved
	m.shelf.list.Resize(m.listRows())
	if msg.said == "" {
		return m.fill()
	}
	m.say(msg.said)
	return tea.Batch(m.fill(), m.statusTimer())
}

// toggleSaved keeps the present query, or takes it out of those kept.
func (m *Model) toggleSaved() tea.Cmd {
	text := strings.TrimSpace(m.shelf.box.text)
	if text == "" {
		m.say("there is no search to keep: / begins one")
		return m.statusTimer()
	}
	search := &store.SavedSearch{Name: text, Query: text}
	again := func(m *Model) tea.Cmd { return m.keepSearch(search) }
	m.remember(change{again: again})
	m.undone = nil
	return again(m)
}

// keepSearch keeps a search, or takes it out, whatever its name, if it is kept.
func (m *Model) keepSearch(search *store.SavedSearch) tea.Cmd {
	c := m.store
	return m.inTurn(func() tea.Msg {
		said, err := switchSearch(c, search)
		msg := searchesMsg{said: said, err: err}
		if err == nil {
			msg.saved, msg.err = c.Searches()
		}
		return msg
	})
}

func switchSearch(c *store.Collection, search *store.SavedSearch) (said string, err error) {
	kept, err := c.Searches()
	if err != nil {
		return "", err
	}
	for _, s := range kept {
		if s.Query == search.Query {
			*search = s // undo brings it back under its name
			return "search not kept any more: " + s.Name, c.RemoveSearch(s.Name)
		}
	}
	return "search kept: " + search.Name, c.SaveSearch(search.Name, search.Query)
}

// runSaved searches for what was kept under the number typed.
func (m *Model) runSaved() tea.Cmd {
	if m.count < 1 || m.count > len(m.shelf.saved) {
		m.say("no search is kept under that number: S keeps the present one")
		return m.statusTimer()
	}
	return m.setQuery(m.shelf.saved[m.count-1].Query)
}

func (m *Model) drawSaved(c *canvas, y int) {
	const gap = 3
	x := 2
	for i, s := range m.shelf.saved[:min(len(m.shelf.saved), maxSaved)] {
		name := article.CleanLine(s.Name)
		if room := m.w - 2 - x; i > 0 && room < 2+textWidth(name) {
			c.text(x, y, room, "…", m.theme.quiet)
			return
		}
		x = c.text(x, y, 1, itoa(i+1), m.theme.key)
		x = c.text(x+1, y, m.w-2-x, name, m.theme.quiet) + gap
	}
}
