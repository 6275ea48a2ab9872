package articles

import (
	"maps"
	"path"
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/search"
	"manicule/internal/store"
)

// headed is the heading under the cursor.
func (lp *Pane) headed() (f *folder, ok bool) {
	r, ok := lp.list.Selected()
	if !ok || r.heading == 0 {
		return nil, false
	}
	return &lp.found.folders[r.heading-1], true
}

// toggleFold folds the folder under the cursor, or that of the article there,
// or unfolds it.
func (lp *Pane) toggleFold() tea.Cmd {
	if cmd, ok := lp.saysNoFolders(); !ok {
		return cmd
	}
	at := lp.list.Cursor
	for lp.list.Items[at].heading == 0 {
		at--
	}
	lp.list.Jump(at)
	next := maps.Clone(lp.folded)
	if f := lp.found.folders[lp.list.Items[at].heading-1]; f.folded {
		delete(next, f.path)
	} else {
		next[f.path] = true
	}
	return lp.setFolded(next)
}

// foldAll folds all folders, or unfolds them when all are.
func (lp *Pane) foldAll() tea.Cmd {
	if cmd, ok := lp.saysNoFolders(); !ok {
		return cmd
	}
	next, all := maps.Clone(lp.folded), true
	for _, f := range lp.found.folders {
		all = all && f.folded
		next[f.path] = true
	}
	if all {
		next = folded{}
	}
	return lp.setFolded(next)
}

// saysNoFolders says why there is nothing to fold, unless there is.
func (lp *Pane) saysNoFolders() (cmd tea.Cmd, ok bool) {
	switch {
	case len(lp.found.folders) == 0 && lp.found.query.Order().By == search.ByPath:
		lp.Say("all these articles lie in one folder")
	case len(lp.found.folders) == 0:
		lp.Say(lp.mode.Named("folders fold where the list is by folder: {sort} changes the order"))
	case lp.found.query.Root != nil:
		lp.Say(lp.mode.Named("a search looks into all folders; {back} clears it"))
	default:
		return nil, true
	}
	return lp.StatusTimer(), false
}

// setFolded folds these folders and no others, and remembers that.
func (lp *Pane) setFolded(next folded) tea.Cmd {
	lp.folded, lp.touched = next, true
	paths := slices.Sorted(maps.Keys(next))
	lp.Session.RememberView(func(v *store.View) { v.Folded = paths })
	return lp.find(lp.asked.query)
}

// unfoldPointed unfolds the folder of the article that the cursor is to go to.
func (lp *Pane) unfoldPointed() tea.Cmd {
	if lp.pointed == "" || lp.asked.running || len(lp.found.folders) == 0 || lp.Host.ArticleOpen() {
		return nil
	}
	if _, ok := lp.found.articles.Find(lp.pointed); !ok {
		return nil
	}
	next := maps.Clone(lp.folded)
	delete(next, path.Dir(lp.pointed))
	for dir := path.Dir(lp.pointed); dir != "."; dir = path.Dir(dir) {
		delete(next, dir)
	}
	if len(next) == len(lp.folded) {
		return nil
	}
	return lp.setFolded(next)
}
