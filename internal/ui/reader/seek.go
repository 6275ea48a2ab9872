package reader

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/search"
	"manicule/internal/session"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// soughtMsg brings what was typed is found at.
type soughtMsg struct {
	serial int
	hits   session.Hits
	next   tea.Cmd // searches the whole article; nil: that has been done
}

// startSeek opens the line to search in the article. The place that was read
// is written down first, for looking something up does not move it.
func (r *Pane) startSeek() tea.Cmd {
	from := r.visible().Start
	if !r.focus.Empty() {
		from = r.focus.Start
	}
	r.Status.Clear()
	r.seek.drop()
	r.seek = seek{
		typing: true, history: pane.History{Queries: r.reading.searchHistory},
		from: from, before: r.spot(), shown: r.hits, serial: r.seek.serial,
	}
	r.Session.SaveReading()
	return nil
}

// editSeek changes what is searched for.
func (r *Pane) editSeek(change func(*term.Field)) tea.Cmd {
	s := &r.seek
	before := s.Text
	s.Do(change)
	if s.Text == before {
		return nil
	}
	s.history.Left()
	return r.seekText()
}

// seekText searches for what was typed, away from the screen. A pattern that
// can't be understood leaves the last matches highlighted.
func (r *Pane) seekText() tea.Cmd {
	s := &r.seek
	s.drop()
	var queries []search.Query
	queries, s.problem = session.FindQueries(s.Text)
	switch {
	case s.problem != nil:
		return nil
	case len(queries) == 0:
		r.hits = session.Hits{}
		r.comeBack(s.before)
		return nil
	}
	ctx, cancel := context.WithCancel(r.Ctx)
	s.cancel = cancel
	art, from, serial := r.Article, s.from, s.serial
	all := func() tea.Msg {
		r.reading.seeking.Lock() // what is not wanted any more ends before the next one begins
		defer r.reading.seeking.Unlock()
		return pane.AnswerTo(r, soughtMsg{serial, session.Find(ctx, art, queries), nil})
	}
	if len(art.Text) < 4*session.NearBytes {
		return all
	}
	typed := s.Text
	return func() tea.Msg {
		return pane.AnswerTo(r, soughtMsg{serial, session.FindNear(art, from, queries[0], typed), all})
	}
}

// onSought takes in an answer, of matches nearby or of all.
func (r *Pane) onSought(msg soughtMsg) tea.Cmd {
	if msg.serial != r.seek.serial || r.seek.cancel == nil {
		return nil
	}
	s := &r.seek
	if near := &msg.hits; msg.next != nil {
		if near.From(s.from) < len(near.Spans) {
			r.showFound(msg.hits)
		}
		return msg.next
	}
	s.cancel()
	s.cancel = nil
	r.showFound(msg.hits)
	if !s.typing {
		return r.seekEnded()
	}
	return nil
}

// showFound highlights what was found and shows the first of it at or after the
// place where the search began.
func (r *Pane) showFound(h session.Hits) {
	s := &r.seek
	r.hits = h
	if s.typing { // the view moves from where it was, and no further than needed
		r.comeBack(s.before)
	}
	if n := len(r.hits.Spans); n > 0 {
		r.hits.At = r.hits.From(s.from) % n
		r.look(r.hits.Now())
	}
}

// commitSeek closes the line; the matches stay highlighted.
func (r *Pane) commitSeek() tea.Cmd {
	s := &r.seek
	if s.problem != nil {
		return nil
	}
	s.typing = false
	if strings.TrimSpace(s.Text) == "" {
		return r.leaveSeek()
	}
	r.rememberSought(s.Text)
	if s.cancel != nil {
		return nil
	}
	return r.seekEnded()
}

// seekEnded says how a search that was closed has ended.
func (r *Pane) seekEnded() tea.Cmd {
	if len(r.hits.Spans) == 0 {
		r.Say("not in the article: " + r.seek.Text)
		return r.StatusTimer()
	}
	r.jumps.Leave(r.seek.before)
	return nil
}

// leaveSeek goes back to where the search began.
func (r *Pane) leaveSeek() tea.Cmd {
	r.seek.drop()
	r.seek.typing, r.seek.problem = false, nil
	r.hits = r.seek.shown
	r.comeBack(r.seek.before)
	return nil
}

// seekAgain searches again when the text has changed under the search.
func (r *Pane) seekAgain() tea.Cmd {
	if s := &r.seek; s.typing || s.cancel != nil {
		s.shown = session.Hits{}
		return r.seekText()
	}
	return nil
}

func (r *Pane) seekOlder() tea.Cmd {
	s := &r.seek
	text, ok := s.history.Older(s.Text)
	return r.showSought(text, ok)
}

func (r *Pane) seekNewer() tea.Cmd {
	text, ok := r.seek.history.Newer()
	return r.showSought(text, ok)
}

func (r *Pane) showSought(text string, ok bool) tea.Cmd {
	if !ok {
		return nil
	}
	r.seek.Set(text)
	return r.seekText()
}

// rememberSought keeps what was searched for, newest first.
func (r *Pane) rememberSought(text string) {
	r.reading.searchHistory = slices.DeleteFunc(slices.Clone(r.reading.searchHistory), func(old string) bool { return old == text })
	r.reading.searchHistory = slices.Insert(r.reading.searchHistory, 0, text)
}

// DropSearch has the answer that is waited for dropped.
func (r *Pane) DropSearch() { r.seek.drop() }
