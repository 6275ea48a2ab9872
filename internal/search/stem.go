package search

import (
	"strings"
	"unicode/utf8"

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

// sameStem reports whether two terms are forms of one word: they have the same
// stem and both begin like it. So "dying" is no form of "die".
func sameStem(l language, a, b string) bool {
	return a == b || formsOf(l, a).has([]byte(b))
}

// inflection is a word whose other forms are looked for.
type inflection struct {
	in    language
	root  string // the stem
	base  string // the stem of what it is a form of, see language.base
	begin string // what all forms begin with: see formsOf; "" if there are none
	long  bool   // the stem of an English word is, see isLong
}

// formsOf prepares the search for a term's other forms. They begin with the
// stem but for its last letter, of two bytes at least.
func formsOf(l language, term string) inflection {
	f := inflection{in: l, root: l.stem(term)}
	f.long = isLong(f.root)
	if l != englishLanguage {
		base := l.base(term)
		f.base = l.stem(base)
		f.begin = sharedBeginning(beginning(term, f.root), base)
		return f
	}
	begin := f.root[:min(len(f.root), max(len(f.root)-1, 2))]
	if len(begin) >= 2 && f.beginsAlike(term, begin) {
		f.begin = begin
	}
	return f
}

// beginsAlike reports whether a term may have the stem by its letters: it begins
// with the whole stem, or with all but its last letter and another one in the
// place of that, see standsFor; and where the stem is not long, neither is the
// term, but for the endings that are taken off such a one, see isLong. It spares
// most terms of a dictionary to be stemmed.
func (f inflection) beginsAlike(term, begin string) bool {
	if !strings.HasPrefix(term, begin) {
		return false
	}
	if f.in != englishLanguage {
		return true
	}
	rest, last := term[len(begin):], f.root[len(begin):]
	if !strings.HasPrefix(rest, last) && (rest == "" || strings.IndexByte(standsFor(last[0]), rest[0]) < 0) {
		return false
	}
	return f.long || len(withoutEndings(term)) <= len(f.root)+2
}

// withoutEndings is a term without the endings that the stemmer takes off a stem
// that is not long, and at least those.
func withoutEndings(term string) string {
	for before := ""; before != term; {
		before = term
		for _, end := range []string{"es", "s", "ly", "li", "ed", "ing", "ful", "ness", "nes"} {
			term = strings.TrimSuffix(term, end)
		}
	}
	return term
}

// standsFor are the letters of a term in whose place an English stem ends in
// another one: "using" has the stem "use", "city" has "citi", "possibility" has
// "possibl", "skies" has "sky".
func standsFor(last byte) string {
	switch last {
	case 'e', 'l', 'y':
		return "i"
	case 'i':
		return "y"
	}
	return ""
}

// isLong reports whether an English stem has two consonants behind vowels. Of
// what has not, the stemmer takes nothing but the endings of withoutEndings, a
// doubled letter and an e: all others must stand in its region R2, or are
// replaced by what has such a consonant, but for bility, of which bl is left.
func isLong(root string) bool {
	n, vowel := 0, false
	for _, c := range []byte(root) {
		if vowel && strings.IndexByte("aeiou", c) < 0 {
			n++
		}
		vowel = strings.IndexByte("aeiouy", c) >= 0
	}
	return n > 1 || strings.HasSuffix(root, "bl")
}

// beginning is what a term has in common with its stem but for the last letters
// of that, one or of a long stem two, of two bytes at least; "" if that is less.
func beginning(term, root string) string {
	folded := strings.Join(terms(root), "")
	short := folded
	for range 1 + min(utf8.RuneCountInString(folded)/6, 1) {
		_, last := utf8.DecodeLastRuneInString(short)
		short = short[:len(short)-last]
	}
	n := sharedBytes([]byte(term), []byte(short))
	if n < 2 && len(term) > 2 {
		n = min(sharedBytes([]byte(term), []byte(folded)), 2)
	}
	return cutBeginning(term, n)
}

// sharedBeginning is as much of the beginning as a word has, likewise.
func sharedBeginning(begin, word string) string {
	return cutBeginning(begin, sharedBytes([]byte(begin), []byte(strings.Join(terms(word), ""))))
}

// cutBeginning is the first n bytes of a term, or fewer where a character does not
// end there; "" if that is less than two.
func cutBeginning(term string, n int) string {
	for n > 0 && !utf8.RuneStart((term + "x")[n]) {
		n--
	}
	if n < 2 {
		return ""
	}
	return term[:n]
}

// has reports whether another term is a form of the word.
func (f inflection) has(term []byte) bool {
	if f.begin == "" || !f.beginsAlike(string(term), f.begin) {
		return false
	}
	return f.in.stem(string(term)) == f.root || f.in != englishLanguage && f.in.stem(f.in.base(string(term))) == f.base
}
