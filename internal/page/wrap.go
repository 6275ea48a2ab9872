package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/script"
)

// wrap breaks a flow into lines of at most width cells, the first one of at
// most first. It fills every line as far as it goes (Unicode's UAX 14 reduced
// to what readers notice): it breaks at spaces, which vanish there, after
// hyphens and dashes within words, after slashes, and between the characters
// of scripts written without spaces; a word longer than a line is broken
// anywhere between clusters.
func wrap(cells []Cell, first, width int, emit func(Line)) {
	limit, used := first, 0
	start, brk := 0, 0
	for i := 0; i < len(cells); i++ {
		c := &cells[i]
		if c.Text == newline {
			emit(trimmed(cells[start:i]))
			start, brk, used, limit = i+1, i+1, 0, width
			continue
		}
		if used+int(c.Width) > limit && i > start {
			next := i
			if c.Text == " " {
				for next < len(cells) && cells[next].Text == " " {
					next++
				}
				brk = next
			}
			if brk <= start {
				brk = anywhere(cells, start, i)
			}
			emit(trimmed(cells[start:min(brk, i)]))
			start, limit, used = brk, width, 0
			i = start - 1 // what stands behind the break goes on the next line
			continue
		}
		used += int(c.Width)
		if i+1 < len(cells) && breakable(cells, i) {
			brk = i + 1
		}
	}
	if start < len(cells) {
		emit(trimmed(cells[start:]))
	}
}

// anywhere is the last place up to i where a word may be broken that begins at
// start and is too long: beside a character that is a word by itself, else
// between any clusters, unless they show the same bytes.
func anywhere(cells []Cell, start, i int) int {
	best := -1
	for k := i; k > start; k-- {
		switch {
		case together(cells, k):
		case script.Unspaced(firstRune(cells[k-1].Text)), script.Unspaced(firstRune(cells[k].Text)):
			return k
		case best < 0:
			best = k
		}
	}
	if best < 0 {
		return i
	}
	return best
}

// together reports whether cell i shows the same bytes as the one before it, or
// a mark that belongs to it.
func together(cells []Cell, i int) bool {
	return i > 0 && cells[i].Start >= 0 && (cells[i].Start == cells[i-1].Start || script.Mark(firstRune(cells[i].Text)))
}

// trimmed is the line without spaces at its end.
func trimmed(cells []Cell) Line {
	n := len(cells)
	for n > 0 && cells[n-1].Text == " " {
		n--
	}
	return cells[:n]
}

// breakable tells whether a line may end behind cell i.
func breakable(cells []Cell, i int) bool {
	a, b := cells[i].Text, cells[i+1].Text
	if a == " " {
		return b != " "
	}
	if b == " " || b == newline || together(cells, i+1) {
		return false
	}
	switch a {
	case "-", "‐", "–", "/":
		return i > 0 && letter(cells[i-1].Text) && letter(b)
	case "་", "།", "፡": // between syllables and words, in Tibetan and Ethiopic
		return b != a
	case "—":
		return !strings.ContainsAny(b, ",.;:!?)”’»")
	}
	if cells[i].Width == 1 && cells[i+1].Width == 1 && (a[0] < utf8.RuneSelf || b[0] < utf8.RuneSelf) {
		return false
	}
	return (script.Ideographic(firstRune(a)) || script.Ideographic(firstRune(b))) && !clings(a, b)
}

func letter(s string) bool { return unicode.IsLetter(firstRune(s)) }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// What must not begin and what must not end a line (JIS X 4051, kinsoku).
const (
	noStart = "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〕〉》」』】〙〗〟’”»ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥～,.!?:;)]}%"
	noEnd   = "（［｛〔〈《「『【〘〖〝‘“«([{"
)

// clings tells that no line ends between two characters.
func clings(a, b string) bool {
	return strings.Contains(noStart, b) || strings.Contains(noEnd, a) || a == "\u00a0" || b == "\u00a0"
}
