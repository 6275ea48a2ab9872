package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/crash"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
)

// shelf is the library's pane: the list of articles, and the box that searches
// them.
type shelf struct {
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

func newShelf(e *env) *shelf {
	sh := &shelf{env: e}
	sh.mode, sh.boxMode = e.bound(libraryMode(sh)), e.bound(boxMode(sh))
	return sh
}

func (sh *shelf) table() *mode {
	if sh.box.typing {
		return &sh.boxMode
	}
	return &sh.mode
}

func (sh *shelf) typed(k tea.KeyPressMsg) tea.Cmd { return sh.paste(k.Text) }

// paste puts text into the box.
func (sh *shelf) paste(text string) tea.Cmd {
	if !sh.box.typing || text == "" {
		return nil
	}
	return sh.editBox(func(f *term.Field) { f.Insert(text) })
}

func (sh *shelf) resize() { sh.list.Resize(sh.listRows()) }

// steady says that the reader has seen what is under the cursor.
func (sh *shelf) steady() { sh.strayed = false }

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
func (sh *shelf) followSoon() tea.Cmd {
	if sh.latest == nil || sh.latest.Len() == 0 {
		return sh.follow()
	}
	return sh.after(firstTime, followTick{})
}

// follow begins to follow the library, unless that was begun.
func (sh *shelf) follow() tea.Cmd {
	if sh.events != nil {
		return nil
	}
	events := make(chan library.Event, 1)
	sh.events = events
	crash.Go(sh.ctx, func() { sh.lib.Follow(sh.ctx, func(e library.Event) { tell(events, e) }) })
	return nextEvent(sh.ctx, events)
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

func (m *Model) happened(msg eventMsg) tea.Cmd {
	sh := m.shelf
	sh.latest, sh.progress, sh.settled, sh.failure = m.lib.Articles(), msg.Progress, msg.Settled, msg.Err
	if msg.Err != nil {
		m.complain(msg.Err)
	} else if w := m.store.Warning(); msg.Settled && w != "" && m.rd == nil && !sh.warned {
		sh.warned = true
		m.say(w)
	}
	cmds := []tea.Cmd{m.changed(msg.changes), m.shelf.relist(), runTask(m.session.FollowRenames(m.ctx, msg.changes)), runTask(m.session.PutBack(m.ctx, msg.changes))}
	if m.rd != nil && (m.rd.broken == nil || len(msg.changes) > 0) {
		cmds = append(cmds, m.rd.checkLinks())
	}
	if msg.Settled {
		cmds = append(cmds, m.findOffer())
	}
	if msg.more != nil {
		cmds = append(cmds, nextEvent(m.ctx, msg.more))
	}
	return tea.Batch(cmds...)
}

// relist shows the list as it is now. While an article is open the list stays
// as it was when that was chosen from it.
func (sh *shelf) relist() tea.Cmd {
	if sh.latest == nil {
		sh.latest = sh.lib.Articles()
	}
	if sh.asked.running || sh.found.articles == sh.latest || sh.host.articleOpen() && sh.found.articles != nil {
		return nil
	}
	find := sh.find(sh.asked.query)
	sh.asked.byKey = false
	return find
}

// selected is the entry under the cursor.
func (sh *shelf) selected() (store.Entry, bool) {
	id, ok := sh.list.Selected()
	if !ok {
		return store.Entry{}, false
	}
	return sh.found.articles.Entry(id), true
}

func (sh *shelf) listMove(n int) tea.Cmd { return sh.listJump(sh.list.Cursor + n) }

func (sh *shelf) listJump(i int) tea.Cmd {
	sh.touched = true
	sh.list.Jump(i)
	return sh.fill()
}

// listPage is how many articles further a screen is.
func (sh *shelf) listPage() int { return max(sh.list.Fit()-1, 1) }

// fill has brought what the screen lacks: what the query found in the rows
// shown, and the article beside them.
func (sh *shelf) fill() tea.Cmd { return tea.Batch(sh.preview(), sh.fetch()) }

func (sh *shelf) openSelected() tea.Cmd {
	e, ok := sh.selected()
	switch {
	case !ok:
		return nil
	case sh.strayed:
		return sh.saysGone()
	case e.Err != nil:
		sh.complain(e.Err)
		return nil
	}
	sh.keepQuery()
	return sh.host.open(e.Path)
}

// saysGone answers a key that was meant for an article that went just before.
func (e *env) saysGone() tea.Cmd {
	e.say("the article under the cursor is gone; this is another one")
	return e.statusTimer()
}

// back takes one layer off the library: an error, the query, the marks.
func (sh *shelf) back() tea.Cmd {
	switch {
	case sh.status.bad && sh.status.text != "":
		sh.status.text = ""
	case sh.box.Text != "":
		return sh.setQuery("")
	default:
		sh.marks.clear()
	}
	return nil
}

// toggleWhole shows the whole collection, or again only the folder in it that
// was opened.
func (m *Model) toggleWhole() tea.Cmd {
	if !m.store.ShowAll(m.store.Within() != ".") {
		m.say("this is the whole collection; open a folder in it to see only that")
		return m.statusTimer()
	}
	m.shelf.latest = m.lib.Reread()
	m.say("only " + article.CleanLine(m.store.Within()) + " is shown")
	if m.store.Within() == "." {
		m.say("the whole collection is shown")
	}
	return tea.Batch(m.shelf.relist(), m.notesPane.reloadNotes(), m.findOffer(), m.statusTimer())
}

// summary is the right end of the header: how many articles, and of what kind.
func (sh *shelf) summary() string {
	a := sh.latest
	if a == nil {
		return ""
	}
	parts := []string{count(a.Len(), "article"), fmt.Sprintf("%d unread", a.Unread())}
	if n := a.Notes(); n > 0 {
		parts = append(parts, count(n, "note"))
	}
	if p := sh.reading(); p != "" {
		parts = append(parts, p)
	}
	return strings.Join(parts, " · ")
}

// reading tells how far the folder is read, while there is something to say.
func (sh *shelf) reading() string {
	p := sh.progress
	switch {
	case sh.settled, sh.failure != nil:
		return ""
	case p.Done < p.Total:
		return fmt.Sprintf("reading… %d %%", library.PercentAt(p.Done, p.Total))
	case sh.latest == nil || sh.latest.Len() == 0:
		return "reading the folder…"
	}
	return ""
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// short is the folder as people write it, with ~ for their home.
func (e *env) short(folder string) string {
	if rel, err := filepath.Rel(e.home, folder); e.home != "" && err == nil && filepath.IsLocal(rel) {
		folder = filepath.Join("~", rel)
	}
	return article.CleanLine(folder)
}

// onAnswer takes an answer to what the library asked for.
func (sh *shelf) onAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case foundMsg:
		return sh.answered(msg)
	case followTick:
		return sh.follow()
	case slowTick:
		sh.asked.wait(msg)
	case matchesMsg:
		return sh.matched(msg)
	case choicesMsg:
		return sh.onChoices(msg)
	case queriesMsg:
		return sh.recalled(msg)
	case rereadMsg:
		return sh.renewed()
	case previewMsg:
		return sh.previewed(msg)
	case offerMsg:
		return sh.offeredToRead(msg)
	}
	return nil
}
