package ui

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/crash"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
)

// libraryPane is the library's pane: the list of articles, and the box that searches
// them.
type libraryPane struct {
	*env
	mode, boxMode mode

	latest   *library.Articles // the list as it is known now; nil before
	events   <-chan library.Event
	progress search.Progress
	settled  bool // latest agrees with the folder
	failure  error
	warned   bool // where notes are kept was said

	box     box
	asked   asked                 // what was asked last
	found   found                 // what the list shows
	list    term.List[library.ID] // of found.articles
	matches map[string]match      // by path: what found.query matches there, as far as known
	width   int                   // of the passages in them
	waiting bool                  // more of them are on their way
	touched bool                  // the reader has moved the cursor
	strayed bool                  // the article under the cursor went by itself
	stale   bool                  // the reading state is another one than the list's

	order    search.SortKey // of articles; see orderOf
	ranked   search.SortKey // of what words find
	marks    marks
	unfolded unfolded
	saved    []store.SavedSearch
	offer    offer
	beside   preview
}

func newLibraryPane(e *env) *libraryPane {
	lp := &libraryPane{env: e}
	lp.mode, lp.boxMode = e.bound(libraryMode(lp)), e.bound(boxMode(lp))
	return lp
}

func (lp *libraryPane) table() *mode {
	if lp.box.typing {
		return &lp.boxMode
	}
	return &lp.mode
}

func (lp *libraryPane) typed(k tea.KeyPressMsg) tea.Cmd { return lp.paste(k.Text) }

// paste puts text into the box.
func (lp *libraryPane) paste(text string) tea.Cmd {
	if !lp.box.typing || text == "" {
		return nil
	}
	return lp.editBox(func(f *term.Field) { f.Insert(text) })
}

func (lp *libraryPane) resize() {
	if width := lp.passageWidth(); width != lp.width {
		lp.width = width
		lp.forget()
	}
	lp.list.Resize(lp.listRows())
}

// steady says that the reader has seen what is under the cursor.
func (lp *libraryPane) steady() { lp.strayed = false }

// eventMsg brings what happened to the library.
type eventMsg struct {
	library.Event
	changes map[string]store.ChangeKind // the Event's, by path
	more    <-chan library.Event
}

// newEvent sorts the changes, which may be very many.
func newEvent(e library.Event, more <-chan library.Event) eventMsg {
	changes := make(map[string]store.ChangeKind, len(e.Changes))
	for _, ch := range e.Changes {
		changes[ch.Path] = ch.Kind
	}
	return eventMsg{e, changes, more}
}

// followTick says that it is time to look through the folder.
type followTick struct{}

// firstTime is how long the first frame takes at most.
const firstTime = 50 * time.Millisecond

// followSoon begins to follow the library: at once where nothing is known of
// it, else when the list has been drawn, which looking through the folder
// would only delay.
func (lp *libraryPane) followSoon() tea.Cmd {
	if lp.latest == nil || lp.latest.Len() == 0 {
		return lp.follow()
	}
	return lp.after(firstTime, followTick{})
}

// follow begins to follow the library, unless that was begun.
func (lp *libraryPane) follow() tea.Cmd {
	if lp.events != nil {
		return nil
	}
	events := make(chan library.Event, 1)
	lp.events = events
	crash.Go(lp.ctx, func() { lp.lib.Follow(lp.ctx, func(e library.Event) { tell(events, e) }) })
	return nextEvent(lp.ctx, events)
}

// tell puts the event where there is room for one. One that nobody has taken
// yet goes into it, since of the list only the newest is wanted.
func tell(events chan library.Event, e library.Event) {
	select {
	case old := <-events:
		e.Changes = append(old.Changes, e.Changes...)
		if e.Err == nil {
			e.Err = old.Err
		}
	default:
	}
	events <- e
}

func nextEvent(ctx context.Context, from <-chan library.Event) tea.Cmd {
	return func() tea.Msg {
		select {
		case e := <-from:
			return newEvent(e, from)
		case <-ctx.Done():
			return nil
		}
	}
}

