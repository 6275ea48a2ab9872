package search

import (
	"strings"

	"github.com/kljensen/snowball/english"
)

// stem is what the forms of an English word have in common (Porter's second
// stemmer). A term that is shorter than three letters, or has others than
// ASCII's, is its own stem.
func stem(term string) string {
	if len(term) < 3 || strings.ContainsFunc(term, notLetter) {
		return term
	}
	return english.Stem(term, true)
}

func notLetter(r rune) bool { return r < 'a' || r > 'z' }

// sameStem tells whether two terms are forms of one word: they have the same
// stem and begin alike, as stemRange has it. So "dying" is no form of "die".
func sameStem(a, b string) bool {
	if a == b {
		return true
	}
	begin := stemRange(a)
	return strings.HasPrefix(a, begin) && strings.HasPrefix(b, begin) && stem(a) == stem(b)
}

// stemRange is what all forms of a term begin with: its stem but for the last
// letter, of two bytes at least.
func stemRange(term string) string {
	s := stem(term)
	if n := max(len(s)-1, 2); n < len(s) {
		return s[:n]
	}
	return s
}
