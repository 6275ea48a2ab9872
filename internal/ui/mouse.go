package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
)

// click remembers the last press of the left button, to tell a second and a
// third one at the same place from a first.
type click struct {
	x, y  int
	at    time.Time
	times int
	text  bool   // it was on the text of an article: a drag selects
	link  string // the link that it was on: let go there, it is followed
}

const (
	clickTime = 400 * time.Millisecond
	wheelRows = 3
)

// press counts presses at one place in quick succession: 1, 2, 3, 1, …
func (c *click) press(x, y int, now time.Time) int {
	if c.x != x || c.y != y || now.Sub(c.at) > clickTime {
		c.times = 0
	}
	*c = click{x: x, y: y, at: now, times: c.times%3 + 1}
	return c.times
}

func (m *Model) mouse(msg tea.MouseMsg) tea.Cmd {
	ev := msg.Mouse()
	if m.tooSmall() {
		return nil
	}
	if m.covered() {
		return m.mouseOver(msg, ev)
	}
	switch msg.(type) {
	case tea.MouseWheelMsg:
		return m.wheel(ev)
	case tea.MouseClickMsg:
		if ev.Button == tea.MouseLeft {
			return m.leftPress(ev)
		}
	case tea.MouseMotionMsg:
		if ev.Button == tea.MouseLeft && m.reader != nil && m.click.text {
			m.click.link = ""
			return m.drag(ev)
		}
	case tea.MouseReleaseMsg:
		if dest := m.click.link; dest != "" && m.reader != nil && m.reader.sel == nil {
			m.click.link = ""
			return m.reader.goLink(dest)
		}
	}
	return nil
}

// mouseOver scrolls what lies on top.
func (m *Model) mouseOver(msg tea.MouseMsg, ev tea.Mouse) tea.Cmd {
	if _, wheel := msg.(tea.MouseWheelMsg); !wheel {
		return nil
	}
	if p, ok := m.active().(wheeled); ok {
		p.wheel(wheelStep(ev))
	}
	return nil
}

// wheeled is a pane that the wheel scrolls, by rows.
type wheeled interface{ wheel(rows int) }

func (r *pager) wheel(rows int)     { r.scroll(rows) }
func (v *peek) wheel(rows int)      { v.scroll(rows) }
func (v *versions) wheel(rows int)  { v.scroll(rows) }
func (o *outline) wheel(rows int)   { o.list.Scroll(rows) }
func (p *palette) wheel(rows int)   { p.list.Scroll(rows) }
func (p *picks) wheel(rows int)     { p.list.Scroll(rows / p.list.Rows) }
func (p *notesPane) wheel(rows int) { p.rows.Scroll(rows) }

func wheelStep(ev tea.Mouse) int {
	switch ev.Button {
	case tea.MouseWheelUp:
		return -wheelRows
	case tea.MouseWheelDown:
		return wheelRows
	}
	return 0
}

func (m *Model) wheel(ev tea.Mouse) tea.Cmd {
	switch n := wheelStep(ev); {
	case n == 0:
		return nil
	case m.reader != nil:
		return m.reader.scroll(n)
	case m.library.previewWidth() > 0 && ev.X >= m.library.listWidth():
		return m.library.scrollPreview(n)
	default:
		m.library.touched = true
		m.library.list.Scroll(n / max(m.library.list.Rows, 1))
		return m.library.fill()
	}
}

func (m *Model) leftPress(ev tea.Mouse) tea.Cmd {
	times := m.click.press(ev.X, ev.Y, m.now())
	m.pending, m.click.text = nil, false
	if m.reader == nil {
		return m.library.pressList(ev, times)
	}
	if m.reader.seek.typing {
		return m.reader.keepSeek()
	}
	if n := m.reader.marginNoteAt(ev); n != nil {
		return m.reader.goToNote(n)
	}
	if cols := m.reader.columns(); ev.X >= cols.text-gutter && ev.X < cols.text {
		if n := m.reader.signAt(ev.Y); n != nil {
			return m.reader.goToNote(n)
		}
	}
	off, ok := m.reader.hit(ev)
	if !ok {
		m.reader.sel = nil
		return nil
	}
	m.click.text = true
	if times == 1 {
		m.click.link = m.reader.linkUnder(ev)
	}
	return m.reader.pressText(off, times)
}

