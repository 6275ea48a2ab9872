package notes

import (
	"strings"
	"unicode"

	"manicule/internal/library"
)

// tagWord is the tag that is being completed in the note editor.
type tagWord struct {
	words []string // what it can be; the first is what was typed
	at    int      // the one that stands there
	text  string   // the note's words with it; another text ends the completion
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
