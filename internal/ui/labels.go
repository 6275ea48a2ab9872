package ui

import (
	"strings"
	"unicode"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// lettered is the pane that puts letters on places of the screen. Typing
// those of one picks it.
type lettered struct {
	*env
	noText
	mode    mode
	under   func(c *term.Canvas) // draws what is not dimmed
	places  []pickable
	letters string                     // that were typed
	said    func() (what, more string) // what the letters do; more of it where there is room
	again   func() []pickable          // the places, when they stand elsewhere
}

// pickable is a place on the screen with the letters that pick it.
type pickable struct {
	label string
	x, y  int // where it begins, in cells
	pick  func(capital bool) tea.Cmd
}

// labelLetters are typed most easily first.
const labelLetters = "fjdkslaghrueiwoqptyvncmbxz"

// labels makes n labels of letters, the easiest first, all as long as the
// number asks for, so that none begins like another one.
func labels(n int) []string {
	size, room := 1, len(labelLetters)
	for room < n {
		size, room = size+1, room*len(labelLetters)
	}
	all := make([]string, n)
	for i := range all {
		b := make([]byte, size)
		for k, rest := size-1, i; k >= 0; k, rest = k-1, rest/len(labelLetters) {
			b[k] = labelLetters[rest%len(labelLetters)]
		}
		all[i] = string(b)
	}
	return all
}

// showLabels puts letters on the places, which are some.
func showLabels(e *env, l *lettered) {
	l.env = e
	l.mode = e.bound(labelsMode(l))
	l.put(l.places)
	e.status.text = ""
	e.push(l)
}

func (l *lettered) put(places []pickable) {
	l.places, l.letters = places, ""
	for i, label := range labels(len(places)) {
		places[i].label = label
	}
}

func (l *lettered) resize() {
	l.put(l.again())
}

// draw dims all but the pictures, and puts what is still to be typed of each
// label over the beginning of its place.
func (l *lettered) draw(c *term.Canvas) *tea.Cursor {
	for y := range l.h - 2 {
		c.Restyle(0, y, l.w, l.theme.Dim)
	}
	l.under(c)
	for _, s := range l.places {
		if rest, ok := strings.CutPrefix(s.label, l.letters); ok {
			c.Text(s.x, s.y, len(rest), rest, l.theme.HitNow)
		}
	}
	what, more := l.said()
	c.Fill(0, l.h-1, l.w, 1, uv.Style{})
	hints := l.mode.hints()
	width := term.HintsWidth(hints)
	room := l.w - 4 - term.HintGap - width
	x := c.Text(2, l.h-1, room, what, l.theme.Text)
	if term.Width(more) <= room+2-x {
		x = c.Text(x, l.h-1, l.w, more, l.theme.Quiet)
	}
	l.theme.DrawHints(c, x+term.HintGap, l.h-1, width, hints, uv.Style{})
	return nil
}

func (l *lettered) table() *mode { return &l.mode }

func labelsMode(l *lettered) *mode {
	return &mode{title: "Labels", text: true, actions: append([]action{
		act("back", "esc", "back", "pick none; the letters of a label pick its place", l.leave),
		act("delete", "backspace", "", "take the letter typed last back", l.drop),
	}, l.quitActions()...)}
}

func (l *lettered) leave() tea.Cmd {
	l.close(l)
	return nil
}

func (l *lettered) drop() tea.Cmd {
	l.letters = term.DropLastGrapheme(l.letters)
	return nil
}

func (l *lettered) typed(k tea.KeyPressMsg) tea.Cmd { return l.letter(k.Text) }

// letter goes on with the labels that go on so; another letter is passed over.
func (l *lettered) letter(letter string) tea.Cmd {
	typed := l.letters + strings.ToLower(letter)
	for _, s := range l.places {
		switch {
		case letter == "" || !strings.HasPrefix(s.label, typed):
		case s.label != typed:
			l.letters = typed
			return nil
		default:
			l.letters = ""
			l.close(l)
			return s.pick(strings.ContainsFunc(letter, unicode.IsUpper))
		}
	}
	return nil
}
