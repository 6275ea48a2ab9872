package ui

import (
	"strings"

	"manicule/internal/ui/term"

	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/search"
)

// tagger is the overlay in which tags are given and taken away.
type tagger struct {
	*env
	term.Field
	choice choice
	paths  func() []string // of the articles they are for
	what   string          // these articles in words
}

func (m *Model) openTagger() tea.Cmd {
	paths, n := m.targets()
	if n > 0 {
		m.over = &tagger{env: m.env, paths: paths, what: count(n, "article")}
	}
	return nil
}

func (t *tagger) resize() {}

func (t *tagger) draw(c *term.Canvas) *tea.Cursor {
	y := t.h - 1
	c.Fill(0, y-1, t.w, 2, uv.Style{})
	c.Rule(1, y-1, t.w-2, t.theme.Faint)
	if len(t.choice.options) > 0 {
		t.choice.draw(t.env, c, y-1)
	} else {
		t.drawOnRule(c, y-1, "a word gives that tag, -word takes it away; tab completes, esc leaves", t.theme.Quiet, 1)
	}
	x := c.Text(2, y, t.w, "tags: ", t.theme.Key)
	right := c.TextRight(t.w-2, y, t.w/2, t.what, t.theme.Quiet)
	return tea.NewCursor(t.Field.Draw(c, x, y, right-x-2, t.theme.Text, article.Span{}, t.theme.Text), y)
}

func (t *tagger) key(k tea.KeyPressMsg) tea.Cmd {
	switch s := k.String(); s {
	case "esc":
		t.over = nil
	case "ctrl+c":
		return t.quit()
	case "enter":
		t.over = nil
		return t.tag()
	case "tab":
		return t.complete(1)
	case "shift+tab":
		return t.complete(-1)
	default:
		t.choice = choice{}
		if edit := term.EditOf(s); edit != nil {
			t.Do(edit)
		} else if k.Text != "" {
			t.paste(k.Text)
		}
	}
	return nil
}

func (t *tagger) paste(text string) tea.Cmd {
	t.Do(func(f *term.Field) { f.Insert(text) })
	return nil
}

// complete goes on with the tag before the cursor, from all tags known.
func (t *tagger) complete(n int) tea.Cmd {
	if t.choice.step(&t.Field, n) || t.lib == nil {
		return nil
	}
	a, before := t.lib.Articles(), t.Field
	return func() tea.Msg { return choicesMsg{before, tagOptions(a, before), n < 0} }
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

// tag gives the articles the tags typed, and takes those away before which a
// minus stands.
func (t *tagger) tag() tea.Cmd {
	give, take := session.ParseTags(t.Text)
	return t.host.onEvent(t.session.Tag(t.paths, give, take))
}
