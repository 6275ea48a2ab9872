package articles

import (
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"
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

// toggleMark marks the article under the cursor, or takes its mark off, and
// goes on to the next.
func (lp *Pane) toggleMark() tea.Cmd {
	if e, ok := lp.selected(); ok && e.Err == nil && !lp.strayed {
		lp.marks.toggle(e.Path)
	}
	return lp.listMove(1)
}

// markFound marks all articles that the list shows; when they all are, it
// takes their marks off.
func (lp *Pane) markFound() tea.Cmd {
	f, marked := lp.found, lp.marks.paths()
	return lp.GoWhenFound(func() func() tea.Cmd {
		paths := make([]string, 0, len(f.ids))
		for _, id := range f.ids {
			if e := f.articles.Entry(id); e.Err == nil {
				paths = append(paths, e.Path)
			}
		}
		all := together(marked(), paths)
		return func() tea.Cmd {
			lp.marks = marks{all: all}
			return nil
		}
	})
}

// Marked are the articles that are marked, and how many these are. The function
// may be called anywhere.
func (lp *Pane) Marked() (paths func() []string, n int) {
	return lp.marks.paths(), lp.marks.count()
}
