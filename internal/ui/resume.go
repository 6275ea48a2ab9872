package ui

import (
	"fmt"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/library"
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
func (m *Model) findOffer() tea.Cmd {
	lib := m.lib
	return func() tea.Msg {
		e, ok := lib.Articles().Unfinished()
		return offerMsg{e, ok}
	}
}

func (m *Model) offeredToRead(msg offerMsg) tea.Cmd {
	m.shelf.offer = offer{}
	if e := msg.entry; msg.found {
		m.shelf.offer = offer{e.Path, e.Meta.Title, fmt.Sprintf("%d %%", library.Percent(e.Reading.Progress))}
		if left := m.session.MinutesLeft(e.Minutes, 1-e.Reading.Progress); left > 0 {
			m.shelf.offer.about += fmt.Sprintf(" · %d min left", left)
		}
	}
	return nil
}

// readOn opens the article that was read last.
func (m *Model) readOn() tea.Cmd {
	if m.shelf.offer.path == "" {
		m.say("no article is begun and unfinished")
		return m.statusTimer()
	}
	return m.open(m.shelf.offer.path)
}

// drawOffer writes onto the rule above the list with what one can go on, as
// long as nothing is searched for.
func (m *Model) drawOffer(c *term.Canvas, y int) {
	o := m.shelf.offer
	if o.path == "" || m.boxShown() {
		return
	}
	const left = 3
	key := m.shelf.mode.keyOf("continue")
	room := m.w - 2*left - 2
	about := " · " + o.about + " "
	x := c.Text(left, y, room, " "+key, m.theme.Key)
	x = c.Text(x, y, room, " continue ", m.theme.Quiet)
	x = c.Text(x, y, room-x+left-term.Width(about), o.title, m.theme.Text)
	c.Text(x, y, m.w-x-left, strings.TrimRight(about, " ")+" ", m.theme.Quiet)
}
