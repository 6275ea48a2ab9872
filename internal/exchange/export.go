// Package exchange reads and writes notes as other programs do. What it reads
// is clean; what it writes are the words as they are, to be cleaned for a
// terminal. It is pure: no files, no terminal.
package exchange

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"manicule/internal/note"
)

// oneLine joins the words of s by single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// reference is a path as a relative reference of RFC 3986, whatever its bytes
// are. Parentheses are encoded too: they end a link in Markdown.
func reference(path string) string {
	ref := (&url.URL{Path: path}).String()
	return strings.NewReplacer("(", "%28", ")", "%29").Replace(ref)
}

// OpenWord is the word by which manicule opens the article of a note where the
// note stands, as far as that is known.
func OpenWord(m note.ArticleNotes, p note.ResolvedNote) string {
	if m.Open == "" || m.Lines == nil || !stands(p) {
		return m.Open
	}
	line, _ := m.Lines(p.Match.Span.Start)
	return m.Open + ":" + strconv.Itoa(line)
}

// ownTags are the tags of the note's header that its body doesn't show already.
func ownTags(n note.Note) []string {
	shown := note.Note{Body: n.Body}.AllTags()
	own := note.UniqueTags(slices.Clone(n.Tags))
	return slices.DeleteFunc(own, func(tag string) bool { return slices.Contains(shown, tag) })
}

// beginning is the first words of s on one line, at most that many characters.
func beginning(s string, most int) string {
	s = oneLine(s)
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	cut := string([]rune(s)[:most])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + "…"
}

func hasWebScheme(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}
