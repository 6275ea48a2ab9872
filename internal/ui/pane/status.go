package pane

import (
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/ui/term"
)

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

// TakeNext has the next key taken, and says what for.
func (e *Env) TakeNext(text string, take func(tea.KeyPressMsg) tea.Cmd) {
	e.Pending = &Prompt{text, take}
}

// Message is what the bottom line says: what the next key is for, else the
// status.
func (e *Env) Message() (text string, bad bool) {
	if e.Pending != nil {
		return e.Pending.text, false
	}
	return e.Status.Text, e.Status.Bad
}
