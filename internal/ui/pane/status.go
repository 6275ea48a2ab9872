package pane

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
	Text   string
	Bad    bool
	serial int // tells the timer of this message from older ones
}

// StatusTick says that the message of that number has been shown long enough.
type StatusTick int

const statusTime = 4 * time.Second

// Say shows a message.
func (e *Env) Say(text string) {
	e.Status = status{Text: article.CleanLine(text), serial: e.Status.serial + 1}
}

// Complain shows an error.
func (e *Env) Complain(err error) {
	e.Say(err.Error())
	e.Status.Bad = true
}

// StatusTimer takes the present message away after a while.
func (e *Env) StatusTimer() tea.Cmd {
	n := e.Status.serial
	return e.After(statusTime, StatusTick(n))
}

// Clear takes the message away, unless it is an error.
func (s *status) Clear() { s.Expire(StatusTick(s.serial)) }

func (s *status) Expire(n StatusTick) {
	if s.serial == int(n) && !s.Bad {
		s.Text = ""
	}
}

// statusRows is how many rows a message may take.
const statusRows = 4

// DrawStatus writes the message, over the rows above where one is too short.
func (e *Env) DrawStatus(c *term.Canvas) {
	st := e.Theme.Good
	text, bad := e.Message()
	if bad {
		st = e.Theme.Bad
	}
	lines := term.FirstLines(term.WrapParts(text, e.W-4), statusRows)
	y := e.H - len(lines)
	c.Fill(0, y, e.W, len(lines), uv.Style{}) // text may stand there
	if len(lines) > 1 {
		c.Fill(0, y-1, e.W, 1, uv.Style{})
		c.Rule(1, y-1, e.W-2, e.Theme.Faint)
	}
	for i, line := range lines {
		c.Text(2, y+i, e.W-4, line, st)
	}
}

// DrawOnRule writes a sentence on a rule, and over the rows below where it is
// too long.
func (e *Env) DrawOnRule(c *term.Canvas, y int, s string, st uv.Style, rows int) {
	const left = 3
	room := e.W - 2*left
	lines := term.FirstLines(term.Wrap(s, room-2), rows)
	for i, line := range lines {
		if i > 0 {
			c.Fill(0, y+i, e.W, 1, uv.Style{})
		}
		if i == rows-1 { // cut, or the end
			line = term.Truncate(line, room-2)
		}
		c.Text(left, y+i, room, " "+line+" ", st)
	}
}
