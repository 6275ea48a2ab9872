package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/store"
)

// The library's rows: a header; the box, or else the searches kept, if there
// are any; a rule, which also tells what is wrong with the box; the list; a
// rule; and the bottom line.
func (lp *libraryPane) listRows() int {
	rows := lp.h - 4
	if lp.boxShown() || len(lp.saved) > 0 {
		rows--
	}
	return max(rows, 1)
}

func (lp *libraryPane) boxShown() bool { return lp.box.typing || lp.box.Text != "" }

const (
	previewFrom = 120 // the width from which the article stands beside the list
	widestList  = 80  // wider, dates would stand far from their titles
)

// listWidth is the list's part of the screen, in cells.
func (lp *libraryPane) listWidth() int {
	if lp.w < previewFrom {
		return lp.w
	}
	return min(max(lp.w*45/100, lp.w-lp.column-2*pageMargin-1), widestList)
}

// pageMargin is the free space on each side of the preview's text.
const pageMargin = 3

func (lp *libraryPane) draw(c *term.Canvas) *tea.Cursor {
	lp.drawHeader(c)
	y := 1
	var cursor *tea.Cursor
	switch {
	case lp.boxShown():
		cursor = lp.drawBox(c, y)
		y++
	case len(lp.saved) > 0:
		lp.drawSaved(c, y)
		y++
	}
	c.Rule(1, y, lp.w-2, lp.theme.Faint)
	lp.drawList(c, y+1, lp.listWidth())
	lp.drawPreview(c, y+1)
	lp.drawOffer(c, y)
	lp.drawAdvice(c, y)
	c.Rule(1, lp.h-2, lp.w-2, lp.theme.Faint)
	lp.drawBottom(c)
	return cursor
}

// minFolder is how much of the folder's name is worth showing, in cells.
const minFolder = 6

func (lp *libraryPane) drawHeader(c *term.Canvas) {
	x := c.Text(1, 0, lp.w, "☞ manicule", lp.theme.Brand)
	right := c.TextRight(lp.w-1, 0, lp.w-x-3, term.FitParts(lp.summary(), lp.w-x-3), lp.theme.Quiet)
	room := right - x - 4
	if lp.store == nil || room < minFolder {
		return
	}
	to := c.Text(x+2, 0, room, lp.short(lp.store.Shown()), lp.theme.Quiet)
	lp.drawWider(c, to, right-2)
}

// drawWider says behind the folder, if it is only a part of the collection,
// what shows all of it.
func (lp *libraryPane) drawWider(c *term.Canvas, x, to int) {
	words := ""
	switch {
	case lp.store.Within() != ".":
		words = " shows all of " + lp.short(lp.store.Folder())
	case lp.store.Opened() != ".":
		words = " shows only " + article.CleanLine(lp.store.Opened())
	default:
		return
	}
	key := lp.mode.keyOf("whole collection")
	if x+3+term.Width(key)+term.Width(words) > to {
		words = " shows all"
	}
	if room := to - x - 3; key != "" && room >= term.Width(key)+term.Width(" shows all") {
		x = c.Text(x, 0, 3, " · ", lp.theme.Quiet)
		x = c.Text(x, 0, to-x, key, lp.theme.Key)
		c.Text(x, 0, to-x, words, lp.theme.Quiet)
	}
}

func (lp *libraryPane) drawBox(c *term.Canvas, y int) *tea.Cursor {
	x := c.Text(1, y, 2, "/ ", lp.theme.Key)
	right := c.TextRight(lp.w-1, y, lp.w/2, lp.tally(), lp.theme.Quiet)
	var span article.Span
	laid := lp.theme.Hint
	if p := lp.box.problem; p != nil {
		span = p.At
		if !p.Usable {
			laid = lp.theme.Wrong
		}
	}
	x = lp.box.Draw(c, x, y, right-x-2, lp.theme.Text, span, laid)
	if !lp.box.typing || lp.covered() {
		return nil
	}
	return tea.NewCursor(x, y)
}

// tally is how many articles were found among how many, and how fast.
func (lp *libraryPane) tally() string {
	if lp.found.articles == nil {
		return ""
	}
	found := fmt.Sprintf("%d of %d", len(lp.found.ids), lp.found.articles.Len())
	if lp.asked.slow {
		return found + " · …"
	}
	return found + " · " + duration(lp.found.took)
}

