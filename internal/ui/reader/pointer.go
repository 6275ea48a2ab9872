package reader

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
)

// pressText puts the focus on the paragraph; twice selects the word, three
// times the paragraph.
func (r *Pane) pressText(off, times int) tea.Cmd {
	r.sel = nil
	switch times {
	case 2:
		w := r.word(off)
		r.sel = &selection{fixed: w, moving: w}
		return nil
	case 3:
		r.sel = &selection{}
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

// hit is the byte of the text at the pointer, or the nearest on that row; ok
// reports whether the pointer is on the text.
func (r *Pane) hit(ev tea.Mouse) (off int, ok bool) {
	cols := r.columns()
	row := ev.Y - r.head()
	at, _ := r.page.Move(r.top, max(0, min(row, r.pageRows()-1)))
	first, last := 0, cols.width-1
	if left := r.page.Outdents(at, 1)[0]; left > 0 || r.page.Lines(at, 1)[0].Width() > cols.width {
		first, last = -left, r.page.Lines(at, 1)[0].Width()-left-1
	}
	x := ev.X - cols.text
	off, ok = r.page.At(at, max(first, min(x, last)))
	return off, ok && x >= first && x <= last && row >= 0 && row < r.pageRows()
}

// marginNoteAt is the note in the margin under the pointer, or nil.
func (r *Pane) marginNoteAt(ev tea.Mouse) *note.ResolvedNote {
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

// Press answers a click, one of several in quick succession; onText reports
// whether it was on the text, where a drag selects, and link is what it was on.
func (r *Pane) Press(ev tea.Mouse, times int) (cmd tea.Cmd, onText bool, link string) {
	if r.seek.typing {
		return r.commitSeek(), false, ""
	}
	if n := r.marginNoteAt(ev); n != nil {
		return r.goToNote(n), false, ""
	}
	if cols := r.columns(); ev.X >= cols.text-gutter && ev.X < cols.text {
		if n := r.signAt(ev.Y); n != nil {
			return r.goToNote(n), false, ""
		}
	}
	off, ok := r.hit(ev)
	if !ok {
		r.sel = nil
		return nil, false, ""
	}
	if times == 1 {
		link = r.linkUnder(ev)
	}
	return r.pressText(off, times), true, link
}

// Selecting reports whether a passage is being selected.
func (r *Pane) Selecting() bool { return r.sel != nil }

// Drag selects from the cell where the button was pressed to the pointer. It
// returns the rows that the text moved under it.
func (r *Pane) Drag(ev tea.Mouse, x, y int) (moved int) {
	switch { // beyond the edges the text follows
	case ev.Y >= r.head()+r.pageRows()-1:
		moved = r.scrollOnly(1)
	case ev.Y < r.head():
		moved = r.scrollOnly(-1)
	}
	off, _ := r.hit(ev)
	part := r.word
	if ev.Mod.Contains(tea.ModAlt) {
		part = r.character
	}
	if r.sel == nil {
		start, _ := r.hit(tea.Mouse{X: x, Y: y - moved})
		r.sel = &selection{fixed: part(start), moving: part(start)}
	}
	r.sel.moving = part(off)
	return moved
}

// word is the word at off.
func (r *Pane) word(off int) article.Span { return r.page.Unit(off, page.Word) }

// scrollOnly moves the text by rows, of which it returns those that there were,
// and leaves focus and selection alone.
func (r *Pane) scrollOnly(n int) (moved int) {
	r.top, moved = r.page.Move(r.top, n)
	r.clampTop()
	r.Place = r.page.Offset(r.top)
	return moved
}
