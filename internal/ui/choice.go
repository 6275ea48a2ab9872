package ui

import (
	"manicule/internal/ui/term"

	"manicule/internal/search"
)

// choice is what Tab has filled into a field, and what else it can.
type choice struct {
	options []option
	at      int // the option that stands in the field
}

// option is one way for the text of a field to go on.
type option struct {
	term.Field         // as it is then
	label, help string // clean
}

// choicesMsg brings the options for a field.
type choicesMsg struct {
	before  term.Field // as it was when they were asked for
	options []option
	back    bool // the last one is wanted first
}

// fill puts the first option into the field it was asked for. A single one is
// no choice: Tab goes on from there.
func (c *choice) fill(f *term.Field, msg choicesMsg) bool {
	if *f != msg.before || len(msg.options) == 0 {
		return false
	}
	*c = choice{options: msg.options}
	if msg.back {
		c.at = len(c.options) - 1
	}
	*f = c.options[c.at].Field
	if len(c.options) == 1 {
		*c = choice{}
	}
	return true
}

// step puts the next option into the field, or the one before; false when
// there is none to go on from.
func (c *choice) step(f *term.Field, n int) bool {
	if len(c.options) == 0 {
		return false
	}
	c.at = (c.at + n + len(c.options)) % len(c.options)
	*f = c.options[c.at].Field
	return true
}

// draw lists the options on a rule, scrolled so that the one in the field is
// shown.
func (c *choice) draw(e *env, cv *term.Canvas, y int) {
	const gap, left = 2, 4
	room := e.w - 2*left
	if help := c.options[c.at].help; help != "" && room > 4*term.Width(help) {
		room = cv.TextRight(left+room, y, room, " "+help+" ", e.theme.Quiet) - left - gap
	}
	from, used := c.at, term.Width(c.options[c.at].label)
	for from > 0 && used+gap+term.Width(c.options[from-1].label) <= room {
		from--
		used += gap + term.Width(c.options[from].label)
	}
	x := cv.Text(left-1, y, 1, " ", e.theme.Quiet)
	for i, o := range c.options[from:] {
		w := term.Width(o.label)
		if i > 0 && x+w > left+room {
			break
		}
		st := e.theme.Quiet
		if from+i == c.at {
			st = term.Laid(e.theme.Key, e.theme.Row)
		}
		x = cv.Text(x, y, left+room-x, o.label, st)
		x = cv.Text(x, y, gap, "  ", e.theme.Quiet)
	}
}

// optionsOf are a field's texts with what completes them.
func optionsOf(f term.Field, all []search.Completion) []option {
	options := make([]option, len(all))
	for i, c := range all {
		before := f.Text[:c.At.Start] + c.Text
		options[i] = option{term.Field{Text: before + f.Text[c.At.End:], Cursor: len(before)}, c.Text, c.Help}
	}
	return options
}
