package articles

import (
	"context"
	"maps"
	"path"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/ui/term"
)

const frameTime = time.Second / 60

// find asks the library; the answer to an older question is not wanted any
// more. Keys that act on the list wait for the answer.
func (lp *Pane) find(q search.Query) tea.Cmd {
	if lp.asked.cancel != nil {
		lp.asked.cancel()
	}
	ctx, cancel := context.WithCancel(lp.Ctx)
	lp.asked = asked{query: q, serial: lp.asked.serial + 1, ctx: ctx, cancel: cancel, running: true, byKey: true, open: lp.asked.open}
	lp.waiting = false
	l, serial, rows := lp.lookup(q, lp.latest), lp.asked.serial, lp.listRows()
	return tea.Batch(
		func() tea.Msg { return l.answer(serial, rows) },
		lp.After(frameTime, slowTick(serial)),
	)
}

func (lp *Pane) show(msg FoundMsg) {
	was := lp.found
	asSearched := was.articles != nil && was.query.Text == msg.query.Text
	same := asSearched && was.query.Sort == msg.query.Sort
	before, had := lp.selected()
	at, stays := msg.first(), asSearched && (lp.touched || same && was.settled)
	if stays {
		at = lp.whereNow(msg.found)
	}
	lp.found = msg.found
	lp.found.settled = lp.settled && msg.articles == lp.latest
	lp.list.Grow(rowsFor(msg.query))
	lp.list.SetAt(msg.rows, at)
	if same && !lp.touched || !stays { // what is new at the top is seen
		lp.list.Scroll(-len(msg.rows))
		lp.list.Jump(at)
	}
	if !same {
		lp.matches = map[string]match{}
	}
	maps.Copy(lp.matches, msg.matches)
	switch _, heading := lp.headed(); {
	case same:
		e, _ := lp.selected()
		lp.strayed = lp.strayed || was.settled && had && !heading && e.Path != before.Path // another one's, or none
	case !asSearched:
		lp.touched = false
		if had && was.query.Root != nil && msg.query.Root == nil && lp.pointed == "" && !lp.box.typing { // the search was taken away
			lp.pointed = before.Path
		}
	}
}

// goToPointed puts the cursor on the article that it is to go to, if that is
// listed by now.
func (lp *Pane) goToPointed() {
	if i, ok := lp.index(lp.pointed); ok && lp.pointed != "" {
		lp.list.Jump(i)
		lp.touched, lp.pointed = true, ""
	}
}

// whereNow is where the article under the cursor stands in another answer, or
// the cursor if it isn't there.
func (lp *Pane) whereNow(f found) int {
	at := lp.list.Cursor
	if h, ok := lp.headed(); ok {
		return f.headingOver(h.path, at)
	}
	e, ok := lp.selected()
	if !ok {
		return at
	}
	if id, ok := f.articles.Find(e.Path); ok {
		r := row{id: id}
		if i := term.Nearest(f.rows, r, at); i < len(f.rows) && f.rows[i] == r {
			return i
		}
		return f.headingOver(path.Dir(e.Path), at)
	}
	return at
}

// fetch brings what the query matches in the articles shown, as far as it is
// not known.
func (lp *Pane) fetch() tea.Cmd {
	if lp.Host.ArticleOpen() || lp.waiting || !words(lp.found.query.Root) {
		return nil
	}
	var missing []library.ID
	for _, r := range lp.list.Shown() {
		if _, known := lp.matches[lp.found.articles.Entry(r.id).Path]; !known {
			missing = append(missing, r.id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	lp.waiting = true
	l := lp.lookup(lp.found.query, lp.found.articles)
	return func() tea.Msg {
		return matchesMsg{l.query.Text, l.width, l.rest(missing)}
	}
}

// matchesMsg brings what a query matches in some articles.
type matchesMsg struct {
	query   string
	width   int
	matches map[string]match
}

func (lp *Pane) onMatches(msg matchesMsg) tea.Cmd {
	if msg.query != lp.found.query.Text || msg.width != lp.passageWidth() {
		return nil
	}
	lp.waiting = false
	maps.Copy(lp.matches, msg.matches)
	return lp.fetch()
}

// forget drops what was matched, because it is to be cut to another width.
func (lp *Pane) forget() {
	lp.matches, lp.waiting = map[string]match{}, false
}

// FirstList shows what is known of the library before anything of the folder
// is read.
func (lp *Pane) FirstList() {
	lp.latest = lp.Lib.Articles()
	lp.asked.ctx, lp.asked.query = lp.Ctx, lp.ordered(search.Query{})
	lp.show(lp.lookup(lp.asked.query, lp.latest).answer(0, 0))
}

// Fill has brought what the screen lacks: what the query found in the rows
// shown, and the article beside them.
func (lp *Pane) Fill() tea.Cmd { return tea.Batch(lp.preview(), lp.fetch()) }
