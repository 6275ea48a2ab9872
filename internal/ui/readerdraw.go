package ui

import (
	"strconv"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

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

const (
	outlineFrom = 120 // the terminal's width from which the outline stands beside the text

	// It takes up to usualSideWidth cells, in wide windows up to maxSideWidth.
	usualSideWidth, maxSideWidth = 40, 50
)

// sideWidth is how many cells the outline takes beside the text; 0 when it
// doesn't stand there.
func (r *readerPane) sideWidth() int {
	if !r.reading.beside || r.reading.zen || r.w < outlineFrom || len(r.headings) == 0 {
		return 0
	}
	return max(min(r.w*3/10, usualSideWidth), min(r.w/4, maxSideWidth))
}

// columns centres the text. Where notes stand beside it the text moves left
// as far as they need. The outline may stand to the left of all.
func (r *readerPane) columns() columns {
	side := r.sideWidth()
	room := r.w - side
	c := columns{width: max(min(r.column, room-2*gutter), minColumn)}
	c.text = side + (room-c.width)/2
	if room < marginFrom || r.reading.zen || r.store == nil {
		return c
	}
	c.text = max(min(c.text, r.w-c.width-marginGap-minMargin-1), side+gutter)
	c.margin = c.text + c.width + marginGap
	c.marginFor = min(r.w-c.margin-1, maxMargin)
	if c.marginFor < minMargin-8 {
		c.margin, c.marginFor = 0, 0
	}
	return c
}

func (r *readerPane) draw(c *term.Canvas) *tea.Cursor {
	if r.page == nil {
		return nil
	}
	cols := r.columns()
	rows := r.pageRows()
	lines := r.page.Lines(r.top, rows)
	paints := r.paints()
	head := r.head()
	paints = append(paints, paintsOf(&r.hits, linesSpan(lines), r.theme.Hit, r.theme.HitNow)...)
	if r.sel != nil {
		paints = append(paints, paint{span: r.sel.span(), style: r.theme.Pick}, paint{span: r.sel.moving, style: r.theme.Caret})
	}
	for i, line := range lines {
		drawLine(c, cols.text, head+i, r.page, line)
		r.drawBroken(c, cols.text, head+i, line)
		r.paintLine(c, cols.text, head+i, line, paints)
		r.drawGutter(c, cols.text, head+i, line)
	}
	r.drawAid(c, cols, lines)
	r.drawPictures(c, cols.text)
	r.drawSigns(c, cols, lines)
	r.drawHitBar(c)
	r.drawBeside(c)
	if cols.marginFor > 0 {
		r.drawMargin(c, cols, lines)
	} else {
		r.drawNoteOnDemand(c, cols, head+rows)
	}
	switch {
	case editing(r.env):
	case r.seek.typing:
		return r.drawSeek(c)
	case !r.reading.zen:
		r.drawReaderBottom(c)
	default:
		if text, _ := r.message(); text != "" {
			r.drawStatus(c)
		}
	}
	return nil
}

// paints are what lies over the text below hits and selection, the topmost
// last: the sentence in focus, the highlights.
func (r *readerPane) paints() []paint {
	var ps []paint
	if r.unit == page.Sentence && !r.focus.Empty() && r.sel == nil {
		ps = append(ps, paint{span: r.focus, style: r.theme.Focus})
	}
	for _, n := range r.Notes {
		if !n.Match.Span.Empty() {
			ps = append(ps, paint{span: n.Match.Span, style: r.theme.Passage(n.Kind)})
		}
	}
	if !r.writing.Empty() {
		ps = append(ps, paint{span: r.writing, style: r.theme.Passage(note.DefaultKind())})
	}
	return ps
}

// drawGutter marks the rows of the focus.
func (r *readerPane) drawGutter(c *term.Canvas, x, y int, line page.Line) {
	if r.sel != nil || r.focus.Empty() {
		return
	}
	s := lineSpan(line)
	if s.Start < 0 { // what it shows may have been panned away
		at, _ := r.page.Move(r.top, y-r.head())
		s = lineSpan(r.page.Whole(at))
	}
	if s.Start >= 0 && s.Overlaps(r.focus) {
		c.Put(x-2, y, "│", 1, &r.theme.Bar, "")
	}
}

// hintsWidth is the room that the reader's hints take, but for the one on
// selecting.
const hintsWidth = 66

func (r *readerPane) drawReaderBottom(c *term.Canvas) {
	r.drawProgress(c, r.h-2)
	if r.begun != nil && len(r.held) > 0 { // else the keys would seem to be dead
		c.Text(2, r.h-1, r.w-4, "reading the rest; your keys wait", r.theme.Text)
		return
	}
	if text, _ := r.message(); text != "" {
		r.drawStatus(c)
		return
	}
	wide := r.wideHints()
	hinting := !r.covered() && (r.sel != nil || !r.focus.Empty() || r.top == r.page.First() || len(wide) > 0)
	share := r.w / 2
	if hinting {
		share = max(r.w/6, r.w-hintsWidth)
	}
	right := c.TextRight(r.w-2, r.h-1, r.w/2, r.whereabouts(share), r.theme.Quiet)
	if hinting {
		r.theme.DrawHints(c, 2, r.h-1, right-2-term.SmallHintGap, append(wide, r.host.modeHints()...), uv.Style{})
		return
	}
	room := right - 2 - term.HintGap
	h := r.heading(r.Place)
	titleRoom := room
	if h != "" { // the heading changes, so that it is shown whole first
		titleRoom = max(room-term.Width(" › "+h), room/3)
	}
	x := c.Text(2, r.h-1, titleRoom, r.Article.Meta.Title, r.theme.Quiet)
	if h != "" {
		x = c.Text(x, r.h-1, room+2-x, " › ", r.theme.Text)
		c.Text(x, r.h-1, room+2-x, h, r.theme.Text)
	}
}

// drawProgress draws the rule above the bottom line as a map of the text,
// stronger where it was read.
func (r *readerPane) drawProgress(c *term.Canvas, y int) {
	width, length := r.w-2, max(len(r.Article.Text), 1)
	c.Rule(1, y, width, r.theme.Faint)
	for _, s := range r.ReadRanges() {
		from, to := s.Start*width/length, (s.End*width+length-1)/length
		c.Rule(1+from, y, to-from, r.theme.Done)
	}
}

// whereabouts is the right end of the bottom line: what is not saved, what was
// typed of a command, the place and the time from there to the end. Parts
// that don't fit into the width are left out, the last ones first.
func (r *readerPane) whereabouts(width int) string {
	var parts []string
	if r.Gone {
		parts = append(parts, "file deleted")
	}
	changes, stuck := r.session.Unsaved()
	if stuck > 0 {
		parts = append(parts, count(changes, "change")+" not saved")
	}
	if r.count > 0 {
		parts = append(parts, strconv.Itoa(r.count))
	}
	if len(r.hits.Spans) > 0 {
		parts = append(parts, where(&r.hits))
	}
	if changes > 0 && stuck == 0 {
		parts = append(parts, "saving…")
	}
	at := r.position()
	parts = append(parts, placeText(at))
	if n := r.session.MinutesLeft(r.minutes, 1-at); n > 0 {
		left := strconv.Itoa(n) + " min left"
		if term.Width(strings.Join(append(parts, left), " · ")) > width {
			left = minutes(n)
		}
		parts = append(parts, left)
	}
	if n := len(r.Notes); n > 0 {
		parts = append(parts, "☞"+strconv.Itoa(n))
	}
	return term.FitParts(strings.Join(parts, " · "), width)
}
