package articles

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"manicule/internal/article"
	"manicule/internal/search"
	"manicule/internal/store"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"

	uv "github.com/charmbracelet/ultraviolet"
)

// rowColumns are the widths of the columns at the right end of a row, in cells,
// with the blanks before them; 0 leaves a column out.
type rowColumns struct{ width, author, site, place, notes, date, minutes int }

const (
	datesFrom  = 80  // the window's width from which dates are shown
	sitesFrom  = 70  // that of the list from which sites stand in a column
	authorFrom = 110 // and that from which authors do
	sitesShare = 4   // of so many articles one must have a site; else titles have the room

	timesWidth = 6 // of how often something matches, below the minutes
)

// columnsFor are the columns of a list in a window, for the articles shown: what
// none of them has takes no room, and places and notes take what they need.
func columnsFor(list, window int, shown []store.Entry, by search.SortKey) rowColumns {
	cols, sites := rowColumns{width: list, minutes: 8}, 0
	for i := range shown {
		e := &shown[i]
		if e.Meta.Site != "" {
			sites++
		}
		if w := term.Width(placeOf(e)); w > 0 {
			cols.place = max(cols.place, w+2)
		}
		if w := term.Width(notesOf(e)); w > 0 {
			cols.notes = max(cols.notes, w+1)
		}
	}
	some := func(has func(*store.Entry) string) bool {
		return slices.ContainsFunc(shown, func(e store.Entry) bool { return has(&e) != "" })
	}
	if window >= datesFrom && some(func(e *store.Entry) string { return monthOf(e, by) }) {
		cols.date = 8
	}
	if list >= sitesFrom && sites*sitesShare >= len(shown) && sites > 0 {
		cols.site = min(max(list/6, 14), 22)
	}
	if list >= authorFrom && some(func(e *store.Entry) string { return e.Meta.Author }) {
		cols.author = min(list/6, 22)
	}
	return cols
}

// drawEntry writes one article's row: state and title with labels; to the right
// columns of what is known of it.
func (lp *Pane) drawEntry(c *term.Canvas, y int, cols rowColumns, e *store.Entry, labels []string, highlights []article.Span) {
	if lp.marks.has(e.Path) {
		c.Text(1, y, 1, "◆", lp.Theme.Brand)
	}
	c.Text(2, y, 1, stateSign(e), lp.stateStyle(e))
	if e.Reading.Star {
		c.Text(3, y, 1, "★", lp.Theme.Brand)
	}
	right := cols.width - 1
	if e.Err != nil {
		lp.drawUnreadable(c, y, right, e)
		return
	}
	for _, column := range []struct {
		width int
		text  string
	}{
		{cols.minutes, lp.timeOf(e)}, {cols.date, monthOf(e, lp.found.query.Order().By)}, {cols.notes, notesOf(e)}, {cols.place, placeOf(e)},
	} {
		c.TextRight(right, y, column.width, column.text, lp.Theme.Quiet)
		right -= column.width
	}
	for _, column := range []struct {
		width int
		text  string
	}{{cols.site, e.Meta.Site}, {cols.author, e.Meta.Author}} {
		if right -= column.width; column.width > 0 {
			c.Text(right+2, y, column.width-2, column.text, lp.Theme.Quiet)
		}
	}
	if site := e.Meta.Site; cols.site == 0 && site != "" && titleX+term.Width(e.Meta.Title)+2+term.Width(site) < right-1 {
		labels = append(labels, site) // where that cuts nothing
	}
	lp.drawTitle(c, y, right, e, labels, highlights)
}

// drawTitle writes the title, and behind it those labels that leave it half of
// the room up to right.
func (lp *Pane) drawTitle(c *term.Canvas, y, right int, e *store.Entry, labels []string, highlights []article.Span) {
	style := lp.Theme.Title
	if e.Reading.Read {
		style = lp.Theme.Quiet
	}
	room := right - titleX - 1
	labels = slices.DeleteFunc(slices.Clone(labels), func(l string) bool { return l == "" })
	behind := fitDetail(labels, room-2-min(term.Width(e.Meta.Title), room/2))
	if behind != "" {
		room -= term.Width(behind) + 2
	}
	c.TextHighlighted(titleX, y, room, e.Meta.Title, style, highlights, lp.Theme.Match)
	c.Text(titleX+min(term.Width(e.Meta.Title), room)+2, y, right-titleX, behind, lp.Theme.Quiet)
}

