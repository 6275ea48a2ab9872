package ui

import (
	"fmt"
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
}

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
	return a != nil && a.name == "quit"
}

// Binding is an action with the keys that it has in a mode.
type Binding struct {
	Mode   string   `json:"mode"`   // as [keys.MODE] in the configuration
	Action string   `json:"action"` // likewise
	Keys   []string `json:"keys"`   // as people write them: "ctrl-d"; empty if it has none
	Help   string   `json:"help"`
}

// All are the actions of all modes, in the order of the help page.
func (b Keys) All() (all []Binding) {
	for _, k := range b.modes() {
		for _, a := range k.actions {
			shown := make([]string, len(a.keys))
			for i, key := range a.keys {
				shown[i] = keyName(key)
			}
			all = append(all, Binding{strings.ToLower(k.title), a.name, shown, a.help})
		}
	}
	return all
}

// Markdown is a chapter on the keys, as the README has it of those that hold
// without a configuration: a table for each mode.
func (b Keys) Markdown() string {
	var out strings.Builder
	mode := ""
	for _, k := range b.All() {
		if k.Mode != mode {
			if mode != "" {
				out.WriteByte('\n')
			}
			mode = k.Mode
			fmt.Fprintf(&out, "**%s**\n\n| key | action | what it does |\n| --- | --- | --- |\n", strings.ToUpper(mode[:1])+mode[1:])
		}
		for i, key := range k.Keys {
			k.Keys[i] = keyMarkdown(key)
		}
		fmt.Fprintf(&out, "| %s | %s | %s |\n", strings.Join(k.Keys, " "), k.Action, k.Help)
	}
	return out.String()
}

// keyMarkdown is a key as code in a table.
func keyMarkdown(key string) string {
	if strings.Contains(key, "`") {
		return "`` " + key + " ``"
	}
	return "`" + strings.ReplaceAll(key, "|", `\|`) + "`"
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
// first.
func (k *mode) hints() []term.Hint {
	var all []term.Hint
	for i := range k.actions {
		if a := &k.actions[i]; a.hint != "" && a.key() != "" {
			all = append(all, term.Hint{Key: a.key(), Does: a.hint})
		}
	}
	return all
}
