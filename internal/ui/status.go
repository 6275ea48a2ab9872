package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
)

// status is the message on the bottom line: what was just done, or what went
// wrong. It gives way to the usual line after a while; an error stays until
// the next message.
type status struct {
	text   string
	bad    bool
	serial int // tells the timer of this message from older ones
}

// statusTick says that the message of that number has been shown long enough.
type statusTick int

const statusTime = 4 * time.Second

// say shows a message.
func (m *Model) say(text string) {
	m.status = status{text: article.CleanLine(text), serial: m.status.serial + 1}
}

// complain shows an error.
func (m *Model) complain(err error) {
	m.say(err.Error())
	m.status.bad = true
}

// statusTimer takes the present message away after a while.
func (m *Model) statusTimer() tea.Cmd {
	n := m.status.serial
	return m.after(statusTime, statusTick(n))
}

// hush takes the message away, unless it is an error.
func (s *status) hush() { s.expire(statusTick(s.serial)) }

func (s *status) expire(n statusTick) {
	if s.serial == int(n) && !s.bad {
		s.text = ""
	}
}

// drawHints writes the keys of the mode that a newcomer needs, as many as fit
// into the width, and returns the cells they take. They start at x when x is
// not negative, else end before right.
func (m *Model) drawHints(c *canvas, x, right, y, width int) int {
	const gap = 3
	var hints []*action
	total := 0
	actions := m.mode().actions
	for i := range actions {
		a := &actions[i]
		w := textWidth(keyName(a.keys[0])) + 1 + textWidth(a.hint) + gap
		if a.hint != "" && total+w-gap <= width {
			hints, total = append(hints, a), total+w
		}
	}
	if x < 0 {
		x = right - total + gap
	}
	for _, a := range hints {
		x = c.text(x, y, width, keyName(a.keys[0]), m.theme.key)
		x = c.text(x+1, y, width, a.hint, m.theme.quiet) + gap
	}
	return max(total-gap, 0)
}
