package article

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// titleReach is how far into a text its first heading is looked for, in bytes.
const titleReach = 8 << 10

// findTitle looks for the title in the headings of a Markdown text. Without a
// title given, the first heading of level 1 is it. A heading at the very start
// that says the title is at.
func findTitle(text, given string) (title string, at Span) {
	title = given
	s := NewSource(text[:min(len(text), titleReach)])
	for i := 0; i == 0 || title == ""; i++ {
		part, ok := s.Part(i)
		if !ok {
			break
		}
		for _, h := range s.headings(part) {
			if title == "" && h.Level == 1 {
				title = shorten(h.Title)
			}
			if i == 0 && at.Empty() && strings.TrimSpace(text[:h.Span.Start]) == "" && sameTitle(h.Title, title) {
				at = h.Span
			}
		}
	}
	return title, at
}

// sameTitle tells whether two lines say the same but for typography.
func sameTitle(a, b string) bool {
	a = foldTitle(a)
	return a != "" && a == foldTitle(b)
}

// foldTitle leaves the letters and digits of a title, in lower case: quotes,
// dashes, spaces, accents and punctuation are typed differently everywhere.
func foldTitle(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKD.String(s))
}
