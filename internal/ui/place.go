package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/session"
)

// placeTick says that the place should be written down if it moved.
type placeTick struct{ path string }

const placeTime = 2 * time.Second

// touchPlace has the place written down a little later, so that a crash
// loses no more than that. Nothing ticks while nothing moves.
func (m *Model) touchPlace() tea.Cmd {
	r := m.rd
	m.session.MoveTo(r.Place)
	if r.ticking || m.store == nil {
		return nil
	}
	r.ticking = true
	path := r.Path
	return m.after(placeTime, placeTick{path})
}

func (m *Model) keepPlace(msg placeTick) tea.Cmd {
	if m.rd == nil || m.rd.Path != msg.path {
		return nil
	}
	m.rd.ticking = false
	m.session.SavePlace()
	if m.rd.SittingTime() > session.LongSitting {
		m.session.EndReading()
	}
	return nil
}

// progress is the part of the text that lies above the bottom of the screen.
func (m *Model) progress() float64 {
	if m.rd.end || len(m.rd.Article.Text) == 0 {
		return 1
	}
	length := len(m.rd.Article.Text)
	if m.rd.begun != nil {
		length = int(m.rd.begun.size)
	}
	return float64(m.visible().End) / float64(length)
}
