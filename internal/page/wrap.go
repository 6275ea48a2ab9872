package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/script"
)

// wrap breaks a flow into lines of at most width cells, the first one of at
// most first. It fills every line as far as it goes, and breaks it where
// script.LineBreaks says; spaces vanish there. A word longer than a line is
// broken anywhere between clusters.
func wrap(cells []Cell, first, width int, emit func(Line)) {
	limit, used := first, 0
	may := breaks(cells)
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
				if next == len(cells) || may[next-1] || brk <= start {
					brk = next
				}
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
		if may[i] {
			brk = i + 1
		}
	}
	if start < len(cells) {
		emit(trimmed(cells[start:]))
	}
}

// anywhere is the last place up to i where what begins at start and is too long
// for a line may be broken: behind a space or beside a character that is a word
// by itself, else between any clusters, unless they show the same bytes.
func anywhere(cells []Cell, start, i int) int {
	best := -1
	for k := i; k > start; k-- {
		switch {
		case together(cells, k):
		case cells[k-1].Text == " ", script.Unspaced(firstRune(cells[k-1].Text)), script.Unspaced(firstRune(cells[k].Text)):
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

// breaks reports of each cell whether a line may end behind it.
func breaks(cells []Cell) []bool {
	var text strings.Builder
	ends := make([]int, len(cells))
	for i := range cells {
		text.WriteString(cells[i].Text)
		ends[i] = text.Len()
	}
	may, i := make([]bool, len(cells)), 0
	script.LineBreaks(text.String(), func(off int) {
		for ends[i] < off {
			i++
		}
		if ends[i] == off && i+1 < len(cells) && cells[i].Text != newline && cells[i+1].Text != newline && !together(cells, i+1) {
			may[i] = true
		}
	})
	return may
}

func letter(s string) bool { return unicode.IsLetter(firstRune(s)) }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
