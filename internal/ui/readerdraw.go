package ui

import (
	"net/url"
	"strconv"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/page"
)

// columns is where things stand on a row of the reader, in cells.
type columns struct {
	text, width       int // the text column
	margin, marginFor int // the notes beside it, and their width; 0 when there is no room
}

const (
	gutter     = 4   // cells left of the text: sign, focus bar, space
	marginFrom = 110 // the width from which notes stand beside the text
	marginGap  = 3
	minMargin  = 28
	maxMargin  = 44
	minColumn  = 20
)

// columns centres the text. Where notes stand beside it the text moves left
// as far as they need. The outline may stand to the left of all.
func (m *Model) columns() columns {
	side := m.sideWidth()
	room := m.w - side
	c := columns{width: max(min(m.column, room-2*gutter), minColumn)}
	c.text = side + (room-c.width)/2
	if room < marginFrom || m.zen || m.store == nil {
		return c
	}
	c.text = max(min(c.text, m.w-c.width-marginGap-minMargin-1), side+gutter)
	c.margin = c.text + c.width + marginGap
	c.marginFor = min(m.w-c.margin-1, maxMargin)
	if c.marginFor < minMargin-8 {
		c.margin, c.marginFor = 0, 0
	}
	return c
}

func (m *Model) drawReader(c *term.Canvas) *tea.Cursor {
	if m.rd.page == nil {
		return nil
	}
	cols := m.columns()
	rows := m.pageRows()
	lines := m.rd.page.Lines(m.rd.top, rows)
	paints := m.paints()
	head := m.head()
	paints = append(paints, paintsOf(&m.rd.hits, linesSpan(lines), m.theme.Hit, m.theme.HitNow)...)
	if m.rd.sel != nil {
		paints = append(paints, paint{m.rd.sel.span(), m.theme.Pick}, paint{m.rd.sel.moving, m.theme.Caret})
	}
	for i, line := range lines {
		drawLine(c, cols.text, head+i, m.rd.page, line)
		m.drawBroken(c, cols.text, head+i, line)
		m.paintLine(c, cols.text, head+i, line, paints)
		m.drawGutter(c, cols.text, head+i, line)
	}
	m.drawAid(c, cols, lines)
	m.drawPictures(c, cols.text)
	m.drawSigns(c, cols, lines)
	m.drawHitBar(c)
	m.drawBeside(c)
	if cols.marginFor > 0 {
		m.drawMargin(c, cols, lines)
	} else {
		m.drawNoteOnDemand(c, cols, head+rows)
	}
	switch {
	case m.editing():
	case m.rd.seek.typing:
		return m.drawSeek(c)
	case !m.zen:
		m.drawReaderBottom(c)
	default:
		if text, _ := m.message(); text != "" {
			m.drawStatus(c)
		}
	}
	return nil
}

// drawLine writes one row of a page. Links to the web become links of the
// terminal; others stay inside the program.
func drawLine(c *term.Canvas, x, y int, p *page.Page, line page.Line) {
	for i := range line {
		cell := &line[i]
		st := p.Style(cell.Style)
		x = c.Put(x, y, cell.Text, int(cell.Width), &st, linkOf(p, *cell))
	}
}

// linkOf is the cell's link as it may be given to the terminal, or "".
func linkOf(p *page.Page, cell page.Cell) string {
	if cell.Link == 0 {
		return ""
	}
	return webLink(p.Link(cell.Link))
}

// maxLink is the longest address that terminals take in a link.
const maxLink = 2083

// webLink is the destination as it may be given to the terminal: an http,
// https or mailto address with everything else than plain ASCII escaped; ""
// for all other destinations.
func webLink(dest string) string {
	u, err := url.Parse(dest)
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https", "mailto":
	default:
		return ""
	}
	s := u.String()
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return ""
		}
	}
	if len(s) > maxLink {
		return ""
	}
	return s
}

// paint is a style laid over a span of the text.
type paint struct {
	span  article.Span
	style uv.Style
}

// paints are what lies over the text below hits and selection, the topmost
// last: the sentence in focus, the highlights.
func (m *Model) paints() []paint {
	r := m.rd
	var ps []paint
	if r.unit == page.Sentence && !r.focus.Empty() && r.sel == nil {
		ps = append(ps, paint{r.focus, m.theme.Focus})
	}
	for _, n := range r.Notes {
		if !n.Match.Span.Empty() {
			ps = append(ps, paint{n.Match.Span, m.theme.Passage(n.Kind)})
		}
	}
	if !r.writing.Empty() {
		ps = append(ps, paint{r.writing, m.theme.Passage(note.DefaultKind())})
	}
	return ps
}

// lineSpan is the part of the text from the first to the last byte on a row;
// empty when it shows none.
func lineSpan(line page.Line) article.Span {
	s := article.Span{Start: -1}
	for i := range line {
		if c := &line[i]; c.Start >= 0 {
			if s.Start < 0 || c.Start < s.Start {
				s.Start = c.Start
			}
			s.End = max(s.End, c.End)
		}
	}
	return s
}

