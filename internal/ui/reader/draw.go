package reader

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// margins is the room beside the text for what is too wide for it: to the
// window's edges, but not where notes stand.
func (r *Pane) margins() page.Margins {
	const clear = 2 // cells to what stands beside
	cols, right := r.columns(), r.W-clear
	if cols.marginFor > 0 && slices.ContainsFunc(r.Notes, func(n note.ResolvedNote) bool { return pane.Speaks(&n) }) {
		right = cols.margin - clear
	}
	return page.Margins{Left: cols.text - r.sideWidth() - gutter - clear, Right: right - cols.text - cols.width}
}

// useMargins has what is too wide take the room beside the text. What stood on
// the first row stays there.
func (r *Pane) useMargins() {
	if r.page != nil && r.page.SetMargins(r.margins()) {
		r.top = r.rowAt(r.Place)
		r.clampTop()
	}
}

func (r *Pane) Draw(c *term.Canvas) *tea.Cursor {
	if r.page == nil {
		return nil
	}
	cols := r.columns()
	rows := r.pageRows()
	lines := r.page.Lines(r.top, rows)
	paints := r.paints()
	head := r.head()
	paints = append(paints, pane.PaintsOf(&r.hits, pane.LinesSpan(lines), r.Theme.Hit, r.Theme.HitNow)...)
	if r.sel != nil {
		paints = append(paints, pane.Paint{Span: r.sel.span(), Style: r.Theme.Pick}, pane.Paint{Span: r.sel.moving, Style: r.Theme.Caret})
	}
	for i, left := range r.page.Outdents(r.top, rows) {
		line, x := lines[i], cols.text-left
		pane.DrawLine(c, x, head+i, r.page, line)
		r.drawBroken(c, x, head+i, line)
		r.PaintLine(c, x, head+i, line, paints)
		r.drawGutter(c, x, head+i, line)
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
	case notes.Editing(r.Env):
	case r.seek.typing:
		return r.drawSeek(c)
	case !r.reading.zen:
		r.drawReaderBottom(c)
	default:
		if text, _ := r.Message(); text != "" {
			r.DrawStatus(c)
		}
	}
	return nil
}

// paints are what lies over the text below hits and selection, the topmost
// last: the sentence in focus, the highlights.
func (r *Pane) paints() []pane.Paint {
	var ps []pane.Paint
	if r.unit == page.Sentence && !r.focus.Empty() && r.sel == nil {
		ps = append(ps, pane.Paint{Span: r.focus, Style: r.Theme.Focus})
	}
	for _, n := range r.Notes {
		if !n.Match.Span.Empty() {
			ps = append(ps, pane.Paint{Span: n.Match.Span, Style: r.Theme.Passage(n.Kind)})
		}
	}
	if !r.writing.Empty() {
		ps = append(ps, pane.Paint{Span: r.writing, Style: r.Theme.Passage(note.DefaultKind())})
	}
	return ps
}

// drawGutter marks the rows of the focus.
func (r *Pane) drawGutter(c *term.Canvas, x, y int, line page.Line) {
	if r.sel != nil || r.focus.Empty() {
		return
	}
	s := pane.LineSpan(line)
	if s.Start < 0 { // what it shows may have been panned away
		at, _ := r.page.Move(r.top, y-r.head())
		s = pane.LineSpan(r.page.FullRow(at))
	}
	if s.Start >= 0 && s.Overlaps(r.focus) {
		c.Put(x-2, y, "│", 1, &r.Theme.Bar, "")
	}
}

// hintsWidth is the room that the reader's hints take, but for the one on
// selecting.
const hintsWidth = 66

// helpFrom is the width from which the way to all keys stands beside the title.
const helpFrom = 80

