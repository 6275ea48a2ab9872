package articles

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/store"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

func (lp *Pane) Draw(c *term.Canvas) *tea.Cursor {
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
	c.Rule(1, y, lp.W-2, lp.Theme.Faint)
	lp.drawList(c, y+1, lp.listWidth())
	lp.drawPreview(c, y+1)
	lp.drawOffer(c, y)
	lp.drawAdvice(c, y)
	c.Rule(1, lp.H-2, lp.W-2, lp.Theme.Faint)
	lp.drawBottom(c)
	return cursor
}

// minFolder is how much of the folder's name is worth showing, in cells.
const minFolder = 6

func (lp *Pane) drawHeader(c *term.Canvas) {
	x := c.Text(1, 0, lp.W, "☞ manicule", lp.Theme.Brand)
	right := c.TextRight(lp.W-1, 0, lp.W-x-3, term.FitParts(lp.summary(), lp.W-x-3), lp.Theme.Quiet)
	room := right - x - 4
	if lp.Store == nil || room < minFolder {
		return
	}
	to := c.Text(x+2, 0, room, lp.Short(lp.Store.Shown()), lp.Theme.Quiet)
	lp.drawWider(c, to, right-2)
}

// drawWider says behind the folder, if it is only a part of the collection,
// what shows all of it.
func (lp *Pane) drawWider(c *term.Canvas, x, to int) {
	words := ""
	switch {
	case lp.Store.Within() != ".":
		words = " shows all of " + lp.Short(lp.Store.Folder())
	case lp.Store.Opened() != ".":
		words = " shows only " + article.CleanLine(lp.Store.Opened())
	default:
		return
	}
	key := lp.mode.KeyOf("whole collection")
	if x+3+term.Width(key)+term.Width(words) > to {
		words = " shows all"
	}
	if room := to - x - 3; key != "" && room >= term.Width(key)+term.Width(" shows all") {
		x = c.Text(x, 0, 3, " · ", lp.Theme.Quiet)
		x = c.Text(x, 0, to-x, key, lp.Theme.Key)
		c.Text(x, 0, to-x, words, lp.Theme.Quiet)
	}
}

func (lp *Pane) drawBox(c *term.Canvas, y int) *tea.Cursor {
	x := c.Text(1, y, 2, "/ ", lp.Theme.Key)
	right := c.TextRight(lp.W-1, y, lp.W/2, lp.tally(), lp.Theme.Quiet)
	var span article.Span
	laid := lp.Theme.Hint
	if p := lp.box.problem; p != nil {
		span = p.At
		if !p.Usable {
			laid = lp.Theme.Wrong
		}
	}
	x = lp.box.Draw(c, x, y, right-x-2, lp.Theme.Text, span, laid)
	if !lp.box.typing || lp.Covered() {
		return nil
	}
	return tea.NewCursor(x, y)
}

