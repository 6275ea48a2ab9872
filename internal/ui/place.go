package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/library"
	"manicule/internal/store"
)

// placeTick says that the place should be written down if it moved.
type placeTick struct{ path string }

const placeTime = 2 * time.Second

// touchPlace has the place written down a little later, so that a crash
// loses no more than that. Nothing ticks while nothing moves.
func (m *Model) touchPlace() tea.Cmd {
	r := m.rd
	r.moved = true
	if r.ticking || m.store == nil {
		return nil
	}
	r.ticking = true
	path := r.path
	return m.after(placeTime, placeTick{path})
}

func (m *Model) keepPlace(msg placeTick) tea.Cmd {
	if m.rd == nil || m.rd.path != msg.path {
		return nil
	}
	m.rd.ticking = false
	if m.rd.sitting.time > longSitting {
		return m.leavePlace()
	}
	return m.writePlace()
}

// longSitting is the time of reading after which it is written down although
// the article is still open.
const longSitting = 10 * time.Minute

// leavePlace returns the command that writes down where the reader is, what
// was read and for how long; nil when there is nothing to write.
func (m *Model) leavePlace() tea.Cmd {
	return tea.Batch(m.writePlace(), m.endSitting()) // nil of two nils
}

// writePlace returns the command that writes down the place and what was read
// since it was last written, or nil.
func (m *Model) writePlace() tea.Cmd {
	r := m.rd
	if r == nil || m.store == nil || r.page == nil || r.gone {
		return nil
	}
	m.takeRead()
	if !r.moved && len(r.fresh) == 0 {
		return nil
	}
	c, path, edit := m.store, r.path, m.placeEdit()
	r.moved, r.fresh = false, nil
	return m.surely(func() tea.Msg {
		return readingMsg{err: c.SaveReading(path, edit)}
	})
}

// endSitting returns the command that writes down how long was read.
func (m *Model) endSitting() tea.Cmd {
	r := m.rd
	if r == nil || m.store == nil || r.sitting.time < glance {
		return nil
	}
	c, s := m.store, r.sitting.record(r.path)
	r.sitting = sitting{}
	return m.surely(func() tea.Msg {
		err := c.AddSitting(s)
		return paceMsg{library.PaceOf(c.Sittings()), err}
	})
}

// paceMsg brings the reader's pace in words a minute.
type paceMsg struct {
	pace int
	err  error
}

func (m paceMsg) failed() error { return m.err }

func (m *Model) paced(msg paceMsg) tea.Cmd {
	m.pace = msg.pace
	if msg.err != nil {
		m.complain(msg.err)
	}
	return nil
}

// learnPace has the reader's pace found out from what they read before.
func (m *Model) learnPace() tea.Cmd {
	c := m.store
	return func() tea.Msg { return paceMsg{pace: library.PaceOf(c.Sittings())} }
}

// placeEdit is the change that the present place, and what was read of late,
// make to the reading state. What another program has written of the article
// since stays.
func (m *Model) placeEdit() func(*store.Reading) {
	r := m.rd
	a, place, quote, moved, fresh, now := r.art, r.anchor, placeQuote(r), r.moved, r.fresh, m.now().UTC()
	read, print := r.read && !r.keepUnread, r.print
	return func(s *store.Reading) {
		if moved {
			s.Place, s.Quote = place, quote
		}
		if len(fresh) > 0 {
			s.Last = now
		}
		library.AddRead(s, a.Text, print, fresh)
		s.Read = s.Read || read
	}
}

// progress is the part of the text that lies above the bottom of the screen.
func (m *Model) progress() float64 {
	if m.rd.end || len(m.rd.art.Text) == 0 {
		return 1
	}
	length := len(m.rd.art.Text)
	if m.rd.begun != nil {
		length = int(m.rd.begun.size)
	}
	return float64(m.visible().End) / float64(length)
}

// placeQuote is the text at the place, by which it is found in a changed text.
func placeQuote(r *reader) string { return library.QuoteAt(r.art.Text, r.anchor) }

// sawBefore takes in what was read of the text in earlier sittings.
func (r *reader) sawBefore(print string, seen library.Parts) {
	r.print, r.seen = print, r.seen.With(r.art.Text, seen...)
}
