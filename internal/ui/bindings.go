package ui

import (
	"fmt"
	"maps"
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

// UsualKeys are the keys that actions have where the reader bound none.
func UsualKeys() Keys {
	all := Keys{}
	for _, k := range modes() {
		own := map[string][]string{}
		for _, a := range k.actions {
			own[a.name] = slices.Clone(a.keys)
		}
		all[strings.ToLower(k.title)] = own
	}
	return all
}

// modes are all the tables with the reader's keys, in the order of the help
// page.
func (b Keys) modes() []*mode {
	all := modes()
	for _, k := range all {
		b.bind(k)
	}
	return all
}

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

// Problems are what is wrong with the keys: modes and actions that there are
// not, keys that two actions were given, and actions that are left without
// one. They are in order.
func (b Keys) Problems() []string {
	var all []string
	for _, title := range slices.Sorted(maps.Keys(b)) {
		i := slices.IndexFunc(modes(), func(k *mode) bool { return strings.ToLower(k.title) == title })
		if i < 0 {
			all = append(all, fmt.Sprintf("keys: there is no mode %q; there are %s", title, modeNames()))
			continue
		}
		all = append(all, b.inMode(modes()[i])...)
	}
	return all
}

func modeNames() string {
	var names []string
	for _, k := range modes() {
		names = append(names, strings.ToLower(k.title))
	}
	return strings.Join(names, ", ")
}

// inMode are the problems with the keys of one mode.
func (b Keys) inMode(k *mode) (all []string) {
	title := strings.ToLower(k.title)
	had := map[string][]string{}
	for _, a := range k.actions {
		had[a.name] = a.keys
	}
	users := map[string][]string{} // of a key
	for _, name := range slices.Sorted(maps.Keys(b[title])) {
		if k.action(name) == nil {
			all = append(all, fmt.Sprintf("keys: %s has no action %q; manicule keys lists them", title, name))
			continue
		}
		for _, key := range b[title][name] {
			users[key] = append(users[key], name)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(users)) {
		if names := users[key]; len(names) > 1 {
			all = append(all, fmt.Sprintf("keys: in %s, %s is given to %s; the first one has it", title, keyName(key), strings.Join(names, " and ")))
		}
	}
	b.bind(k)
	for _, a := range k.actions {
		if _, own := b[title][a.name]; !own && len(a.keys) == 0 && len(had[a.name]) > 0 {
			all = append(all, fmt.Sprintf("keys: in %s, %q has lost its keys to others; give it one, or pick it by name with :", title, a.name))
		}
	}
	return all
}
