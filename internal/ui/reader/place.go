package reader

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/session"
)

func (r *Pane) onPlaceTick() tea.Cmd {
	r.ticking = false
	r.Session.SavePlace()
	if r.ReadingSessionTime() > session.LongReadingSession {
		r.Session.EndReading()
	}
	return nil
}

// position is the part of the text that lies above the screen; 1 when its end
// is on it.
func (r *Pane) position() float64 {
	length := len(r.Article.Text)
	if r.begun != nil {
		length = int(r.begun.Size)
	}
	if r.end || length == 0 {
		return 1
	}
	return float64(r.Place) / float64(length)
}
