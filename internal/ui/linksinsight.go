package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
)

// seenLink is a link on the screen.
type seenLink struct {
	dest string
	x, y int // where it begins, in cells
	span article.Span
}

// followLink labels the links in sight: the letters of one follow it, in
// capitals they only show what it leads to.
func (m *Model) followLink() tea.Cmd {
	return m.labelLinks((*Model).linksInSight, func(m *Model, l seenLink, capital bool) tea.Cmd {
		if capital {
			return m.peekAt(l)
		}
		return m.goLink(l.dest)
	}, "the letters of a link follow it", " · a capital looks at it")
}

// peekLink shows what the one link in focus leads to; of more, or without a
// focus, one is to be picked.
func (m *Model) peekLink() tea.Cmd {
	links := (*Model).linksInFocus
	switch focused := m.linksInFocus(); len(focused) {
	case 0:
		links = (*Model).linksInSight
	case 1:
		return m.peekAt(focused[0])
	}
	peek := func(m *Model, l seenLink, _ bool) tea.Cmd { return m.peekAt(l) }
	return m.labelLinks(links, peek, "the letters of a link show where it leads", "")
}

// labelLinks labels the links to do something with one, and says what.
func (m *Model) labelLinks(links func(*Model) []seenLink, do func(m *Model, l seenLink, capital bool) tea.Cmd, what, more string) tea.Cmd {
	find := func(m *Model) (places []pickable) {
		for _, l := range links(m) {
			places = append(places, pickable{x: l.x, y: l.y, pick: func(m *Model, capital bool) tea.Cmd { return do(m, l, capital) }})
		}
		return places
	}
	places := find(m)
	if len(places) == 0 {
		m.say("there is no link on the screen")
		return m.statusTimer()
	}
	m.label(&lettered{
		places: places,
		said:   func(*Model) (string, string) { return what, more },
		again:  find,
	})
	return nil
}

// linksInFocus are those in sight that the focus has.
func (m *Model) linksInFocus() []seenLink {
	return slices.DeleteFunc(m.linksInSight(), func(l seenLink) bool { return !l.span.Overlaps(m.rd.focus) })
}

// linksInSight are the links on the screen: of the text, and of the notes
// beside or below it.
func (m *Model) linksInSight() []seenLink {
	var all []seenLink
	cols := m.columns()
	for _, l := range m.rd.page.Links(m.rd.top, m.pageRows()) {
		all = append(all, seenLink{dest: l.Dest, x: cols.text + l.Col, y: m.head() + l.Row, span: l.Span})
	}
	return append(all, m.noteLinks(cols)...)
}

// noteLinks are the links in the notes that are shown.
func (m *Model) noteLinks(cols columns) []seenLink {
	if n := m.noteOnDemand(); n != nil {
		return linksIn(m.noteLines(n, cols.width-1, m.noteRows(n)-1), cols.text, m.head()+m.pageRows()+1)
	}
	if cols.marginFor == 0 {
		return nil
	}
	var all []seenLink
	for _, b := range m.marginNotes(cols, m.rd.page.Lines(m.rd.top, m.pageRows())) {
		all = append(all, linksIn(b.lines, cols.margin+2, b.y)...)
	}
	return all
}

// linksIn are the links in a note's rows, each where it begins.
func linksIn(lines []wordLine, x, y int) []seenLink {
	var all []seenLink
	last := uint16(0)
	for row, l := range lines {
		col := x
		for _, cell := range l.cells {
			if cell.Link != 0 && cell.Link != last {
				all = append(all, seenLink{dest: l.page.Link(cell.Link), x: col, y: y + row})
			}
			last = cell.Link
			col += int(cell.Width)
		}
	}
	return all
}

// linkUnder is the destination of the text's link under the pointer, or "".
func (m *Model) linkUnder(ev tea.Mouse) string {
	row := ev.Y - m.head()
	if row < 0 || row >= m.pageRows() {
		return ""
	}
	at, moved := m.rd.page.Move(m.rd.top, row)
	if moved != row {
		return ""
	}
	return m.rd.page.LinkAt(at, ev.X-m.columns().text)
}
