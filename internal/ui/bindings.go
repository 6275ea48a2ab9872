package ui

import (
	"slices"
	"strings"
)

// Keys are the keys that the reader bound: by the name of a mode and of an
// action, both as the help page has them. An action without keys can still be
// picked by name.
type Keys map[string]map[string][]string

// bind gives a mode's table the reader's keys. A key that they gave one action
// is taken from the others.
func (b Keys) bind(k *mode) *mode {
	own := b[strings.ToLower(k.title)]
	if len(own) == 0 {
		return k
	}
	taken := map[string]bool{}
	for name, keys := range own {
		if k.action(name) != nil {
			for _, key := range keys {
				taken[key] = true
			}
		}
	}
	for i := range k.actions {
		a := &k.actions[i]
		if keys, ok := own[a.name]; ok {
			a.keys = slices.Clone(keys)
			continue
		}
		a.keys = slices.DeleteFunc(slices.Clone(a.keys), func(key string) bool { return taken[key] })
	}
	return k
}

// bound is a table with the reader's keys.
func (e *env) bound(k *mode) mode { return *e.keys.bind(k) }

// action is the first action of that name, or nil.
func (k *mode) action(name string) *action {
	for i := range k.actions {
		if k.actions[i].name == name {
			return &k.actions[i]
		}
	}
	return nil
}

// key is the action's first key as it is shown; "" if it has none.
func (a *action) key() string {
	if len(a.keys) == 0 {
		return ""
	}
	return keyName(a.keys[0])
}

// keyOf is the first key of the action of that name, as it is shown; "" if it
// has none.
func (k *mode) keyOf(name string) string {
	if a := k.action(name); a != nil {
		return a.key()
	}
	return ""
}
