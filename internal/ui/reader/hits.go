package reader

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/session"
)

// where is the number of the present hit among all, for people.
func where(h *session.Hits) string {
	if h.Partial {
		return "…"
	}
	return strconv.Itoa(h.At+1) + " of " + strconv.Itoa(len(h.Spans))
}

// hitStep goes on by hits, back where step is negative: from the one gone to if it is on
// the screen, else from the top of the screen; from the last one to the first.
func (r *Pane) hitStep(step int) tea.Cmd {
	h := &r.hits
	n := len(h.Spans)
	if n == 0 {
		r.Say(r.readMode.Named("no search yet; {search} searches this article"))
		return r.StatusTimer()
	}
	to := h.At + step
	if h.Titled {
		h.Titled, to = false, min(0, step)
	} else if !r.onHit() {
		r.jumps.Leave(r.spot())
		to = h.From(r.visible().Start) + step
		if step > 0 {
			to--
		}
	}
	h.At = ((to % n) + n) % n
	switch r.Status.Clear(); {
	case n == 1:
		r.Say("the only match")
	case to >= n:
		r.Say("match " + where(h) + " · wrapped to the top")
	case to < 0:
		r.Say("match " + where(h) + " · wrapped to the bottom")
	}
	r.look(h.Now())
	return r.StatusTimer()
}
