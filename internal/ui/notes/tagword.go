package notes

import (
	"strings"
	"unicode"

	"manicule/internal/library"

	tea "charm.land/bubbletea/v2"
)

// tagWord is the tag that is being completed in the note editor.
type tagWord struct {
	words []string // what it can be; the first is what was typed
	at    int      // the one that stands there
	text  string   // the note's words with it; another text ends the completion
}

// completeTag goes on with the #tag before the cursor, from all tags known;
// again puts the next one there, and at last what was typed.
func (e *Editor) completeTag() tea.Cmd {
	if t := &e.tag; len(t.words) == 0 || t.text != e.area.Value() {
		typed, ok := tagBefore(strings.Split(e.area.Value(), "\n")[e.area.Line()], e.area.Column())
		if !ok || e.Lib == nil {
			return nil
		}
		*t = tagWord{words: append([]string{typed}, tagsFrom(e.Lib.Articles(), typed)...)}
	}
	t := &e.tag
	if len(t.words) == 1 {
		return nil
	}
	var cmds []tea.Cmd
	for range []rune(t.words[t.at]) {
		cmds = append(cmds, e.take(tea.KeyPressMsg{Code: tea.KeyBackspace}))
	}
	t.at = (t.at + 1) % len(t.words)
	cmds = append(cmds, e.take(tea.PasteMsg{Content: t.words[t.at]}))
	t.text = e.area.Value()
	return tea.Batch(cmds...)
}

// tagsFrom are the known tags that begin so and can be written after a #.
func tagsFrom(all *library.Articles, typed string) (tags []string) {
	const qualifier = "tag:"
	for _, c := range all.Complete(qualifier+typed, len(qualifier+typed)) {
		tag := strings.TrimPrefix(c.Text, qualifier)
		if tag != typed && strings.IndexFunc(tag, func(r rune) bool { return !inTag(r) }) < 0 {
			tags = append(tags, tag)
		}
	}
	return tags
}

// tagBefore is what stands between a # and a column of the line, counted in
// characters; false where that is no tag.
func tagBefore(line string, column int) (typed string, ok bool) {
	before := string([]rune(line)[:min(column, len([]rune(line)))])
	i := strings.LastIndexByte(before, '#')
	if i < 0 {
		return "", false
	}
	typed = before[i+1:]
	return typed, strings.IndexFunc(typed, func(r rune) bool { return !inTag(r) }) < 0
}

func inTag(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || strings.ContainsRune("-_/", r)
}
