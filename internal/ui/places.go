package ui

import (
	"slices"
	"strconv"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/page"
	"manicule/internal/store"

	tea "charm.land/bubbletea/v2"
)

// setMark waits for a letter and keeps the place under it.
func (r *readerPane) setMark() tea.Cmd {
	if r.store == nil {
		r.say("marks are kept for articles in a folder only")
		return r.statusTimer()
	}
	r.takeNext("mark this place with a letter", func(k tea.KeyPressMsg) tea.Cmd {
		if !library.IsMark(k.Text) {
			return nil
		}
		return r.keepMark(k.Text)
	})
	return nil
}

// keepMark keeps the place in focus, else that at the top of the screen.
func (r *readerPane) keepMark(name string) tea.Cmd {
	at := r.Place
	if !r.focus.Empty() {
		at = r.focus.Start
	}
	return r.host.onEvent(r.session.SetMark(name, at, "marked; '"+name+" comes back here"))
}

// goToMark shows the marks.
func (r *readerPane) goToMark() tea.Cmd {
	b := &bookmarks{jumpBack: r.jumpBack, goTo: r.goToLetter}
	for _, mark := range r.Marks {
		at := library.MarkedAt(mark, r.Article.Text)
		words := r.page.Quote(r.page.Unit(at, page.Sentence))
		b.marks = append(b.marks, bookmark{
			key: article.CleanLine(mark.Letter), text: article.CleanLine(words),
			where: strconv.Itoa(library.PercentAt(at, len(r.Article.Text))) + " %",
		})
	}
	if len(r.Marks) == 0 {
		b.marks = []bookmark{{key: "m", text: "and a letter marks a place; there are no marks here yet"}}
	}
	showBookmarks(r.env, b)
	return nil
}

// goToLetter goes to the mark of a letter.
func (r *readerPane) goToLetter(letter string) tea.Cmd {
	i := slices.IndexFunc(r.Marks, func(mark store.Mark) bool { return mark.Letter == letter })
	switch {
	case i >= 0:
		return r.showPlace(library.MarkedAt(r.Marks[i], r.Article.Text))
	case library.IsMark(letter):
		r.say("no place is marked " + letter + "; " + r.readMode.byKey("mark place") + " and a letter marks one")
		return r.statusTimer()
	}
	return nil
}

// showPlace shows a place at the top of the screen; ctrl-o comes back from it.
func (r *readerPane) showPlace(at int) tea.Cmd {
	r.jumps.Leave(r.spot())
	return r.show(r.rowAt(at))
}

// goEnd goes to the end; with a number before it to that paragraph.
func (r *readerPane) goEnd() tea.Cmd {
	if r.count == 0 {
		return r.goLast()
	}
	p, n := r.page, r.count
	return r.goWhenFound(func() func() tea.Cmd { // in a large article it takes a while to count so far
		to := p.Nth(n, page.Paragraph)
		return func() tea.Cmd { return r.goParagraph(to) }
	})
}

func (r *readerPane) goParagraph(to article.Span) tea.Cmd {
	if to.Empty() {
		return nil
	}
	r.jumps.Leave(r.spot())
	return r.focusOn(to, page.Paragraph)
}
