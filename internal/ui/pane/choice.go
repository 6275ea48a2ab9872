package pane

import (
	"manicule/internal/search"
	"manicule/internal/ui/term"
)

// Choice is what Tab has filled into a field, and what else it can.
type Choice struct {
	Options []Option
	at      int // the option that stands in the field
}

// Option is one way for the text of a field to go on.
type Option struct {
	term.Field         // as it is then
	label, help string // clean
}

// ChoicesMsg brings the options for a field.
type ChoicesMsg struct {
	before  term.Field // as it was when they were asked for
	options []Option
	back    bool // the last one is wanted first
}

// Choices are what completes a field; back wants the last one first.
func Choices(f term.Field, all []search.Completion, back bool) ChoicesMsg {
	return ChoicesMsg{f, optionsOf(f, all), back}
}

// Fill puts the first option into the field it was asked for. A single one is
// no choice: Tab goes on from there.
func (c *Choice) Fill(f *term.Field, msg ChoicesMsg) bool {
	if *f != msg.before || len(msg.options) == 0 {
		return false
	}
	*c = Choice{Options: msg.options}
	if msg.back {
		c.at = len(c.Options) - 1
	}
	*f = c.Options[c.at].Field
	if len(c.Options) == 1 {
		*c = Choice{}
	}
	return true
}

// Step puts the next option into the field, or the one before; false when
// there is none to go on from.
func (c *Choice) Step(f *term.Field, n int) bool {
	if len(c.Options) == 0 {
		return false
	}
	c.at = (c.at + n + len(c.Options)) % len(c.Options)
	*f = c.Options[c.at].Field
	return true
}

// Draw lists the options on a rule, scrolled so that the one in the field is
// shown.
func (c *Choice) Draw(e *Env, cv *term.Canvas, y int) {
	const gap, left = 2, 4
	room := e.W - 2*left
	if help := c.Options[c.at].help; help != "" && room > 4*term.Width(help) {
		room = cv.TextRight(left+room, y, room, " "+help+" ", e.Theme.Quiet) - left - gap
	}
	from, used := c.at, term.Width(c.Options[c.at].label)
	for from > 0 && used+gap+term.Width(c.Options[from-1].label) <= room {
		from--
		used += gap + term.Width(c.Options[from].label)
	}
	x := cv.Text(left-1, y, 1, " ", e.Theme.Quiet)
	for i, o := range c.Options[from:] {
		w := term.Width(o.label)
		if i > 0 && x+w > left+room {
			break
		}
		st := e.Theme.Quiet
		if from+i == c.at {
			st = term.Laid(e.Theme.Key, e.Theme.Row)
		}
		x = cv.Text(x, y, left+room-x, o.label, st)
		x = cv.Text(x, y, gap, "  ", e.Theme.Quiet)
	}
}

// optionsOf are a field's texts with what completes them.
func optionsOf(f term.Field, all []search.Completion) []Option {
	options := make([]Option, len(all))
	for i, c := range all {
		before := f.Text[:c.At.Start] + c.Text
		options[i] = Option{term.Field{Text: before + f.Text[c.At.End:], Cursor: len(before)}, c.Text, c.Help}
	}
	return options
}
