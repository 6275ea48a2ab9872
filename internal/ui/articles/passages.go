package articles

import (
	"maps"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// mostPassages is how many passages of an article unfold, the one that is shown
// anyway among them.
const mostPassages = 3

// spread are the further passages of articles that are listed below them, by
// path, of one query at one width. It is not changed once it is made: an answer
// on its way may be reading it.
type spread struct {
	query string
	width int
	more  map[string][]further
}

// further is another passage of an article that the query matches.
type further struct {
	search.Passage
	under string // the heading over it
	place string // how far down it stands
}

// of are the passages that are listed with an answer, by article.
func (s spread) of(f *found) map[library.ID][]further {
	if len(s.more) == 0 || s.query != f.query.Text {
		return nil
	}
	all := map[library.ID][]further{}
	for path, more := range s.more {
		if id, ok := f.articles.Find(path); ok {
			all[id] = more
		}
	}
	return all
}

// with are the rows with those of the further passages.
func (s spread) with(f *found) []row {
	all := s.of(f)
	if len(all) == 0 {
		rows := make([]row, len(f.ids))
		for i, id := range f.ids {
			rows[i].id = id
		}
		return rows
	}
	rows := make([]row, 0, len(f.ids)+mostPassages*len(all))
	for _, id := range f.ids {
		rows = append(rows, row{id: id})
		for i := range all[id] {
			rows = append(rows, row{id: id, passage: int8(i + 1)})
		}
	}
	return rows
}

// passagesMsg brings the further passages of an article.
type passagesMsg struct {
	spread
	path string
}

// togglePassages lists more of what the search matched in the article under the
// cursor, or puts it away.
func (lp *Pane) togglePassages() tea.Cmd {
	e, ok := lp.selected()
	switch q := lp.found.query; {
	case !ok || e.Err != nil || lp.strayed:
		return nil
	case !words(q.Root):
		lp.Say(lp.mode.Named("passages are of what is searched for: {search}"))
		return lp.StatusTimer()
	case len(lp.spread.of(&lp.found)[lp.list.Items[lp.list.Cursor].id]) > 0:
		lp.setSpread(e.Path, nil)
		return nil
	}
	l := lp.lookup(lp.found.query, lp.found.articles)
	return func() tea.Msg {
		return passagesMsg{spread{l.query.Text, l.width, map[string][]further{e.Path: l.further(e.Path)}}, e.Path}
	}
}

// further are the passages of an article behind the best.
func (l lookup) further(path string) (all []further) {
	a, err := l.lib.Article(path)
	if err != nil {
		return nil
	}
	q := l.query
	q.Language = a.Meta.Language
	passages := q.Passages(a.Text, l.width, mostPassages)
	for _, p := range passages[min(1, len(passages)):] {
		place := pane.PlaceText(float64(p.Span.Start) / float64(len(a.Text)))
		all = append(all, further{p, a.HeadingAt(p.Span.Start), place})
	}
	return all
}

func (lp *Pane) onPassages(msg passagesMsg) tea.Cmd {
	if msg.query != lp.found.query.Text || msg.width != lp.passageWidth() {
		return nil
	}
	more := msg.more[msg.path]
	if len(more) == 0 {
		lp.Say("no further passages")
		return lp.StatusTimer()
	}
	lp.setSpread(msg.path, more)
	return lp.Fill()
}

// setSpread lists further passages of an article, or none, and leaves the cursor
// on the article.
func (lp *Pane) setSpread(path string, more []further) {
	next := spread{lp.found.query.Text, lp.passageWidth(), map[string][]further{}}
	if lp.spread.query == next.query && lp.spread.width == next.width {
		next.more = maps.Clone(lp.spread.more)
	}
	if delete(next.more, path); len(more) > 0 {
		next.more[path] = more
	}
	lp.spread, lp.touched = next, true
	lp.found.rows = next.with(&lp.found)
	at, _ := lp.index(path)
	if id, ok := lp.found.articles.Find(path); ok {
		at = term.Nearest(lp.found.rows, row{id: id}, at)
	}
	lp.list.SetAt(lp.found.rows, at)
}

// openPassage opens the article at the further passage under the cursor; false if
// there is none.
func (lp *Pane) openPassage(path string) (cmd tea.Cmd, ok bool) {
	r, _ := lp.list.Selected()
	more := lp.spread.of(&lp.found)[r.id]
	if r.passage == 0 || int(r.passage) > len(more) {
		return nil, false
	}
	lp.recordQuery()
	return lp.Host.OpenTo(path, pane.Landing{Linked: true, Span: more[r.passage-1].Span, Query: lp.found.query}), true
}

// drawPassage writes a further passage, below the heading that it stands under.
func (lp *Pane) drawPassage(c *term.Canvas, y, width int, p *further) {
	right := c.TextRight(width-1, y, timesWidth, p.place, lp.Theme.Quiet)
	c.Text(titleX, y, right-titleX-1, "… "+p.under, lp.Theme.Quiet)
	c.TextHighlighted(titleX, y+1, width-1-timesWidth-titleX, p.Text, lp.Theme.Quiet, p.Highlights, lp.Theme.Match)
}
