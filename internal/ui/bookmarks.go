package ui

import (
	"slices"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
)

// bookmarks is the pane that lists the article's marks and waits for the letter
// of one.
type bookmarks struct {
	*env
	mode     mode
	marks    []bookmark
	jumpBack func() tea.Cmd
	goTo     func(letter string) tea.Cmd // to the mark of a letter, or says that there is none
}

// bookmark is one of the marks, as it is shown.
type bookmark struct {
	key   string // its letter
	text  string // what stands there
	where string // how far down that is
}

func showBookmarks(e *env, b *bookmarks) {
	b.env = e
	b.mode = e.bound(bookmarksMode(b))
	if key := b.mode.keyOf("back to where you were"); key != "" {
		b.marks = slices.Insert(b.marks, 0, bookmark{key: key, text: "back to where you were"})
	}
	e.status.clear()
	e.push(b)
}

func (b *bookmarks) resize() {}

func (b *bookmarks) draw(c *term.Canvas) *tea.Cursor {
	x, y, width, height := b.drawPanel(c, "marks", panelWidth, len(b.marks)+2)
	shown := b.marks
	if n := len(shown) - height; n > 0 {
		shown = shown[:height-1]
		c.Text(x+3, y+height-1, width-3, "… and "+count(n+1, "more mark"), term.Laid(b.theme.Panel, b.theme.Quiet))
	}
	for i, l := range shown {
		c.Text(x, y+i, 2, l.key, term.Laid(b.theme.Panel, b.theme.Key))
		right := c.TextRight(x+width, y+i, 5, l.where, term.Laid(b.theme.Panel, b.theme.Quiet))
		c.Text(x+3, y+i, right-1-x-3, l.text, term.Laid(b.theme.Panel, b.theme.Text))
	}
	b.theme.DrawFrameHints(c, x, y+height, width, append([]term.Hint{{Key: "a letter", Does: "goes there"}}, b.mode.hints()...))
	return nil
}

func (b *bookmarks) table() *mode { return &b.mode }

func bookmarksMode(b *bookmarks) *mode {
	return &mode{title: "Marks", text: true, actions: append([]action{
		act("back to where you were", "' `", "", "back to where you were before the last jump", b.back),
		act("close", "esc", "close", "go nowhere; the letter of a mark goes there", b.leave),
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
	return b.goTo(k.Text)
}

func (b *bookmarks) paste(string) tea.Cmd { return nil }
