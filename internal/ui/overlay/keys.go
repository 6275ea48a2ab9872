package overlay

import (
	"fmt"
	"slices"
	"strings"

	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
)

// keysPage is the pane that lists all keys, in columns where the window is
// wide; typing narrows it.
type keysPage struct {
	*pane.Env
	pane.Filter
	mode  pane.Mode
	here  string       // the title of the mode in force
	modes []*pane.Mode // that one first
	lines []pane.HelpLine
	top   int // the first line shown
	rows  int // lines in a column
}

// ShowKeys lists the keys of the modes; here is the title of the one in force.
func ShowKeys(e *pane.Env, here string, modes []*pane.Mode) { e.Push(newKeys(e, here, modes)) }

func newKeys(e *pane.Env, here string, modes []*pane.Mode) *keysPage {
	p := &keysPage{Env: e, here: here, modes: modes}
	p.Filter = pane.NewFilter(p.narrow)
	p.mode = e.Bound(keysMode(p))
	return p
}

// keysColumn is the narrowest column of keys beside others, in cells, and
// columnGap what lies between two.
const keysColumn, columnGap = 54, 3

// columns are how many columns there are and how wide each is.
func (p *keysPage) columns() (n, width int) {
	room := p.W - 6
	n = max((room+columnGap)/(keysColumn+columnGap), 1)
	if n == 1 {
		return 1, min(room, pane.PanelWidth-4)
	}
	return n, (room+columnGap)/n - columnGap
}

func (p *keysPage) Resize() {
	n, width := p.columns()
	p.lines = p.found(width)
	p.rows = max(min((len(p.lines)+n-1)/n, p.H-5), 1)
	p.scroll(0)
}

// found are the lines of the actions that what was typed finds, by their keys,
// names and what they do.
func (p *keysPage) found(width int) (lines []pane.HelpLine) {
	words := strings.Fields(strings.ToLower(p.Filter.Text))
	for _, k := range p.modes {
		var own []pane.HelpLine
		for i := range k.Actions {
			if a := &k.Actions[i]; answers(a, words) {
				own = append(own, p.keyLines(a, width)...)
			}
		}
		if len(own) == 0 {
			continue
		}
		if len(lines) > 0 {
			lines = append(lines, pane.HelpLine{})
		}
		lines = append(append(lines, pane.HelpLine{Text: k.Title}), own...)
	}
	return lines
}

// answers reports whether an action has all words in a key, its name or its
// help.
func answers(a *pane.Action, words []string) bool {
	text := strings.ToLower(a.Name + " " + a.Help)
	return !slices.ContainsFunc(words, func(w string) bool {
		key := func(key string) bool { return strings.EqualFold(pane.KeyName(key), w) || strings.EqualFold(key, w) }
		return !strings.Contains(text, w) && !slices.ContainsFunc(a.Keys, key)
	})
}

// keyLines are an action's keys, as many as fit into the room for labels, and
// what it does.
func (p *keysPage) keyLines(a *pane.Action, width int) []pane.HelpLine {
	names := ""
	for _, key := range a.Keys[:min(len(a.Keys), 3)] {
		if more := strings.TrimSpace(names + " " + pane.KeyName(key)); names == "" || term.Width(more) <= p.label()-1 {
			names = more
		}
	}
	return pane.Labelled(names, a.Help, max(width-p.label(), 1))
}

// label is the room for keys.
func (p *keysPage) label() int {
	if n, _ := p.columns(); n > 1 {
		return 15
	}
	return p.LabelWidth()
}

func (p *keysPage) Draw(c *term.Canvas) *tea.Cursor {
	n, width := p.columns()
	x, y, inner, height := p.DrawPanel(c, "keys · "+p.here+p.where(n*p.rows), n*(width+columnGap)-columnGap+4, p.rows+3)
	end := c.Text(x, y, inner, "? "+p.Filter.Text, term.Laid(p.Theme.Panel, p.Theme.Key))
	if p.Filter.Text == "" {
		c.Text(end+1, y, inner, "type what you look for", term.Laid(p.Theme.Panel, p.Theme.Quiet))
	}
	if len(p.lines) == 0 {
		c.Text(x, y+1, inner, "no key does that", term.Laid(p.Theme.Panel, p.Theme.Quiet))
	}
	for i, l := range p.lines[p.top:min(p.top+n*p.rows, len(p.lines))] {
		p.drawLine(c, x+i/p.rows*(width+columnGap), y+1+i%p.rows, width, l)
	}
	hints := p.mode.Hints()
	if len(p.lines) > n*p.rows {
		hints = slices.Concat(p.mode.Pair("line down", "line up", " ", "scroll"), hints)
	}
	p.Theme.DrawFrameHints(c, x, y+height, inner, hints)
	return tea.NewCursor(end, y)
}

// where says which of the pages, of so many lines, is shown.
func (p *keysPage) where(lines int) string {
	if len(p.lines) <= lines {
		return ""
	}
	return fmt.Sprintf(" · %d of %d", (p.top+lines-1)/lines+1, (len(p.lines)+lines-1)/lines)
}

func (p *keysPage) drawLine(c *term.Canvas, x, y, width int, l pane.HelpLine) {
	if l.Key == "" {
		c.Text(x, y, width, l.Text, term.Laid(p.Theme.Panel, p.Theme.Title))
		return
	}
	c.Text(x, y, p.label()-1, l.Key, term.Laid(p.Theme.Panel, p.Theme.Key))
	c.Text(x+p.label(), y, width-p.label(), l.Text, term.Laid(p.Theme.Panel, p.Theme.Text))
}

func (p *keysPage) Table() *pane.Mode { return &p.mode }

func keysMode(p *keysPage) *pane.Mode {
	page := func(way int) func() tea.Cmd {
		return func() tea.Cmd {
			n, _ := p.columns()
			return p.scroll(way * n * p.rows)
		}
	}
	return &pane.Mode{Title: "Help", Text: true, Actions: slices.Concat([]pane.Action{
		pane.Act("close", "esc f1 enter", "close", "take back what was typed, then close the page of keys", p.leave),
		p.DeleteAction(),
		pane.Act("line down", "down ctrl+n", "", "a line down", func() tea.Cmd { return p.scroll(1) }),
		pane.Act("line up", "up ctrl+p", "", "a line up", func() tea.Cmd { return p.scroll(-1) }),
		pane.Act("page down", "pgdown", "", "a screen down", page(1)),
		pane.Act("page up", "pgup", "", "a screen up", page(-1)),
	}, p.QuitActions())}
}

// leave takes back what was typed, then closes the page.
func (p *keysPage) leave() tea.Cmd {
	if p.Filter.Text != "" && p.Pressed == "esc" {
		return p.SetFilter("")
	}
	p.Close(p)
	return nil
}

func (p *keysPage) scroll(n int) tea.Cmd {
	columns, _ := p.columns()
	p.top = max(0, min(p.top+n, len(p.lines)-columns*p.rows))
	return nil
}

func (p *keysPage) Wheel(rows int) { p.scroll(rows) }

func (p *keysPage) Typed(k tea.KeyPressMsg) tea.Cmd {
	if p.Filter.Text == "" && (k.Text == "q" || k.Text == "?") {
		p.Close(p)
		return nil
	}
	return p.Filter.Typed(k)
}

func (p *keysPage) narrow() {
	p.top = 0
	p.Resize()
}
