package note

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Margin is the notes on one article, with what an export tells about it.
// Strings that are not known are empty. The exports write every word as it is:
// for a terminal they have to be cleaned.
type Margin struct {
	Path      string // in the collection, exact bytes
	Title     string
	Author    string
	Site      string
	Source    string    // URL
	Published time.Time // zero when unknown
	Text      string    // the canonical text that the matches are of; "" when the article is gone
	Notes     []Placed

	// Lines tells for a byte of Text the line of the article's file, 1-based,
	// and the heading that it stands under; nil when unknown.
	Lines func(at int) (line int, heading string)
}

// Placed is a note and where its passage stands now.
type Placed struct {
	Note
	Match Match
}

// oneLine joins the words of s by single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// reference is a path as a relative reference of RFC 3986, whatever its bytes
// are. Parentheses are encoded too: they end a link in Markdown.
func reference(path string) string {
	ref := (&url.URL{Path: path}).String()
	return strings.NewReplacer("(", "%28", ")", "%29").Replace(ref)
}

// ownTags are the tags that the note's body doesn't show already.
func (n Note) ownTags() []string {
	shown := Note{Body: n.Body}.AllTags()
	return slices.DeleteFunc(unique(slices.Clone(n.Tags)), func(tag string) bool { return slices.Contains(shown, tag) })
}

// beginning is the first words of s on one line, at most so many characters.
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
