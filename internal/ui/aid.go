package ui

import (
	"slices"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
)

// aid is what helps the eye to stay where it reads.
type aid int

// The aids, in the order in which a key goes round them.
const (
	noAid        aid = iota
	paragraphLit     // all but the paragraph in focus is dimmed
	sentenceLit      // all but the sentence in focus
	ruler            // one row is marked; line down and up move it
	numberOfAids
)

var aidNames = [numberOfAids]string{"off", "spotlight on the paragraph", "spotlight on the sentence", "reading ruler"}

// nextAid goes on to the next aid.
func (m *Model) nextAid() tea.Cmd {
	m.aid = (m.aid + 1) % numberOfAids
	m.rulerRow = m.firstRulerRow()
	m.say("focus aid: " + aidNames[m.aid])
	return m.statusTimer()
}

// firstRulerRow is the first row of the focus or, without one in sight, of the
// text.
func (m *Model) firstRulerRow() int {
	lines := m.rd.page.Lines(m.rd.top, m.pageRows())
	at := slices.IndexFunc(lines, func(l page.Line) bool { return lineSpan(l).Overlaps(m.rd.focus) })
	if at < 0 {
		at = slices.IndexFunc(lines, func(l page.Line) bool { return len(l) > 0 })
	}
	return max(at, 0)
}

// lit is the passage in the spotlight: the unit of the focus; without a focus
// the first one on the screen. It is empty when there is no spotlight.
func (m *Model) lit() article.Span {
	u, ok := map[aid]page.Unit{paragraphLit: page.Paragraph, sentenceLit: page.Sentence}[m.aid]
	r := m.rd
	switch {
	case !ok || r.sel != nil || m.over != nil && !m.editing():
		return article.Span{}
	case r.focus.Empty():
		return m.freshUnit(u)
	case r.unit == freely || r.unit < u:
		return r.page.Unit(r.focus.Start, u)
	case u < r.unit: // a sentence is to be lit, and a paragraph is in focus
		return r.page.Unit(r.focus.Start, u)
	}
	return r.focus
}

// drawAid dims what is not in the spotlight, or marks the ruler's row.
func (m *Model) drawAid(c *term.Canvas, cols columns, lines []page.Line) {
	if m.aid == ruler {
		row := min(m.rulerRow, len(lines)-1)
		c.Restyle(cols.text-1, m.head()+row, cols.width+2, m.theme.Rule)
		return
	}
	lit := m.lit()
	if lit.Empty() {
		return
	}
	for i, line := range lines {
		x := cols.text
		for k := range line {
			width := int(line[k].Width)
			if !covers(lit, line, k) {
				c.Restyle(x, m.head()+i, width, m.theme.Dim)
			}
			x += width
		}
	}
}

// stepRuler moves the ruler by rows. In the middle of the screen the text moves
// under it instead, as long as there is any. It returns the rows that the text
// is to move.
func (m *Model) stepRuler(rows int) (scroll int) {
	middle := m.pageRows() / 2
	for ; rows > 0; rows-- {
		if m.rulerRow < middle || m.rd.end {
			m.rulerRow = min(m.rulerRow+1, m.pageRows()-1)
		} else {
			scroll++
		}
	}
	for ; rows < 0; rows++ {
		if m.rulerRow > middle || m.rd.top == m.rd.page.First() {
			m.rulerRow = max(m.rulerRow-1, 0)
		} else {
			scroll--
		}
	}
	return scroll
}

// lineStep moves on by lines: the ruler, if there is one, else the text.
func (m *Model) lineStep(rows int) tea.Cmd {
	if m.aid == ruler && m.rd.page != nil {
		if rows = m.stepRuler(rows); rows == 0 {
			return m.touchPlace()
		}
	}
	return m.scroll(rows)
}
