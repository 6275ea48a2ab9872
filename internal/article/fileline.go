package article

import (
	"strings"

	"manicule/internal/script"
)

// LineIn is the line of the article's file, 1 being the first, that a byte of
// Text was made from, as well as it can be told. Where the text is the end of
// the file, which is Markdown without its front matter, lines are counted;
// else the words that stand at the place are looked for.
func (a *Article) LineIn(file string, at int) int {
	at = min(at, len(a.Text))
	file = Clean(file)
	if before, ok := strings.CutSuffix(strings.TrimRight(file, "\n"), strings.TrimRight(a.Text, "\n")); ok {
		line := 1 + strings.Count(before, "\n") + strings.Count(a.Text[:at], "\n")
		return min(line, 1+strings.Count(file, "\n")) // the text may have a line end more
	}
	return lineOfWords(file, a.Text, at)
}

// wantedWords is how many words are looked for in a file.
const wantedWords = 8

// lineOfWords is the line where the most of the words at the place follow one
// another, and of several the one that lies as deep in the file.
func lineOfWords(file, text string, at int) int {
	wanted, all := wordsAndLines(text[at:], wantedWords), wordsAndLines(file, len(file))
	if len(wanted) == 0 {
		return 1
	}
	depth := len(all) * at / max(len(text), 1)
	best, most, near := 1, 0, 0
	for i := range all {
		n := 0
		for n < len(wanted) && i+n < len(all) && all[i+n].word == wanted[n].word {
			n++
		}
		far := max(i-depth, depth-i)
		if n > most || n == most && n > 0 && far < near {
			best, most, near = all[i].line, n, far
		}
	}
	return best
}

// lineWord is a word of a text and the number of its line.
type lineWord struct {
	word string
	line int
}

// wordsAndLines are the first words of a text, in small letters.
func wordsAndLines(text string, most int) (words []lineWord) {
	line, start := 1, -1
	for i, r := range text + "\n" {
		switch in := script.Letter(r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			words = append(words, lineWord{strings.ToLower(text[start:i]), line})
			start = -1
		}
		if r == '\n' {
			line++
		}
		if len(words) == most {
			break
		}
	}
	return words
}
