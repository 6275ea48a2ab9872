package ui

import (
	"cmp"
	"slices"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	"github.com/junegunn/fzf/src/util"

	"manicule/internal/article"
	"manicule/internal/note"
)

// overlay is what lies on top of the screen and takes the keys: the help
// page, the palette, the article's info, the note editor.
type overlay interface {
	draw(m *Model, c *term.Canvas) *tea.Cursor
	resize(m *Model)
	key(m *Model, k tea.KeyPressMsg) tea.Cmd
	paste(m *Model, text string) tea.Cmd
}

func (m *Model) editing() bool {
	_, ok := m.over.(*editor)
	return ok
}

// drawPanel draws an empty panel in the middle of the screen and returns
// where its contents go.
func (m *Model) drawPanel(c *term.Canvas, title string, w, h int) (x, y, width, height int) {
	w, h = min(w, m.w-2), min(h, m.h-2)
	return m.theme.DrawPanel(c, title, (m.w-w)/2, (m.h-h)/2, w, h)
}

// pager is an overlay of lines to read: the help page, the article's info.
type pager struct {
	title string
	wrap  func(m *Model, width int) []helpLine
	lines []helpLine // wrapped to the present width
	top   int        // the first line shown
	rows  int        // how many lines are shown
}

// panelWidth is how wide panels are where there is room. Windows below the
// width roomy have little for labels.
const panelWidth, roomy = 84, 60

// labelWidth is the room for what stands left of the lines of a panel.
func (m *Model) labelWidth() int {
	if m.w < roomy {
		return 13
	}
	return 20
}

func (m *Model) openPager(p *pager) {
	p.resize(m)
	m.over = p
}

func (r *pager) resize(m *Model) {
	r.lines = r.wrap(m, max(min(m.w-2, panelWidth)-4-m.labelWidth(), 1))
	r.rows = max(min(len(r.lines), m.h-4), 1)
	r.scroll(0)
}

// helpLine is a key, or a label, and what it means; one without a key is a
// heading.
type helpLine struct{ key, text string }

func (r *pager) draw(m *Model, c *term.Canvas) *tea.Cursor {
	x, y, width, height := m.drawPanel(c, r.title, panelWidth, r.rows+2)
	for i, l := range r.lines[r.top:min(r.top+r.rows, len(r.lines))] {
		if l.key == "" && l.text != "" {
			c.Text(x, y+i, width, l.text, term.Laid(m.theme.Panel, m.theme.Title))
			continue
		}
		c.Text(x, y+i, m.labelWidth()-1, l.key, term.Laid(m.theme.Panel, m.theme.Key))
		c.Text(x+m.labelWidth(), y+i, width-m.labelWidth(), l.text, term.Laid(m.theme.Panel, m.theme.Text))
	}
	hints := []term.Hint{{Key: "esc", Does: "close"}}
	if len(r.lines) > r.rows {
		hints = []term.Hint{{Key: "j/k", Does: "scroll"}, {Key: "esc", Does: "close"}}
	}
	m.theme.DrawFrameHints(c, x, y+height, width, hints)
	return nil
}

func (r *pager) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc", "q", "?", "f1", "i", "I", "enter":
		m.over = nil
	case "ctrl+c":
		return m.quit()
	case "j", "down":
		r.scroll(1)
	case "k", "up":
		r.scroll(-1)
	case "space", "pgdown", "ctrl+d":
		r.scroll(r.rows - 1)
	case "b", "pgup", "ctrl+u":
		r.scroll(1 - r.rows)
	case "g", "home":
		r.top = 0
	case "G", "end":
		r.scroll(len(r.lines))
	}
	return nil
}

func (r *pager) scroll(n int) { r.top = max(0, min(r.top+n, len(r.lines)-r.rows)) }

func (r *pager) paste(*Model, string) tea.Cmd { return nil }

// showHelp lists the keys of the present mode first, then the others.
func (m *Model) showHelp() tea.Cmd {
	here := m.mode().title
	all := m.opts.Keys.modes()
	first := slices.IndexFunc(all, func(k *mode) bool { return k.title == here })
	all = slices.Concat(all[first:first+1], all[:first], all[first+1:])
	m.openPager(&pager{title: "keys", wrap: func(m *Model, width int) []helpLine {
		var lines []helpLine
		for i, k := range all {
			if i > 0 {
				lines = append(lines, helpLine{})
			}
			lines = append(append(lines, helpLine{text: k.title}), keyLines(k, width, m.labelWidth()-1)...)
		}
		return lines
	}})
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
	if m.rd != nil {
		m.openPager(m.newInfo(m.rd.Article, m.rd.Path, m.rd.Notes))
		return m.findBacklinks(m.rd.Path)
	}
	if !ok {
		return nil
	}
	c := m.store
	read := m.await("reading about this article", func() arrival {
		a, err := c.Read(path)
		return func(m *Model, _ overlay) (overlay, error) { return m.newInfo(a, path, nil), err }
	})
	return tea.Batch(read, m.findBacklinks(path))
}

