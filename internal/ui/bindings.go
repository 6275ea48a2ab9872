package ui

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"manicule/internal/ui/pane"
)

// Keys are the keys that the reader bound, by mode and action.
type Keys = pane.Keys

// Binding is an action with the keys that it has in a mode.
type Binding struct {
	Mode   string   `json:"mode"`   // as [keys.MODE] in the configuration
	Action string   `json:"action"` // likewise
	Keys   []string `json:"keys"`   // as people write them: "ctrl-d"; empty if it has none
	Help   string   `json:"help"`
}

// Bindings are the actions of all modes, in the order of the help page.
func Bindings(b Keys) (all []Binding) {
	for _, k := range boundModes(b) {
		for _, a := range k.Actions {
			shown := make([]string, len(a.Keys))
			for i, key := range a.Keys {
				shown[i] = pane.KeyName(key)
			}
			all = append(all, Binding{strings.ToLower(k.Title), a.Name, shown, a.Help})
		}
	}
	return all
}

// KeysMarkdown is a chapter on the keys, as the README has it of those that hold
// without a configuration: a table for each mode.
func KeysMarkdown(b Keys) string {
	var out strings.Builder
	mode := ""
	for _, k := range Bindings(b) {
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

// UsualKeys are the keys that actions have where the reader bound none.
func UsualKeys() Keys {
	all := Keys{}
	for _, k := range modes() {
		own := map[string][]string{}
		for _, a := range k.Actions {
			own[a.Name] = slices.Clone(a.Keys)
		}
		all[strings.ToLower(k.Title)] = own
	}
	return all
}

// boundModes are all the tables with the reader's keys, in the order of the help
// page.
func boundModes(b Keys) []*pane.Mode {
	all := modes()
	for _, k := range all {
		b.Bind(k)
	}
	return all
}

// KeyProblems are what is wrong with the keys: modes and actions that there are
// not, keys that two actions were given, and actions that are left without
// one. They are in order.
func KeyProblems(b Keys) []string {
	var all []string
	for _, title := range slices.Sorted(maps.Keys(b)) {
		i := slices.IndexFunc(modes(), func(k *pane.Mode) bool { return strings.ToLower(k.Title) == title })
		if i < 0 {
			all = append(all, fmt.Sprintf("keys: there is no mode %q; there are %s", title, modeNames()))
			continue
		}
		all = append(all, problemsIn(b, modes()[i])...)
	}
	return all
}

func modeNames() string {
	var names []string
	for _, k := range modes() {
		names = append(names, strings.ToLower(k.Title))
	}
	return strings.Join(names, ", ")
}

// problemsIn are the problems with the keys of one mode.
func problemsIn(b Keys, k *pane.Mode) (all []string) {
	title := strings.ToLower(k.Title)
	had := map[string][]string{}
	for _, a := range k.Actions {
		had[a.Name] = a.Keys
	}
	users := map[string][]string{} // of a key
	for _, name := range slices.Sorted(maps.Keys(b[title])) {
		if k.Action(name) == nil {
			all = append(all, fmt.Sprintf("keys: %s has no action %q; manicule keys lists them", title, name))
			continue
		}
		for _, key := range b[title][name] {
			users[key] = append(users[key], name)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(users)) {
		if names := users[key]; len(names) > 1 {
			all = append(all, fmt.Sprintf("keys: in %s, %s is given to %s; the first one gets it", title, pane.KeyName(key), strings.Join(names, " and ")))
		}
	}
	b.Bind(k)
	for _, a := range k.Actions {
		if _, own := b[title][a.Name]; !own && len(a.Keys) == 0 && len(had[a.Name]) > 0 {
			all = append(all, fmt.Sprintf("keys: in %s, %q lost its keys to other actions; bind it, or run it by name with :", title, a.Name))
		}
	}
	return all
}
