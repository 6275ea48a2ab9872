package ui

import (
	"slices"
	"strings"

	"manicule/internal/ui/term"

	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/search"
)

// tagger is the pane in which tags are given and taken away.
type tagger struct {
	*env
	mode mode
	term.Field
	choice choice
	paths  func() []string // of the articles they are for
	what   string          // these articles in words
}

func (t *tagger) resize() {}

func (t *tagger) draw(c *term.Canvas) *tea.Cursor {
	y := t.h - 1
	c.Fill(0, y-1, t.w, 2, uv.Style{})
	c.Rule(1, y-1, t.w-2, t.theme.Faint)
	if len(t.choice.options) > 0 {
		t.choice.draw(t.env, c, y-1)
	} else {
		t.drawOnRule(c, y-1, t.said(), t.theme.Quiet, 1)
	}
	x := c.Text(2, y, t.w, "tags: ", t.theme.Key)
	right := c.TextRight(t.w-2, y, t.w/2, t.what, t.theme.Quiet)
	return tea.NewCursor(t.Field.Draw(c, x, y, right-x-2, t.theme.Text, article.Span{}, t.theme.Text), y)
}

func (t *tagger) table() *mode { return &t.mode }

func tagMode(t *tagger) *mode {
	return &mode{title: "Tags", text: true, actions: slices.Concat([]action{
		act("tag", "enter", "", "give the articles the tags typed, and take those away that stand behind a minus", t.tag),
		act("complete", "tab", "completes", "complete the tag, from all that are known; again for the next one", t.counted(t.complete, 1)),
		act("complete back", "shift+tab", "", "the completion before", t.counted(t.complete, -1)),
		act("leave", "esc", "leaves", "change nothing", t.leave),
	}, editActions(t.edit), t.quitActions())}
}

func (t *tagger) leave() tea.Cmd {
	t.close(t)
	return nil
}

// edit changes what is typed.
func (t *tagger) edit(change func(*term.Field)) tea.Cmd {
	t.choice = choice{}
	t.Do(change)
	return nil
}

func (t *tagger) typed(k tea.KeyPressMsg) tea.Cmd { return t.paste(k.Text) }

func (t *tagger) paste(text string) tea.Cmd {
	if text == "" {
		return nil
	}
	return t.edit(func(f *term.Field) { f.Insert(text) })
}

// onAnswer takes in what completes a tag.
func (t *tagger) onAnswer(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(choicesMsg); ok {
		t.choice.fill(&t.Field, msg)
	}
	return nil
}

// complete goes on with the tag before the cursor, from all tags known.
func (t *tagger) complete(n int) tea.Cmd {
	if t.choice.step(&t.Field, n) || t.lib == nil {
		return nil
	}
	a, before := t.lib.Articles(), t.Field
	return func() tea.Msg { return answerTo(t, choicesMsg{before, tagOptions(a, before), n < 0}) }
}

// tagOptions complete the tag before the cursor as the search box would.
func tagOptions(a *library.Articles, f term.Field) []option {
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
	return optionsOf(f, all)
}

// said is what the line takes, and which keys help.
func (t *tagger) said() string {
	parts := []string{"a word gives that tag, -word takes it away"}
	var keys []string
	for _, h := range t.mode.hints() {
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
	t.close(t)
	give, take := session.ParseTags(t.Text)
	return t.host.onEvent(t.session.Tag(t.paths, give, take))
}

// showTagger opens the pane for the articles of those paths; what are these in
// words.
func showTagger(e *env, paths func() []string, what string) {
	t := &tagger{env: e, paths: paths, what: what}
	t.mode = e.bound(tagMode(t))
	e.push(t)
}
