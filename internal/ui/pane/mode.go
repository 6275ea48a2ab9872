package pane

import (
	"slices"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
)

// Action is one thing the reader can do. The tables below are the only place
// that binds keys: dispatch, the hint line, the help page, the palette and the
// README's table of keys are all made from them.
type Action struct {
	Name string   // as the palette lists it
	Keys []string // as tea.Key.String gives them; the first is shown
	Hint string   // two words for the hint line; empty: not there
	Help string   // one sentence for the help page
	Run  func() tea.Cmd
}

// Mode is a set of actions that are possible at one time.
type Mode struct {
	Title   string
	Actions []Action
	Text    bool // keys that no action has are typed
}

// Act is the action of that name: keys, apart by blanks, do it.
func Act(name, keys, hint, help string, run func() tea.Cmd) Action {
	return Action{name, strings.Fields(keys), hint, help, run}
}

const (
	QuitAction   = "quit"
	NoticeAction = "open notice"
)

// Find returns the action bound to the key.
func (k *Mode) Find(key string) *Action {
	for i := range k.Actions {
		for _, bound := range k.Actions[i].Keys {
			if bound == key {
				return &k.Actions[i]
			}
		}
	}
	return nil
}

// Quits reports whether the key is bound to leaving the program.
func (k *Mode) Quits(key string) bool {
	a := k.Find(key)
	return a != nil && a.Name == QuitAction
}

// modifiers are how keys pressed together with others are written.
var modifiers = strings.NewReplacer(
	"shift+left", "shift-←", "shift+right", "shift-→", "shift+down", "shift-↓", "shift+up", "shift-↑",
	"ctrl+left", "ctrl-←", "ctrl+right", "ctrl-→", "alt+left", "alt-←", "alt+right", "alt-→",
	"ctrl+", "ctrl-", "alt+", "alt-", "shift+", "shift-",
)

// KeyName is how a key is written for people.
func KeyName(key string) string {
	switch key {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	case "pgdown":
		return "pgdn"
	}
	return modifiers.Replace(key)
}

// Hints are those of the mode's keys that a newcomer needs, the most useful
// first; without those of the actions so named, which nothing can be done with
// now.
func (k *Mode) Hints(not ...string) []term.Hint {
	var all []term.Hint
	for i := range k.Actions {
		a := &k.Actions[i]
		if a.Hint != "" && a.Key() != "" && !slices.Contains(not, a.Name) {
			all = append(all, term.Hint{Key: a.Key(), Does: a.Hint})
		}
	}
	return all
}

// ByKey is how an action is reached: by its key, or by its name where it has
// none.
func (k *Mode) ByKey(name string) string {
	if key := k.KeyOf(name); key != "" {
		return key
	}
	return ": " + name
}

// Hint is that of one action, where it does what is said; none without a key.
func (k *Mode) Hint(name, does string) []term.Hint {
	key := k.KeyOf(name)
	if key == "" {
		return nil
	}
	return []term.Hint{{Key: key, Does: does}}
}

// Pair is the hint of two actions that go opposite ways; none where one of them
// has no key.
func (k *Mode) Pair(one, other, between, does string) []term.Hint {
	a, b := k.KeyOf(one), k.KeyOf(other)
	if a == "" || b == "" {
		return nil
	}
	return []term.Hint{{Key: a + between + b, Does: does}}
}

// ListActions are how one moves about in a list, of things called so. The
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
	return []Action{Act(QuitAction, "ctrl+c", "", "leave; everything is saved", e.Quit)}
}