func (m *Model) newInfo(a *article.Article, path string, notes []note.ResolvedNote) *pager {
	return &pager{title: "about this article", wrap: func(m *Model, width int) []helpLine {
		var lines []helpLine
		for _, field := range infoFields(m, a, path) {
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
	}}
}

func infoFields(m *Model, a *article.Article, path string) []helpLine {
	fields := []helpLine{
		{"title", a.Meta.Title},
		{"author", a.Meta.Author},
		{"site", a.Meta.Site},
		{"source", a.Meta.Source},
		{"tags", strings.Join(a.Meta.Tags, ", ")},
		{"language", a.Meta.Language},
		{"description", a.Meta.Description},
		{"file", article.CleanLine(path)},
		{"length", itoa(a.Words()) + " words, " + itoa(a.Minutes()) + " min"},
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

// palette lists every action of the mode; typing narrows the list.
type palette struct {
	typed string
	list  term.List[*action]
	all   []*action
}

func (m *Model) showPalette() tea.Cmd {
	p := &palette{}
	k := m.mode()
	for i := range k.actions {
		if k.actions[i].name != "actions" {
			p.all = append(p.all, &k.actions[i])
		}
	}
	p.list.Set(p.all)
	p.resize(m)
	m.over = p
	return nil
}

func (p *palette) resize(m *Model) { p.list.Resize(min(len(p.all), m.h-5)) }

func (p *palette) draw(m *Model, c *term.Canvas) *tea.Cursor {
	const nameWidth, keyWidth = 24, 8
	w, h := min(panelWidth, m.w-2), min(len(p.all)+3, m.h-2)
	top := (m.h - h) / 2 // stays where it is while the list gets shorter
	x, y, width, height := m.theme.DrawPanel(c, "actions", (m.w-w)/2, top, w, max(len(p.list.Shown()), 1)+3)
	m.theme.DrawFrameHints(c, x, y+height, width, []term.Hint{{Key: "enter", Does: "do it"}, {Key: "esc", Does: "close"}})
	if len(p.list.Items) == 0 {
		c.Text(x, y+1, width, "no action is called so, or does that", term.Laid(m.theme.Panel, m.theme.Quiet))
	}
	end := c.Text(x, y, width, ": "+p.typed, term.Laid(m.theme.Panel, m.theme.Key))
	for i, a := range p.list.Shown() {
		row := y + 1 + i
		c.Text(x, row, nameWidth-1, a.name, term.Laid(m.theme.Panel, m.theme.Title))
		c.Text(x+nameWidth, row, keyWidth-1, a.key(), term.Laid(m.theme.Panel, m.theme.Key))
		if room := width - nameWidth - keyWidth; room >= nameWidth { // less would tell nothing
			c.Text(x+nameWidth+keyWidth, row, room, a.help, term.Laid(m.theme.Panel, m.theme.Quiet))
		}
		if p.list.Top+i == p.list.Cursor {
			m.theme.DrawPicked(c, x-1, row, width+2)
		}
	}
	return tea.NewCursor(end, y)
}

func (p *palette) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc":
		m.over = nil
	case "ctrl+c":
		return m.quit()
	case "down", "ctrl+n":
		p.list.Move(1)
	case "up", "ctrl+p":
		p.list.Move(-1)
	case "enter":
		m.over = nil
		if a, ok := p.list.Selected(); ok {
			return a.run(m)
		}
	case "backspace":
		p.narrow(term.DropLastGrapheme(p.typed))
	default:
		if k.Text != "" {
			p.narrow(p.typed + article.CleanLine(k.Text))
		}
	}
	return nil
}

func (p *palette) paste(_ *Model, text string) tea.Cmd {
	p.narrow(p.typed + article.CleanLine(text))
	return nil
}

// narrow keeps the actions whose name has the letters typed, best first, and
// below them those whose help has the words.
func (p *palette) narrow(typed string) {
	p.typed = typed
	slab := util.MakeSlab(1024, 256)
	scores := map[*action]int{}
	var found []*action
	for _, a := range p.all {
		score, ok := rank(a.name, strings.Fields(typed), slab)
		if !ok && !strings.Contains(a.help, strings.ToLower(typed)) {
			continue
		}
		scores[a] = score
		found = append(found, a)
	}
	slices.SortStableFunc(found, func(a, b *action) int { return cmp.Compare(scores[b], scores[a]) })
	p.list.Set(found)
	p.list.Jump(0)
}
