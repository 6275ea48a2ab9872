package pane

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/ui/term"
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

// Named is a text for the reader in which the key of each action stands in the
// place of its name in braces: "{undo} undoes it".
func (k *Mode) Named(text string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		if b.WriteString(before); !found || !closed {
			return b.String() + strings.TrimPrefix(text, before)
		}
		b.WriteString(k.ByKey(name))
		text = after
	}
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

// Keys are the keys that the reader bound: by the name of a mode and of an
// action, both as the help page has them. An action without keys can still be
// picked by name.
type Keys map[string]map[string][]string

// Bind gives a mode's table the reader's keys. A key that they gave one action
// is taken from the others.
func (b Keys) Bind(k *Mode) *Mode {
	own := b[strings.ToLower(k.Title)]
	if len(own) == 0 {
		return k
	}
	taken := map[string]bool{}
	for name, keys := range own {
		if k.Action(name) != nil {
			for _, key := range keys {
				taken[key] = true
			}
		}
	}
	for i := range k.Actions {
		a := &k.Actions[i]
		if keys, ok := own[a.Name]; ok {
			a.Keys = slices.Clone(keys)
			continue
		}
		a.Keys = slices.DeleteFunc(slices.Clone(a.Keys), func(key string) bool { return taken[key] })
	}
	return k
}

// Action is the first action of that name, or nil.
func (k *Mode) Action(name string) *Action {
	for i := range k.Actions {
		if k.Actions[i].Name == name {
			return &k.Actions[i]
		}
	}
	return nil
}

// Key is the action's first key as it is shown; "" if it has none.
func (a *Action) Key() string {
	if len(a.Keys) == 0 {
		return ""
	}
	return KeyName(a.Keys[0])
}

// KeyOf is the first key of the action of that name, as it is shown; "" if it
// has none.
func (k *Mode) KeyOf(name string) string {
	if a := k.Action(name); a != nil {
		return a.Key()
	}
	return ""
}
