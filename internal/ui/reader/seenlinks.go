package reader

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
)

// seenLink is a link on the screen.
type seenLink struct {
	dest string
	x, y int // where it begins, in cells
	span article.Span
}

// followLink follows the link in sight, or labels the links: the letters of one
// follow it, in capitals they only show what it leads to.
func (r *Pane) followLink() tea.Cmd {
	if links := r.linksInSight(); len(links) == 1 {
		return r.GoLink(links[0].dest)
	}
	return r.labelLinks(r.linksInSight, func(l seenLink, capital bool) tea.Cmd {
		if capital {
			return r.peekAt(l)
		}
		return r.GoLink(l.dest)
	}, "type a link's letters to open it", " · Shift previews")
}

// peekLink shows what the one link in focus leads to; of more, or without a
// focus, one is to be picked.
func (r *Pane) peekLink() tea.Cmd {
	links := r.linksInFocus
	switch focused := r.linksInFocus(); len(focused) {
	case 0:
		links = r.linksInSight
	case 1:
		return r.peekAt(focused[0])
	}
	peek := func(l seenLink, _ bool) tea.Cmd { return r.peekAt(l) }
	return r.labelLinks(links, peek, "type a link's letters to preview it", "")
}

// labelLinks labels the links to do something with one, and says what.
func (r *Pane) labelLinks(links func() []seenLink, do func(l seenLink, capital bool) tea.Cmd, what, more string) tea.Cmd {
	find := func() (places []overlay.Pickable) {
		for _, l := range links() {
			places = append(places, overlay.Pickable{X: l.x, Y: l.y, Pick: func(capital bool) tea.Cmd { return do(l, capital) }})
		}
		return places
	}
	places := find()
	if len(places) == 0 {
		r.Say("no links on the screen")
		return r.StatusTimer()
	}
	r.label(&overlay.Labels{
		Places: places,
		Said:   func() (string, string) { return what, more },
		Again:  find,
	})
	return nil
}

// linksInFocus are those in sight that the focus has.
func (r *Pane) linksInFocus() []seenLink {
	return slices.DeleteFunc(r.linksInSight(), func(l seenLink) bool { return !l.span.Overlaps(r.focus) })
}

// linksInSight are the links on the screen: of the text, and of the notes
// beside or below it.
func (r *Pane) linksInSight() []seenLink {
	var all []seenLink
	cols := r.columns()
	for _, l := range r.page.Links(r.top, r.pageRows()) {
		all = append(all, seenLink{dest: l.Dest, x: cols.text + l.Col, y: r.head() + l.Row, span: l.Span})
	}
	return append(all, r.noteLinks(cols)...)
}

// noteLinks are the links in the notes that are shown.
func (r *Pane) noteLinks(cols columns) []seenLink {
	if n := r.noteOnDemand(); n != nil {
		return linksIn(r.NoteLines(n, cols.width-1, r.noteRows(n)-1, &r.readMode), cols.text, r.head()+r.pageRows()+1)
	}
	if cols.marginFor == 0 {
		return nil
	}
	var all []seenLink
	for _, b := range r.marginNotes(cols, r.page.Lines(r.top, r.pageRows())) {
		all = append(all, linksIn(b.lines, cols.margin+2, b.y)...)
	}
	return all
}

// linksIn are the links in a note's rows, each where it begins.
func linksIn(lines []pane.WordLine, x, y int) []seenLink {
	var all []seenLink
	last := uint16(0)
	for row, l := range lines {
		col := x
		for _, cell := range l.Cells {
			if cell.Link != 0 && cell.Link != last {
				all = append(all, seenLink{dest: l.Page.Link(cell.Link), x: col, y: y + row})
			}
			last = cell.Link
			col += int(cell.Width)
		}
	}
	return all
}

// linkUnder is the destination of the text's link under the pointer, or "".
func (r *Pane) linkUnder(ev tea.Mouse) string {
	row := ev.Y - r.head()
	if row < 0 || row >= r.pageRows() {
		return ""
	}
	at, moved := r.page.Move(r.top, row)
	if moved != row {
		return ""
	}
	return r.page.LinkAt(at, ev.X-r.columns().text)
}

// peekAt shows what a link leads to.
func (r *Pane) peekAt(l seenLink) tea.Cmd {
	return overlay.ShowPeek(r.Env, r.page, r.Session.Lead(l.dest, r.page.Footnote), l.x, l.y, r.goTo)
}
