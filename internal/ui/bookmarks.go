package ui

import (
	"slices"
	"strings"

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
	m.say("mark this place with a letter")
	m.pending = func(m *Model, k tea.KeyPressMsg) tea.Cmd {
		m.status.text = ""
		if !library.IsMark(k.Text) {
			return nil
		}
		return m.keepMark(k.Text)
	}
	return nil
}

// keepMark keeps the place in focus, else that at the top of the screen.
func (m *Model) keepMark(name string) tea.Cmd {
	r := m.rd
	at := r.anchor
	if !r.focus.Empty() {
		at = r.focus.Start
	}
	mark := store.Mark{Letter: name, Place: at, Quote: library.QuoteAt(r.art.Text, at)}
	r.marks = library.Marked(r.marks, mark)
	c, path := m.store, r.path
	write := m.inTurn(func() tea.Msg {
		err := c.SaveReading(path, func(s *store.Reading) { s.Marks = library.Marked(s.Marks, mark) })
		return readingMsg{"marked; '" + name + " comes back here", err}
	})
	return write
}

// goToMark shows the marks and waits for the letter of one.
func (m *Model) goToMark() tea.Cmd {
	m.say(m.rd.marksText())
	m.pending = func(m *Model, k tea.KeyPressMsg) tea.Cmd {
		m.status.text = ""
		if k.Text == "'" || k.Text == "`" {
			return m.jumpBack()
		}
		r := m.rd
		i := slices.IndexFunc(r.marks, func(mark store.Mark) bool { return mark.Letter == k.Text })
		switch {
		case i >= 0:
			return m.leapTo(library.MarkedAt(r.marks[i], r.art.Text))
		case library.IsMark(k.Text):
			m.say("no place is marked " + k.Text + "; m and a letter marks one")
			return m.statusTimer()
		}
		return nil
	}
	return nil
}

// marksText lists the marks with what stands there.
func (r *reader) marksText() string {
	list := []string{"' back to where you were"}
	for _, mark := range r.marks {
		words := r.page.Quote(r.page.Unit(library.MarkedAt(mark, r.art.Text), page.Sentence))
		list = append(list, mark.Letter+" "+truncate(article.CleanLine(words), 24))
	}
	if len(r.marks) == 0 {
		list = append(list, "no marks here yet: m and a letter marks a place")
	}
	return strings.Join(list, " · ")
}

// leapTo shows a place at the top of the screen; ctrl-o comes back from it.
func (m *Model) leapTo(at int) tea.Cmd {
	m.rd.jumps.leap(m.rd.spot())
	return m.show(m.rd.rowAt(at))
}

// goEnd goes to the end; with a number before it to that paragraph.
func (m *Model) goEnd() tea.Cmd {
	if m.count == 0 {
		return m.goLast()
	}
	p, n := m.rd.page, m.count
	return func() tea.Msg { return paragraphMsg{p, p.Nth(n, page.Paragraph)} }
}

// paragraphMsg brings the paragraph that was asked for by its number; in a
// large article it takes a while to count so far.
type paragraphMsg struct {
	page *page.Page
	span article.Span
}

func (m *Model) counted(msg paragraphMsg) tea.Cmd {
	if m.rd == nil || m.rd.page != msg.page || msg.span.Empty() {
		return nil
	}
	m.rd.jumps.leap(m.rd.spot())
	return m.focusOn(msg.span, page.Paragraph)
}
