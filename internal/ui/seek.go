package ui

import (
	"context"
	"slices"
	"strings"

	"manicule/internal/ui/term"

	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/search"
)

// seek is the search in the open article.
type seek struct {
	term.Field
	typing  bool
	problem *search.Problem // what is wrong with the pattern as it stands
	history history

	from   int          // the first match at or after this byte is gone to
	before spot         // where the search began
	lit    session.Hits // what was lit before it

	serial int                // tells the answer to the text as it is from older ones
	cancel context.CancelFunc // nil: no answer is waited for
}

// soughtMsg brings what was typed is found at.
type soughtMsg struct {
	in     *reader
	serial int
	hits   session.Hits
	next   tea.Cmd // searches the whole article; nil: that has been done
}

// startSeek opens the line to search in the article. The place that was read
// is written down first, for looking something up does not move it.
func (m *Model) startSeek() tea.Cmd {
	r := m.rd
	from := m.visible().Start
	if !r.focus.Empty() {
		from = r.focus.Start
	}
	m.status.hush()
	r.seek.drop()
	r.seek = seek{
		typing: true, history: history{queries: m.sought},
		from: from, before: r.spot(), lit: r.hits, serial: r.seek.serial,
	}
	m.session.SaveReading()
	return nil
}

// seekKey is a key while the line is typed into.
func (m *Model) seekKey(k tea.KeyPressMsg) tea.Cmd {
	if a := m.mode().find(k.String()); a != nil {
		return a.run(m)
	}
	if k.Text == "" {
		return nil
	}
	return m.editSeek(func(f *term.Field) { f.Insert(k.Text) })
}

// editSeek changes what is searched for.
func (m *Model) editSeek(change func(*term.Field)) tea.Cmd {
	s := &m.rd.seek
	before := s.Text
	s.Do(change)
	if s.Text == before {
		return nil
	}
	s.history.left()
	return m.seekText()
}

// seekText searches for what was typed, away from the screen. A pattern that
// can't be understood leaves the last matches lit.
func (m *Model) seekText() tea.Cmd {
	r := m.rd
	s := &r.seek
	s.drop()
	var queries []search.Query
	queries, s.problem = session.FindQueries(s.Text)
	switch {
	case s.problem != nil:
		return nil
	case len(queries) == 0:
		r.hits = session.Hits{}
		m.comeBack(s.before)
		return nil
	}
	ctx, cancel := context.WithCancel(m.ctx)
	s.cancel = cancel
	art, from, serial := r.Article, s.from, s.serial
	all := func() tea.Msg {
		m.seeking.Lock() // what is not wanted any more ends before the next one begins
		defer m.seeking.Unlock()
		return soughtMsg{r, serial, session.Find(ctx, art, queries), nil}
	}
	if len(art.Text) < 4*session.NearBytes {
		return all
	}
	typed := s.Text
	return func() tea.Msg { return soughtMsg{r, serial, session.FindNear(art, from, queries[0], typed), all} }
}

// ending tells that the line is closed and the place to go to still looked for.
func (s *seek) ending() bool { return !s.typing && s.cancel != nil }

// drop makes the answer that is waited for, if any, unwanted.
func (s *seek) drop() {
	if s.cancel != nil {
		s.cancel()
	}
	s.cancel = nil
	s.serial++
}

// foundHere takes in an answer, of matches nearby or of all.
func (m *Model) foundHere(msg soughtMsg) tea.Cmd {
	r := m.rd
	if r == nil || r != msg.in || msg.serial != r.seek.serial || r.seek.cancel == nil {
		return nil
	}
	s := &r.seek
	if near := &msg.hits; msg.next != nil {
		if near.From(s.from) < len(near.Spans) {
			m.showFound(msg.hits)
		}
		return msg.next
	}
	s.cancel()
	s.cancel = nil
	m.showFound(msg.hits)
	if !s.typing {
		return m.seekEnded()
	}
	return nil
}

