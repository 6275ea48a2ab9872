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
}

// formsOf prepares the search for a term's other forms. They begin with the
// stem but for its last letter, of two bytes at least.
func formsOf(l language, term string) inflection {
	f := inflection{in: l, root: l.stem(term)}
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

// beginsAlike reports whether a term begins with the whole stem, or with all but
// its last letter and a vowel in the place of that: "using" has the stem "use".
// It spares most terms of a dictionary to be stemmed.
func (f inflection) beginsAlike(term, begin string) bool {
	if !strings.HasPrefix(term, begin) {
		return false
	}
	if f.in != englishLanguage {
		return true
	}
	rest := term[len(begin):]
	return strings.HasPrefix(rest, f.root[len(begin):]) || rest != "" && strings.IndexByte("aeiouy", rest[0]) >= 0
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
