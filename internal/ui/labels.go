package ui

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
)

// linkLabels puts letters on the links in sight. Typing those of one follows
// it; with the last one as a capital it is only looked at.
type linkLabels struct {
	links []labelledLink
	typed string
	peek  bool // looking was asked for: small letters do that too
}

// labelledLink is a link on the screen with the letters that follow it.
type labelledLink struct {
	label, dest string
	x, y        int // where it begins, in cells
	span        article.Span
}

// followLink labels the links in sight to follow one.
func (m *Model) followLink() tea.Cmd { return m.labelLinks(false, m.linksInSight()) }

// peekLink shows what the one link in focus leads to; of more, or without a
// focus, one is to be picked.
func (m *Model) peekLink() tea.Cmd {
	all := m.linksInSight()
	var focused []labelledLink
	for _, l := range all {
		if l.span.Overlaps(m.rd.focus) {
			focused = append(focused, l)
		}
	}
	switch len(focused) {
	case 0:
		return m.labelLinks(true, all)
	case 1:
		return m.peekAt(focused[0])
	}
	return m.labelLinks(true, focused)
}

func (m *Model) labelLinks(peek bool, links []labelledLink) tea.Cmd {
	if len(links) == 0 {
		m.say("there is no link on the screen")
		return m.statusTimer()
	}
	for i, label := range labels(len(links)) {
		links[i].label = label
	}
	m.status.text = ""
	m.over = &linkLabels{links: links, peek: peek}
	return nil
}

// linksInSight are the links on the screen: of the text, and of the notes
// beside or below it.
func (m *Model) linksInSight() []labelledLink {
	var all []labelledLink
	cols := m.columns()
	for _, l := range m.rd.page.Links(m.rd.top, m.pageRows()) {
		all = append(all, labelledLink{dest: l.Dest, x: cols.text + l.Col, y: m.head() + l.Row, span: l.Span})
	}
	return append(all, m.noteLinks(cols)...)
}

// noteLinks are the links in the notes that are shown.
func (m *Model) noteLinks(cols columns) []labelledLink {
	if n := m.noteOnDemand(); n != nil {
		lines := cut(wrap(noteText(n), cols.width-1), m.noteRows(n)-1)
		return linksIn(n, lines, cols.text, m.head()+m.pageRows()+1)
	}
	if cols.marginFor == 0 {
		return nil
	}
	var all []labelledLink
	for _, b := range m.marginNotes(cols, m.rd.page.Lines(m.rd.top, m.pageRows())) {
		all = append(all, linksIn(b.note, b.lines, cols.margin+2, b.y)...)
	}
	return all
}

// linksIn finds a note's links in its lines as they are wrapped, by the word
// that each begins with.
func linksIn(n *placed, lines []string, x, y int) []labelledLink {
	text := article.Clean(n.Body)
	var all []labelledLink
	row, from := 0, 0
	for _, l := range article.Links(text) {
		word, _, _ := strings.Cut(text[l.Span.Start:l.Span.End], " ")
		for ; row < len(lines); row, from = row+1, 0 {
			if i := strings.Index(lines[row][from:], word); i >= 0 {
				all = append(all, labelledLink{dest: l.Dest, x: x + textWidth(lines[row][:from+i]), y: y + row})
				from += i + len(word)
				break
			}
		}
	}
	return all
}

// labelling tells that there are labels on the links; the note below the text
// stays in sight then.
func (m *Model) labelling() bool {
	_, ok := m.over.(*linkLabels)
	return ok
}

// resize drops the labels: the links stand elsewhere now.
func (l *linkLabels) resize(m *Model) { m.over = nil }

// draw dims the text, not its pictures, and puts what is still to be typed of each label over the
// beginning of its link.
func (l *linkLabels) draw(m *Model, c *canvas) *tea.Cursor {
	for y := range m.h - 2 {
		c.restyle(0, y, m.w, m.theme.dim)
	}
	m.drawPictures(c, m.columns().text)
	for _, link := range l.links {
		if rest, ok := strings.CutPrefix(link.label, l.typed); ok {
			c.text(link.x, link.y, len(rest), rest, m.theme.hitNow)
		}
	}
	c.fill(0, m.h-1, m.w, 1, uv.Style{})
	said, more := "the letters of a link follow it", " · a capital looks at it · esc goes back"
	if l.peek {
		said, more = "the letters of a link show where it leads", " · esc goes back"
	}
	x := c.text(2, m.h-1, m.w-4, said, m.theme.text)
	c.text(x, m.h-1, m.w-2-x, fitParts(more, m.w-2-x), m.theme.quiet)
	return nil
}

func (l *linkLabels) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc":
		m.over = nil
	case "ctrl+c":
		return m.quit()
	case "backspace":
		l.typed = dropLastGrapheme(l.typed)
	default:
		return l.letter(m, k.Text)
	}
	return nil
}

// letter goes on with the labels that go on so; another letter is passed over.
func (l *linkLabels) letter(m *Model, letter string) tea.Cmd {
	typed := l.typed + strings.ToLower(letter)
	for _, link := range l.links {
		switch {
		case letter == "" || !strings.HasPrefix(link.label, typed):
		case link.label != typed:
			l.typed = typed
			return nil
		case l.peek || strings.ContainsFunc(letter, unicode.IsUpper):
			m.over = nil
			return m.peekAt(link)
		default:
			m.over = nil
			return m.goLink(link.dest)
		}
	}
	return nil
}

func (l *linkLabels) paste(*Model, string) tea.Cmd { return nil }

// linkUnder is the destination of the text's link under the pointer, or "".
func (m *Model) linkUnder(ev tea.Mouse) string {
	row := ev.Y - m.head()
	if row < 0 || row >= m.pageRows() {
		return ""
	}
	at, moved := m.rd.page.Move(m.rd.top, row)
	if moved != row {
		return ""
	}
	return m.rd.page.LinkAt(at, ev.X-m.columns().text)
}
