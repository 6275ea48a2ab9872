package overlay

import (
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// Labels is the pane that puts letters on places of the screen. Typing
// those of one picks it.
type Labels struct {
	*pane.Env
	pane.NoText
	mode  pane.Mode
	Under func(c *term.Canvas) // draws what is not dimmed

	Readable bool // the rest of the screen stays as it is
	Places   []Pickable
	letters  string                     // that were typed
	Said     func() (what, more string) // what the letters do; more of it where there is room
	Again    func() []Pickable          // the places, when they stand elsewhere
}

// Pickable is a place on the screen with the letters that pick it.
type Pickable struct {
	label string
	X, Y  int // where it begins, in cells
	Pick  func(capital bool) tea.Cmd
}

// labelLetters are typed most easily first.
const labelLetters = "fjdkslaghrueiwoqptyvncmbxz"

// labelsFor makes n labels of letters, the shortest and easiest first, none of
// which begins like another one: as many are of one letter as leave letters
// enough for the others to begin with.
func labelsFor(n int) []string {
	all := strings.Split(labelLetters, "")
	for len(all) < n { // the hardest of the shortest makes room for longer ones
		last := 0
		for last+1 < len(all) && len(all[last+1]) == len(all[0]) {
			last++
		}
		stem := all[last]
		all = slices.Delete(all, last, last+1)
		for _, letter := range labelLetters {
			all = append(all, stem+string(letter))
		}
	}
	return all[:n]
}

// ShowLabels puts letters on the places, which are some.
func ShowLabels(e *pane.Env, l *Labels) {
	l.Env = e
	l.mode = e.Bound(labelsMode(l))
	l.put(l.Places)
	e.Status.Text = ""
	e.Push(l)
}

func (l *Labels) put(places []Pickable) {
	l.Places, l.letters = places, ""
	for i, label := range labelsFor(len(places)) {
		places[i].label = label
	}
}

func (l *Labels) Resize() {
	l.put(l.Again())
}

// Draw dims all but the pictures, and puts what is still to be typed of each
// label over the beginning of its place.
func (l *Labels) Draw(c *term.Canvas) *tea.Cursor {
	for y := range l.H - 2 {
		if l.Readable {
			break
		}
		c.Restyle(0, y, l.W, l.Theme.Dim)
	}
	l.Under(c)
	for _, s := range l.Places {
		if rest, ok := strings.CutPrefix(s.label, l.letters); ok {
			c.Text(s.X, s.Y, len(rest), rest, l.Theme.HitNow)
		}
	}
	what, more := l.Said()
	c.Fill(0, l.H-1, l.W, 1, uv.Style{})
	hints := l.mode.Hints()
	width := term.HintsWidth(hints)
	room := l.W - 4 - term.HintGap - width
	x := c.Text(2, l.H-1, room, what, l.Theme.Text)
	if term.Width(more) <= room+2-x {
		x = c.Text(x, l.H-1, l.W, more, l.Theme.Quiet)
	}
	l.Theme.DrawHints(c, x+term.HintGap, l.H-1, width, hints, uv.Style{})
	return nil
}

func (l *Labels) Table() *pane.Mode { return &l.mode }

func labelsMode(l *Labels) *pane.Mode {
	return &pane.Mode{Title: "Labels", Text: true, Actions: append([]pane.Action{
		pane.Act("back", "esc", "back", "pick nothing; a label's letters pick its place", l.leave),
		pane.Act("delete", "backspace", "", "delete the last letter", l.drop),
	}, l.QuitActions()...)}
}

func (l *Labels) leave() tea.Cmd {
	l.Close(l)
	return nil
}

func (l *Labels) drop() tea.Cmd {
	l.letters = term.DropLastGrapheme(l.letters)
	return nil
}

func (l *Labels) Typed(k tea.KeyPressMsg) tea.Cmd { return l.letter(k.Text) }

// letter goes on with the labels that go on so; another letter is passed over.
func (l *Labels) letter(letter string) tea.Cmd {
	typed := l.letters + strings.ToLower(letter)
	for _, s := range l.Places {
		switch {
		case letter == "" || !strings.HasPrefix(s.label, typed):
		case s.label != typed:
			l.letters = typed
			return nil
		default:
			l.letters = ""
			l.Close(l)
			return s.Pick(strings.ContainsFunc(letter, unicode.IsUpper))
		}
	}
	return nil
}