// relist shows the list as it is now. While an article is open the list stays
// as it was when that was chosen from it.
func (lp *libraryPane) relist() tea.Cmd {
	if lp.latest == nil {
		lp.latest = lp.lib.Articles()
	}
	if lp.asked.running || lp.found.articles == lp.latest || lp.host.articleOpen() && lp.found.articles != nil {
		return nil
	}
	find := lp.find(lp.asked.query)
	lp.asked.byKey = false
	return find
}

// selected is the entry under the cursor.
func (lp *libraryPane) selected() (store.Entry, bool) {
	id, ok := lp.list.Selected()
	if !ok {
		return store.Entry{}, false
	}
	return lp.found.articles.Entry(id), true
}

func (lp *libraryPane) listMove(n int) tea.Cmd { return lp.listJump(lp.list.Cursor + n) }

func (lp *libraryPane) listJump(i int) tea.Cmd {
	lp.touched = true
	lp.list.Jump(i)
	return lp.fill()
}

// listPage is how many articles further a screen is.
func (lp *libraryPane) listPage() int { return max(lp.list.Fit()-1, 1) }

// fill has brought what the screen lacks: what the query found in the rows
// shown, and the article beside them.
func (lp *libraryPane) fill() tea.Cmd { return tea.Batch(lp.preview(), lp.fetch()) }

func (lp *libraryPane) openSelected() tea.Cmd {
	e, ok := lp.selected()
	switch {
	case !ok:
		return nil
	case lp.strayed:
		return lp.saysGone()
	case e.Err != nil:
		lp.complain(e.Err)
		return nil
	}
	lp.keepQuery()
	return lp.host.open(e.Path)
}

// saysGone answers a key that was meant for an article that went just before.
func (lp *libraryPane) saysGone() tea.Cmd {
	lp.say("the article under the cursor is gone; this is another one")
	return lp.statusTimer()
}

// back takes one layer off the library: an error, the query, the marks.
func (lp *libraryPane) back() tea.Cmd {
	switch {
	case lp.status.bad && lp.status.text != "":
		lp.status.text = ""
	case lp.box.Text != "":
		return lp.setQuery("")
	default:
		lp.marks.clear()
	}
	return nil
}

// summary is the right end of the header: how many articles, and of what kind.
func (lp *libraryPane) summary() string {
	a := lp.latest
	if a == nil {
		return ""
	}
	parts := []string{count(a.Len(), "article"), fmt.Sprintf("%d unread", a.Unread())}
	if n := a.Notes(); n > 0 {
		parts = append(parts, count(n, "note"))
	}
	if p := lp.reading(); p != "" {
		parts = append(parts, p)
	}
	return strings.Join(parts, " · ")
}

// reading tells how far the folder is read, while there is something to say.
func (lp *libraryPane) reading() string {
	p := lp.progress
	switch {
	case lp.settled, lp.failure != nil:
		return ""
	case p.Done < p.Total:
		return fmt.Sprintf("reading… %d %%", library.PercentAt(p.Done, p.Total))
	case lp.latest == nil || lp.latest.Len() == 0:
		return "reading the folder…"
	}
	return ""
}

// onAnswer takes an answer to what the library asked for.
func (lp *libraryPane) onAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case foundMsg:
		return lp.onFound(msg)
	case followTick:
		return lp.follow()
	case slowTick:
		lp.asked.onSlowTick(msg)
	case matchesMsg:
		return lp.onMatches(msg)
	case choicesMsg:
		return lp.onChoices(msg)
	case queriesMsg:
		return lp.onQueries(msg)
	case rereadMsg:
		return lp.onReread()
	case previewMsg:
		return lp.onPreview(msg)
	case offerMsg:
		return lp.onOffer(msg)
	}
	return nil
}

// rereadMsg says that the library knows the reading state as it is now.
type rereadMsg struct{}

func (lp *libraryPane) onReread() tea.Cmd {
	lp.latest = lp.lib.Articles()
	return tea.Batch(lp.relist(), lp.findOffer())
}

