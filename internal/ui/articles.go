package ui

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/search"
	"manicule/internal/session"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
)

// ToggleStar stars what it is about, or takes the stars off when all have one.
func (m *Model) ToggleStar() tea.Cmd {
	paths, _ := m.targets()
	return m.OnEvent(m.Session.Star(paths, session.Toggle))
}

// ToggleRead marks what it is about read, or unread when all of it is read.
func (m *Model) ToggleRead() tea.Cmd {
	paths, _ := m.targets()
	return m.OnEvent(m.Session.MarkRead(paths, session.Toggle))
}

// FindLike searches for articles that say much of what the open one says, or
// the one under the cursor.
func (m *Model) FindLike() tea.Cmd {
	path, ok := m.currentPath()
	if !ok {
		return nil
	}
	var leave tea.Cmd
	if m.reader != nil {
		leave = m.CloseReader()
	}
	return tea.Batch(leave, m.library.SetQuery(search.Like{Path: path}.String()))
}

// ToggleWhole shows the whole collection, or again only the folder in it that
// was opened.
func (m *Model) ToggleWhole() tea.Cmd {
	if !m.Store.ShowAll(m.Store.Within() != ".") {
		m.Say("this is the whole collection; open a folder in it to see only that")
		return m.StatusTimer()
	}
	renew := m.library.Renew()
	m.Say("only " + article.CleanLine(m.Store.Within()) + " is shown")
	if m.Store.Within() == "." {
		m.Say("the whole collection is shown")
	}
	return tea.Batch(renew, m.notesPane.ReloadNotes(), m.StatusTimer())
}

// targets are the articles that a key acts on: the open one, else those
// marked, else the one under the cursor. The function that lists them may be
// called anywhere.
func (m *Model) targets() (paths func() []string, n int) {
	if m.Store == nil {
		return nil, 0
	}
	if paths, n := m.library.Marked(); n > 0 && m.reader == nil {
		return paths, n
	}
	path, ok := m.currentPath()
	if !ok {
		return nil, 0
	}
	return func() []string { return []string{path} }, 1
}

func (m *Model) currentPath() (string, bool) {
	if m.Store == nil {
		return "", false
	}
	if m.reader != nil {
		return m.reader.Path, true
	}
	return m.library.Current()
}

// ShowNotes opens the pane as it was left.
func (m *Model) ShowNotes() tea.Cmd {
	if m.notesPane == nil {
		m.notesPane = notes.New(m.Env)
	}
	m.Push(m.notesPane)
	return m.notesPane.ReloadNotes()
}

func (m *Model) OpenTagger() tea.Cmd {
	paths, n := m.targets()
	if n > 0 {
		overlay.ShowTagger(m.Env, paths, pane.Count(n, "article"))
	}
	return nil
}
