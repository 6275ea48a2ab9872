package ui

import (
	"strconv"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/store"
)

// offer is the article that the library offers to go on with.
type offer struct {
	path, title string
	about       string // how far it is read
}

// offerMsg brings it; its path is empty when there is none.
type offerMsg struct {
	entry store.Entry
	found bool
}

// findOffer finds the article that was read last and not to its end. It runs
// beside the first frame, which does not wait for it.
func (lp *libraryPane) findOffer() tea.Cmd {
	lib := lp.lib
	return func() tea.Msg {
		e, ok := lib.Articles().Unfinished()
		return offerMsg{e, ok}
	}
}

func (lp *libraryPane) onOffer(msg offerMsg) tea.Cmd {
	lp.offer = offer{}
	if e := msg.entry; msg.found {
		at := e.Reading.Reached()
		var about []string
		if at > 0 {
			about = append(about, placeText(at))
		}
		if left := lp.session.MinutesLeft(e.Minutes, 1-at); left > 0 {
			about = append(about, strconv.Itoa(left)+" min left")
		}
		lp.offer = offer{e.Path, e.Meta.Title, strings.Join(about, " · ")}
	}
	return nil
}

// readOn opens the article that was read last.
func (lp *libraryPane) readOn() tea.Cmd {
	if lp.offer.path == "" {
		lp.say("no article is begun and unfinished")
		return lp.statusTimer()
	}
	return lp.host.open(lp.offer.path)
}

// drawOffer writes onto the rule above the list with what one can go on, as
// long as nothing is searched for.
func (lp *libraryPane) drawOffer(c *term.Canvas, y int) {
	o := lp.offer
	if o.path == "" || lp.boxShown() {
		return
	}
	const left = 3
	key := lp.mode.keyOf("continue")
	room := lp.w - 2*left - 2
	about := " · " + o.about + " "
	x := c.Text(left, y, room, " "+key, lp.theme.Key)
	x = c.Text(x, y, room, " continue ", lp.theme.Quiet)
	x = c.Text(x, y, room-x+left-term.Width(about), o.title, lp.theme.Text)
	c.Text(x, y, lp.w-x-left, strings.TrimRight(about, " ")+" ", lp.theme.Quiet)
}
