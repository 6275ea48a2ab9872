package search

import (
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"manicule/internal/script"
)

// lower are the ASCII letters and digits in lower case; 0 are other bytes.
var lower = func() (table [256]byte) {
	for c := range byte(utf8.RuneSelf) {
		switch {
		case c >= 'A' && c <= 'Z':
			table[c] = c + 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			table[c] = c
		}
	}
	return table
}()

// What characters fold to that are no letters of a word.
const (
	breaks     = ""  // it stands between words
	nothing    = " " // it counts for nothing in a word
	apostrophe = "'"
	itself     = "." // it is a word of its own
)

// folds are what the characters outside ASCII fold to, in tables of 256 that
// are made when the first of their characters is met: Unicode is large.
var folds [unicode.MaxRune>>8 + 1]atomic.Pointer[[256]string]

// folded is what a character outside ASCII folds to: lower-case letters
// without accents, or one of the constants above.
func folded(r rune) string {
	table := folds[r>>8].Load()
	if table == nil {
		table = new([256]string)
		for i := range table {
			table[i] = fold(r&^0xFF + rune(i))
		}
		folds[r>>8].Store(table)
	}
	return table[r&0xFF]
}

func fold(r rune) string {
	switch {
	case isApostrophe(r):
		return apostrophe
	case ignored(r):
		return nothing
	case alone(r):
		return itself
	case script.Letter(r), script.Mark(r), squared(r):
		return foldLetter(r)
	}
	return breaks
}

func isApostrophe(r rune) bool {
	switch r {
	case '\u2019', '\u2018', '\u201B', '\u00B4', '\u02BC', '\u02BB', '\u02BE', '\u02BF', '\uFF07', '\u05F3':
		return true
	}
	return false
}

// ignored tells the characters that make no other word of one: accents and
// vowel points, joiners, and what stretches a word.
func ignored(r rune) bool {
	switch r {
	case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', // soft hyphen, zero-width space and joiners
		'\u0640',           // Arabic tatweel
		'\uFF9E', '\uFF9F': // half-width voicing marks, which belong to the kana before
		return true
	}
	return unicode.Is(unicode.M, r) &&
		unicode.In(r, unicode.Inherited, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Hebrew, unicode.Arabic, unicode.Syriac)
}

// alone reports whether the character is looked for by itself: one of a script
// without spaces, or of Hangul, in which a word has many forms. Several in the
// square of one are several words: ㌔ is キロ.
func alone(r rune) bool {
	if squared(r) {
		return strings.ContainsFunc(norm.NFKC.String(string(r)), script.Unspaced)
	}
	return script.Unspaced(r) || unicode.Is(unicode.Hangul, r) && unicode.IsLetter(r) || radical(r) || sign(r)
}

// squared tells the characters that are words written into one square, circle or
// parenthesis: ㌔, ㎏, ㍿, ㈱, ㊟, ㋿.
func squared(r rune) bool { return r >= 0x3200 && r <= 0x33FF }

// radical tells the parts of Chinese characters that are written for those that
// consist of nothing else: PDFs have them.
func radical(r rune) bool { return r >= 0x2F00 && r <= 0x2FD5 }

// sign tells the signs that are words: degrees and number.
func sign(r rune) bool { return r == '℃' || r == '℉' || r == '№' }

// amSize is the length of the vowel am that s begins with in two parts, as in Thai
// and Lao; 0 if it doesn't.
func amSize(s string) int {
	if strings.HasPrefix(s, "\u0E4D\u0E32") || strings.HasPrefix(s, "\u0ECD\u0EB2") {
		return len("\u0E4D\u0E32")
	}
	return 0
}

// appendAlone appends a character that is looked for by itself as it is in all its
// shapes: katakana counts as hiragana.
func appendAlone(b []byte, s string) []byte {
	b = norm.NFKC.AppendString(b, s)
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r < utf8.RuneSelf && lower[r] == 0 || r == '°': // of ㈱, ℃
			b = append(b[:i], b[i+size:]...)
			continue
		case r < utf8.RuneSelf:
			b[i] = lower[r]
		case r >= 'ァ' && r <= 'ヶ' || r == 'ヽ' || r == 'ヾ':
			utf8.EncodeRune(b[i:], r-('ァ'-'ぁ'))
		}
		i += size
	}
	return b
}

// firstMark is the least first byte of a character outside ASCII that attaches.
const firstMark = 0xCC

// attaches is script.Mark, at once for most characters that are words.
func attaches(r rune) bool { return (r < 0x4E00 || r > 0xD7A3) && script.Mark(r) }

// foldLetter takes a letter apart (NFKD), drops accents, and writes what is
// left in lower case. Vowels that other scripts write as marks stay.
func foldLetter(r rune) string {
	var out []byte
	apart := norm.NFKD.String(string(r))
	if strings.ContainsRune(apart, '⁄') { // ½ is not 12
		apart = string(r)
	}
	for _, r := range apart {
		if !script.Letter(r) && !script.Mark(r) || ignored(r) || isApostrophe(r) {
			continue
		}
		if r = unicode.ToLower(r); unicode.IsDigit(r) {
			r = digit(r)
		}
		if s, ok := spelled[r]; ok {
			out = append(out, s...)
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	if len(out) == 0 {
		return nothing
	}
	return string(out)
}

// digit is a digit of any script as it is written in ASCII: they come in tens.
func digit(r rune) rune {
	for _, tens := range unicode.Nd.R16 {
		if rune(tens.Lo) <= r && r <= rune(tens.Hi) {
			return '0' + (r-rune(tens.Lo))%10
		}
	}
	for _, tens := range unicode.Nd.R32 {
		if rune(tens.Lo) <= r && r <= rune(tens.Hi) {
			return '0' + (r-rune(tens.Lo))%10
		}
	}
	return r
}

// spelled are letters that many readers have no key for, or that are only
// other shapes of a letter.
var spelled = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h", 'ı': "i",
	'ς': "σ",
	'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ک': "ك", 'ة': "ه",
}
