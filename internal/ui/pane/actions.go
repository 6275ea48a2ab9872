package pane

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/ui/term"
)

// Bound is a table with the reader's keys.
func (e *Env) Bound(k *Mode) Mode { return *e.Keys.Bind(k) }

// ListActions are how one moves about in a list, of things of that name. The
// reader's hand knows them from the library.
func (e *Env) ListActions(thing string, move func(n int) tea.Cmd, page func() int) []Action {
	return []Action{
		Act("move down", "j down ctrl+n", "", "next "+thing, e.Counted(move, 1)),
		Act("move up", "k up ctrl+p", "", "previous "+thing, e.Counted(move, -1)),
		Act("page down", "pgdown ctrl+d ctrl+f", "", "a screen down", func() tea.Cmd { return move(page() * e.Times()) }),
		Act("page up", "b pgup ctrl+u ctrl+b", "", "a screen up", func() tea.Cmd { return move(-page() * e.Times()) }),
		Act("first", "g home", "", "first "+thing, func() tea.Cmd { return move(-farAway) }),
		Act("last", "G end", "", "last "+thing, func() tea.Cmd { return move(farAway) }),
	}
}

// Moving moves the cursor of a list.
func Moving[T comparable](l *term.List[T]) func(n int) tea.Cmd {
	return func(n int) tea.Cmd {
		l.Move(n)
		return nil
	}
}

// farAway is further than any list is long.
const farAway = 1 << 30

// NarrowedActions are those of a list below a line that is typed into: without
// the keys that are typed.
func (e *Env) NarrowedActions(thing string, move func(n int) tea.Cmd, page func() int) []Action {
	typed := []string{"ctrl+d", "ctrl+f", "ctrl+u", "ctrl+b"}
	all := e.ListActions(thing, move, page)
	for i := range all {
		all[i].Keys = slices.DeleteFunc(all[i].Keys, func(key string) bool { return len(key) == 1 || slices.Contains(typed, key) })
	}
	return all
}

// ScrollActions are how one scrolls what is read.
func (e *Env) ScrollActions(scroll func(rows int), page func() int) []Action {
	by := func(rows func() int) func() tea.Cmd {
		return func() tea.Cmd { scroll(rows()); return nil }
	}
	return []Action{
		Act("line down", "j down", "", "a line down", by(func() int { return e.Times() })),
		Act("line up", "k up", "", "a line up", by(func() int { return -e.Times() })),
		Act("page down", "space pgdown ctrl+d", "", "a screen down", by(func() int { return page() * e.Times() })),
		Act("page up", "b pgup ctrl+u", "", "a screen up", by(func() int { return -page() * e.Times() })),
		Act("beginning", "g home", "", "the beginning", by(func() int { return -farAway })),
		Act("end", "G end", "", "the end", by(func() int { return farAway })),
	}
}

// EditActions are how a line is typed.
func EditActions(edit func(change func(*term.Field)) tea.Cmd) []Action {
	var all []Action
	for _, e := range term.Edits() {
		all = append(all, Act(e.Name, strings.Join(e.Keys, " "), "", e.Help, func() tea.Cmd { return edit(e.Run) }))
	}
	return all
}

// QuitActions is how one leaves the program from anywhere.
func (e *Env) QuitActions() []Action {
	return []Action{Act(QuitAction, "ctrl+c", "", "quit; everything is saved", e.Quit)}
}
