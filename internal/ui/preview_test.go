package ui

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
	"manicule/internal/ui/articles"
)

// The article beside the list is read again when its file changed, also where
// the list stays as it is.
func TestPreviewOfAChangedFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte("# A title\n\nThe words beside.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(dir, store.Options{StateHome: dir, CacheHome: dir, DataHome: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	lib := library.Open(c)
	defer lib.Close()
	if err := lib.Refresh(t.Context(), func(search.Progress) {}); err != nil {
		t.Fatal(err)
	}
	m := New(Options{Library: lib, Theme: "dark"})
	m.After = func(time.Duration, tea.Msg) tea.Cmd { return nil }
	m.Update(tea.WindowSizeMsg{Width: 160, Height: 40})
	settleAll(m, m.library.Fill())
	if m.library.State().Beside != "a.md" {
		t.Fatal("no article beside the list")
	}
	m.Update(articles.NewEvent(library.Event{Changes: []store.Change{{Path: "a.md"}}}, nil))
	if m.library.State().Beside != "a.md" {
		t.Error("nobody asks for the article beside the list")
	}
}

// settleAll runs a command and what follows from it.
func settleAll(m *Model, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, one := range batch {
			settleAll(m, one)
		}
		return
	}
	_, next := m.Update(msg)
	settleAll(m, next)
}
