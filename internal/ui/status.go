package ui

import (
	"strings"
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

// fitParts drops the last ones of the parts between dots until s fits into the
// width; the first one stays.
func fitParts(s string, width int) string {
	for i := len(s); textWidth(s) > width && i >= 0; i = strings.LastIndex(s, " · ") {
		s = s[:i]
	}
	return s
}

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
