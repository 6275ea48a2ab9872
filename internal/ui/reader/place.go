package reader

import (
	"time"

	"manicule/internal/ui/pane"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/session"
)

// placeTick says that the place should be written down if it moved.
type placeTick struct{}

const placeTime = 2 * time.Second

// touchPlace has the place written down a little later, so that a crash
// loses no more than that. Nothing ticks while nothing moves.
func (r *Pane) touchPlace() tea.Cmd {
	r.Session.MoveTo(r.Place, r.end)
	if r.ticking || r.Store == nil {
		return nil
	}
	r.ticking = true
	return r.After(placeTime, pane.AnswerTo(r, placeTick{}))
}

func (r *Pane) onPlaceTick() tea.Cmd {
	r.ticking = false
	r.Session.SavePlace()
	if r.SittingTime() > session.LongSitting {
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
