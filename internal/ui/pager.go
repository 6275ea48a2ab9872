package ui

import (
	"slices"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
)

// drawPanel draws an empty panel in the middle of the screen and returns
// where its contents go.
func (e *env) drawPanel(c *term.Canvas, title string, w, h int) (x, y, width, height int) {
	w, h = min(w, e.w-2), min(h, e.h-2)
	return e.theme.DrawPanel(c, title, (e.w-w)/2, (e.h-h)/2, w, h)
}

// pager is a pane of lines to read: the help page, the article's info.
type pager struct {
	*env
	noText
	mode  mode
	title string
	wrap  func(width int) []helpLine
	lines []helpLine // wrapped to the present width
	top   int        // the first line shown
	rows  int        // how many lines are shown
}

// panelWidth is how wide panels are where there is room. Windows below the
// width roomy have little for labels.
const panelWidth, roomy = 84, 60

// labelWidth is the room for what stands left of the lines of a panel.
func (e *env) labelWidth() int {
	if e.w < roomy {
		return 13
	}
	return 20
}

func newPager(e *env, title string, wrap func(width int) []helpLine) *pager {
	p := &pager{env: e, title: title, wrap: wrap}
	p.mode = e.bound(pagerMode(p))
	return p
}

func (r *pager) table() *mode { return &r.mode }

func (r *pager) resize() {
	r.lines = r.wrap(max(min(r.w-2, panelWidth)-4-r.labelWidth(), 1))
	r.rows = max(min(len(r.lines), r.h-4), 1)
	r.scroll(0)
}

// helpLine is a key, or a label, and what it means; one without a key is a
// heading.
type helpLine struct{ key, text string }

func (r *pager) draw(c *term.Canvas) *tea.Cursor {
	x, y, width, height := r.drawPanel(c, r.title, panelWidth, r.rows+2)
	for i, l := range r.lines[r.top:min(r.top+r.rows, len(r.lines))] {
		if l.key == "" && l.text != "" {
			c.Text(x, y+i, width, l.text, term.Laid(r.theme.Panel, r.theme.Title))
			continue
		}
		c.Text(x, y+i, r.labelWidth()-1, l.key, term.Laid(r.theme.Panel, r.theme.Key))
		c.Text(x+r.labelWidth(), y+i, width-r.labelWidth(), l.text, term.Laid(r.theme.Panel, r.theme.Text))
	}
	hints := r.mode.hints()
	if len(r.lines) > r.rows {
		hints = slices.Concat(r.mode.pair("line down", "line up", "/", "scroll"), hints)
	}
	r.theme.DrawFrameHints(c, x, y+height, width, hints)
	return nil
}

func pagerMode(r *pager) *mode {
	return &mode{title: "Information", actions: slices.Concat([]action{
		act("close", "esc q ? f1 i I enter", "close", "close the page of keys, of what is known about an article, of statistics", r.leave),
	}, r.scrollActions(r.scroll, func() int { return max(r.rows-1, 1) }), r.quitActions())}
}

func (r *pager) leave() tea.Cmd {
	r.close(r)
	return nil
}

func (r *pager) scroll(n int) { r.top = max(0, min(r.top+n, len(r.lines)-r.rows)) }

// labelled is a label and a text that may take several lines.
func labelled(label, text string, width int) []helpLine {
	var lines []helpLine
	for _, line := range term.Wrap(text, width) {
		lines = append(lines, helpLine{label, line})
		label = " "
	}
	return lines
}

func (r *pager) wheel(rows int) { r.scroll(rows) }