func (lp *libraryPane) pressList(ev tea.Mouse, times int) tea.Cmd {
	first := lp.h - 2 - lp.listRows()
	if ev.Y == 1 && lp.boxShown() {
		return lp.startBox()
	}
	if lp.previewWidth() > 0 && ev.X >= lp.listWidth() && ev.Y >= first && ev.Y < lp.h-2 {
		return lp.openSelected()
	}
	i, ok := lp.list.At(ev.Y - first)
	if !ok {
		return nil
	}
	if cmd := lp.listJump(i); times < 2 {
		return cmd
	}
	return lp.openSelected()
}

// pressText puts the focus on the paragraph; twice selects the word, three
// times the paragraph.
func (r *readerPane) pressText(off, times int) tea.Cmd {
	r.sel = nil
	switch times {
	case 2:
		w := r.page.Unit(off, page.Word)
		r.sel = &selection{fixed: w, moving: w, drag: page.Word}
		return nil
	case 3:
		r.sel = &selection{drag: page.Paragraph}
		return r.selectWhole(r.page.Unit(off, page.Paragraph))
	}
	r.focus, r.unit = r.page.Unit(off, page.Paragraph), page.Paragraph
	r.current = ""
	if n := r.noteOn(article.Span{Start: off, End: off + 1}); n != nil {
		r.current, r.focus, r.unit = n.ID, n.Match.Span, freely
		return r.reveal(article.Span{Start: off, End: off + 1})
	}
	return nil
}

// drag selects from where the button was pressed to the pointer.
func (m *Model) drag(ev tea.Mouse) tea.Cmd {
	r := m.reader
	switch { // beyond the edges the text follows
	case ev.Y >= m.reader.head()+m.reader.pageRows()-1:
		m.scrollOnly(1)
	case ev.Y < m.reader.head():
		m.scrollOnly(-1)
	}
	off, _ := m.reader.hit(ev)
	if r.sel == nil {
		start, _ := m.reader.hit(tea.Mouse{X: m.click.x, Y: m.click.y})
		c := r.character(start)
		r.sel = &selection{fixed: c, moving: c, drag: freely}
	}
	if r.sel.drag == page.Word {
		r.sel.moving = r.page.Unit(off, page.Word)
	} else {
		r.sel.moving = r.character(off)
	}
	return nil
}

// scrollOnly moves the text and leaves focus and selection alone. The place
// where the button was pressed moves along.
func (m *Model) scrollOnly(n int) {
	r := m.reader
	top, moved := r.page.Move(r.top, n)
	r.top = top
	m.reader.settle()
	m.click.y -= moved
	r.Place = r.page.Offset(r.top)
}

// hit is the byte of the text at the pointer, or the nearest on that row; ok
// reports whether the pointer is on the text.
func (r *readerPane) hit(ev tea.Mouse) (off int, ok bool) {
	cols := r.columns()
	row := ev.Y - r.head()
	at, _ := r.page.Move(r.top, max(0, min(row, r.pageRows()-1)))
	off, ok = r.page.At(at, max(0, min(ev.X-cols.text, cols.width-1)))
	return off, ok && ev.X >= cols.text && ev.X < cols.text+cols.width && row >= 0 && row < r.pageRows()
}

// marginNoteAt is the note in the margin under the pointer, or nil.
func (r *readerPane) marginNoteAt(ev tea.Mouse) *note.ResolvedNote {
	cols := r.columns()
	if cols.marginFor == 0 || ev.X < cols.margin {
		return nil
	}
	var hit *note.ResolvedNote
	for _, b := range r.marginNotes(cols, r.page.Lines(r.top, r.pageRows())) {
		if b.y <= ev.Y && ev.Y < b.y+len(b.lines) {
			hit = b.note
		}
	}
	return hit
}
