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
func (r *readerPane) setMark() tea.Cmd {
	if r.store == nil {
		r.say("marks are kept for articles in a folder only")
		return r.statusTimer()
	}
	r.pending = &prompt{"mark this place with a letter", func(k tea.KeyPressMsg) tea.Cmd {
		if !library.IsMark(k.Text) {
			return nil
		}
		return r.keepMark(k.Text)
	}}
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

// bookmarks is the pane that lists the article's marks and waits for the letter
// of one.
type bookmarks struct {
	*readerPane
	mode  mode
	lines []helpLine // the letter, and what stands there
	where []string   // how far down that is
}

// goToMark shows the marks.
func (r *readerPane) goToMark() tea.Cmd {
	b := &bookmarks{readerPane: r}
	b.mode = r.bound(bookmarksMode(b))
	if key := b.mode.keyOf("back to where you were"); key != "" {
		b.lines, b.where = []helpLine{{key, "back to where you were"}}, []string{""}
	}
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
	r.status.clear()
	r.push(b)
	return nil
}

func (b *bookmarks) resize() {}

func (b *bookmarks) draw(c *term.Canvas) *tea.Cursor {
	x, y, width, height := b.drawPanel(c, "marks", panelWidth, len(b.lines)+2)
	shown := b.lines
	if n := len(shown) - height; n > 0 {
		shown = shown[:height-1]
		c.Text(x+3, y+height-1, width-3, "… and "+count(n+1, "more mark"), term.Laid(b.theme.Panel, b.theme.Quiet))
	}
	for i, l := range shown {
		c.Text(x, y+i, 2, l.key, term.Laid(b.theme.Panel, b.theme.Key))
		right := c.TextRight(x+width, y+i, 5, b.where[i], term.Laid(b.theme.Panel, b.theme.Quiet))
		c.Text(x+3, y+i, right-1-x-3, l.text, term.Laid(b.theme.Panel, b.theme.Text))
	}
	b.theme.DrawFrameHints(c, x, y+height, width, append([]term.Hint{{Key: "a letter", Does: "goes there"}}, b.mode.hints()...))
	return nil
}

func (b *bookmarks) table() *mode { return &b.mode }

func bookmarksMode(b *bookmarks) *mode {
	return &mode{title: "Marks", text: true, actions: append([]action{
		{"back to where you were", []string{"'", "`"}, "", "back to where you were before the last jump", b.back},
		{"close", []string{"esc"}, "close", "go nowhere; the letter of a mark goes there", b.leave},
	}, b.quitActions()...)}
}

func (b *bookmarks) back() tea.Cmd {
	b.close(b)
	return b.jumpBack()
}

func (b *bookmarks) leave() tea.Cmd {
	b.close(b)
	return nil
}

// typed goes to the mark of a letter; any key closes the pane.
func (b *bookmarks) typed(k tea.KeyPressMsg) tea.Cmd {
	b.close(b)
	r := b.readerPane
	i := slices.IndexFunc(r.Marks, func(mark store.Mark) bool { return mark.Letter == k.Text })
	switch {
	case i >= 0:
		return b.showPlace(library.MarkedAt(r.Marks[i], r.Article.Text))
	case library.IsMark(k.Text):
		b.say("no place is marked " + k.Text + "; " + r.readMode.byKey("mark place") + " and a letter marks one")
		return b.statusTimer()
	}
	return nil
}

func (b *bookmarks) paste(string) tea.Cmd { return nil }

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
