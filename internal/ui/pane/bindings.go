package pane

import (
	"slices"
	"strings"
)

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

// Bound is a table with the reader's keys.
func (e *Env) Bound(k *Mode) Mode { return *e.Keys.Bind(k) }

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
