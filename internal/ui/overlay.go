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
	draw(c *term.Canvas) *tea.Cursor
	resize()
	key(k tea.KeyPressMsg) tea.Cmd
	paste(text string) tea.Cmd
}

func (e *env) editing() bool {
	_, ok := e.over.(*editor)
	return ok
}

// drawPanel draws an empty panel in the middle of the screen and returns
// where its contents go.
func (e *env) drawPanel(c *term.Canvas, title string, w, h int) (x, y, width, height int) {
	w, h = min(w, e.w-2), min(h, e.h-2)
	return e.theme.DrawPanel(c, title, (e.w-w)/2, (e.h-h)/2, w, h)
}

// pager is an overlay of lines to read: the help page, the article's info.
type pager struct {
	*env
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

func (m *Model) openPager(p *pager) {
	p.resize()
	m.over = p
}

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
	hints := []term.Hint{{Key: "esc", Does: "close"}}
	if len(r.lines) > r.rows {
		hints = []term.Hint{{Key: "j/k", Does: "scroll"}, {Key: "esc", Does: "close"}}
	}
	r.theme.DrawFrameHints(c, x, y+height, width, hints)
	return nil
}

func (r *pager) key(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc", "q", "?", "f1", "i", "I", "enter":
		r.over = nil
	case "ctrl+c":
		return r.quit()
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

func (r *pager) paste(string) tea.Cmd { return nil }

// showHelp lists the keys of the present mode first, then the others.
func (m *Model) showHelp() tea.Cmd {
	here := m.mode().title
	all := m.opts.Keys.modes()
	first := slices.IndexFunc(all, func(k *mode) bool { return k.title == here })
	all = slices.Concat(all[first:first+1], all[:first], all[first+1:])
	m.openPager(&pager{env: m.env, title: "keys", wrap: func(width int) []helpLine {
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
		return func(_ overlay) (overlay, error) { return m.newInfo(a, path, nil), err }
	})
	return tea.Batch(read, m.findBacklinks(path))
}

func (e *env) newInfo(a *article.Article, path string, notes []note.ResolvedNote) *pager {
	return &pager{env: e, title: "about this article", wrap: func(width int) []helpLine {
		var lines []helpLine
		for _, field := range infoFields(e, a, path) {
			if field.text != "" {
				lines = append(lines, labelled(field.key, field.text, width)...)
			}
		}
		for _, n := range notes {
			if n.Lost() {
				lines = append(lines, labelled("lost note", fateOf(&n)+" "+e.plainWords(n.Body), width)...)
			}
		}
		lines = append(lines, e.infoBacklinks(path, width)...)
		for _, rm := range a.Removed {
			lines = append(lines, helpLine{}, helpLine{text: "Not in the text: " + rm.Why})
			for _, line := range strings.Split(rm.What, "\n") {
				lines = append(lines, labelled(" ", line, width)...)
			}
		}
		return lines
	}}
}

func infoFields(e *env, a *article.Article, path string) []helpLine {
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
	if e.store != nil {
		fields = append(fields, helpLine{"notes in", e.short(e.store.NotesFolder())})
	}
	return fields
}

// palette lists every action of the mode; typing narrows the list.
type palette struct {
	*env
	typed string
	list  term.List[*action]
	all   []*action
}

func (m *Model) showPalette() tea.Cmd {
	p := &palette{env: m.env}
	k := m.mode()
	for i := range k.actions {
		if k.actions[i].name != "actions" {
			p.all = append(p.all, &k.actions[i])
		}
	}
	p.list.Set(p.all)
	p.resize()
	m.over = p
	return nil
}

func (p *palette) resize() { p.list.Resize(min(len(p.all), p.h-5)) }

func (p *palette) draw(c *term.Canvas) *tea.Cursor {
	const nameWidth, keyWidth = 24, 8
	w, h := min(panelWidth, p.w-2), min(len(p.all)+3, p.h-2)
	top := (p.h - h) / 2 // stays where it is while the list gets shorter
	x, y, width, height := p.theme.DrawPanel(c, "actions", (p.w-w)/2, top, w, max(len(p.list.Shown()), 1)+3)
	p.theme.DrawFrameHints(c, x, y+height, width, []term.Hint{{Key: "enter", Does: "do it"}, {Key: "esc", Does: "close"}})
	if len(p.list.Items) == 0 {
		c.Text(x, y+1, width, "no action is called so, or does that", term.Laid(p.theme.Panel, p.theme.Quiet))
	}
	end := c.Text(x, y, width, ": "+p.typed, term.Laid(p.theme.Panel, p.theme.Key))
	for i, a := range p.list.Shown() {
		row := y + 1 + i
		c.Text(x, row, nameWidth-1, a.name, term.Laid(p.theme.Panel, p.theme.Title))
		c.Text(x+nameWidth, row, keyWidth-1, a.key(), term.Laid(p.theme.Panel, p.theme.Key))
		if room := width - nameWidth - keyWidth; room >= nameWidth { // less would tell nothing
			c.Text(x+nameWidth+keyWidth, row, room, a.help, term.Laid(p.theme.Panel, p.theme.Quiet))
		}
		if p.list.Top+i == p.list.Cursor {
			p.theme.DrawPicked(c, x-1, row, width+2)
		}
	}
	return tea.NewCursor(end, y)
}

func (p *palette) key(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc":
		p.over = nil
	case "ctrl+c":
		return p.quit()
	case "down", "ctrl+n":
		p.list.Move(1)
	case "up", "ctrl+p":
		p.list.Move(-1)
	case "enter":
		p.over = nil
		if a, ok := p.list.Selected(); ok {
			return a.run()
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

func (p *palette) paste(text string) tea.Cmd {
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
