package ui

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/search"
	"manicule/internal/session"
)

// toggleStar stars what it is about, or takes the stars off when all have one.
func (m *Model) toggleStar() tea.Cmd {
	paths, _ := m.targets()
	return m.onEvent(m.session.Star(paths, session.Toggle))
}

// toggleRead marks what it is about read, or unread when all of it is read.
func (m *Model) toggleRead() tea.Cmd {
	paths, _ := m.targets()
	return m.onEvent(m.session.MarkRead(paths, session.Toggle))
}

// findLike searches for articles that say much of what the open one says, or
// the one under the cursor.
func (m *Model) findLike() tea.Cmd {
	path, ok := m.currentPath()
	if !ok {
		return nil
	}
	var leave tea.Cmd
	if m.reader != nil {
		leave = m.closeReader()
	}
	return tea.Batch(leave, m.library.setQuery(search.Like{Path: path}.String()))
}

// toggleWhole shows the whole collection, or again only the folder in it that
// was opened.
func (m *Model) toggleWhole() tea.Cmd {
	if !m.store.ShowAll(m.store.Within() != ".") {
		m.say("this is the whole collection; open a folder in it to see only that")
		return m.statusTimer()
	}
	renew := m.library.renew()
	m.say("only " + article.CleanLine(m.store.Within()) + " is shown")
	if m.store.Within() == "." {
		m.say("the whole collection is shown")
	}
	return tea.Batch(renew, m.notesPane.reloadNotes(), m.statusTimer())
}

// targets are the articles that a key acts on: the open one, else those
// marked, else the one under the cursor. The function that lists them may be
// called anywhere.
func (m *Model) targets() (paths func() []string, n int) {
	if m.store == nil {
		return nil, 0
	}
	if paths, n := m.library.marked(); n > 0 && m.reader == nil {
		return paths, n
	}
	path, ok := m.currentPath()
	if !ok {
		return nil, 0
	}
	return func() []string { return []string{path} }, 1
}

func (m *Model) currentPath() (string, bool) {
	if m.store == nil {
		return "", false
	}
	if m.reader != nil {
		return m.reader.Path, true
	}
	return m.library.current()
}

// showNotes opens the pane as it was left.
func (m *Model) showNotes() tea.Cmd {
	if m.notesPane == nil {
		m.notesPane = newNotesPane(m.env)
	}
	m.push(m.notesPane)
	return m.notesPane.reloadNotes()
}

func (m *Model) openTagger() tea.Cmd {
	paths, n := m.targets()
	if n > 0 {
		showTagger(m.env, paths, count(n, "article"))
	}
	return nil
}
