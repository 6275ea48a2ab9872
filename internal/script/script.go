// Package script knows what characters are to a reader, in all scripts: what
// words are made of, which scripts set no spaces between words, where lines
// may end and sentences do, and which way a script runs. Counting, selecting,
// searching and wrapping words go by this one table, and so does finding
// passages again. Pure.
package script

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// Letter reports whether words are made of the character: a letter, a digit
// or another number. Raised digits are none, for they number notes; nor are
// marks, which only go on with a word (see Mark).
func Letter(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.N) && !RaisedDigit(r) && !follows(r)
}

// Mark reports whether the character belongs to the one before it: accents,
// vowel signs, the half-width voicing marks of kana, and what goes on with a
// syllable of Hangul that is written in parts.
func Mark(r rune) bool { return r >= 0x300 && (unicode.Is(unicode.M, r) || follows(r)) }

// follows reports whether a letter can only go on with the one before it.
func follows(r rune) bool {
	return r >= 0x1160 && r < 0x1200 || r >= 0xD7B0 && r < 0xD800 || r == 0xFF9E || r == 0xFF9F
}

// RaisedDigit reports whether the character is one of ⁰¹²³⁴⁵⁶⁷⁸⁹.
func RaisedDigit(r rune) bool {
	switch r {
	case '⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹':
		return true
	}
	return false
}

// Unspaced reports whether the character is a letter of a script that sets no
// spaces between words, so that it has to be taken for a word by itself.
// Katakana has words of several characters where they are selected: runs of it
// are foreign words.
func Unspaced(r rune) bool {
	switch {
	case r < 0xE00:
		return false
	case r == 0x30FC || r == 0xFF70 || r >= 0x3031 && r <= 0x3035: // what prolongs and repeats kana
		return true
	case unicode.In(r, unicode.Ideographic, unicode.Hiragana, unicode.Katakana):
		return Letter(r)
	}
	return unicode.IsLetter(r) && unicode.In(r, southEast...)
}

// southEast are the scripts whose lines and words only a dictionary could part
// (UAX 14's class SA).
var southEast = []*unicode.RangeTable{
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
	unicode.Tai_Le, unicode.New_Tai_Lue, unicode.Tai_Tham, unicode.Tai_Viet, unicode.Ahom,
}

// Ideographic reports whether a line may end at the character wherever it
// stands, and the end of a line beside it is no space: Chinese and Japanese
// with their signs. What notes keep of their surroundings is made by this: a
// change of it would lose passages.
func Ideographic(r rune) bool {
	return r >= 0x2E80 && (r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE4F ||
		r >= 0xFF00 && r <= 0xFF60 || r >= 0x20000 && r <= 0x3FFFF)
}

// EndsSentence reports whether the sign ends sentences, in any script.
func EndsSentence(r rune) bool { return r == '…' || unicode.Is(unicode.Sentence_Terminal, r) }

// EndsClause reports whether the sign ends sentences or parts of one: commas,
// colons and the like, in any script.
func EndsClause(r rune) bool { return unicode.Is(unicode.Terminal_Punctuation, r) }

// RightToLeft reports whether the character is of a script that is written
// from right to left: Hebrew, Arabic and the like.
func RightToLeft(r rune) bool {
	if r < 0x590 || r > 0x8FF && r < 0xFB1D && r != '\u200F' {
		return false
	}
	class := Direction(r)
	return class == bidi.R || class == bidi.AL
}

// Direction is the character's class in Unicode's bidirectional algorithm.
func Direction(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}
