// Package articles is the library's pane: the list of articles and the box that
// searches them.
package articles

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"manicule/internal/ui/pane"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/crash"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
)

// Pane is the library's pane: the list of articles, and the box that searches
// them.
type Pane struct {
	*pane.Env
	mode, boxMode pane.Mode

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

func New(e *pane.Env) *Pane {
	lp := &Pane{Env: e}
	lp.mode, lp.boxMode = e.Bound(libraryMode(lp)), e.Bound(boxMode(lp))
	return lp
}

func (lp *Pane) Table() *pane.Mode {
	if lp.box.typing {
		return &lp.boxMode
	}
	return &lp.mode
}

func (lp *Pane) Typed(k tea.KeyPressMsg) tea.Cmd { return lp.Paste(k.Text) }

// Paste puts text into the box.
func (lp *Pane) Paste(text string) tea.Cmd {
	if !lp.box.typing || text == "" {
		return nil
	}
	return lp.editBox(func(f *term.Field) { f.Insert(text) })
}

func (lp *Pane) Resize() {
	if width := lp.passageWidth(); width != lp.width {
		lp.width = width
		lp.forget()
	}
	lp.list.Resize(lp.listRows())
}

// Steady says that the reader has seen what is under the cursor.
func (lp *Pane) Steady() { lp.strayed = false }

// EventMsg brings what happened to the library.
type EventMsg struct {
	library.Event
	Changes map[string]store.ChangeKind // the Event's, by path
	more    <-chan library.Event
}

// NewEvent sorts the changes, which may be very many.
func NewEvent(e library.Event, more <-chan library.Event) EventMsg {
	changes := make(map[string]store.ChangeKind, len(e.Changes))
	for _, ch := range e.Changes {
		changes[ch.Path] = ch.Kind
	}
	return EventMsg{e, changes, more}
}

// followTick says that it is time to look through the folder.
type followTick struct{}

// firstTime is how long the first frame takes at most.
const firstTime = 50 * time.Millisecond

// FollowSoon begins to follow the library: at once where nothing is known of
// it, else when the list has been drawn, which looking through the folder
// would only delay.
func (lp *Pane) FollowSoon() tea.Cmd {
	if lp.latest == nil || lp.latest.Len() == 0 {
		return lp.Follow()
	}
	return lp.After(firstTime, followTick{})
}

// Follow begins to follow the library, unless that was begun.
func (lp *Pane) Follow() tea.Cmd {
	if lp.events != nil {
		return nil
	}
	events := make(chan library.Event, 1)
	lp.events = events
	crash.Go(lp.Ctx, func() { lp.Lib.Follow(lp.Ctx, func(e library.Event) { tell(events, e) }) })
	return nextEvent(lp.Ctx, events)
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
			return NewEvent(e, from)
		case <-ctx.Done():
			return nil
		}
	}
}

// Relist shows the list as it is now. While an article is open the list stays
// as it was when that was chosen from it.
func (lp *Pane) Relist() tea.Cmd {
	if lp.latest == nil {
		lp.latest = lp.Lib.Articles()
	}
	if lp.asked.running || lp.found.articles == lp.latest || lp.Host.ArticleOpen() && lp.found.articles != nil {
		return nil
	}
	find := lp.find(lp.asked.query)
	lp.asked.byKey = false
	return find
}

// selected is the entry under the cursor.
func (lp *Pane) selected() (store.Entry, bool) {
	id, ok := lp.list.Selected()
	if !ok {
		return store.Entry{}, false
	}
	return lp.found.articles.Entry(id), true
}

func (lp *Pane) listMove(n int) tea.Cmd { return lp.listJump(lp.list.Cursor + n) }

func (lp *Pane) listJump(i int) tea.Cmd {
	lp.touched = true
	lp.list.Jump(i)
	return lp.Fill()
}

// listPage is how many articles further a screen is.
func (lp *Pane) listPage() int { return max(lp.list.Fit()-1, 1) }

// Fill has brought what the screen lacks: what the query found in the rows
// shown, and the article beside them.
func (lp *Pane) Fill() tea.Cmd { return tea.Batch(lp.preview(), lp.fetch()) }

func (lp *Pane) openSelected() tea.Cmd {
	e, ok := lp.selected()
	switch {
	case !ok:
		return nil
	case lp.strayed:
		return lp.saysGone()
	case e.Err != nil:
		lp.Complain(e.Err)
		return nil
	}
	lp.keepQuery()
	return lp.Host.Open(e.Path)
}

// saysGone answers a key that was meant for an article that went just before.
func (lp *Pane) saysGone() tea.Cmd {
	lp.Say("the article under the cursor is gone; this is another one")
	return lp.StatusTimer()
}

