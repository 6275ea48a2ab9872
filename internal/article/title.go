package article

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"manicule/internal/markdown"
)

// titleReach is how far into a text its first heading is looked for, in bytes.
const titleReach = 8 << 10

// findTitle looks for the title in the headings of the text, which is whole by
// then. Without a title in Meta, the first heading of level 1 is it. A heading at the very start
// that says the title is at.
func (a *Article) findTitle() (title string, at Span) {
	title = a.Meta.Title
	s := markdown.NewSource(a.Text[:min(len(a.Text), titleReach)])
	a.begins = s
	begin := s.Standard()
	first, _ := s.Part(0)
	first.Span.End = min(first.Span.End, paragraphEnd(begin))
	for _, h := range s.Headings(first) {
		if title == "" && h.Level == 1 {
			title = shorten(h.Title)
		}
		if at.Empty() && strings.TrimSpace(begin[:h.Span.Start]) == "" && sameTitle(h.Title, title) {
			at = h.Span
		}
	}
	if title == "" {
		title = firstTitle(s, begin)
	}
	return title, at
}

// paragraphEnd is where the text's first blank line ends that has words before
// it. A heading at the start ends there, so no more need be parsed to know it.
func paragraphEnd(text string) int {
	start := len(text) - len(strings.TrimLeft(text, " \n"))
	if i := strings.Index(text[start:], "\n\n"); i >= 0 {
		return start + i + 2
	}
	return len(text)
}

// firstTitle is the first heading of level 1 that has words.
func firstTitle(s *markdown.Source, text string) string {
	for i := 0; ; i++ {
		part, ok := s.Part(i)
		if !ok {
			return ""
		}
		if !markdown.MaybeTitle(text[part.Span.Start:part.Span.End]) {
			continue
		}
		for _, h := range s.Headings(part) {
			if h.Level == 1 && h.Title != "" {
				return shorten(h.Title)
			}
		}
	}
}

// sameTitle reports whether two lines say the same but for typography.
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
