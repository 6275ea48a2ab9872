package reader

import (
	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
)

const (
	gutter     = 4   // cells left of the text: sign, focus bar, space
	marginFrom = 110 // the width from which notes stand beside the text
	marginGap  = 3
	minMargin  = 28
	maxMargin  = 44
	minColumn  = 20
)

const (
	outlineFrom = 120 // the terminal's width from which the outline stands beside the text

	// It takes up to usualSideWidth cells, in wide windows up to maxSideWidth.
	usualSideWidth, maxSideWidth = 40, 50
)

// sideWidth is how many cells the outline takes beside the text; 0 when it
// doesn't stand there.
func (r *Pane) sideWidth() int {
	if !r.reading.beside || r.reading.zen || r.W < outlineFrom || len(r.headings) == 0 {
		return 0
	}
	beside := r.W - r.Column - 2*gutter // what leaves the text as it is
	return max(min(max(r.W*3/10, beside), usualSideWidth), min(r.W/4, maxSideWidth))
}

// columns centres the text. Where notes stand beside it the text moves left
// as far as they need. The outline may stand to the left of all.
func (r *Pane) columns() columns {
	side := r.sideWidth()
	room := r.W - side
	c := columns{width: max(min(r.Column, room-2*gutter), minColumn)}
	c.text = side + (room-c.width)/2
	if room < marginFrom || r.reading.zen || r.Store == nil {
		return c
	}
	c.text = max(min(c.text, r.W-c.width-marginGap-minMargin-1), side+gutter)
	c.margin = c.text + c.width + marginGap
	c.marginFor = min(r.W-c.margin-1, maxMargin)
	if c.marginFor < minMargin-8 {
		c.margin, c.marginFor = 0, 0
	}
	return c
}

// onHit tells that the hit gone to is on the screen.
func (r *Pane) onHit() bool { return r.hits.Now().Overlaps(r.visible()) }

// rowAt is the row of a place; the article's title stands before its text.
func (r *Pane) rowAt(off int) page.Loc {
	if off == 0 {
		return r.page.First()
	}
	return r.page.Locate(off)
}

// maxNoteRows is how tall the note below the text can be, where there is no
// margin for it.
const maxNoteRows = 6

// noteRows is the height of the note below the text, with the rule above it.
func (r *Pane) noteRows(n *note.ResolvedNote) int {
	return len(r.NoteLines(n, r.columns().width-1, maxNoteRows-1, &r.readMode)) + 1
}

// noteOnDemand is the note to show below the text: the one in focus, if it
// has words and there is no margin for them.
func (r *Pane) noteOnDemand() *note.ResolvedNote {
	if r.columns().marginFor > 0 || r.Covered() && !r.labelling() {
		return nil
	}
	n := r.inFocus()
	if n == nil || !pane.Speaks(n) {
		return nil
	}
	return n
}

// noteOn is the first note whose passage overlaps the span, a shorter passage
// before a longer one around it; nil when there is none.
func (r *Pane) noteOn(s article.Span) *note.ResolvedNote {
	var best *note.ResolvedNote
	for i := range r.Notes {
		n := &r.Notes[i]
		if n.Match.Span.Overlaps(s) && (best == nil || n.Match.Span.Len() < best.Match.Span.Len()) {
			best = n
		}
	}
	return best
}

// inFocus is the note that a key acts on, or nil.
func (r *Pane) inFocus() *note.ResolvedNote {
	for i := range r.Notes {
		if r.Notes[i].ID == r.current {
			return &r.Notes[i]
		}
	}
	return nil
}

// labelling tells that there are labels on the screen; the note below the text
// stays in sight then.
func (r *Pane) labelling() bool {
	_, ok := pane.ActiveAs[*overlay.Labels](r.Env)
	return ok
}

// layoutReader lays the article out again for the present width and style and
// brings the place back to the first row.
func (r *Pane) layoutReader() {
	r.page = pane.LayOut(r.page, r.Article, r.columns().width, r.Theme.Page)
	if r.reading.pics.of == r {
		r.page.SetPictures(r.reading.pics.sizes())
	}
	r.page.SetMargins(r.margins())
	r.setFolds()
	r.top = r.rowAt(r.Place)
	r.clampTop()
}

// clampTop keeps the text at the bottom of the screen from scrolling past its
// end, and notes whether the end is shown. The end of a large article is not
// looked for before it is near.
func (r *Pane) clampTop() {
	rows := r.pageRows()
	_, below := r.page.Move(r.top, rows)
	r.end = below < rows
	if r.end {
		last, _ := r.page.Move(r.page.Last(), 1-rows)
		r.top = earlier(r.top, last)
	}
}

func earlier(a, b page.Loc) page.Loc {
	if a.Compare(b) < 0 {
		return a
	}
	return b
}

// head is the free space above the text, in rows.
func (r *Pane) head() int {
	if r.H < 16 {
		return 0
	}
	return 1
}

// pageRows is how many rows of text the reader shows.
func (r *Pane) pageRows() int {
	rows := r.H - r.head()
	switch {
	case notes.Editing(r.Env):
		return max(rows-notes.EditorRows(r.H), 1)
	case r.reading.zen:
		return rows
	}
	if n := r.noteOnDemand(); n != nil {
		return max(rows-2-r.noteRows(n), 1)
	}
	return max(rows-2, 1)
}

// put puts a row at the top of the screen and drops a focus that is no longer
// on it.
func (r *Pane) put(top page.Loc) {
	r.top = top
	r.clampTop()
	r.Place = r.page.Offset(r.top)
	if !r.focus.Empty() && !r.focus.Overlaps(r.visible()) {
		r.focus, r.current = article.Span{}, ""
	}
}

// visible is the part of the text on the screen.
func (r *Pane) visible() article.Span {
	bottom, _ := r.page.Move(r.top, r.pageRows()-1)
	return r.page.Visible(r.top, bottom)
}

// topFor is the row at the top of the screen when the span is shown with so
// many rows around it; false when it is shown already.
func (r *Pane) topFor(s article.Span, around int) (top page.Loc, moves bool) {
	rows := r.pageRows()
	first, last := r.page.Locate(s.Start), r.page.Locate(max(s.Start, s.End-1))
	height := r.page.Distance(first, last, rows) + 1
	above := r.page.Distance(r.top, first, rows+around)
	switch pad := min(around, max((rows-height)/2, 0)); {
	case above < pad:
		top, _ = r.page.Move(first, -pad)
		return top, true
	case above+height > rows-pad:
		top, _ = r.page.Move(first, -max(rows-height-pad, 0))
		return top, true
	}
	return r.top, false
}

// sectionAt is the index of the heading that the byte at off stands under, or
// -1.
func (r *Pane) sectionAt(off int) int { return article.SectionAt(r.headings, off) }

// heading is the one the byte at off stands under, or "".
func (r *Pane) heading(off int) string {
	if i := r.sectionAt(off); i >= 0 {
		return r.headings[i].Title
	}
	return ""
}

// LayOutAgain lays the article out again, since something came that changes how
// it looks; but while letters stand on it, the words stay under them.
func (r *Pane) LayOutAgain() {
	if r.unlaid = r.labelling(); !r.unlaid {
		r.layoutReader()
	}
}

// Here is the byte that says which section the reader is in.
func (r *Pane) Here() int {
	if !r.focus.Empty() {
		return r.focus.Start
	}
	return r.Place
}

// ShownPage is what is on the screen of the article.
func (r *Pane) ShownPage() pane.ShownPage {
	return pane.ShownPage{Page: r.page, At: r.top, Rows: r.pageRows()}
}
