package ui

import (
	"strings"
	"unicode"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// lettered is the overlay that puts letters on places of the screen. Typing
// those of one picks it.
type lettered struct {
	places []pickable
	typed  string
	said   func(*Model) (what, more string) // what the letters do; more of it where there is room
	again  func(*Model) []pickable          // the places, when they stand elsewhere
}

// pickable is a place on the screen with the letters that pick it.
type pickable struct {
	label string
	x, y  int // where it begins, in cells
	pick  func(m *Model, capital bool) tea.Cmd
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

// label puts letters on the places, which are some.
func (m *Model) label(l *lettered) {
	l.put(l.places)
	m.status.text = ""
	m.over = l
}

func (l *lettered) put(places []pickable) {
	l.places, l.typed = places, ""
	for i, label := range labels(len(places)) {
		places[i].label = label
	}
}

// labelling tells that there are labels on the screen; the note below the text
// stays in sight then.
func (m *Model) labelling() bool {
	_, ok := m.over.(*lettered)
	return ok
}

func (l *lettered) resize(m *Model) {
	l.put(l.again(m))
}

// draw dims all but the pictures, and puts what is still to be typed of each
// label over the beginning of its place.
func (l *lettered) draw(m *Model, c *term.Canvas) *tea.Cursor {
	for y := range m.h - 2 {
		c.Restyle(0, y, m.w, m.theme.Dim)
	}
	m.drawPictures(c, m.columns().text)
	for _, s := range l.places {
		if rest, ok := strings.CutPrefix(s.label, l.typed); ok {
			c.Text(s.x, s.y, len(rest), rest, m.theme.HitNow)
		}
	}
	what, more := l.said(m)
	c.Fill(0, m.h-1, m.w, 1, uv.Style{})
	back := term.Hint{Key: "esc", Does: "back"}
	room := m.w - 4 - term.HintGap - back.Width()
	x := c.Text(2, m.h-1, room, what, m.theme.Text)
	if term.Width(more) <= room+2-x {
		x = c.Text(x, m.h-1, m.w, more, m.theme.Quiet)
	}
	m.theme.DrawHints(c, x+term.HintGap, m.h-1, back.Width(), []term.Hint{back}, uv.Style{})
	return nil
}

func (l *lettered) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc":
		m.over = nil
	case "ctrl+c":
		return m.quit()
	case "backspace":
		l.typed = term.DropLastGrapheme(l.typed)
	default:
		return l.letter(m, k.Text)
	}
	return nil
}

// letter goes on with the labels that go on so; another letter is passed over.
func (l *lettered) letter(m *Model, letter string) tea.Cmd {
	typed := l.typed + strings.ToLower(letter)
	for _, s := range l.places {
		switch {
		case letter == "" || !strings.HasPrefix(s.label, typed):
		case s.label != typed:
			l.typed = typed
			return nil
		default:
			l.typed, m.over = "", nil
			return s.pick(m, strings.ContainsFunc(letter, unicode.IsUpper))
		}
	}
	return nil
}

func (l *lettered) paste(*Model, string) tea.Cmd { return nil }
