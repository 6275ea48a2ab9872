package library

import (
	"cmp"
	"slices"
	"strings"

	"manicule/internal/script"
	"manicule/internal/store"
)

// quoteBytes is how much of the text is kept to find a place again.
const quoteBytes = 80

// QuoteAt is the text at a place, by which foundAgain finds it in a changed text.
func QuoteAt(text string, at int) string {
	text = text[min(at, len(text)):]
	return strings.ToValidUTF8(text[:min(len(text), quoteBytes)], "")
}

// foundAgain is where a place lies in the text: at the same byte if the same
// words stand there, else at the nearest place where they or at least the
// first half of them do; else it is the same byte, or the text's end.
func foundAgain(text string, place int, words string) int {
	for _, quote := range []string{words, firstHalf(words)} {
		if at, ok := nearest(text, place, quote); ok {
			return at
		}
	}
	return min(max(place, 0), len(text))
}

// nearest is the place nearest to another one where the words stand; false if
// they stand nowhere, or are none.
func nearest(text string, place int, words string) (int, bool) {
	place = min(max(place, 0), len(text))
	switch {
	case words == "":
		return 0, false
	case strings.HasPrefix(text[place:], words):
		return place, true
	}
	before, after := strings.LastIndex(text[:place], words), strings.Index(text[place:], words)
	switch {
	case before < 0 && after < 0:
		return 0, false
	case before < 0 || after >= 0 && after <= place-before:
		return place + after, true
	}
	return before, true
}

func firstHalf(s string) string { return strings.ToValidUTF8(s[:len(s)/2], "") }

// LeftAt is where the place of the reading state lies in the text.
func LeftAt(r store.Reading, text string) int { return foundAgain(text, r.Place, r.Quote) }

// IsMark reports whether a place can be marked with it: a letter or a digit.
func IsMark(s string) bool { return len(s) == 1 && script.Letter(rune(s[0])) }

// Marked are the marks with another one, which takes the place of that of the
// same letter.
func Marked(all []store.Mark, one store.Mark) []store.Mark {
	all = slices.DeleteFunc(slices.Clone(all), func(m store.Mark) bool { return m.Letter == one.Letter })
	all = append(all, one)
	slices.SortFunc(all, func(a, b store.Mark) int { return cmp.Compare(a.Letter, b.Letter) })
	return all
}

// MarkedAt is where a mark lies in the text.
func MarkedAt(m store.Mark, text string) int { return foundAgain(text, m.Place, m.Quote) }
