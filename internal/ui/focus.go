package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
)

// focusNext puts the focus on the next unit: of a fresh focus, the first
// one there is.
func (m *Model) focusNext(u page.Unit) tea.Cmd {
	r := m.rd
	if r.focus.Empty() {
		return m.focusOn(m.freshUnit(u), u)
	}
	if u < r.unit { // from a paragraph to its first sentence
		return m.focusOn(r.page.Unit(r.focus.Start, u), u)
	}
	return m.focusFrom(u, r.page.Next)
}

// focusPrev puts the focus on the unit before.
func (m *Model) focusPrev(u page.Unit) tea.Cmd {
	r := m.rd
	switch {
	case r.focus.Empty() && m.onHit():
		return m.focusOn(m.freshUnit(u), u)
	case r.focus.Empty():
		return m.focusOn(r.page.Unit(max(m.visible().End-1, 0), u), u)
	case u > r.unit: // from a sentence to its paragraph
		return m.focusOn(r.page.Unit(r.focus.Start, u), u)
	}
	return m.focusFrom(u, r.page.Prev)
}

func (m *Model) focusFrom(u page.Unit, step func(int, page.Unit) (article.Span, bool)) tea.Cmd {
	s := m.rd.focus
	for range m.times() {
		next, ok := step(s.Start, u)
		if !ok {
			break
		}
		s = next
	}
	return m.focusOn(s, u)
}

// freshUnit is where a focus begins: at the hit that was gone to, else at the
// first unit that begins on the screen.
func (m *Model) freshUnit(u page.Unit) article.Span {
	if m.onHit() {
		return m.rd.page.Unit(m.rd.hits.Now().Start, u)
	}
	return m.rd.firstUnit(m.visible(), u)
}

// firstUnit is the first unit that begins in the visible part, else the one
// that fills it. The article's title is passed over.
func (r *reader) firstUnit(visible article.Span, u page.Unit) article.Span {
	s := r.page.Unit(visible.Start, u)
	if s.Start < visible.Start || s.Overlaps(r.Article.TitleSpan) {
		if next, ok := r.page.Next(s.Start, u); ok && next.Start < visible.End {
			return next
		}
	}
	return s
}

// focusOn puts the focus on a span and shows it, with the first note on it.
func (m *Model) focusOn(s article.Span, u page.Unit) tea.Cmd {
	r := m.rd
	if s.Empty() {
		return nil
	}
	r.focus, r.unit, r.current = s, u, ""
	if n := r.noteOn(s); n != nil {
		r.current = n.ID
	}
	return m.reveal(s)
}

// target is what a key acts on: the focus; failing that the first paragraph
// on the screen, which then gets the focus. It is empty right after a change on
// disk took the focus away: the key was meant for that.
func (m *Model) target() article.Span {
	r := m.rd
	if r.focus.Empty() && !r.strayed {
		r.focus, r.unit = m.freshUnit(page.Paragraph), page.Paragraph
	}
	return r.focus
}

func (m *Model) copyFocus() tea.Cmd { return m.copyText(m.rd.page.Quote(m.target())) }

// copyCitation copies the selection, else the focus, with where it is from.
func (m *Model) copyCitation() tea.Cmd {
	r := m.rd
	s := m.target()
	if r.sel != nil {
		s, r.sel = r.sel.span(), nil
	}
	if s.Empty() {
		return m.nothingHere()
	}
	meta := r.Article.Meta
	text := "“" + r.page.Quote(s) + "”\n— "
	for _, part := range []string{meta.Author, meta.Title, meta.Site} {
		if part != "" && !strings.HasSuffix(text, "— ") {
			text += ", "
		}
		text += part
	}
	if !meta.Published.IsZero() {
		text += ", " + meta.Published.Format("2006-01-02")
	}
	if meta.Source != "" {
		text += "\n" + meta.Source
	}
	return m.copyText(text)
}
