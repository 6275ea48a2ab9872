package article

import (
	"sort"
	"strings"
)

// AtLine is the byte of Text that a line of the article's file, 1 being the
// first, was made into, as well as it can be told; it is where LineIn tells
// that line. What stands before the text is its beginning.
func (a *Article) AtLine(file string, line int) int {
	file = Clean(file)
	before, ok := strings.CutSuffix(strings.TrimRight(file, "\n"), strings.TrimRight(a.Text, "\n"))
	if !ok {
		return a.paragraphAtLine(file, line)
	}
	at := 0
	for n := line - 1 - strings.Count(before, "\n"); n > 0; n-- {
		i := strings.IndexByte(a.Text[at:], '\n')
		if i < 0 || at+i+1 >= len(a.Text) {
			break
		}
		at += i + 1
	}
	return at
}

// paragraphAtLine is the last block of the text that begins at the line or
// above it.
func (a *Article) paragraphAtLine(file string, line int) int {
	starts := []int{0}
	for i := 0; ; {
		n := strings.Index(a.Text[i:], "\n\n")
		if n < 0 {
			break
		}
		if i += n + 2; i < len(a.Text) {
			starts = append(starts, i)
		}
	}
	i := sort.Search(len(starts), func(i int) bool { return lineOfWords(file, a.Text, starts[i]) > line })
	return starts[max(i-1, 0)]
}
