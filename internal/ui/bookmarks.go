package ui

import (
	"slices"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/page"
	"manicule/internal/store"
)

// setMark waits for a letter and keeps the place under it.
func (m *Model) setMark() tea.Cmd {
	if m.store == nil {
		m.say("marks are kept for articles in a folder only")
		return m.statusTimer()
	}
	m.pending = &prompt{"mark this place with a letter", func(m *Model, k tea.KeyPressMsg) tea.Cmd {
		if !library.IsMark(k.Text) {
			return nil
		}
		return m.keepMark(k.Text)
	}}
	return nil
}

// keepMark keeps the place in focus, else that at the top of the screen.
func (m *Model) keepMark(name string) tea.Cmd {
	r := m.rd
	at := r.Place
	if !r.focus.Empty() {
		at = r.focus.Start
	}
	return m.onEvent(m.session.SetMark(name, at, "marked; '"+name+" comes back here"))
}

// bookmarks is the overlay that lists the article's marks and waits for the
// letter of one.
type bookmarks struct {
	lines []helpLine // the letter, and what stands there
	where []string   // how far down that is
}

// goToMark shows the marks.
func (m *Model) goToMark() tea.Cmd {
	b := &bookmarks{lines: []helpLine{{"'", "back to where you were"}}, where: []string{""}}
	r := m.rd
	for _, mark := range r.Marks {
		at := library.MarkedAt(mark, r.Article.Text)
		words := r.page.Quote(r.page.Unit(at, page.Sentence))
		b.lines = append(b.lines, helpLine{article.CleanLine(mark.Letter), article.CleanLine(words)})
		b.where = append(b.where, itoa(library.PercentAt(at, len(r.Article.Text)))+" %")
	}
	if len(r.Marks) == 0 {
		b.lines = append(b.lines, helpLine{"m", "and a letter marks a place; there are no marks here yet"})
		b.where = append(b.where, "")
	}
	m.status.hush()
	m.over = b
	return nil
}

func (b *bookmarks) resize(*Model) {}

func (b *bookmarks) draw(m *Model, c *term.Canvas) *tea.Cursor {
	x, y, width, height := m.drawPanel(c, "marks", panelWidth, len(b.lines)+2)
	shown := b.lines
	if n := len(shown) - height; n > 0 {
		shown = shown[:height-1]
		c.Text(x+3, y+height-1, width-3, "… and "+count(n+1, "more mark"), term.Laid(m.theme.Panel, m.theme.Quiet))
	}
	for i, l := range shown {
		c.Text(x, y+i, 2, l.key, term.Laid(m.theme.Panel, m.theme.Key))
		right := c.TextRight(x+width, y+i, 5, b.where[i], term.Laid(m.theme.Panel, m.theme.Quiet))
		c.Text(x+3, y+i, right-1-x-3, l.text, term.Laid(m.theme.Panel, m.theme.Text))
	}
	m.theme.DrawFrameHints(c, x, y+height, width, []term.Hint{{Key: "a letter", Does: "goes there"}, {Key: "esc", Does: "close"}})
	return nil
}

func (b *bookmarks) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	m.over = nil
	r := m.rd
	i := slices.IndexFunc(r.Marks, func(mark store.Mark) bool { return mark.Letter == k.Text })
	switch {
	case k.String() == "ctrl+c":
		return m.quit()
	case k.Text == "'" || k.Text == "`":
		return m.jumpBack()
	case i >= 0:
		return m.leapTo(library.MarkedAt(r.Marks[i], r.Article.Text))
	case library.IsMark(k.Text):
		m.say("no place is marked " + k.Text + "; m and a letter marks one")
		return m.statusTimer()
	}
	return nil
}

func (b *bookmarks) paste(*Model, string) tea.Cmd { return nil }

// leapTo shows a place at the top of the screen; ctrl-o comes back from it.
func (m *Model) leapTo(at int) tea.Cmd {
	m.rd.jumps.Leave(m.rd.spot())
	return m.show(m.rd.rowAt(at))
}

// goEnd goes to the end; with a number before it to that paragraph.
func (m *Model) goEnd() tea.Cmd {
	if m.count == 0 {
		return m.goLast()
	}
	p, n := m.rd.page, m.count
	return m.goWhenFound(func() func(*Model) tea.Cmd { // in a large article it takes a while to count so far
		to := p.Nth(n, page.Paragraph)
		return func(m *Model) tea.Cmd { return m.goParagraph(to) }
	})
}

func (m *Model) goParagraph(to article.Span) tea.Cmd {
	if to.Empty() {
		return nil
	}
	m.rd.jumps.Leave(m.rd.spot())
	return m.focusOn(to, page.Paragraph)
}
