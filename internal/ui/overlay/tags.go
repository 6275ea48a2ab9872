package overlay

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/session"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// tagger is the pane in which tags are given and taken away.
type tagger struct {
	*pane.Env
	mode pane.Mode
	term.Field
	choice pane.Choice
	paths  func() []string // of the articles they are for
	what   string          // these articles in words
}

func (t *tagger) Resize() {}

func (t *tagger) Draw(c *term.Canvas) *tea.Cursor {
	y := t.H - 1
	c.Fill(0, y-1, t.W, 2, uv.Style{})
	c.Rule(1, y-1, t.W-2, t.Theme.Faint)
	if len(t.choice.Options) > 0 {
		t.choice.Draw(t.Env, c, y-1)
	} else {
		t.DrawOnRule(c, y-1, t.said(), t.Theme.Quiet, 1)
	}
	x := c.Text(2, y, t.W, "tags: ", t.Theme.Key)
	right := c.TextRight(t.W-2, y, t.W/2, t.what, t.Theme.Quiet)
	return tea.NewCursor(t.Field.Draw(c, x, y, right-x-2, t.Theme.Text, article.Span{}, t.Theme.Text), y)
}

func (t *tagger) Table() *pane.Mode { return &t.mode }

func tagMode(t *tagger) *pane.Mode {
	return &pane.Mode{Title: "Tags", Text: true, Actions: slices.Concat([]pane.Action{
		pane.Act("tag", "enter", "", "add the tags typed, remove those with a minus", t.tag),
		pane.Act("complete", "tab", "completes", "complete the tag, from all that are known; again for the next one", t.Counted(t.complete, 1)),
		pane.Act("complete back", "shift+tab", "", "the completion before", t.Counted(t.complete, -1)),
		pane.Act("leave", "esc", "leaves", "change nothing", t.leave),
	}, pane.EditActions(t.edit), t.QuitActions())}
}

func (t *tagger) leave() tea.Cmd {
	t.Close(t)
	return nil
}

// edit changes what is typed.
func (t *tagger) edit(change func(*term.Field)) tea.Cmd {
	t.choice = pane.Choice{}
	t.Do(change)
	return nil
}

func (t *tagger) Typed(k tea.KeyPressMsg) tea.Cmd { return t.Paste(k.Text) }

func (t *tagger) Paste(text string) tea.Cmd {
	if text == "" {
		return nil
	}
	return t.edit(func(f *term.Field) { f.Insert(text) })
}

// OnAnswer takes in what completes a tag.
func (t *tagger) OnAnswer(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(pane.ChoicesMsg); ok {
		t.choice.Fill(&t.Field, msg)
	}
	return nil
}

// complete goes on with the tag before the cursor, from all tags known.
func (t *tagger) complete(n int) tea.Cmd {
	if t.choice.Step(&t.Field, n) || t.Lib == nil {
		return nil
	}
	a, before := t.Lib.Articles(), t.Field
	return func() tea.Msg { return pane.AnswerTo(t, pane.Choices(before, tagsFor(a, before), n < 0)) }
}

// tagsFor complete the tag before the cursor as the search box would.
func tagsFor(a *library.Articles, f term.Field) []search.Completion {
	const qualifier = "tag:"
	from := f.WordBefore()
	for from < f.Cursor && strings.ContainsRune("+-#", rune(f.Text[from])) {
		from++
	}
	typed := f.Text[from:f.Cursor]
	var all []search.Completion
	for _, c := range a.Complete(qualifier+typed, len(qualifier+typed)) {
		tag := strings.TrimPrefix(c.Text, qualifier)
		if !strings.ContainsAny(tag, " \"") { // else it can't be typed here
			all = append(all, search.Completion{Text: tag, At: article.Span{Start: from, End: f.Cursor}})
		}
	}
	return all
}

// said is what the line takes, and which keys help.
func (t *tagger) said() string {
	parts := []string{"word adds a tag, -word removes it"}
	var keys []string
	for _, h := range t.mode.Hints() {
		keys = append(keys, h.Key+" "+h.Does)
	}
	if len(keys) > 0 {
		parts = append(parts, strings.Join(keys, ", "))
	}
	return strings.Join(parts, "; ")
}

// tag gives the articles the tags typed, and takes those away before which a
// minus stands.
func (t *tagger) tag() tea.Cmd {
	t.Close(t)
	give, take := session.ParseTags(t.Text)
	return t.Host.OnEvent(t.Session.Tag(t.paths, give, take))
}

// ShowTagger opens the pane for the articles of those paths; what are these in
// words.
func ShowTagger(e *pane.Env, paths func() []string, what string) {
	t := &tagger{Env: e, paths: paths, what: what}
	t.mode = e.Bound(tagMode(t))
	e.Push(t)
}
