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

// ToggleArchive archives what it is about, or brings it back when all of it is
// archived.
func (m *Model) ToggleArchive() tea.Cmd {
	paths, _ := m.targets()
	return m.OnEvent(m.Session.Archive(paths, session.Toggle))
}

// AskTrash moves articles to the trash once that was answered twice.
func (m *Model) AskTrash() tea.Cmd {
	paths, n := m.targets()
	if n == 0 {
		return nil
	}
	what := pane.Count(n, "article")
	m.askYes("move "+what+" to the trash? y moves, any other key keeps", func() tea.Cmd {
		m.askYes("sure? the file leaves the folder, its notes stay · y moves "+what, func() tea.Cmd {
			return m.OnEvent(m.Session.Trash(paths))
		})
		return nil
	})
	return nil
}

// askYes does something if the next key is y.
func (m *Model) askYes(question string, do func() tea.Cmd) {
	m.TakeNext(question, func(k tea.KeyPressMsg) tea.Cmd {
		if k.Text != "y" {
			m.Say("kept")
			return m.StatusTimer()
		}
		return do()
	})
}

// OpenPage opens the article's own page in the browser.
func (m *Model) OpenPage() tea.Cmd {
	return m.withAddress(m.Visit)
}

// CopyAddress copies the address of the article's page.
func (m *Model) CopyAddress() tea.Cmd {
	return m.withAddress(func(url string) tea.Cmd { return m.Copy(url, "the address", "") })
}

// withAddress does something with the address of the article's page, or says
// that it has none.
func (m *Model) withAddress(do func(url string) tea.Cmd) tea.Cmd {
	source, ok := m.library.Source()
	if m.reader != nil {
		source, ok = m.reader.Article.Meta.Source, true
	}
	switch {
	case !ok:
		return nil
	case pane.WebAddress(source) == "":
		m.Say("this article names no address on the web")
		return m.StatusTimer()
	}
	return do(pane.WebAddress(source))
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
		m.Say("this is the whole collection")
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

// ShowInfo lists what is known about the open article, or the one under the
// cursor, and what was left out of its text.
func (m *Model) ShowInfo() tea.Cmd {
	if r := m.reader; r != nil {
		info, cmd := overlay.NewInfo(m.Env, overlay.About{Article: r.Article, Path: r.Path, Notes: r.Notes, Share: r.ReadShare(), Named: r.Named})
		m.Push(info)
		return cmd
	}
	if path, ok := m.currentPath(); ok {
		return overlay.ShowInfoOf(m.Env, path)
	}
	return nil
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