func duration(d time.Duration) string {
	switch ms := float64(d) / float64(time.Millisecond); {
	case ms < 0.1:
		return "0.1 ms"
	case ms < 1:
		return fmt.Sprintf("%.1f ms", ms)
	default:
		return fmt.Sprintf("%.0f ms", ms)
	}
}

// drawAdvice writes onto the rule below the box: what Tab can fill in, or what
// is wrong with the query.
func (lp *libraryPane) drawAdvice(c *term.Canvas, y int) {
	b := &lp.box
	switch p := b.problem; {
	case len(b.choice.options) > 0:
		b.choice.draw(lp.env, c, y)
	case b.refusal != "":
		lp.drawOnRule(c, y, b.refusal, lp.theme.Bad, adviceRows)
	case p != nil && p.Usable:
		lp.drawOnRule(c, y, article.CleanLine(p.Error()), lp.theme.Quiet, 1)
	case p != nil:
		lp.drawOnRule(c, y, article.CleanLine(p.Error()), lp.theme.Bad, adviceRows)
	}
}

// adviceRows is how many rows may tell why there is no answer.
const adviceRows = 3

func (lp *libraryPane) drawList(c *term.Canvas, y, width int) {
	l := &lp.list
	if len(l.Items) == 0 {
		c.Text(3, y+1, width-4, lp.emptyText(), lp.theme.Quiet)
		return
	}
	rows := max(l.Rows, 1)
	for i, id := range l.Shown() {
		e, top := lp.found.articles.Entry(id), y+i*rows
		one := lp.matches[e.Path]
		lp.drawEntry(c, top, width, &e, lp.found.copies[id], one.title)
		if rows > 1 {
			lp.drawMatch(c, top+1, width, one)
		}
		if l.Top+i == l.Cursor {
			for row := range rows {
				lp.theme.DrawPicked(c, 0, top+row, width)
			}
		}
	}
}

// drawMatch writes what the query matched, below the article's title.
func (lp *libraryPane) drawMatch(c *term.Canvas, y, width int, one match) {
	right := width - 1
	if one.count > 0 {
		c.TextRight(right, y, timesWidth, strconv.Itoa(one.count)+"×", lp.theme.Quiet)
	}
	c.TextHighlighted(titleX, y, right-timesWidth-titleX, one.line, lp.theme.Quiet, one.lit, lp.theme.Match)
}

// passageWidth is the room for a passage below its article's title.
func (lp *libraryPane) passageWidth() int { return lp.listWidth() - 1 - timesWidth - titleX }

func (lp *libraryPane) emptyText() string {
	switch reading := lp.reading(); {
	case lp.found.query.Text != "" && reading != "":
		return "nothing found yet; " + reading
	case lp.found.query.Text != "":
		return "nothing found; esc takes the search away"
	case reading != "":
		return reading
	case !lp.settled:
		return ""
	}
	if lp.store.Within() != "." {
		return "no articles in this folder, which is part of a collection"
	}
	return "no articles here: put Markdown, text or HTML files into this folder"
}

// The columns at the right end of an entry's row, in cells.
const (
	minutesWidth = 8
	dateWidth    = 9
	timesWidth   = 6
	datesFrom    = 60 // the width from which dates are shown
)

// drawEntry writes one article's row: state and title; to the right its
// length and date in columns of their own, and before them source, progress
// and notes as far as the title leaves room.
func (lp *libraryPane) drawEntry(c *term.Canvas, y, width int, e *store.Entry, copies int, lit []article.Span) {
	if lp.marks.has(e.Path) {
		c.Text(1, y, 1, "◆", lp.theme.Brand)
	}
	c.Text(2, y, 1, stateSign(e), lp.stateStyle(e))
	if e.Reading.Star {
		c.Text(3, y, 1, "★", lp.theme.Brand)
	}
	right := width - 1
	if e.Err != nil {
		lp.drawUnreadable(c, y, right, e)
		return
	}
	c.TextRight(right, y, minutesWidth, lp.timeOf(e), lp.theme.Quiet)
	right -= minutesWidth
	if width >= datesFrom {
		if !e.Meta.Published.IsZero() {
			c.TextRight(right, y, dateWidth, e.Meta.Published.Format("2006-01"), lp.theme.Quiet)
		}
		right -= dateWidth
	}
	extra := fitDetail(details(e, copies), right-titleX-2-min(term.Width(e.Meta.Title), (right-titleX)*2/3))
	x := c.TextRight(right, y, right-titleX, extra, lp.theme.Quiet)
	title := lp.theme.Title
	if e.Reading.Read {
		title = lp.theme.Quiet
	}
	c.TextHighlighted(titleX, y, x-titleX-2, e.Meta.Title, title, lit, lp.theme.Match)
}

