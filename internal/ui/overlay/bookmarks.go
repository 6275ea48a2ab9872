package overlay

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// Bookmarks is the pane that lists the article's marks and waits for the letter
// of one.
type Bookmarks struct {
	*pane.Env
	mode     pane.Mode
	Marks    []Bookmark
	JumpBack func() tea.Cmd
	GoTo     func(letter string) tea.Cmd // to the mark of a letter, or says that there is none
}

// Bookmark is one of the marks, as it is shown.
type Bookmark struct {
	Key   string // its letter
	Text  string // what stands there
	Where string // how far down that is
}

func ShowBookmarks(e *pane.Env, b *Bookmarks) {
	b.Env = e
	b.mode = e.Bound(bookmarksMode(b))
	if key := b.mode.KeyOf("back to where you were"); key != "" {
		b.Marks = slices.Insert(b.Marks, 0, Bookmark{Key: key, Text: "back to where you were"})
	}
	e.Status.Clear()
	e.Push(b)
}

func (b *Bookmarks) Resize() {}

func (b *Bookmarks) Draw(c *term.Canvas) *tea.Cursor {
	x, y, width, height := b.DrawPanel(c, "marks", pane.PanelWidth, len(b.Marks)+2)
	shown := b.Marks
	if n := len(shown) - height; n > 0 {
		shown = shown[:height-1]
		c.Text(x+3, y+height-1, width-3, "… and "+pane.Count(n+1, "more mark"), term.Laid(b.Theme.Panel, b.Theme.Quiet))
	}
	for i, l := range shown {
		c.Text(x, y+i, 2, l.Key, term.Laid(b.Theme.Panel, b.Theme.Key))
		right := c.TextRight(x+width, y+i, 5, l.Where, term.Laid(b.Theme.Panel, b.Theme.Quiet))
		c.Text(x+3, y+i, right-1-x-3, l.Text, term.Laid(b.Theme.Panel, b.Theme.Text))
	}
	b.Theme.DrawFrameHints(c, x, y+height, width, append([]term.Hint{{Key: "a letter", Does: "goes there"}}, b.mode.Hints()...))
	return nil
}

func (b *Bookmarks) Table() *pane.Mode { return &b.mode }

func bookmarksMode(b *Bookmarks) *pane.Mode {
	return &pane.Mode{Title: "Marks", Text: true, Actions: append([]pane.Action{
		pane.Act("back to where you were", "' `", "", "back to where you were before the last jump", b.back),
		pane.Act("close", "esc", "close", "close; a mark's letter goes there", b.leave),
	}, b.QuitActions()...)}
}

func (b *Bookmarks) back() tea.Cmd {
	b.Close(b)
	return b.JumpBack()
}

func (b *Bookmarks) leave() tea.Cmd {
	b.Close(b)
	return nil
}

// Typed goes to the mark of a letter; any key closes the pane.
func (b *Bookmarks) Typed(k tea.KeyPressMsg) tea.Cmd {
	b.Close(b)
	return b.GoTo(k.Text)
}

func (b *Bookmarks) Paste(string) tea.Cmd { return nil }
