package reader

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/page"
	"manicule/internal/store"
	"manicule/internal/ui/overlay"
)

// setMark waits for a letter and keeps the place under it.
func (r *Pane) setMark() tea.Cmd {
	if r.Store == nil {
		r.Say("marks need a folder of articles")
		return r.StatusTimer()
	}
	r.TakeNext("mark this place with a letter", func(k tea.KeyPressMsg) tea.Cmd {
		if !library.IsMark(k.Text) {
			return nil
		}
		return r.markPlace(k.Text)
	})
	return nil
}

// markPlace keeps the place in focus, else that at the top of the screen.
func (r *Pane) markPlace(name string) tea.Cmd {
	at := r.Place
	if !r.focus.Empty() {
		at = r.focus.Start
	}
	return r.Host.OnEvent(r.Session.SetMark(name, at, "marked; '"+name+" comes back here"))
}

// goToMark shows the marks.
func (r *Pane) goToMark() tea.Cmd {
	b := &overlay.Bookmarks{JumpBack: r.jumpBack, GoTo: r.goToLetter}
	for _, mark := range r.Marks {
		at := library.MarkedAt(mark, r.Article.Text)
		words := r.page.Quote(r.page.Unit(at, page.Sentence))
		b.Marks = append(b.Marks, overlay.Bookmark{
			Key: article.CleanLine(mark.Letter), Text: article.CleanLine(words),
			Where: strconv.Itoa(library.PercentAt(at, len(r.Article.Text))) + " %",
		})
	}
	if len(r.Marks) == 0 {
		b.Marks = []overlay.Bookmark{{Key: "m", Text: "and a letter marks a place; there are no marks here yet"}}
	}
	overlay.ShowBookmarks(r.Env, b)
	return nil
}

// goToLetter goes to the mark of a letter.
func (r *Pane) goToLetter(letter string) tea.Cmd {
	i := slices.IndexFunc(r.Marks, func(mark store.Mark) bool { return mark.Letter == letter })
	switch {
	case i >= 0:
		return r.showPlace(library.MarkedAt(r.Marks[i], r.Article.Text))
	case library.IsMark(letter):
		r.Say("no place is marked " + letter + "; " + r.readMode.ByKey("mark place") + " and a letter marks one")
		return r.StatusTimer()
	}
	return nil
}

// showPlace shows a place at the top of the screen; ctrl-o comes back from it.
func (r *Pane) showPlace(at int) tea.Cmd {
	r.jumps.Leave(r.spot())
	return r.show(r.rowAt(at))
}

// goEnd goes to the end; with a number before it to that paragraph.
func (r *Pane) goEnd() tea.Cmd {
	if r.Count == 0 {
		return r.goLast()
	}
	p, n := r.page, r.Count
	return r.GoWhenFound(func() func() tea.Cmd { // in a large article it takes a while to count so far
		to := p.Nth(n, page.Paragraph)
		return func() tea.Cmd { return r.goParagraph(to) }
	})
}

func (r *Pane) goParagraph(to article.Span) tea.Cmd {
	if to.Empty() {
		return nil
	}
	r.jumps.Leave(r.spot())
	return r.focusOn(to, page.Paragraph)
}
