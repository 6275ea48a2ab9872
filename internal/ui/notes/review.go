package notes

import (
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/session"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// review is the pane in which notes come up again, one by one.
type review struct {
	*pane.Env
	mode    pane.Mode
	tagMode pane.Mode
	cards   []session.Card // those that are left; the first is shown
	all     int
	page    *page.Page  // the first one's article; nil when its passage is lost
	tags    *term.Field // being typed, or nil
}

// StartReview opens the review of the day's notes, up to that many, which are
// chosen in the background.
func StartReview(e *pane.Env, most int) tea.Cmd {
	if e.Store == nil {
		e.Say("no notes to review")
		return e.StatusTimer()
	}
	choose := e.Session.Review(e.Ctx, most)
	return e.Await("choosing notes to review", func() pane.Arrival {
		found := choose().(session.Cards)
		return func() (pane.Pane, error) { return newReview(e, found.Cards, found.Err) }
	})
}

func newReview(e *pane.Env, cards []session.Card, err error) (pane.Pane, error) {
	switch {
	case err != nil:
		return nil, err
	case len(cards) == 0:
		return nil, pane.Nothing("nothing more to review today")
	}
	v := &review{Env: e, cards: cards, all: len(cards)}
	v.mode, v.tagMode = e.Bound(reviewMode(v)), e.Bound(reviewTagMode(v))
	return v, nil
}

func (v *review) now() *session.Card { return &v.cards[0] }

const reviewRows = 26

// size is what the panel's inside takes.
func (v *review) size() (width, height int) {
	return min(v.W-2, pane.PanelWidth) - 4, min(v.H-2, reviewRows) - 2
}

func (v *review) Resize() {
	width, _ := v.size()
	c := v.now()
	if v.page = nil; c.Match.State != note.Lost && !c.OnArticle() {
		v.page = page.New(c.Article, width, v.Theme.Page)
	}
}

// wordRows is how many rows the reader's own words may take.
func (v *review) wordRows() int {
	_, height := v.size()
	return max(height/3, 2)
}

func (v *review) Draw(c *term.Canvas) *tea.Cursor {
	width, height := v.size()
	title := "review · " + strconv.Itoa(v.all-len(v.cards)+1) + " of " + strconv.Itoa(v.all)
	x, y, width, height := v.DrawPanel(c, title, width+4, height+2)
	ink := func(st uv.Style) uv.Style { return term.Laid(v.Theme.Panel, st) }
	n := v.now()
	c.Text(x, y, width, n.Article.Meta.Title, ink(v.Theme.Title))
	c.Text(x, y+1, width, v.about(), ink(v.Theme.Quiet))
	cursor := v.drawWords(c, x, y, width, height)
	v.drawPassage(c, x, y+3, width, v.passageRows(y, width, height))
	v.Theme.DrawFrameHints(c, x, y+height, width, v.Table().Hints())
	return cursor
}

// about tells the note's kind, day and state, and where the article is.
func (v *review) about() string {
	n := v.now()
	parts := []string{article.CleanLine(n.Kind)}
	if !n.Made.IsZero() {
		parts = append(parts, n.Made.Format(time.DateOnly))
	}
	if n.Match.State != note.Exact {
		parts = append(parts, n.Match.State.String())
	}
	return strings.Join(append(parts, article.CleanLine(n.Article.Name)), " · ")
}

// lines are the reader's own words as they are shown, and the tags.
func (v *review) lines(width int) []pane.WordLine {
	n := v.now()
	lines := v.WordLines(n.Body, width-2, v.wordRows())
	if len(n.Tags) > 0 {
		lines = append(lines, pane.SaidLines(article.CleanLine("#"+strings.Join(n.Tags, " #")), width)...)
	}
	return lines
}

// passageRows is what is left for the passage and its surroundings in a panel
// that begins at row y.
func (v *review) passageRows(y, width, height int) int {
	if v.editing() {
		return max(min(height-3, v.H-EditorRows(v.H)-y-3), 1)
	}
	below := len(v.lines(width))
	if v.tags != nil {
		below++
	}
	return max(height-4-below, 1)
}

// editing reports whether the note's words are being edited, below its passage.
func (v *review) editing() bool { return Editing(v.Env) }

// drawWords draws the reader's own words at the bottom, or what is typed.
func (v *review) drawWords(c *term.Canvas, x, y, width, height int) *tea.Cursor {
	if v.editing() {
		return nil
	}
	at := y + 3 + v.passageRows(y, width, height) + 1
	lines := v.lines(width)
	if len(lines) > 0 || v.tags != nil {
		c.Rule(x, at-1, width, term.Laid(v.Theme.Panel, v.Theme.Faint))
	}
	for _, line := range lines {
		line.Draw(c, x, at, width, term.Laid(v.Theme.Panel, v.Theme.Text))
		at++
	}
	if v.tags == nil {
		return nil
	}
	end := c.Text(x, at, width, "# "+v.tags.Text[:v.tags.Cursor], term.Laid(v.Theme.Panel, v.Theme.Key))
	c.Text(end, at, width-(end-x), v.tags.Text[v.tags.Cursor:], term.Laid(v.Theme.Panel, v.Theme.Key))
	return tea.NewCursor(end, at)
}

// drawPassage draws the passage highlighted in what stands around it; of a lost one
// what was quoted.
func (v *review) drawPassage(c *term.Canvas, x, y, width, rows int) {
	n := v.now()
	if v.page == nil {
		said := n.Anchor.Quote
		if n.OnArticle() {
			said = "a note on the whole article"
		}
		lines := term.Wrap(article.Clean(said), width)
		for i, line := range lines[:min(len(lines), rows)] {
			c.Text(x, y+i, width, line, term.Laid(v.Theme.Panel, v.Theme.Quiet))
		}
		return
	}
	paints := []pane.Paint{{Span: n.Match.Span, Style: v.Theme.Passage(n.Kind)}}
	for i, line := range passageLines(v.page, n.Match.Span, rows) {
		pane.DrawLine(c, x, y+i, v.page, line)
		c.Restyle(x, y+i, width, func(st *uv.Style) { st.Bg = v.Theme.Panel.Bg })
		v.PaintLine(c, x, y+i, line, paints)
	}
}

// Table is that of what is typed, or of the card.
func (v *review) Table() *pane.Mode {
	switch {
	case v.tags != nil:
		return &v.tagMode
	}
	return &v.mode
}

func (v *review) Typed(k tea.KeyPressMsg) tea.Cmd {
	return v.Paste(k.Text)
}

func (v *review) editTags(change func(*term.Field)) tea.Cmd {
	v.tags.Do(change)
	return nil
}

func (v *review) leaveTags() tea.Cmd {
	v.tags = nil
	return nil
}

// tag gives the note the tags that were typed; one with a minus is taken away.
func (v *review) tag() tea.Cmd {
	changed := v.now().Note
	give, take := session.ParseTags(v.tags.Text)
	changed.Tags = session.Retag(changed.Tags, give, take)
	v.tags = nil
	if slices.Equal(changed.Tags, v.now().Tags) {
		return nil
	}
	return v.changeCard(changed, "tags changed")
}

// changeCard changes the note that is shown, as any change that undo knows.
func (v *review) changeCard(changed note.Note, said string) tea.Cmd {
	n := v.now()
	before := n.Note
	n.Note = changed
	return v.Host.OnEvent(v.Session.Edit(n.Article, before, changed, said))
}

func (v *review) Paste(text string) tea.Cmd {
	if v.tags == nil || text == "" {
		return nil
	}
	return v.editTags(func(f *term.Field) { f.Insert(text) })
}

// editCard and tagCard begin to type; the other actions end with the card.
func (v *review) editCard() tea.Cmd {
	n := v.now()
	_, cmd := ShowEditor(v.Env, Edited{
		Note: n.Note, Art: n.Article, Span: n.Match.Span, TextAt: v.textAt, Closed: func() {},
		Saved: func(changed note.Note) { n.Note = changed },
		Undo:  v.Host.Mode().ByKey("undo") + " in the article",
	})
	return cmd
}

// textAt is where the text in the panel stands, in cells.
func (v *review) textAt() (x, width int) {
	width, _ = v.size()
	return (v.W - width) / 2, width
}

func (v *review) tagCard() tea.Cmd {
	v.tags = &term.Field{}
	return nil
}

func (v *review) keepCard() tea.Cmd    { return v.cardDone(false) }
func (v *review) dismissCard() tea.Cmd { return v.cardDone(true) }

// cardDone keeps that the note was reviewed and shows the next one.
func (v *review) cardDone(dismiss bool) tea.Cmd {
	v.Session.Reviewed(v.now().ID, dismiss)
	v.cards = v.cards[1:]
	if len(v.cards) > 0 {
		v.Resize()
		return nil
	}
	v.Close(v)
	v.Say("that was the last note of today")
	return v.StatusTimer()
}

// openCard goes to the note's passage in its article; the note was reviewed.
func (v *review) openCard() tea.Cmd {
	n := *v.now()
	done := v.cardDone(false)
	v.Close(v)
	return tea.Batch(done, v.Host.OpenAt(n.Article.Name, n.ID))
}

func (v *review) leaveReview() tea.Cmd {
	v.Close(v)
	return nil
}

func reviewMode(v *review) *pane.Mode {
	return &pane.Mode{Title: "Review", Actions: []pane.Action{
		pane.Act("keep", "space enter j", "keep", "keep the note; it comes up again later", v.keepCard),
		pane.Act("edit", "e", "edit", "edit the note", v.editCard),
		pane.Act("tag", "t", "tag", "add tags; -word removes one", v.tagCard),
		pane.Act("dismiss", "d", "dismiss", "never show this note again", v.dismissCard),
		pane.Act("open", "o", "open", "go to the passage in its article", v.openCard),
		pane.Act("help", "? f1", "", "all keys", v.Host.ShowHelp),
		pane.Act("leave", "esc q", "later", "leave; the rest stays for later today", v.leaveReview),
		pane.Act(pane.QuitAction, "ctrl+c", "", "quit; everything is saved", v.Quit),
	}}
}

func reviewTagMode(v *review) *pane.Mode {
	return &pane.Mode{Title: "Tags under review", Text: true, Actions: slices.Concat([]pane.Action{
		pane.Act("tag", "enter", "tag", "add the tags typed, remove those with a minus", v.tag),
		pane.Act("back", "esc", "back", "change nothing", v.leaveTags),
	}, pane.EditActions(v.editTags), v.QuitActions())}
}

// ShownPage is the article around the note.
func (v *review) ShownPage() pane.ShownPage {
	if v.page == nil {
		return pane.ShownPage{}
	}
	return pane.ShownPage{Page: v.page, At: v.page.Locate(v.now().Match.Span.Start), Rows: reviewRows}
}
