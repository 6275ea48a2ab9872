package ui

import (
	"path/filepath"
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/store"
)

// conflictsMsg brings the versions of the open article's notes that other
// programs put aside.
type conflictsMsg struct {
	path  string
	found []store.Conflict
}

// checkConflicts looks for such versions.
func (m *Model) checkConflicts() tea.Cmd {
	if m.store == nil || m.rd == nil {
		return nil
	}
	c, path := m.store, m.rd.path
	return func() tea.Msg { return conflictsMsg{path, c.Conflicts(path)} }
}

// conflictsFound offers versions that were not known yet.
func (m *Model) conflictsFound(msg conflictsMsg) tea.Cmd {
	if !m.isOpen(msg.path) {
		return nil
	}
	known := m.rd.conflicts
	m.rd.conflicts = msg.found
	if v, ok := m.over.(*versions); ok {
		v.set(m)
	}
	if len(msg.found) == 0 || slices.EqualFunc(known, msg.found, func(a, b store.Conflict) bool { return a.File == b.File }) {
		return nil
	}
	m.say("another version of these notes was put aside by " + msg.found[0].By + "; M shows it")
	m.status.bad = true
	return nil
}

// versions is the overlay that shows what was put aside, and merges it.
type versions struct {
	list  list[int]  // of the reader's conflicts
	lines []helpLine // what the selected one brings
}

func (m *Model) showVersions() tea.Cmd {
	if len(m.rd.conflicts) == 0 {
		m.say("no other version of these notes was put aside")
		return m.statusTimer()
	}
	v := &versions{}
	m.over = v
	v.set(m)
	return nil
}

// set takes the versions that there are now; without any it closes.
func (v *versions) set(m *Model) {
	all := make([]int, len(m.rd.conflicts))
	for i := range all {
		all[i] = i
	}
	v.list.Set(all)
	v.resize(m)
	if len(m.rd.conflicts) == 0 {
		m.over = nil
	}
}

func (v *versions) resize(m *Model) {
	v.list.Resize(max(min(len(m.rd.conflicts), m.h-8), 1))
	v.describe(m)
}

// describe says what merging the selected version brings.
func (v *versions) describe(m *Model) {
	v.lines = nil
	i, ok := v.list.Selected()
	if !ok {
		return
	}
	x := m.rd.conflicts[i]
	width := max(min(m.w-2, panelWidth)-4-m.labelWidth(), 1)
	for _, n := range x.Added {
		v.lines = append(v.lines, labelled("only there", gistOf(n), width)...)
	}
	for _, n := range x.Changed {
		v.lines = append(v.lines, labelled("would become", gistOf(n), width)...)
	}
	if len(v.lines) == 0 {
		v.lines = []helpLine{{" ", "it has nothing that is not in these notes; merging takes it away"}}
	}
}

// gistOf is a note in a line or two: what it says and on what.
func gistOf(n note.Note) string {
	switch quote := article.CleanLine(n.Anchor.Quote); {
	case n.Body == "":
		return "“" + quote + "”"
	case quote == "":
		return article.CleanLine(n.Body)
	default:
		return article.CleanLine(n.Body) + " · on “" + quote + "”"
	}
}

func (v *versions) draw(m *Model, c *canvas) *tea.Cursor {
	rows := len(v.list.Shown())
	x, y, width, height := m.drawPanel(c, "versions put aside", panelWidth, rows+len(v.lines)+4)
	for i, of := range v.list.Shown() {
		one := m.rd.conflicts[of]
		c.text(x, y+i, m.labelWidth()-1, one.By, over2(m.theme.panel, m.theme.title))
		c.text(x+m.labelWidth(), y+i, width-m.labelWidth(), article.CleanLine(filepath.Base(one.File)), over2(m.theme.panel, m.theme.text))
		if v.list.top+i == v.list.cursor {
			m.drawPicked(c, x-1, y+i, width+2)
		}
	}
	y, height = y+rows+1, height-rows-1
	for i, l := range v.lines[:min(len(v.lines), height)] {
		c.text(x, y+i, m.labelWidth()-1, l.key, over2(m.theme.panel, m.theme.quiet))
		c.text(x+m.labelWidth(), y+i, width-m.labelWidth(), l.text, over2(m.theme.panel, m.theme.text))
	}
	c.textRight(x+width, y+height, width, " m merges · esc leaves ", over2(m.theme.panel, m.theme.quiet))
	return nil
}

func (v *versions) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc", "q", "M":
		m.over = nil
	case "ctrl+c":
		return m.quit()
	case "j", "down", "ctrl+n":
		v.list.Move(1)
		v.describe(m)
	case "k", "up", "ctrl+p":
		v.list.Move(-1)
		v.describe(m)
	case "m", "enter":
		return v.merge(m)
	}
	return nil
}

func (v *versions) paste(*Model, string) tea.Cmd { return nil }

// mergedMsg tells how merging a version went.
type mergedMsg struct {
	path  string
	saved store.Saved
	err   error
}

func (v *versions) merge(m *Model) tea.Cmd {
	i, ok := v.list.Selected()
	if !ok {
		return nil
	}
	m.over = nil
	c, a, x := m.store, m.rd.art, m.rd.conflicts[i]
	return m.surely(func() tea.Msg {
		saved, err := c.MergeConflict(a, x)
		return mergedMsg{a.Name, saved, err}
	})
}

func (m mergedMsg) failed() error { return m.err }

// merged shows the notes as they are after a merge.
func (m *Model) merged(msg mergedMsg) tea.Cmd {
	m.saving.serial++
	if msg.err != nil {
		m.complain(msg.err)
		return nil
	}
	m.say("merged · saved in " + msg.saved.File + "; the versions from before are kept")
	if !m.isOpen(msg.path) {
		return m.statusTimer()
	}
	return tea.Batch(m.reload(), m.statusTimer())
}

// refocus puts the focus on a note that was to be deleted and is still there.
func (m *Model) refocus(id, path string) {
	if m.isOpen(path) && m.rd.current == "" {
		m.rd.current = id
	}
}
