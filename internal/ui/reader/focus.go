package reader

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/script"
	"manicule/internal/session"
)

// focusNext puts the focus as many units on as the count says. The first of them
// is that of a fresh focus, or a paragraph's first sentence.
func (r *Pane) focusNext(u page.Unit) tea.Cmd {
	switch {
	case r.focus.Empty():
		return r.focusFrom(r.freshUnit(u), u, r.Times()-1, r.page.Next)
	case u < r.unit:
		return r.focusFrom(r.page.Unit(r.focus.Start, u), u, r.Times()-1, r.page.Next)
	}
	return r.focusFrom(r.focus, u, r.Times(), r.page.Next)
}

// focusPrev puts the focus as many units back. The first of them is that of a
// fresh focus, or a sentence's paragraph.
func (r *Pane) focusPrev(u page.Unit) tea.Cmd {
	switch {
	case r.focus.Empty() && r.onHit():
		return r.focusFrom(r.freshUnit(u), u, r.Times()-1, r.page.Prev)
	case r.focus.Empty():
		return r.focusFrom(r.page.Unit(max(r.visible().End-1, 0), u), u, r.Times()-1, r.page.Prev)
	case u > r.unit:
		return r.focusFrom(r.page.Unit(r.focus.Start, u), u, r.Times()-1, r.page.Prev)
	}
	return r.focusFrom(r.focus, u, r.Times(), r.page.Prev)
}

// focusFrom puts the focus n units from s, or as far as there are some.
func (r *Pane) focusFrom(s article.Span, u page.Unit, n int, step func(int, page.Unit) (article.Span, bool)) tea.Cmd {
	for range n {
		next, ok := step(s.Start, u)
		if !ok {
			break
		}
		s = next
	}
	return r.focusOn(s, u)
}

// freshUnit is where a focus begins: at the hit that was gone to, else at the
// first unit that begins on the screen.
func (r *Pane) freshUnit(u page.Unit) article.Span {
	if r.onHit() {
		return r.page.Unit(r.hits.Now().Start, u)
	}
	return r.firstUnit(r.visible(), u)
}

// firstUnit is the first unit that begins in the visible part, else the one
// that fills it. The article's title is passed over.
func (r *Pane) firstUnit(visible article.Span, u page.Unit) article.Span {
	s := r.page.Unit(visible.Start, u)
	if s.Start < visible.Start || s.Overlaps(r.Article.TitleSpan) {
		if next, ok := r.page.Next(s.Start, u); ok && next.Start < visible.End {
			return next
		}
	}
	return s
}

// focusOn puts the focus on a span and shows it, with the first note on it.
func (r *Pane) focusOn(s article.Span, u page.Unit) tea.Cmd {
	if s.Empty() {
		return nil
	}
	r.focus, r.unit, r.current = s, u, ""
	if n := r.noteOn(s); n != nil {
		r.current = n.ID
	}
	return r.reveal(s)
}

// target is what a key acts on: the focus; failing that the first paragraph
// on the screen, which then gets the focus. It is empty right after a change on
// disk took the focus away: the key was meant for that.
func (r *Pane) target() article.Span {
	if r.focus.Empty() && !r.strayed {
		r.focus, r.unit = r.freshUnit(page.Paragraph), page.Paragraph
	}
	return r.focus
}

func (r *Pane) copyFocus() tea.Cmd {
	quote := r.page.Quote(r.target())
	return r.CopyPassage(quote, quote)
}

// copyCitation copies the selection, else the focus, with where it is from.
func (r *Pane) copyCitation() tea.Cmd {
	s := r.target()
	if r.sel != nil {
		s, r.sel = r.sel.span(), nil
	}
	if s.Empty() {
		return r.nothingHere()
	}
	meta := r.Article.Meta
	quote := r.page.Quote(s)
	text := script.Quoted(quote) + "\n— "
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
	return r.CopyPassage(text, quote)
}

// nothingHere answers a key that needs text where there is none.
func (r *Pane) nothingHere() tea.Cmd {
	r.Say(r.readMode.Named("no text here to highlight; {note on article} writes a note on the article"))
	if r.strayed {
		r.Say("the passage in focus is gone")
	}
	return r.StatusTimer()
}

// stepBack takes one layer away: the focus, then the article.
func (r *Pane) stepBack() tea.Cmd {
	if r.Status.Bad && r.Status.Text != "" {
		r.Status.Text = ""
		return nil
	}
	if len(r.hits.Spans) > 0 || r.seek.cancel != nil {
		r.seek.drop()
		r.hits = session.Hits{}
		r.Status.Text = ""
		return nil
	}
	if !r.focus.Empty() || r.current != "" {
		r.focus, r.current = article.Span{}, ""
		return nil
	}
	return r.Host.CloseReader()
}
