package reader

import (
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// maxMarginRows is how much of one note stands in the margin; the rest shows
// in the editor.
const maxMarginRows = 12

// marginNote is a note as it stands in the margin.
type marginNote struct {
	note  *note.ResolvedNote
	y     int
	from  int // the row where its passage begins
	lines []pane.WordLine
}

// marginNotes puts the notes beside the rows where their passages begin,
// pushed down where they would overlap.
func (r *Pane) marginNotes(cols columns, lines []page.Line) []marginNote {
	var notes []marginNote
	free := 0
	for i := range r.Notes {
		n := &r.Notes[i]
		row, shown := r.noteRow(n, lines)
		if !shown || !pane.Speaks(n) {
			continue
		}
		y := max(row, free)
		room := r.pageRows() - y
		if room <= 0 {
			break
		}
		b := marginNote{n, r.head() + y, r.head() + row, r.NoteLines(n, cols.marginFor-3, min(maxMarginRows, room), &r.readMode)}
		notes = append(notes, b)
		free = y + len(b.lines) + 1
	}
	return notes
}

// ties stand beside the passage of a note that had to move down, and beside the
// note.
var ties = []rune("¹²³⁴⁵⁶⁷⁸⁹")

func (r *Pane) drawTies(c *term.Canvas, cols columns, lines []page.Line, notes []marginNote) {
	n, outdents := 0, r.page.Outdents(r.top, len(lines))
	for _, b := range notes {
		row := b.from - r.head()
		x := cols.text + max(cols.width, lines[row].Width()-outdents[row]) + 1
		if b.y == b.from || n == len(ties) || x >= cols.margin {
			continue
		}
		tie := string(ties[n])
		n++
		for c.Lines[b.from][x].Content != " " && c.Lines[b.from][x].Content != "" && x < cols.margin-1 { // of another one
			x++
		}
		c.Put(x, b.from, tie, 1, &r.Theme.Key, "")
		c.Put(cols.margin+1, b.y, tie, 1, &r.Theme.Key, "")
	}
}

func (r *Pane) drawMargin(c *term.Canvas, cols columns, lines []page.Line) {
	all := r.marginNotes(cols, lines)
	defer r.drawTies(c, cols, lines, all)
	for _, b := range all {
		st := r.Theme.Quiet
		if b.note.ID == r.current || st.Attrs&term.FaintAttr != 0 { // faint words tire the eye
			st = r.Theme.Text
		}
		r.DrawSign(c, cols.margin, b.y, b.note)
		for i, line := range b.lines {
			if b.note.ID == r.current {
				c.Put(cols.margin-2, b.y+i, "│", 1, &r.Theme.Bar, "")
			}
			line.Draw(c, cols.margin+2, b.y+i, cols.marginFor-2, st)
		}
	}
}

// noteRow is the first row that shows the note's passage. Notes on the whole
// article and lost ones stand beside the title.
func (r *Pane) noteRow(n *note.ResolvedNote, lines []page.Line) (int, bool) {
	if n.Match.Span.Empty() {
		return 0, r.top == r.page.First()
	}
	for y, line := range lines {
		if s := pane.LineSpan(line); s.Start >= 0 && s.Overlaps(n.Match.Span) {
			return y, true
		}
	}
	return 0, false
}

// drawSigns puts the signs of notes into the gutter, which goes with what breaks
// out to the left: all where there is no
// margin, else of those that have no words to stand in it.
func (r *Pane) drawSigns(c *term.Canvas, cols columns, lines []page.Line) {
	outdents := r.page.Outdents(r.top, len(lines))
	for i := range r.Notes {
		n := &r.Notes[i]
		if cols.marginFor > 0 && pane.Speaks(n) {
			continue
		}
		if row, shown := r.noteRow(n, lines); shown {
			r.DrawSign(c, cols.text-outdents[row]-gutter, r.head()+row, n)
		}
	}
}

// signAt is the note whose sign stands in the gutter at the row, or nil.
func (r *Pane) signAt(y int) *note.ResolvedNote {
	lines := r.page.Lines(r.top, r.pageRows())
	var at *note.ResolvedNote
	for i := range r.Notes {
		if row, shown := r.noteRow(&r.Notes[i], lines); shown && r.head()+row == y {
			at = &r.Notes[i]
		}
	}
	return at
}

func (r *Pane) drawNoteOnDemand(c *term.Canvas, cols columns, y int) {
	n := r.noteOnDemand()
	if n == nil {
		return
	}
	x, width := cols.text-2, cols.width+2
	rows := r.noteRows(n)
	c.Fill(x-1, y, width+2, rows, r.Theme.Panel)
	c.Rule(x-1, y, width+2, r.Theme.Faint)
	r.DrawSign(c, x, y+1, n)
	for i, line := range r.NoteLines(n, width-3, rows-1, &r.readMode) {
		line.Draw(c, x+2, y+1+i, width-2, uv.Style{Bg: r.Theme.Panel.Bg})
	}
}