func (r *Pane) drawReaderBottom(c *term.Canvas) {
	r.drawProgress(c, r.H-2)
	if r.begun != nil && len(r.Held) > 0 { // else the keys would seem to be dead
		c.Text(2, r.H-1, r.W-4, "loading the rest; keys wait", r.Theme.Text)
		return
	}
	if text, _ := r.Message(); text != "" {
		r.DrawStatus(c)
		return
	}
	wide := r.wideHints()
	hinting := !r.Covered() && (r.sel != nil || !r.focus.Empty() || r.top == r.page.First() || len(wide) > 0)
	share := r.W / 2
	if hinting {
		share = max(r.W/6, r.W-hintsWidth)
	}
	right := c.TextRight(r.W-2, r.H-1, r.W/2, r.whereabouts(share), r.Theme.Quiet)
	if hinting {
		r.Theme.DrawHints(c, 2, r.H-1, right-2-term.SmallHintGap, append(wide, r.hints()...), uv.Style{})
		return
	}
	if help := r.readMode.Hint("help", "help"); r.W >= helpFrom && !r.Covered() {
		_, cells, _ := term.Fitting(help, r.W)
		right -= term.HintGap + cells
		r.Theme.DrawHints(c, right, r.H-1, cells, help, uv.Style{})
	}
	room := right - 2 - term.HintGap
	h := r.heading(r.Place)
	titleRoom := room
	if h != "" { // the heading changes, so that it is shown whole first
		titleRoom = max(room-term.Width(" › "+h), room/3)
	}
	x := c.Text(2, r.H-1, titleRoom, r.Article.Meta.Title, r.Theme.Quiet)
	if h != "" {
		x = c.Text(x, r.H-1, room+2-x, " › ", r.Theme.Text)
		c.Text(x, r.H-1, room+2-x, h, r.Theme.Text)
	}
}

// drawProgress draws the rule above the bottom line as a map of the text,
// stronger where it was read.
func (r *Pane) drawProgress(c *term.Canvas, y int) {
	width, length := r.W-2, max(len(r.Article.Text), 1)
	c.Rule(1, y, width, r.Theme.Faint)
	for _, s := range r.ReadRanges() {
		from, to := s.Start*width/length, (s.End*width+length-1)/length
		c.Rule(1+from, y, to-from, r.Theme.Done)
	}
}

// whereabouts is the right end of the bottom line: what is not saved, what was
// typed of a command, the place and the time from there to the end. Parts
// that don't fit into the width are left out, the last ones first.
func (r *Pane) whereabouts(width int) string {
	var parts []string
	if r.Gone {
		parts = append(parts, "file deleted")
	}
	changes, stuck := r.Session.Unsaved()
	if stuck > 0 {
		parts = append(parts, pane.Count(changes, "change")+" not saved")
	}
	if r.Count > 0 {
		parts = append(parts, strconv.Itoa(r.Count))
	}
	if len(r.hits.Spans) > 0 {
		parts = append(parts, where(&r.hits))
	}
	if changes > 0 && stuck == 0 {
		parts = append(parts, "saving…")
	}
	at := r.position()
	parts = append(parts, pane.PlaceText(at))
	if n := r.Session.MinutesLeft(r.minutes, 1-at); n > 0 {
		left := strconv.Itoa(n) + " min left"
		if term.Width(strings.Join(append(parts, left), " · ")) > width {
			left = pane.Minutes(n)
		}
		parts = append(parts, left)
	}
	if n := len(r.Notes); n > 0 {
		parts = append(parts, "☞"+strconv.Itoa(n))
	}
	return term.FitParts(strings.Join(parts, " · "), width)
}

// drawSeek draws the line over the bottom of the screen.
func (r *Pane) drawSeek(c *term.Canvas) *tea.Cursor {
	s := &r.seek
	y := r.H - 1
	c.Fill(0, y-1, r.W, 2, uv.Style{})
	r.drawProgress(c, y-1)
	if s.problem != nil {
		r.DrawOnRule(c, y-1, article.CleanLine(s.problem.Error()), r.Theme.Bad, 1)
	}
	x := c.Text(2, y, 2, "/ ", r.Theme.Key)
	right := r.W - 2
	if s.Text == "" {
		right -= r.Host.DrawHints(c, -1, right, y, r.W/2)
	} else {
		tally, st := r.seekTally()
		right = c.TextRight(right, y, r.W/2, tally, st)
	}
	return tea.NewCursor(s.Field.Draw(c, x, y, right-x-2, r.Theme.Text, article.Span{}, r.Theme.Text), y)
}

// seekTally is the match gone to among all.
func (r *Pane) seekTally() (string, uv.Style) {
	switch {
	case r.seek.problem != nil:
		return "", r.Theme.Quiet
	case len(r.hits.Spans) > 0:
		return where(&r.hits), r.Theme.Quiet
	case r.seek.cancel != nil:
		return "…", r.Theme.Quiet
	}
	return "no match", r.Theme.Bad
}
