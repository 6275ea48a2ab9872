package ui

import (
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
)

// maxNoteRows is how tall the note below the text can be, where there is no
// margin for it.
const maxNoteRows = 6

// noteRows is the height of the note below the text, with the rule above it.
func (m *Model) noteRows(n *placed) int {
	return min(len(wrapParts(noteText(n), m.columns().width-1))+1, maxNoteRows)
}

// maxMarginRows is how much of one note stands in the margin; the rest shows
// in the editor.
const maxMarginRows = 12

// marginNote is a note as it stands in the margin.
type marginNote struct {
	note  *placed
	y     int
	lines []string
}

// marginNotes puts the notes beside the rows where their passages begin,
// pushed down where they would overlap.
func (m *Model) marginNotes(cols columns, lines []page.Line) []marginNote {
	var notes []marginNote
	free := 0
	for i := range m.rd.notes {
		n := &m.rd.notes[i]
		row, shown := m.rd.noteRow(n, lines)
		text := noteText(n)
		if !shown || text == "" {
			continue
		}
		y := max(row, free)
		room := m.pageRows() - y
		if room <= 0 {
			break
		}
		b := marginNote{n, m.head() + y, cut(wrapParts(text, cols.marginFor-3), min(maxMarginRows, room))}
		notes = append(notes, b)
		free = y + len(b.lines) + 1
	}
	return notes
}

// cut keeps at most n lines; the last one says so.
func cut(lines []string, n int) []string {
	if len(lines) > n {
		lines = lines[:n]
		lines[n-1] += " …"
	}
	return lines
}

func (m *Model) drawMargin(c *canvas, cols columns, lines []page.Line) {
	for _, b := range m.marginNotes(cols, lines) {
		st := m.theme.quiet
		if b.note.ID == m.rd.current {
			st = m.theme.text
		}
		m.drawSign(c, cols.margin, b.y, b.note)
		for i, line := range b.lines {
			if b.note.ID == m.rd.current {
				c.put(cols.margin-2, b.y+i, "│", 1, &m.theme.bar, "")
			}
			c.text(cols.margin+2, b.y+i, cols.marginFor-2, line, st)
		}
	}
}

// noteRow is the first row that shows the note's passage. Notes on the whole
// article and lost ones stand beside the title.
func (r *reader) noteRow(n *placed, lines []page.Line) (int, bool) {
	if n.at.Span.Empty() {
		return 0, r.top == r.page.First()
	}
	for y, line := range lines {
		if s := lineSpan(line); s.Start >= 0 && s.Overlaps(n.at.Span) {
			return y, true
		}
	}
	return 0, false
}

// lost tells whether the note's passage is gone.
func (n *placed) lost() bool { return n.at.State == note.Lost && !n.OnArticle() }

// noteText is what the margin says: the note's words, and what became of its
// passage, until the reader has confirmed that.
func noteText(n *placed) string {
	text := article.Clean(n.Body)
	switch {
	case n.lost():
		return strings.TrimSpace("its passage is gone: “" + article.CleanLine(n.Anchor.Quote) + "” " + text)
	case n.at.State == note.Edited:
		return strings.TrimLeft(text+"\n≠ these words were edited · D then and now", "\n")
	case n.at.State == note.Moved:
		return strings.TrimLeft(text+"\n→ these words were moved here · D keeps it", "\n")
	}
	return text
}

func (m *Model) drawSign(c *canvas, x, y int, n *placed) {
	st := m.theme.sign(n.Kind)
	if n.lost() {
		st = m.theme.bad
	}
	c.put(x, y, signOf(n), 1, &st, "")
}

// signOf is the sign of the note's kind; ✗ for one that lost its passage.
func signOf(n *placed) string {
	if n.lost() {
		return "✗"
	}
	for _, k := range note.Kinds {
		if k.Name == n.Kind {
			return k.Sign
		}
	}
	return note.Kinds[0].Sign
}

// drawSigns puts the signs of notes into the gutter: all where there is no
// margin, else of those that have no words to stand in it.
func (m *Model) drawSigns(c *canvas, cols columns, lines []page.Line) {
	for i := range m.rd.notes {
		n := &m.rd.notes[i]
		if cols.marginFor > 0 && noteText(n) != "" {
			continue
		}
		if row, shown := m.rd.noteRow(n, lines); shown {
			m.drawSign(c, cols.text-gutter, m.head()+row, n)
		}
	}
}

// signAt is the note whose sign stands in the gutter at the row, or nil.
func (m *Model) signAt(y int) *placed {
	lines := m.rd.page.Lines(m.rd.top, m.pageRows())
	var at *placed
	for i := range m.rd.notes {
		if row, shown := m.rd.noteRow(&m.rd.notes[i], lines); shown && m.head()+row == y {
			at = &m.rd.notes[i]
		}
	}
	return at
}

// noteOnDemand is the note to show below the text: the one in focus, if it
// has words and there is no margin for them.
func (m *Model) noteOnDemand() *placed {
	if m.rd == nil || m.columns().marginFor > 0 || m.over != nil && !m.labelling() {
		return nil
	}
	n := m.rd.inFocus()
	if n == nil || noteText(n) == "" {
		return nil
	}
	return n
}

func (m *Model) drawNoteOnDemand(c *canvas, cols columns, y int) {
	n := m.noteOnDemand()
	if n == nil {
		return
	}
	x, width := cols.text-2, cols.width+2
	rows := m.noteRows(n)
	c.fill(x-1, y, width+2, rows, m.theme.panel)
	c.rule(x-1, y, width+2, m.theme.faint)
	m.drawSign(c, x, y+1, n)
	lines := wrapParts(noteText(n), width-3)
	for i, line := range cut(lines, rows-1) {
		c.text(x+2, y+1+i, width-2, line, uv.Style{Bg: m.theme.panel.Bg})
	}
}
