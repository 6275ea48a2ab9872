package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/store"
)

// The library's rows: a header, the filter while there is one, a rule, the
// list, a rule, and the bottom line.
func (m *Model) listRows() int {
	rows := m.h - 4
	if m.filtering() {
		rows--
	}
	return max(rows, 1)
}

func (m *Model) filtering() bool { return m.lib.typing || m.lib.filter != "" }

// previewFrom is the width from which the article stands beside the list.
const previewFrom = 120

// listWidth is the list's part of the screen, in cells.
func (m *Model) listWidth() int {
	if m.w < previewFrom {
		return m.w
	}
	return max(m.w*45/100, m.w-m.column-2*pageMargin-1)
}

// pageMargin is the free space on each side of the preview's text.
const pageMargin = 3

func (m *Model) drawLibrary(c *canvas) *tea.Cursor {
	m.drawHeader(c)
	y := 1
	var cursor *tea.Cursor
	if m.filtering() {
		cursor = m.drawFilter(c, y)
		y++
	}
	c.rule(1, y, m.w-2, m.theme.faint)
	y++
	m.drawList(c, y, m.listWidth())
	m.drawPreview(c, y)
	c.rule(1, m.h-2, m.w-2, m.theme.faint)
	m.drawBottom(c)
	return cursor
}

func (m *Model) drawHeader(c *canvas) {
	x := c.text(1, 0, m.w, "☞ manicule", m.theme.brand)
	right := c.textRight(m.w-1, 0, m.w-x-3, m.lib.summary(), m.theme.quiet)
	if m.store != nil {
		c.text(x+2, 0, right-x-4, m.short(m.store.Folder()), m.theme.quiet)
	}
}

func (m *Model) drawFilter(c *canvas, y int) *tea.Cursor {
	x := c.text(1, y, 2, "/ ", m.theme.key)
	found := fmt.Sprintf("%d of %d", len(m.lib.list.items), len(m.lib.all))
	right := c.textRight(m.w-1, y, m.w/2, found, m.theme.quiet)
	room := right - x - 2
	shown := m.lib.filter
	for textWidth(shown) > room && shown != "" {
		g, _ := firstGrapheme(shown)
		shown = shown[len(g):]
	}
	x = c.text(x, y, room, shown, m.theme.text)
	if !m.lib.typing || m.over != nil {
		return nil
	}
	return tea.NewCursor(x, y)
}

func (m *Model) drawList(c *canvas, y, width int) {
	if len(m.lib.list.items) == 0 {
		c.text(3, y+1, width-4, m.emptyText(), m.theme.quiet)
		return
	}
	for i, e := range m.lib.list.Shown() {
		m.drawEntry(c, y+i, width, e)
		if m.lib.list.top+i == m.lib.list.cursor {
			m.drawPicked(c, 0, y+i, width)
		}
	}
}

// drawPicked marks a row as the one under the cursor.
func (m *Model) drawPicked(c *canvas, x, y, width int) {
	c.restyle(x, y, width, func(st *uv.Style) { over(st, m.theme.row) })
	if !m.plain {
		c.put(x, y, "▌", 1, &uv.Style{Fg: m.theme.brand.Fg, Bg: m.theme.row.Bg}, "")
	}
}

func (m *Model) emptyText() string {
	switch {
	case !m.lib.loaded:
		return "reading the folder…"
	case len(m.lib.all) > 0:
		return "no title matches; esc clears the filter"
	}
	return "no articles here: put Markdown, text or HTML files into this folder"
}

// The columns at the right end of an entry's row, in cells.
const (
	minutesWidth = 8
	dateWidth    = 9
	datesFrom    = 60 // the width from which dates are shown
)

// drawEntry writes one article's row: state and title; to the right its
// length and date in columns of their own, and before them source, progress
// and notes as far as the title leaves room.
func (m *Model) drawEntry(c *canvas, y, width int, e *store.Entry) {
	c.text(2, y, 1, stateSign(e), m.stateStyle(e))
	if e.Reading.Star {
		c.text(3, y, 1, "★", m.theme.brand)
	}
	right := width - 1
	if e.Err != nil {
		m.drawUnreadable(c, y, right, e)
		return
	}
	c.textRight(right, y, minutesWidth, minutes(e.Minutes), m.theme.quiet)
	right -= minutesWidth
	if width >= datesFrom {
		if !e.Meta.Published.IsZero() {
			c.textRight(right, y, dateWidth, e.Meta.Published.Format("2006-01"), m.theme.quiet)
		}
		right -= dateWidth
	}
	extra := fitDetail(details(e), right-titleX-2-min(textWidth(e.Meta.Title), (right-titleX)*2/3))
	x := c.textRight(right, y, right-titleX, extra, m.theme.quiet)
	title := m.theme.title
	if e.Reading.Read {
		title = m.theme.quiet
	}
	c.text(titleX, y, x-titleX-2, e.Meta.Title, title)
	m.lightTitle(c, y, x-titleX-2, e)
}

