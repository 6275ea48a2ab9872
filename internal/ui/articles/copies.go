package articles

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/library"
)

// unfolded are the paths of articles whose copies are listed beside them: the
// same story from several sources is one row otherwise.
type unfolded map[string]bool

// fold leaves of each story the first article that the query finds, unless it
// is unfolded, and tells how many others each one stands for.
func (u unfolded) fold(f found) found {
	f.ids, f.copies = f.articles.Fold(f.ids, func(id library.ID) bool { return u[f.articles.Entry(id).Path] })
	return f
}

// toggleCopies lists the copies of the article under the cursor, or folds them
// up again.
func (lp *Pane) toggleCopies() tea.Cmd {
	id, ok := lp.list.Selected()
	if !ok {
		return nil
	}
	group := lp.found.articles.Copies(id)
	if len(group) == 0 {
		lp.Say("no other article tells this story")
		return lp.StatusTimer()
	}
	e := lp.found.articles.Entry(id)
	next := unfolded{}
	for path := range lp.unfolded {
		next[path] = true // an answer on its way may be reading the old one
	}
	for _, member := range group {
		if path := lp.found.articles.Entry(member).Path; lp.unfolded[e.Path] {
			delete(next, path)
		} else {
			next[path] = true
		}
	}
	lp.unfolded, lp.touched = next, true
	return lp.find(lp.asked.query)
}