// back takes one layer off the library: an error, the query, the marks.
func (lp *Pane) back() tea.Cmd {
	switch {
	case lp.Status.Bad && lp.Status.Text != "":
		lp.Status.Text = ""
	case lp.box.Text != "":
		return lp.SetQuery("")
	default:
		lp.marks.clear()
	}
	return nil
}

// summary is the right end of the header: how many articles, and of what kind.
func (lp *Pane) summary() string {
	a := lp.latest
	if a == nil {
		return ""
	}
	parts := []string{pane.Count(a.Len(), "article"), fmt.Sprintf("%d unread", a.Unread())}
	if n := a.Notes(); n > 0 {
		parts = append(parts, pane.Count(n, "note"))
	}
	if p := lp.reading(); p != "" {
		parts = append(parts, p)
	}
	return strings.Join(parts, " · ")
}

// reading tells how far the folder is read, while there is something to say.
func (lp *Pane) reading() string {
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

// OnAnswer takes an answer to what the library asked for.
func (lp *Pane) OnAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case FoundMsg:
		return lp.onFound(msg)
	case followTick:
		return lp.Follow()
	case slowTick:
		lp.asked.onSlowTick(msg)
	case matchesMsg:
		return lp.onMatches(msg)
	case pane.ChoicesMsg:
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

func (lp *Pane) onReread() tea.Cmd {
	lp.latest = lp.Lib.Articles()
	return tea.Batch(lp.Relist(), lp.FindOffer())
}

// Press answers a click, one of several in quick succession.
func (lp *Pane) Press(ev tea.Mouse, times int) tea.Cmd {
	first := lp.H - 2 - lp.listRows()
	if ev.Y == 1 && lp.boxShown() {
		return lp.startBox()
	}
	if lp.previewWidth() > 0 && ev.X >= lp.listWidth() && ev.Y >= first && ev.Y < lp.H-2 {
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

// ByKey is how an action of the library is reached.
func (lp *Pane) ByKey(action string) string { return lp.mode.ByKey(action) }

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

// Uncovered shows the list as it is now, when the article on it is closed.
func (lp *Pane) Uncovered() tea.Cmd {
	lp.list.Resize(lp.listRows())
	cmds := []tea.Cmd{lp.Relist(), lp.Fill()}
	if lp.stale {
		cmds = append(cmds, lp.Reread())
	}
	return tea.Batch(cmds...)
}

// Renew reads the list again, since another part of the collection is shown.
func (lp *Pane) Renew() tea.Cmd {
	lp.latest = lp.Lib.Reread()
	return tea.Batch(lp.Relist(), lp.FindOffer())
}

// Current is the article under the cursor, if a key may act on it.
func (lp *Pane) Current() (path string, ok bool) {
	e, ok := lp.selected()
	return e.Path, ok && e.Err == nil && !lp.strayed
}

// Agrees reports whether the list agrees with the folder.
func (lp *Pane) Agrees() bool { return lp.settled }

// Restyle has the article beside the list laid out again.
func (lp *Pane) Restyle() tea.Cmd {
	lp.beside.page = nil
	return lp.preview()
}

// wheel scrolls what stands at a column of the screen by rows.
func (lp *Pane) WheelAt(x, rows int) tea.Cmd {
	if lp.previewWidth() > 0 && x >= lp.listWidth() {
		return lp.scrollPreview(rows)
	}
	lp.touched = true
	lp.list.Scroll(rows / max(lp.list.Rows, 1))
	return lp.Fill()
}

// OnEvent takes in what happened to the articles, and says what is wrong.
func (lp *Pane) OnEvent(msg EventMsg) {
	lp.latest, lp.progress, lp.settled, lp.failure = lp.Lib.Articles(), msg.Progress, msg.Settled, msg.Err
	if msg.Err != nil {
		lp.Complain(msg.Err)
	} else if w := lp.Store.Warning(); msg.Settled && w != "" && !lp.Host.ArticleOpen() && !lp.warned {
		lp.warned = true
		lp.Say(w)
	}
	for path := range lp.matches {
		if _, ok := msg.Changes[path]; ok {
			delete(lp.matches, path)
		}
	}
	if _, ok := msg.Changes[lp.beside.path]; ok {
		lp.beside = preview{}
	}
}

// Next waits for the event after this one.
func (lp *Pane) Next(msg EventMsg) tea.Cmd {
	if msg.more == nil {
		return nil
	}
	return nextEvent(lp.Ctx, msg.more)
}

// Reread has the library take in the reading state; while an article is open
// there is no hurry.
func (lp *Pane) Reread() tea.Cmd {
	lp.stale = lp.Host.ArticleOpen()
	if lp.stale {
		return nil
	}
	lib := lp.Lib
	return func() tea.Msg {
		lib.Reread()
		return rereadMsg{}
	}
}

// FollowNothing has the folder not looked at: what happens there is told by
// others.
func (lp *Pane) FollowNothing() { lp.events = make(chan library.Event) }
