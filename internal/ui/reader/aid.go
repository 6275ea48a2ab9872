package reader

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

var aidNames = [numberOfAids]string{"off", "spotlight on the paragraph", "spotlight on the sentence", "reading ruler"}

// nextAid goes on to the next aid.
func (r *Pane) nextAid() tea.Cmd {
	r.reading.aid = (r.reading.aid + 1) % numberOfAids
	r.reading.rulerRow = r.firstRulerRow()
	r.Say("focus aid: " + aidNames[r.reading.aid])
	return r.StatusTimer()
}

// firstRulerRow is the first row of the focus or, without one in sight, of the
// text.
func (r *Pane) firstRulerRow() int {
	lines := r.page.Lines(r.top, r.pageRows())
	at := slices.IndexFunc(lines, func(l page.Line) bool { return pane.LineSpan(l).Overlaps(r.focus) })
	if at < 0 {
		at = slices.IndexFunc(lines, func(l page.Line) bool { return len(l) > 0 })
	}
	return max(at, 0)
}

// spotlit is the passage in the spotlight: the unit of the focus; without a focus
// the first one on the screen. It is empty when there is no spotlight.
func (r *Pane) spotlit() article.Span {
	u, ok := map[aid]page.Unit{oneParagraph: page.Paragraph, oneSentence: page.Sentence}[r.reading.aid]

	switch {
	case !ok || r.sel != nil || r.Covered() && !notes.Editing(r.Env):
		return article.Span{}
	case r.focus.Empty():
		return r.freshUnit(u)
	case r.unit == freely || r.unit < u:
		return r.page.Unit(r.focus.Start, u)
	case u < r.unit: // a sentence is wanted, and a paragraph is in focus
		return r.page.Unit(r.focus.Start, u)
	}
	return r.focus
}

// drawAid dims what is not in the spotlight, or marks the ruler's row.
func (r *Pane) drawAid(c *term.Canvas, cols columns, lines []page.Line) {
	if r.reading.aid == ruler {
		row := min(r.reading.rulerRow, len(lines)-1)
		c.Restyle(cols.text-1, r.head()+row, cols.width+2, r.Theme.Rule)
		return
	}
	bright := r.spotlit()
	if bright.Empty() {
		return
	}
	outdents := r.page.Outdents(r.top, len(lines))
	for i, line := range lines {
		x := cols.text - outdents[i]
		for k := range line {
			width := int(line[k].Width)
			if !pane.Covers(bright, line, k) {
				c.Restyle(x, r.head()+i, width, r.Theme.Dim)
			}
			x += width
		}
	}
}

// stepRuler moves the ruler by rows. In the middle of the screen the text moves
// under it instead, as long as there is any. It returns the rows that the text
// is to move.
func (r *Pane) stepRuler(rows int) (scroll int) {
	middle := r.pageRows() / 2
	for ; rows > 0; rows-- {
		if r.reading.rulerRow < middle || r.end {
			r.reading.rulerRow = min(r.reading.rulerRow+1, r.pageRows()-1)
		} else {
			scroll++
		}
	}
	for ; rows < 0; rows++ {
		if r.reading.rulerRow > middle || r.top == r.page.First() {
			r.reading.rulerRow = max(r.reading.rulerRow-1, 0)
		} else {
			scroll--
		}
	}
	return scroll
}

// lineStep moves on by lines: the ruler, if there is one, else the text.
func (r *Pane) lineStep(rows int) tea.Cmd {
	if r.reading.aid == ruler && r.page != nil {
		if rows = r.stepRuler(rows); rows == 0 {
			return r.touchPlace()
		}
	}
	return r.Scroll(rows)
}

// startFlash shows the section's words one at a time, from the focus on, else
// from the top of the screen.
func (r *Pane) startFlash() tea.Cmd {
	at := r.freshUnit(page.Sentence)
	if !r.focus.Empty() {
		at = r.focus
	}
	if at.Empty() {
		return r.nothingHere()
	}
	of := overlay.FlashOf{Page: r.page, End: r.sectionEnd(at.Start), Heading: r.heading, Ended: r.flashEnded}
	return overlay.StartFlash(r.Env, of, at.Start, r.reading.flashSpeed)
}

// flashEnded goes to the sentence that the flashed words have reached.
func (r *Pane) flashEnded(at, speed int) tea.Cmd {
	r.reading.flashSpeed = speed
	return r.focusOn(r.page.Unit(at, page.Sentence), page.Sentence)
}

// sectionEnd is where the section ends that the byte at off stands in.
func (r *Pane) sectionEnd(off int) int {
	if i := r.sectionAt(off) + 1; i < len(r.headings) {
		return r.headings[i].Span.Start
	}
	return len(r.Article.Text)
}
