package articles

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/crash"
	"manicule/internal/library"
	"manicule/internal/store"
)

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
	crash.Go(lp.Ctx, func() { lp.Lib.Follow(lp.Ctx, func(e library.Event) { send(events, e) }) })
	return nextEvent(lp.Ctx, events)
}

// send puts the event where there is room for one. One that nobody has taken
// yet goes into it, since of the list only the newest is wanted.
func send(events chan library.Event, e library.Event) {
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

// rereadMsg says that the library knows the reading state as it is now.
type rereadMsg struct{}

func (lp *Pane) onReread() tea.Cmd {
	lp.latest = lp.Lib.Articles()
	return tea.Batch(lp.Relist(), lp.FindOffer())
}

// Uncovered shows the list as it is now, when the article on it is closed.
func (lp *Pane) Uncovered() tea.Cmd {
	lp.list.Resize(lp.listRows())
	cmds := []tea.Cmd{lp.Relist(), lp.Fill(), lp.unfoldPointed()}
	if lp.asked.running && lp.pointed != "" { // then the cursor moves, and keys wait for that
		lp.asked.byKey = true
	}
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

// OnEvent takes in what happened to the articles, and says what is wrong.
func (lp *Pane) OnEvent(msg EventMsg) {
	lp.latest, lp.progress, lp.settled, lp.failure = lp.Lib.Articles(), msg.Progress, msg.Settled, msg.Err
	lp.others = lp.Store.Others().String()
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