func (m *Model) paintLine(c *term.Canvas, x, y int, line page.Line, paints []paint) {
	span := lineSpan(line)
	if span.Start < 0 {
		return
	}
	for _, p := range paints {
		if !p.span.Overlaps(span) {
			continue
		}
		col := x
		for i := range line {
			width := int(line[i].Width)
			if covers(p.span, line, i) {
				c.Restyle(col, y, width, func(st *uv.Style) { term.Lay(st, p.style) })
			}
			col += width
		}
	}
}

// covers tells whether a cell belongs to what is painted: text of the span,
// or a single sign amid it such as the brackets of a footnote.
func covers(s article.Span, line page.Line, i int) bool {
	if line[i].Start >= 0 {
		return s.Contains(line[i].Start)
	}
	amid := func(j int) bool { return j >= 0 && j < len(line) && line[j].Start >= 0 && s.Contains(line[j].Start) }
	return amid(i-1) && amid(i+1)
}

// drawGutter marks the rows of the focus.
func (m *Model) drawGutter(c *term.Canvas, x, y int, line page.Line) {
	if m.rd.sel != nil || m.rd.focus.Empty() {
		return
	}
	s := lineSpan(line)
	if s.Start < 0 { // what it shows may have been panned away
		at, _ := m.rd.page.Move(m.rd.top, y-m.head())
		s = lineSpan(m.rd.page.Whole(at))
	}
	if s.Start >= 0 && s.Overlaps(m.rd.focus) {
		c.Put(x-2, y, "│", 1, &m.theme.Bar, "")
	}
}

// hintsWidth is the room that the reader's hints take, but for the one on
// selecting.
const hintsWidth = 66

func (m *Model) drawReaderBottom(c *term.Canvas) {
	r := m.rd
	m.drawProgress(c, m.h-2)
	if r.begun != nil && len(m.held) > 0 { // else the keys would seem to be dead
		c.Text(2, m.h-1, m.w-4, "reading the rest; your keys wait", m.theme.Text)
		return
	}
	if text, _ := m.message(); text != "" {
		m.drawStatus(c)
		return
	}
	wide := m.wideHints()
	hinting := m.over == nil && (r.sel != nil || !r.focus.Empty() || r.top == r.page.First() || len(wide) > 0)
	share := m.w / 2
	if hinting {
		share = max(m.w/6, m.w-hintsWidth)
	}
	right := c.TextRight(m.w-2, m.h-1, m.w/2, m.whereabouts(share), m.theme.Quiet)
	if hinting {
		m.theme.DrawHints(c, 2, m.h-1, right-2-term.SmallHintGap, append(wide, m.modeHints()...), uv.Style{})
		return
	}
	room := right - 2 - term.HintGap
	h := r.heading(r.Place)
	titleRoom := room
	if h != "" { // the heading changes, so that it is shown whole first
		titleRoom = max(room-term.Width(" › "+h), room/3)
	}
	x := c.Text(2, m.h-1, titleRoom, r.Article.Meta.Title, m.theme.Quiet)
	if h != "" {
		x = c.Text(x, m.h-1, room+2-x, " › ", m.theme.Text)
		c.Text(x, m.h-1, room+2-x, h, m.theme.Text)
	}
}

// drawProgress draws the rule above the bottom line as a map of the text,
// stronger where it was read.
func (m *Model) drawProgress(c *term.Canvas, y int) {
	width, length := m.w-2, max(len(m.rd.Article.Text), 1)
	c.Rule(1, y, width, m.theme.Faint)
	for _, s := range m.rd.ReadRanges() {
		from, to := s.Start*width/length, (s.End*width+length-1)/length
		c.Rule(1+from, y, to-from, m.theme.Done)
	}
}

// whereabouts is the right end of the bottom line: what is not saved, what was
// typed of a command, the place in per cent and the time left. Parts
// that don't fit into the width are left out, the last ones first.
func (m *Model) whereabouts(width int) string {
	var parts []string
	if m.rd.Gone {
		parts = append(parts, "file deleted")
	}
	changes, stuck := m.session.Unsaved()
	if stuck > 0 {
		parts = append(parts, count(changes, "change")+" not saved")
	}
	if m.count > 0 {
		parts = append(parts, itoa(m.count))
	}
	if len(m.rd.hits.Spans) > 0 {
		parts = append(parts, where(&m.rd.hits))
	}
	if changes > 0 && stuck == 0 {
		parts = append(parts, "saving…")
	}
	parts = append(parts, itoa(library.Percent(m.progress()))+" %")
	if n := m.session.MinutesLeft(m.rd.minutes, 1-m.rd.ReadShare()); n > 0 {
		left := itoa(n) + " min left"
		if term.Width(strings.Join(append(parts, left), " · ")) > width {
			left = minutes(n)
		}
		parts = append(parts, left)
	}
	if n := len(m.rd.Notes); n > 0 {
		parts = append(parts, "☞"+itoa(n))
	}
	return term.FitParts(strings.Join(parts, " · "), width)
}

func itoa(n int) string { return strconv.Itoa(n) }
