package articles

import (
	"cmp"
	"strings"

	"manicule/internal/store"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/search"
)

func (lp *Pane) listMove(n int) tea.Cmd { return lp.listJump(lp.list.Cursor + n) }

func (lp *Pane) listJump(i int) tea.Cmd {
	lp.touched, lp.pointed = true, ""
	lp.list.Jump(i)
	return lp.Fill()
}

// Point puts the cursor on an article as soon as it is listed.
func (lp *Pane) Point(path string) {
	lp.pointed = path
	lp.goToPointed()
}

// listPage is how many articles further a screen is.
func (lp *Pane) listPage() int { return max(lp.list.Fit()-1, 1) }

func (lp *Pane) openSelected() tea.Cmd {
	if _, ok := lp.headed(); ok {
		return lp.toggleFold()
	}
	e, ok := lp.selected()
	switch {
	case !ok: // the list that shows it may be on its way
		lp.asked.open = lp.asked.running
		return nil
	case lp.strayed:
		return lp.sayGone()
	case e.Err != nil:
		lp.Complain(e.Err)
		return nil
	}
	if cmd, ok := lp.openPassage(e.Path); ok {
		return cmd
	}
	lp.recordQuery()
	return lp.Host.Open(e.Path)
}

// sayGone answers a key that was meant for an article that went just before.
func (lp *Pane) sayGone() tea.Cmd {
	lp.Say("the article under the cursor is gone")
	return lp.StatusTimer()
}

// Neighbour puts the cursor on the article that is step articles on, or as far
// that way as there is one, from the first of those paths that is listed. The
// path is "" where there is none; listed reports whether one of those is.
func (lp *Pane) Neighbour(step int, from ...string) (path string, listed bool) {
	i := 0
	for _, p := range from {
		if i, listed = lp.index(p); listed {
			break
		}
	}
	if !listed {
		return "", false
	}
	to, way := -1, cmp.Compare(step, 0)
	for i += way; step != 0 && i >= 0 && i < len(lp.list.Items); i += way {
		if r := lp.list.Items[i]; r.article() && lp.found.articles.Entry(r.id).Err == nil {
			to, step = i, step-way
		}
	}
	if to < 0 {
		return "", true
	}
	lp.list.Jump(to)
	return lp.found.articles.Entry(lp.list.Items[to].id).Path, true
}

// WheelAt scrolls what stands at a column of the screen by rows.
func (lp *Pane) WheelAt(x, rows int) tea.Cmd {
	if lp.previewWidth() > 0 && x >= lp.listWidth() {
		return lp.scrollPreview(rows)
	}
	lp.touched = true
	lp.list.Scroll(rows / max(lp.list.Rows, 1))
	return lp.Fill()
}

// recordQuery remembers the query that led to an article.
func (lp *Pane) recordQuery() {
	if text := strings.TrimSpace(lp.box.Text); text != "" {
		lp.Session.RememberQuery(text)
	}
}

// toggleCopies lists the copies of the article under the cursor, or folds them
// up again.
func (lp *Pane) toggleCopies() tea.Cmd {
	r, ok := lp.list.Selected()
	if !ok || r.heading > 0 {
		return nil
	}
	group := lp.found.articles.Copies(r.id)
	if len(group) == 0 {
		lp.Say("no duplicates of this article")
		return lp.StatusTimer()
	}
	e := lp.found.articles.Entry(r.id)
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
		for _, r := range f.rows {
			if e := f.articles.Entry(r.id); r.article() && e.Err == nil {
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

// nextSort goes on to the next order.
func (lp *Pane) nextSort() tea.Cmd {
	q, _ := search.Parse(lp.asked.query.Text, lp.Now())
	if q.Sort != (search.Sort{}) {
		lp.Say("sorted by the query: " + orderText(q))
		return lp.StatusTimer()
	}
	by := lp.orderOf(q)
	*by = nextOrder(*by, words(q.Root))
	if by == &lp.order {
		order := *by
		lp.Session.RememberView(func(v *store.View) { v.Sort = strings.TrimPrefix(search.Sort{By: order}.String(), "sort:") })
	}
	q = lp.ordered(q)
	lp.Say(orderText(q))
	return tea.Batch(lp.find(q), lp.StatusTimer())
}
