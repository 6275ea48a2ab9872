package articles

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/store"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// offerMsg brings it; its path is empty when there is none.
type offerMsg struct {
	entry store.Entry
	found bool
}

// FindOffer finds the article that was read last and not to its end. It runs
// beside the first frame, which does not wait for it.
func (lp *Pane) FindOffer() tea.Cmd {
	lib := lp.Lib
	return func() tea.Msg {
		e, ok := lib.Articles().Unfinished()
		return offerMsg{e, ok}
	}
}

func (lp *Pane) onOffer(msg offerMsg) tea.Cmd {
	lp.offer = offer{}
	if e := msg.entry; msg.found {
		at := e.Reading.Reached()
		var about []string
		if at > 0 {
			about = append(about, pane.PlaceText(at))
		}
		if left := lp.Session.MinutesLeft(e.Minutes, 1-at); left > 0 {
			about = append(about, strconv.Itoa(left)+" min left")
		}
		lp.offer = offer{e.Path, e.Meta.Title, strings.Join(about, " · ")}
	}
	return nil
}

// readOn opens the article that was read last.
func (lp *Pane) readOn() tea.Cmd {
	if lp.offer.path == "" {
		lp.Say("no unfinished article")
		return lp.StatusTimer()
	}
	return lp.Host.Open(lp.offer.path)
}

// drawOffer writes onto the rule above the list with what one can go on, as
// long as nothing is searched for.
func (lp *Pane) drawOffer(c *term.Canvas, y int) {
	o := lp.offer
	if o.path == "" || lp.boxShown() {
		return
	}
	const left = 3
	key := lp.mode.KeyOf("continue")
	room := lp.W - 2*left - 2
	about := " · " + o.about + " "
	x := c.Text(left, y, room, " "+key, lp.Theme.Key)
	x = c.Text(x, y, room, " continue ", lp.Theme.Quiet)
	x = c.Text(x, y, room-x+left-term.Width(about), o.title, lp.Theme.Text)
	c.Text(x, y, lp.W-x-left, strings.TrimRight(about, " ")+" ", lp.Theme.Quiet)
}
