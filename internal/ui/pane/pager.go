package pane

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/ui/term"
)

// DrawPanel draws an empty panel in the middle of the screen and returns
// where its contents go.
func (e *Env) DrawPanel(c *term.Canvas, title string, w, h int) (x, y, width, height int) {
	w, h = min(w, e.W-2), min(h, e.H-2)
	return e.Theme.DrawPanel(c, title, (e.W-w)/2, (e.H-h)/2, w, h)
}

// Pager is a pane of lines to read: the help page, the article's info.
type Pager struct {
	*Env
	NoText
	mode  Mode
	title string
	wrap  func(width int) []HelpLine
	lines []HelpLine // wrapped to the present width
	top   int        // the first line shown
	rows  int        // how many lines are shown
}

// PanelWidth is how wide panels are where there is room. Windows below the
// width roomy have little for labels.
const PanelWidth, roomy = 84, 60

// LabelWidth is the room for what stands left of the lines of a panel.
func (e *Env) LabelWidth() int {
	if e.W < roomy {
		return 13
	}
	return 20
}

func NewPager(e *Env, title string, wrap func(width int) []HelpLine) *Pager {
	p := &Pager{Env: e, title: title, wrap: wrap}
	p.mode = e.Bound(pagerMode(p))
	return p
}

func (r *Pager) Table() *Mode { return &r.mode }

func (r *Pager) Resize() {
	r.lines = r.wrap(max(min(r.W-2, PanelWidth)-4-r.LabelWidth(), 1))
	r.rows = max(min(len(r.lines), r.H-4), 1)
	r.scroll(0)
}

// HelpLine is a key, or a label, and what it means; one without a key is a
// heading.
type HelpLine struct{ Key, Text string }

// OnAnswer takes in what changes the lines: a func() that was looked up for.
func (r *Pager) OnAnswer(msg tea.Msg) tea.Cmd {
	msg.(func())()
	r.Resize()
	return nil
}

func (r *Pager) Draw(c *term.Canvas) *tea.Cursor {
	x, y, width, height := r.DrawPanel(c, r.title, PanelWidth, r.rows+2)
	for i, l := range r.lines[r.top:min(r.top+r.rows, len(r.lines))] {
		if l.Key == "" && l.Text != "" {
			c.Text(x, y+i, width, l.Text, term.Laid(r.Theme.Panel, r.Theme.Title))
			continue
		}
		c.Text(x, y+i, r.LabelWidth()-1, l.Key, term.Laid(r.Theme.Panel, r.Theme.Key))
		c.Text(x+r.LabelWidth(), y+i, width-r.LabelWidth(), l.Text, term.Laid(r.Theme.Panel, r.Theme.Text))
	}
	hints := r.mode.Hints()
	if len(r.lines) > r.rows {
		hints = slices.Concat(r.mode.Pair("line down", "line up", "/", "scroll"), hints)
	}
	r.Theme.DrawFrameHints(c, x, y+height, width, hints)
	return nil
}

func pagerMode(r *Pager) *Mode {
	return &Mode{Title: "Information", Actions: slices.Concat([]Action{
		Act("close", "esc q ? f1 i I enter", "close", "close", r.leave),
	}, r.ScrollActions(r.scroll, func() int { return max(r.rows-1, 1) }), r.QuitActions())}
}

func (r *Pager) leave() tea.Cmd {
	r.Close(r)
	return nil
}

func (r *Pager) scroll(n int) { r.top = max(0, min(r.top+n, len(r.lines)-r.rows)) }

// Labelled is a label and a text that may take several lines.
func Labelled(label, text string, width int) []HelpLine {
	var lines []HelpLine
	for _, line := range term.Wrap(text, width) {
		lines = append(lines, HelpLine{label, line})
		label = " "
	}
	return lines
}

func (r *Pager) Wheel(rows int) { r.scroll(rows) }