// press answers a click, one of several in quick succession.
func (lp *libraryPane) press(ev tea.Mouse, times int) tea.Cmd {
	first := lp.h - 2 - lp.listRows()
	if ev.Y == 1 && lp.boxShown() {
		return lp.startBox()
	}
	if lp.previewWidth() > 0 && ev.X >= lp.listWidth() && ev.Y >= first && ev.Y < lp.h-2 {
		return lp.openSelected()
	}
	i, ok := lp.list.At(ev.Y - first)
	if !ok {
		return nil
	}
	if cmd := lp.listJump(i); times < 2 {
		return cmd
	}
	return lp.openSelected()
}

// byKey is how an action of the library is reached.
func (lp *libraryPane) byKey(action string) string { return lp.mode.byKey(action) }

// neighbour puts the cursor on the article that is step articles on, or as far
// that way as there is one, from the first of those paths that is listed. The
// path is "" where there is none; listed reports whether one of those is.
func (lp *libraryPane) neighbour(step int, from ...string) (path string, listed bool) {
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
		if lp.found.articles.Entry(lp.list.Items[i]).Err == nil {
			to, step = i, step-way
		}
	}
	if to < 0 {
		return "", true
	}
	lp.list.Jump(to)
	return lp.found.articles.Entry(lp.list.Items[to]).Path, true
}

// uncovered shows the list as it is now, when the article on it is closed.
func (lp *libraryPane) uncovered() tea.Cmd {
	lp.list.Resize(lp.listRows())
	cmds := []tea.Cmd{lp.relist(), lp.fill()}
	if lp.stale {
		cmds = append(cmds, lp.reread())
	}
	return tea.Batch(cmds...)
}

// renew reads the list again, since another part of the collection is shown.
func (lp *libraryPane) renew() tea.Cmd {
	lp.latest = lp.lib.Reread()
	return tea.Batch(lp.relist(), lp.findOffer())
}

// current is the article under the cursor, if a key may act on it.
func (lp *libraryPane) current() (path string, ok bool) {
	e, ok := lp.selected()
	return e.Path, ok && e.Err == nil && !lp.strayed
}

// agrees reports whether the list agrees with the folder.
func (lp *libraryPane) agrees() bool { return lp.settled }

// restyle has the article beside the list laid out again.
func (lp *libraryPane) restyle() tea.Cmd {
	lp.beside.page = nil
	return lp.preview()
}

// wheel scrolls what stands at a column of the screen by rows.
func (lp *libraryPane) wheelAt(x, rows int) tea.Cmd {
	if lp.previewWidth() > 0 && x >= lp.listWidth() {
		return lp.scrollPreview(rows)
	}
	lp.touched = true
	lp.list.Scroll(rows / max(lp.list.Rows, 1))
	return lp.fill()
}

// onEvent takes in what happened to the articles, and says what is wrong.
func (lp *libraryPane) onEvent(msg eventMsg) {
	lp.latest, lp.progress, lp.settled, lp.failure = lp.lib.Articles(), msg.Progress, msg.Settled, msg.Err
	if msg.Err != nil {
		lp.complain(msg.Err)
	} else if w := lp.store.Warning(); msg.Settled && w != "" && !lp.host.articleOpen() && !lp.warned {
		lp.warned = true
		lp.say(w)
	}
	for path := range lp.matches {
		if _, ok := msg.changes[path]; ok {
			delete(lp.matches, path)
		}
	}
	if _, ok := msg.changes[lp.beside.path]; ok {
		lp.beside = preview{}
	}
}

// next waits for the event after this one.
func (lp *libraryPane) next(msg eventMsg) tea.Cmd {
	if msg.more == nil {
		return nil
	}
	return nextEvent(lp.ctx, msg.more)
}

// reread has the library take in the reading state; while an article is open
// there is no hurry.
func (lp *libraryPane) reread() tea.Cmd {
	lp.stale = lp.host.articleOpen()
	if lp.stale {
		return nil
	}
	lib := lp.lib
	return func() tea.Msg {
		lib.Reread()
		return rereadMsg{}
	}
}

// followNothing has the folder not looked at: what happens there is told by
// others.
func (lp *libraryPane) followNothing() { lp.events = make(chan library.Event) }
