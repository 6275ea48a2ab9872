package ui

import (
	"time"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

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
func (e *env) say(text string) {
	e.status = status{text: article.CleanLine(text), serial: e.status.serial + 1}
}

// complain shows an error.
func (e *env) complain(err error) {
	e.say(err.Error())
	e.status.bad = true
}

// statusTimer takes the present message away after a while.
func (e *env) statusTimer() tea.Cmd {
	n := e.status.serial
	return e.after(statusTime, statusTick(n))
}

// clear takes the message away, unless it is an error.
func (s *status) clear() { s.expire(statusTick(s.serial)) }

func (s *status) expire(n statusTick) {
	if s.serial == int(n) && !s.bad {
		s.text = ""
	}
}

// statusRows is how many rows a message may take.
const statusRows = 4

// drawStatus writes the message, over the rows above where one is too short.
func (e *env) drawStatus(c *term.Canvas) {
	st := e.theme.Good
	text, bad := e.message()
	if bad {
		st = e.theme.Bad
	}
	lines := term.FirstLines(term.WrapParts(text, e.w-4), statusRows)
	y := e.h - len(lines)
	c.Fill(0, y, e.w, len(lines), uv.Style{}) // text may stand there
	if len(lines) > 1 {
		c.Fill(0, y-1, e.w, 1, uv.Style{})
		c.Rule(1, y-1, e.w-2, e.theme.Faint)
	}
	for i, line := range lines {
		c.Text(2, y+i, e.w-4, line, st)
	}
}

// drawOnRule writes a sentence on a rule, and over the rows below where it is
// too long.
func (e *env) drawOnRule(c *term.Canvas, y int, s string, st uv.Style, rows int) {
	const left = 3
	room := e.w - 2*left
	lines := term.FirstLines(term.Wrap(s, room-2), rows)
	for i, line := range lines {
		if i > 0 {
			c.Fill(0, y+i, e.w, 1, uv.Style{})
		}
		if i == rows-1 { // cut, or the end
			line = term.Truncate(line, room-2)
		}
		c.Text(left, y+i, room, " "+line+" ", st)
	}
}
