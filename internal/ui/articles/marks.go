package articles

import (
	"maps"
	"slices"
)

// marks are the articles, by path, that the next action is about. Those marked
// together may be very many: they are in a set of their own that is not
// changed once it is made, so that commands can read it.
type marks struct {
	all map[string]bool // marked together
	one map[string]bool // whose mark was put on or taken off by hand
}

func (k *marks) has(path string) bool { return k.all[path] != k.one[path] }

// count is how many articles are marked.
func (k *marks) count() int {
	n := len(k.all)
	for path := range k.one {
		if k.all[path] {
			n--
		} else {
			n++
		}
	}
	return n
}

// toggle puts a mark on, or takes it off.
func (k *marks) toggle(path string) {
	if k.one == nil {
		k.one = map[string]bool{}
	}
	if k.one[path] {
		delete(k.one, path)
	} else {
		k.one[path] = true
	}
}

func (k *marks) clear() { *k = marks{} }

// paths returns a function that lists what is marked now, sorted. It may be
// called anywhere.
func (k *marks) paths() func() []string {
	now := marks{all: k.all, one: maps.Clone(k.one)}
	return func() []string {
		paths := make([]string, 0, len(now.all)+len(now.one))
		for _, set := range []map[string]bool{now.all, now.one} {
			for path := range set {
				if now.has(path) {
					paths = append(paths, path)
				}
			}
		}
		slices.Sort(paths)
		return slices.Compact(paths)
	}
}

// together are the marks after all that was found is marked too; or, when it
// all was before, after its marks are taken off.
func together(marked, found []string) map[string]bool {
	all := make(map[string]bool, len(marked)+len(found))
	for _, path := range marked {
		all[path] = true
	}
	for _, path := range found {
		all[path] = true
	}
	if len(all) > len(marked) {
		return all
	}
	for _, path := range found {
		delete(all, path)
	}
	return all
}