// titleX is the column where titles begin.
const titleX = 5

// timeOf is how long the article takes; of one that is begun, what is left of
// it at the reader's own pace.
func (lp *Pane) timeOf(e *store.Entry) string {
	if r := e.Reading; r.Begun() && !r.Read {
		return strconv.Itoa(lp.Session.MinutesLeft(e.Minutes, 1-r.Reached())) + " left"
	}
	return pane.Minutes(e.Minutes)
}

// drawUnreadable writes the name of a file that can't be read, and why.
func (lp *Pane) drawUnreadable(c *term.Canvas, y, right int, e *store.Entry) {
	half := (right - titleX) / 2
	end := c.Text(titleX, y, max(half, right-titleX-2-term.Width(reason(e.Err))), e.Meta.Title, lp.Theme.Quiet)
	c.TextRight(right, y, right-end-2, reason(e.Err), lp.Theme.Bad)
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

func (lp *Pane) stateStyle(e *store.Entry) uv.Style {
	switch {
	case e.Err != nil:
		return lp.Theme.Bad
	case e.Reading.Read:
		return lp.Theme.Quiet
	case e.Reading.Begun():
		return lp.Theme.Key
	}
	return lp.Theme.Done
}

// monthOf is when the article was published or, where the list is sorted by that,
// added.
func monthOf(e *store.Entry, by search.SortKey) string {
	at := e.Meta.Published
	if by == search.ByAdded {
		at = e.Added
	}
	if at.IsZero() {
		return ""
	}
	return at.Format("2006-01")
}

func notesOf(e *store.Entry) string {
	if e.Notes == 0 {
		return ""
	}
	return fmt.Sprintf("☞%d", e.Notes)
}

// placeOf is how far the article is read.
func placeOf(e *store.Entry) string {
	switch r := e.Reading; {
	case r.Read:
		return "read"
	case r.Reached() > 0:
		return pane.PlaceText(r.Reached())
	}
	return ""
}

// labelsOf are the reader's tags of an article and how many copies it stands
// for.
func labelsOf(e *store.Entry, copies int) (labels []string) {
	for _, tag := range e.Reading.Tags {
		labels = append(labels, "#"+article.CleanLine(tag))
	}
	switch {
	case copies == 1:
		labels = append(labels, "+1 copy")
	case copies > 1:
		labels = append(labels, fmt.Sprintf("+%d copies", copies))
	}
	return labels
}

// toldApart is what tells each article from others of its title: its folder,
// or its file where they lie in one.
func toldApart(all []store.Entry) []string {
	where := make([]string, len(all))
	for i := range all {
		for k := range all {
			if i == k || !strings.EqualFold(all[i].Meta.Title, all[k].Meta.Title) {
				continue
			}
			if where[i] = path.Dir(all[i].Path); where[i] == path.Dir(all[k].Path) {
				where[i] = path.Base(all[i].Path)
				break
			}
			if where[i] == "." {
				where[i] = path.Base(all[i].Path)
			}
		}
		where[i] = article.CleanLine(where[i])
	}
	return where
}

// fitDetail joins as many of the parts as fit, dropping from the end.
func fitDetail(parts []string, width int) string {
	for len(parts) > 0 && term.Width(strings.Join(parts, " · ")) > width {
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts, " · ")
}

// drawHeading writes a folder's heading.
func (lp *Pane) drawHeading(c *term.Canvas, y, width int, f *folder) {
	sign := "▾"
	if f.folded {
		sign = "▸"
	}
	c.Text(2, y, 1, sign, lp.Theme.Key)
	right := c.TextRight(width-1, y, width/2, f.about(), lp.Theme.Quiet)
	c.Text(headingX, y, right-headingX-2, f.name(), lp.Theme.Key)
}

// headingX is the column where folders' names begin.
const headingX = 4