// tally is how many articles were found among how many, and how fast.
func (lp *Pane) tally() string {
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
func (lp *Pane) drawAdvice(c *term.Canvas, y int) {
	b := &lp.box
	switch p := b.problem; {
	case len(b.choice.Options) > 0:
		b.choice.Draw(lp.Env, c, y)
	case b.typing && b.Text == "":
		lp.DrawOnRule(c, y, "words · \"a phrase\" · -without · title: tag: author: · is:unread has:notes len:<5m · "+lp.boxMode.ByKey("complete")+" lists tags, sites, years", lp.Theme.Quiet, 1)
	case b.refusal != "":
		lp.DrawOnRule(c, y, b.refusal, lp.Theme.Bad, adviceRows)
	case p != nil && p.Usable:
		lp.DrawOnRule(c, y, article.CleanLine(p.Error()), lp.Theme.Quiet, 1)
	case p != nil:
		lp.DrawOnRule(c, y, article.CleanLine(p.Error()), lp.Theme.Bad, adviceRows)
	}
}

// adviceRows is how many rows may tell why there is no answer.
const adviceRows = 3

func (lp *Pane) drawList(c *term.Canvas, y, width int) {
	l := &lp.list
	if len(l.Items) == 0 {
		c.Text(3, y+1, width-4, lp.emptyText(), lp.Theme.Quiet)
		return
	}
	rows := max(l.Rows, 1)
	shown := make([]store.Entry, 0, len(l.Shown()))
	for _, r := range l.Shown() {
		e := store.Entry{}
		if r.article() {
			e = lp.found.articles.Entry(r.id)
		}
		shown = append(shown, e)
	}
	cols, apart := columnsFor(width, lp.W, shown, lp.found.query.Order().By), toldApart(shown)
	more := lp.spread.of(&lp.found)
	for i, r := range l.Shown() {
		e, top := shown[i], y+i*rows
		one := lp.matches[e.Path]
		switch {
		case r.heading > 0:
			lp.drawHeading(c, top, width, &lp.found.folders[r.heading-1])
		case r.passage > 0 && int(r.passage) <= len(more[r.id]):
			lp.drawPassage(c, top, width, &more[r.id][r.passage-1])
		default:
			lp.drawEntry(c, top, cols, &e, append(apart[i:i+1:i+1], labelsOf(&e, lp.found.copies[r.id])...), one.title)
		}
		if rows > 1 && r.passage == 0 {
			lp.drawMatch(c, top+1, width, one)
		}
		if l.Top+i == l.Cursor {
			for row := range rows {
				lp.Theme.DrawPicked(c, 0, top+row, width)
			}
		}
	}
}

// drawMatch writes what the query matched, below the article's title.
func (lp *Pane) drawMatch(c *term.Canvas, y, width int, one match) {
	right := width - 1
	if one.count > 0 {
		c.TextRight(right, y, timesWidth, strconv.Itoa(one.count)+"×", lp.Theme.Quiet)
	}
	c.TextHighlighted(titleX, y, right-timesWidth-titleX, one.line, lp.Theme.Quiet, one.highlights, lp.Theme.Match)
}

func (lp *Pane) emptyText() string {
	switch reading := lp.reading(); {
	case lp.found.query.Text != "" && reading != "":
		return "nothing found yet; " + reading
	case lp.found.query.Text != "":
		if meant := lp.found.meant; meant != "" && lp.box.typing {
			return "no matches; did you mean " + meant + "? enter takes it"
		}
		return lp.mode.Named("no matches; {back} clears the search")
	case reading != "":
		return reading
	case !lp.settled, lp.latest.Len() > 0: // they are being listed
		return ""
	}
	if lp.Store.Within() != "." {
		return "no articles in this folder, which is part of a collection"
	}
	return "no articles here: put Markdown, text or HTML files into this folder"
}

func (lp *Pane) drawBottom(c *term.Canvas) {
	if text, _ := lp.Message(); text != "" {
		lp.DrawStatus(c)
		return
	}
	const gap = 3
	left, room := "", lp.W-4
	if n := lp.marks.count(); n > 0 {
		left = pane.Count(n, "article") + " selected"
	}
	if changes, stuck := lp.Session.Unsaved(); stuck > 0 {
		left = pane.Count(changes, "change") + " not saved yet"
	}
	if left != "" { // what must be known goes before the keys
		room -= term.Width(left) + gap
	}
	hints := 0
	if !lp.Covered() { // what lies on top has its own
		all := lp.hints()
		_, hints, _ = term.Fitting(all, room)
		lp.Theme.DrawHints(c, lp.W-2-hints, lp.H-1, room, all, uv.Style{})
	}
	if order := orderText(lp.found.query); left == "" && room-hints-gap >= term.Width(order) {
		left = order + lp.othersIn(room-hints-gap-term.Width(order))
	}
	c.Text(2, lp.H-1, lp.W-4, left, lp.Theme.Quiet)
}

// othersIn says what else lies in the folder, in so many cells: by kind, in sum,
// or not.
func (lp *Pane) othersIn(room int) string {
	if lp.others == "" {
		return ""
	}
	whole := " · " + lp.others
	sum, _, _ := strings.Cut(whole, ":")
	switch {
	case term.Width(whole) <= room:
		return whole
	case term.Width(sum) <= room:
		return sum
	}
	return ""
}