// showFound lights what was found and shows the first of it at or after the
// place where the search began.
func (m *Model) showFound(h session.Hits) {
	r := m.rd
	s := &r.seek
	r.hits = h
	if s.typing { // the view moves from where it was, and no further than needed
		m.comeBack(s.before)
	}
	if n := len(r.hits.Spans); n > 0 {
		r.hits.At = r.hits.From(s.from) % n
		m.look(r.hits.Now())
	}
}

// keepSeek closes the line; what was found stays lit.
func (m *Model) keepSeek() tea.Cmd {
	s := &m.rd.seek
	if s.problem != nil {
		return nil
	}
	s.typing = false
	if strings.TrimSpace(s.Text) == "" {
		return m.leaveSeek()
	}
	m.rememberSought(s.Text)
	if s.cancel != nil {
		return nil
	}
	return m.seekEnded()
}

// seekEnded says how a search that was closed has ended.
func (m *Model) seekEnded() tea.Cmd {
	r := m.rd
	if len(r.hits.Spans) == 0 {
		m.say("this is not in the article: " + r.seek.Text)
		return m.statusTimer()
	}
	r.jumps.Leave(r.seek.before)
	return nil
}

// leaveSeek goes back to where the search began.
func (m *Model) leaveSeek() tea.Cmd {
	r := m.rd
	r.seek.drop()
	r.seek.typing, r.seek.problem = false, nil
	r.hits = r.seek.lit
	m.comeBack(r.seek.before)
	return nil
}

// seekAgain searches anew when the text has changed under the search.
func (m *Model) seekAgain() tea.Cmd {
	if s := &m.rd.seek; s.typing || s.cancel != nil {
		s.lit = session.Hits{}
		return m.seekText()
	}
	return nil
}

func (m *Model) seekOlder() tea.Cmd {
	s := &m.rd.seek
	text, ok := s.history.older(s.Text)
	return m.recallSought(text, ok)
}

func (m *Model) seekNewer() tea.Cmd {
	text, ok := m.rd.seek.history.newer()
	return m.recallSought(text, ok)
}

func (m *Model) recallSought(text string, ok bool) tea.Cmd {
	if !ok {
		return nil
	}
	m.rd.seek.Set(text)
	return m.seekText()
}

// rememberSought keeps what was searched for, the newest first.
func (m *Model) rememberSought(text string) {
	m.sought = slices.DeleteFunc(slices.Clone(m.sought), func(old string) bool { return old == text })
	m.sought = slices.Insert(m.sought, 0, text)
}

// drawSeek draws the line over the bottom of the screen.
func (m *Model) drawSeek(c *term.Canvas) *tea.Cursor {
	s := &m.rd.seek
	y := m.h - 1
	c.Fill(0, y-1, m.w, 2, uv.Style{})
	m.drawProgress(c, y-1)
	if s.problem != nil {
		m.drawOnRule(c, y-1, article.CleanLine(s.problem.Error()), m.theme.Bad, 1)
	}
	x := c.Text(2, y, 2, "/ ", m.theme.Key)
	right := m.w - 2
	if s.Text == "" {
		right -= m.drawHints(c, -1, right, y, m.w/2)
	} else {
		tally, st := m.seekTally()
		right = c.TextRight(right, y, m.w/2, tally, st)
	}
	return tea.NewCursor(s.Field.Draw(c, x, y, right-x-2, m.theme.Text, article.Span{}, m.theme.Text), y)
}

// seekTally is the match gone to among all.
func (m *Model) seekTally() (string, uv.Style) {
	switch r := m.rd; {
	case r.seek.problem != nil:
		return "", m.theme.Quiet
	case len(r.hits.Spans) > 0:
		return where(&r.hits), m.theme.Quiet
	case r.seek.cancel != nil:
		return "…", m.theme.Quiet
	}
	return "no match", m.theme.Bad
}
