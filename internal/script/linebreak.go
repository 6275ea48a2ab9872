package script

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// LineBreaks calls each with the byte offsets within the text where a line may
// end, in order: where Unicode's line breaking allows it (UAX 14, in which "\n"
// always ends one), but for what readers of terminals are used to. Spaces stand
// before the offset. Words of scripts that only a dictionary could part are
// left whole.
func LineBreaks(text string, each func(off int)) {
	for start := 0; start < len(text); {
		end, plain := run(text, start)
		if !plain {
			breaksIn(text, start, end, each)
		}
		if end < len(text) {
			each(end)
		}
		start = end
	}
}

// run is where the words from start on end that have to be looked at together:
// a line may always end at a space between two letters or digits. Plain tells
// that it is one word of ASCII letters. Most of a text is, and is done in a
// twentieth of the time.
func run(text string, start int) (end int, plain bool) {
	plain = true
	for i := start; i < len(text); i++ {
		c := text[i]
		if c == ' ' && i > start && i+1 < len(text) && plainLetter(text[i+1]) && (plainLetter(text[i-1]) || text[i-1] == ',' || text[i-1] == '.') {
			return i + 1, plain
		}
		plain = plain && (plainLetter(c) || c == ',' || c == '.' || c == '\'')
	}
	return len(text), plain
}

func plainLetter(c byte) bool { return c < utf8.RuneSelf && Letter(rune(c)) }

// breaksIn finds the breaks within a run.
func breaksIn(text string, start, end int, each func(off int)) {
	state, off := -1, start
	for rest := text[start:end]; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		if off += len(segment); off < end && mayEnd(text[:off], text[off:]) {
			each(off)
		}
	}
}

// mayEnd reports whether a line that may end between two parts of a text by
// Unicode's rules should.
func mayEnd(before, behind string) bool {
	words := strings.TrimRight(before, " ")
	a, size := utf8.DecodeLastRuneInString(words)
	b, _ := utf8.DecodeRuneInString(behind)
	if len(words) < len(before) {
		return b != ' ' && !clingsOverSpace(words[:len(words)-size], a, b, behind)
	}
	switch a {
	case '\n':
		return true
	case '-', '‐', '–', '/':
		last, _ := utf8.DecodeLastRuneInString(words[:len(words)-size])
		return unicode.IsLetter(last) && unicode.IsLetter(b)
	case '—', '་', '།', '፡', '\u200b':
		return true
	}
	return (Ideographic(a) || Ideographic(b)) && !strings.ContainsRune(noStart, b) && !strings.ContainsRune(noEnd, a)
}

// What must not begin and what must not end a line (JIS X 4051, kinsoku),
// beyond what UAX 14 knows.
const (
	noStart = "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〕〉》」』】〙〗〟’”»ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥～,.!?:;)]}%"
	noEnd   = "（［｛〔〈《「『【〘〖〝‘“«([{"
)

// clingsOverSpace reports whether the space between a and b keeps them in one
// line: French sets one within its quotation marks and before signs of two
// parts, of which UAX 14 knows the simple ones. »German« marks are not meant.
func clingsOverSpace(before string, a, b rune, behind string) bool {
	if a == '«' || a == '‹' {
		last, _ := utf8.DecodeLastRuneInString(before)
		return before == "" || !unicode.IsLetter(last) && !EndsClause(last)
	}
	_, n := utf8.DecodeRuneInString(behind) // b, which is shorter there where the text is broken
	next, _ := utf8.DecodeRuneInString(behind[n:])
	switch b {
	case '»', '›', '⁇', '⁈', '⁉', '‽':
		return !Letter(next)
	case '%', '‰':
		return unicode.IsDigit(a) && !Letter(next)
	}
	return false
}
