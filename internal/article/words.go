package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Reading speeds per minute: of words (Brysbaert 2019 found 238 for English
// non-fiction) and of characters written without spaces.
const (
	wordsPerMinute      = 230
	charactersPerMinute = 400
)

// A count is what there is to read in a text.
type count struct {
	words      int // set apart by spaces
	characters int // of scripts without spaces between words
}

func (c count) total() int { return c.words + c.characters }

// minutes is the reading time, rounded to the nearest minute, at least 1.
func (c count) minutes() int {
	const both = wordsPerMinute * charactersPerMinute
	return max(1, (c.words*charactersPerMinute+c.characters*wordsPerMinute+both/2)/both)
}

// countWords counts in one pass what a reader reads of a Markdown text. A
// word is a run of letters, digits and what joins them ("don't", "well-known",
// "1.5"); code counts like prose. A Han, Hiragana, Katakana, Thai, Lao or Khmer
// character counts by itself. Link destinations, link definitions, HTML tags,
// comments and entities don't count, and a bare URL is one word.
func countWords(text string) count {
	var c count
	comments := -1 // behind it no comment ends
	if strings.Contains(text, "-->") {
		comments = strings.LastIndex(text, "-->") // much slower than Contains
	}
	for i := 0; i < len(text); {
		if n := skipMarkup(text, i, comments); n > 0 {
			i += n
			continue
		}
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case single(r):
			c.characters++
			i += size
		case wordRune(r):
			c.words++
			i += wordEnd(text[i:])
		default:
			i += size
		}
	}
	return c
}

// wordEnd is the length of the word that s begins with.
func wordEnd(s string) int {
	if (s[0] == 'h' || s[0] == 'w') && (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.")) {
		if n := strings.IndexAny(s, " \n<>)]\"`|"); n >= 0 {
			return n
		}
		return len(s)
	}
	end := 0
	for i, r := range s {
		switch {
		case r < utf8.RuneSelf && wordRune(r):
			end = i + 1
		case single(r):
			return i
		case wordRune(r) || unicode.Is(unicode.M, r):
			end = i + utf8.RuneLen(r)
		case i > end || !inWord(r): // two joiners in a row part words
			return end
		}
	}
	return end
}

// inWord tells the signs that stand within words.
func inWord(r rune) bool {
	switch r {
	case '\'', '’', '-', '.', ',', '_', '/', '@', '&', ':', '\u200c', '\u200d':
		return true
	}
	return false
}

// skipMarkup is the length of the markup at text[i] that nobody reads, or 0.
func skipMarkup(text string, i, comments int) int {
	s := text[i:]
	switch s[0] {
	case ']':
		if strings.HasPrefix(s, "](") {
			return within(s, ')')
		}
		if strings.HasPrefix(s, "]: ") {
			if n := strings.IndexAny(s[3:], " \n"); n >= 0 {
				return 3 + n
			}
			return len(s)
		}
	case '<':
		if i < comments && strings.HasPrefix(s, "<!--") {
			return strings.Index(s, "-->") + 3
		}
		if len(s) > 1 && (s[1] == '/' || s[1] >= 'a' && s[1] <= 'z' || s[1] >= 'A' && s[1] <= 'Z') {
			return within(s, '>')
		}
	case '&':
		if n := strings.IndexByte(s[:min(len(s), 12)], ';'); n > 1 {
			return n + 1
		}
	}
	return 0
}

// within is the length of s up to and with the closing sign, if that stands
// close by on the same line; else 0.
func within(s string, closing byte) int {
	const reach = 2048
	n := strings.IndexByte(s[:min(len(s), reach)], closing)
	if n < 0 || strings.IndexByte(s[:n], '\n') >= 0 {
		return 0
	}
	return n + 1
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// single tells whether r belongs to a script that has no spaces between words.
func single(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer) && unicode.IsLetter(r)
}
