package ui

import (
	"slices"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
)

// action is one thing the reader can do. The tables below are the only place
// that binds keys: dispatch, the hint line, the help page, the palette and the
// README's table of keys are all made from them.
type action struct {
	name string   // as the palette lists it
	keys []string // as tea.Key.String gives them; the first is shown
	hint string   // two words for the hint line; empty: not there
	help string   // one sentence for the help page
	run  func() tea.Cmd
}

// mode is a set of actions that are possible at one time.
type mode struct {
	title   string
	actions []action
	text    bool // keys that no action has are typed
}

// act is the action of that name: keys, apart by blanks, do it.
func act(name, keys, hint, help string, run func() tea.Cmd) action {
	return action{name, strings.Fields(keys), hint, help, run}
}

const (
	quitAction   = "quit"
	noticeAction = "open notice"
)

// find returns the action bound to the key.
func (k *mode) find(key string) *action {
	for i := range k.actions {
		for _, bound := range k.actions[i].keys {
			if bound == key {
				return &k.actions[i]
			}
		}
	}
	return nil
}

// quits reports whether the key is bound to leaving the program.
func (k *mode) quits(key string) bool {
	a := k.find(key)
	return a != nil && a.name == quitAction
}

// modifiers are how keys pressed together with others are written.
var modifiers = strings.NewReplacer(
	"shift+left", "shift-←", "shift+right", "shift-→", "shift+down", "shift-↓", "shift+up", "shift-↑",
	"ctrl+left", "ctrl-←", "ctrl+right", "ctrl-→", "alt+left", "alt-←", "alt+right", "alt-→",
	"ctrl+", "ctrl-", "alt+", "alt-", "shift+", "shift-",
)

// keyName is how a key is written for people.
func keyName(key string) string {
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

// hints are those of the mode's keys that a newcomer needs, the most useful
// first; without those of the actions so named, which nothing can be done with
// now.
func (k *mode) hints(not ...string) []term.Hint {
	var all []term.Hint
	for i := range k.actions {
		a := &k.actions[i]
		if a.hint != "" && a.key() != "" && !slices.Contains(not, a.name) {
			all = append(all, term.Hint{Key: a.key(), Does: a.hint})
		}
	}
	return all
}

// byKey is how an action is reached: by its key, or by its name where it has
// none.
func (k *mode) byKey(name string) string {
	if key := k.keyOf(name); key != "" {
		return key
	}
	return ": " + name
}

// hint is that of one action, where it does what is said; none without a key.
func (k *mode) hint(name, does string) []term.Hint {
	key := k.keyOf(name)
	if key == "" {
		return nil
	}
	return []term.Hint{{Key: key, Does: does}}
}

// pair is the hint of two actions that go opposite ways; none where one of them
// has no key.
func (k *mode) pair(one, other, between, does string) []term.Hint {
	a, b := k.keyOf(one), k.keyOf(other)
	if a == "" || b == "" {
		return nil
	}
	return []term.Hint{{Key: a + between + b, Does: does}}
}

// listActions are how one moves about in a list, of things called so. The
// reader's hand knows them from the library.
func (e *env) listActions(thing string, move func(n int) tea.Cmd, page func() int) []action {
	return []action{
		act("move down", "j down ctrl+n", "", "next "+thing, e.counted(move, 1)),
		act("move up", "k up ctrl+p", "", "previous "+thing, e.counted(move, -1)),
		act("page down", "pgdown ctrl+d ctrl+f", "", "a screen down", func() tea.Cmd { return move(page() * e.times()) }),
		act("page up", "b pgup ctrl+u ctrl+b", "", "a screen up", func() tea.Cmd { return move(-page() * e.times()) }),
		act("first", "g home", "", "first "+thing, func() tea.Cmd { return move(-farAway) }),
		act("last", "G end", "", "last "+thing, func() tea.Cmd { return move(farAway) }),
	}
}

// moving moves the cursor of a list.
func moving[T comparable](l *term.List[T]) func(n int) tea.Cmd {
	return func(n int) tea.Cmd {
		l.Move(n)
		return nil
	}
}

// farAway is further than any list is long.
const farAway = 1 << 30

// narrowedActions are those of a list below a line that is typed into: without
// the keys that are typed.
func (e *env) narrowedActions(thing string, move func(n int) tea.Cmd, page func() int) []action {
	typed := []string{"ctrl+d", "ctrl+f", "ctrl+u", "ctrl+b"}
	all := e.listActions(thing, move, page)
	for i := range all {
		all[i].keys = slices.DeleteFunc(all[i].keys, func(key string) bool { return len(key) == 1 || slices.Contains(typed, key) })
	}
	return all
}

// scrollActions are how one scrolls what is read.
func (e *env) scrollActions(scroll func(rows int), page func() int) []action {
	by := func(rows func() int) func() tea.Cmd {
		return func() tea.Cmd { scroll(rows()); return nil }
	}
	return []action{
		act("line down", "j down", "", "a line down", by(func() int { return e.times() })),
		act("line up", "k up", "", "a line up", by(func() int { return -e.times() })),
		act("page down", "space pgdown ctrl+d", "", "a screen down", by(func() int { return page() * e.times() })),
		act("page up", "b pgup ctrl+u", "", "a screen up", by(func() int { return -page() * e.times() })),
		act("beginning", "g home", "", "the beginning", by(func() int { return -farAway })),
		act("end", "G end", "", "the end", by(func() int { return farAway })),
	}
}

// editActions are how a line is typed.
func editActions(edit func(change func(*term.Field)) tea.Cmd) []action {
	var all []action
	for _, e := range term.Edits() {
		all = append(all, act(e.Name, strings.Join(e.Keys, " "), "", e.Help, func() tea.Cmd { return edit(e.Run) }))
	}
	return all
}

// quitActions is how one leaves the program from anywhere.
func (e *env) quitActions() []action {
	return []action{act(quitAction, "ctrl+c", "", "leave; everything is saved", e.quit)}
}