// titleX is the column where titles begin.
const titleX = 5

// timeOf is how long the article takes; of one that is begun, what is left of
// it at the reader's own pace.
func (lp *libraryPane) timeOf(e *store.Entry) string {
	if r := e.Reading; r.Begun() && !r.Read {
		return strconv.Itoa(lp.session.MinutesLeft(e.Minutes, 1-r.Reached())) + " left"
	}
	return minutes(e.Minutes)
}

// drawUnreadable writes the name of a file that can't be read, and why.
func (lp *libraryPane) drawUnreadable(c *term.Canvas, y, right int, e *store.Entry) {
	half := (right - titleX) / 2
	end := c.Text(titleX, y, max(half, right-titleX-2-term.Width(reason(e.Err))), e.Meta.Title, lp.theme.Quiet)
	c.TextRight(right, y, right-end-2, reason(e.Err), lp.theme.Bad)
}

// stateSign tells unread, begun, read or unreadable.
func stateSign(e *store.Entry) string {
	switch {
	case e.Err != nil:
		return "✗"
	case e.Reading.Read:
		return "✓"
	case e.Reading.Begun():
		return "◐"
	}
	return "●"
}

func (lp *libraryPane) stateStyle(e *store.Entry) uv.Style {
	switch {
	case e.Err != nil:
		return lp.theme.Bad
	case e.Reading.Read:
		return lp.theme.Quiet
	case e.Reading.Begun():
		return lp.theme.Key
	}
	return lp.theme.Done
}

// details are what else is known of an entry, the first to be left out first.
func details(e *store.Entry, copies int) []string {
	parts := []string{e.Meta.Site}
	for _, tag := range e.Reading.Tags {
		parts = append(parts, "#"+article.CleanLine(tag))
	}
	if r := e.Reading; r.Reached() > 0 && !r.Read {
		parts = append(parts, placeText(r.Reached()))
	}
	if e.Notes > 0 {
		parts = append(parts, fmt.Sprintf("☞%d", e.Notes))
	}
	switch {
	case copies == 1:
		parts = append(parts, "+1 copy")
	case copies > 1:
		parts = append(parts, fmt.Sprintf("+%d copies", copies))
	}
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// fitDetail joins as many of the parts as fit, dropping from the front.
func fitDetail(parts []string, width int) string {
	for len(parts) > 0 && term.Width(strings.Join(parts, " · ")) > width {
		parts = parts[1:]
	}
	return strings.Join(parts, " · ")
}

func (lp *libraryPane) drawBottom(c *term.Canvas) {
	if text, _ := lp.message(); text != "" {
		lp.drawStatus(c)
		return
	}
	const gap = 3
	left, room := "", lp.w-4
	if n := lp.marks.count(); n > 0 {
		left = count(n, "article") + " marked"
	}
	if changes, stuck := lp.session.Unsaved(); stuck > 0 {
		left = count(changes, "change") + " not saved yet"
	}
	if left != "" { // what must be known goes before the keys
		room -= term.Width(left) + gap
	}
	hints := 0
	if !lp.covered() { // what lies on top has its own
		hints = lp.host.drawHints(c, -1, lp.w-2, lp.h-1, room)
	}
	if order := orderText(lp.found.query); left == "" && room-hints-gap >= term.Width(order) {
		left = order
	}
	c.Text(2, lp.h-1, lp.w-4, left, lp.theme.Quiet)
}

// about is where and when an article appeared.
func about(e store.Entry) []string {
	var parts []string
	for _, s := range []string{e.Meta.Author, e.Meta.Site} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if !e.Meta.Published.IsZero() {
		parts = append(parts, e.Meta.Published.Format("2 January 2006"))
	}
	return parts
}
