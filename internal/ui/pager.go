package ui

import (
	"slices"
	"strconv"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
)

func (e *env) editing() bool {
	_, ok := activePane[*editor](e)
	return ok
}

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

// showHelp lists the keys of the present mode first, then the others.
func (m *Model) showHelp() tea.Cmd {
	here := m.mode().title
	all := m.opts.Keys.modes()
	first := slices.IndexFunc(all, func(k *mode) bool { return k.title == here })
	all = slices.Concat(all[first:first+1], all[:first], all[first+1:])
	m.push(newPager(m.env, "keys", func(width int) []helpLine {
		var lines []helpLine
		for i, k := range all {
			if i > 0 {
				lines = append(lines, helpLine{})
			}
			lines = append(append(lines, helpLine{text: k.title}), keyLines(k, width, m.labelWidth()-1)...)
		}
		return lines
	}))
	return nil
}

// keyLines are the mode's keys, as many of each as fit into the room for
// labels, and what they do in lines of the width.
func keyLines(k *mode, width, label int) []helpLine {
	var lines []helpLine
	for _, a := range k.actions {
		names := ""
		for _, key := range a.keys[:min(len(a.keys), 3)] {
			if more := strings.TrimSpace(names + " " + keyName(key)); names == "" || term.Width(more) <= label {
				names = more
			}
		}
		lines = append(lines, labelled(names, a.help, width)...)
	}
	return lines
}

// labelled is a label and a text that may take several lines.
func labelled(label, text string, width int) []helpLine {
	var lines []helpLine
	for _, line := range term.Wrap(text, width) {
		lines = append(lines, helpLine{label, line})
		label = " "
	}
	return lines
}

// showInfo lists what is known about the open article, or the one under the
// cursor, and what was left out of its text.
func (m *Model) showInfo() tea.Cmd {
	path, ok := m.currentPath()
	if m.reader != nil {
		m.push(m.newInfo(m.reader.Article, m.reader.Path, m.reader.Notes, m.reader.ReadShare()))
		return m.findBacklinks(m.reader.Path)
	}
	if !ok {
		return nil
	}
	c := m.store
	read := m.await("reading about this article", func() arrival {
		a, err := c.Read(path)
		return func() (pane, error) { return m.newInfo(a, path, nil, c.Reading(path).Progress), err }
	})
	return tea.Batch(read, m.findBacklinks(path))
}

// newInfo is the page about an article of which the part share was read.
func (m *Model) newInfo(a *article.Article, path string, notes []note.ResolvedNote, share float64) *pager {
	return newPager(m.env, "about this article", func(width int) []helpLine {
		var lines []helpLine
		for _, field := range m.infoFields(a, path, share) {
			if field.text != "" {
				lines = append(lines, labelled(field.key, field.text, width)...)
			}
		}
		for _, n := range notes {
			if n.Lost() {
				lines = append(lines, labelled("lost note", fateOf(&n)+" "+m.plainWords(n.Body), width)...)
			}
		}
		lines = append(lines, m.infoBacklinks(path, width)...)
		for _, rm := range a.Removed {
			lines = append(lines, helpLine{}, helpLine{text: "Not in the text: " + rm.Why})
			for _, line := range strings.Split(rm.What, "\n") {
				lines = append(lines, labelled(" ", line, width)...)
			}
		}
		return lines
	})
}

func (m *Model) infoFields(a *article.Article, path string, share float64) []helpLine {
	fields := []helpLine{
		{"title", a.Meta.Title},
		{"author", a.Meta.Author},
		{"site", a.Meta.Site},
		{"source", a.Meta.Source},
		{"tags", strings.Join(a.Meta.Tags, ", ")},
		{"language", a.Meta.Language},
		{"description", a.Meta.Description},
		{"file", article.CleanLine(path)},
		{"length", strconv.Itoa(a.Words()) + " words, " + strconv.Itoa(a.Minutes()) + " min"},
		{"covered", strconv.Itoa(library.Percent(share)) + "% of the text was read"},
		{"warning", a.Warning},
	}
	if !a.Meta.Published.IsZero() {
		fields = slices.Insert(fields, 3, helpLine{"published", a.Meta.Published.Format("2 January 2006")})
	}
	if m.store != nil {
		fields = append(fields, helpLine{"notes in", m.short(m.store.NotesFolder())})
	}
	return fields
}