// titleX is the column where titles begin.
const titleX = 5

func minutes(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d min", n)
}

// drawUnreadable writes the name of a file that can't be read, and why.
func (m *Model) drawUnreadable(c *canvas, y, right int, e *store.Entry) {
	half := (right - titleX) / 2
	end := c.text(titleX, y, max(half, right-titleX-2-textWidth(reason(e.Err))), e.Meta.Title, m.theme.quiet)
	c.textRight(right, y, right-end-2, reason(e.Err), m.theme.bad)
}

// lightTitle lights the letters of the title that the filter matched.
func (m *Model) lightTitle(c *canvas, y, width int, e *store.Entry) {
	at := m.lib.lit[e]
	if len(at) == 0 {
		return
	}
	x, n := titleX, 0
	for s := e.Meta.Title; s != "" && x < titleX+width; {
		g, w := firstGrapheme(s)
		runes := len([]rune(g))
		if slices.ContainsFunc(at, func(i int) bool { return n <= i && i < n+runes }) {
			c.restyle(x, y, min(w, titleX+width-x), func(st *uv.Style) { over(st, m.theme.match) })
		}
		x, n, s = x+w, n+runes, s[len(g):]
	}
}

// stateSign tells unread, begun, read or unreadable.
func stateSign(e *store.Entry) string {
	switch {
	case e.Err != nil:
		return "✗"
	case e.Reading.Read:
		return "✓"
	case e.Reading.Progress > 0:
		return "◐"
	}
	return "●"
}

func (m *Model) stateStyle(e *store.Entry) uv.Style {
	switch {
	case e.Err != nil:
		return m.theme.bad
	case e.Reading.Read:
		return m.theme.quiet
	case e.Reading.Progress > 0:
		return m.theme.key
	}
	return m.theme.done
}

// details are what else is known of an entry, the first to be left out first.
func details(e *store.Entry) []string {
	parts := []string{e.Meta.Site}
	if p := e.Reading.Progress; p >= 0.01 && !e.Reading.Read {
		parts = append(parts, fmt.Sprintf("%d %%", percent(p)))
	}
	if e.Notes > 0 {
		parts = append(parts, fmt.Sprintf("☞%d", e.Notes))
	}
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// fitDetail joins as many of the parts as fit, dropping from the front.
func fitDetail(parts []string, width int) string {
	for len(parts) > 0 && textWidth(strings.Join(parts, " · ")) > width {
		parts = parts[1:]
	}
	return strings.Join(parts, " · ")
}

// percent is p in whole per cent; only what is done is 100.
func percent(p float64) int { return min(int(p*100), 100) }

func (m *Model) drawBottom(c *canvas) {
	if m.status.text != "" {
		m.drawStatus(c)
		return
	}
	left := "sorted by " + m.lib.order.String()
	if len(m.saving.stuck) > 0 {
		left = count(len(m.saving.queue), "change") + " not saved yet"
	}
	if m.lib.filter != "" {
		left = "best match first"
	}
	hints := m.drawHints(c, -1, m.w-2, m.h-1, m.w-4)
	if m.w-4-hints-3 >= textWidth(left) {
		c.text(2, m.h-1, m.w-4, left, m.theme.quiet)
	}
}

// statusRows is how many rows a message may take.
const statusRows = 4

// drawStatus writes the message, over the rows above where one is too short.
func (m *Model) drawStatus(c *canvas) {
	st := m.theme.good
	if m.status.bad {
		st = m.theme.bad
	}
	lines := cut(wrap(m.status.text, m.w-4), statusRows)
	y := m.h - len(lines)
	if len(lines) > 1 {
		c.fill(0, y-1, m.w, len(lines)+1, uv.Style{})
		c.rule(1, y-1, m.w-2, m.theme.faint)
	}
	for i, line := range lines {
		c.text(2, y+i, m.w-4, line, st)
	}
}
