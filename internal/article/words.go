package article

import (
	"strings"
	"unicode/utf8"

	"manicule/internal/markdown"
	"manicule/internal/script"
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

// Counter counts what a reader reads of a text, piece by piece: what Words
// and Minutes tell of an article, for those who read its pieces anyway. A word
// is a run of letters, digits and what joins them ("don't", "well-known",
// "1.5"); code counts like prose, and a bare URL is one word. A character of a
// script without spaces counts by itself (see script.Unspaced).
type Counter struct {
	count count
	open  bool // the piece before ends within a word
}

// Add counts the next piece of markdown.Visible.
func (c *Counter) Add(p markdown.Piece) {
	s := p.Text
	if c.open && p.Gap == markdown.Joined {
		s = s[wordEnd(s):]
	}
	c.open = c.count.add(s) || c.open && s == "" && p.Gap == markdown.Joined
}

// Words and Minutes are those of the pieces added.
func (c *Counter) Words() int { return c.count.total() }

// Minutes is the time that it takes to read them; at least 1.
func (c *Counter) Minutes() int { return c.count.minutes() }

// countWords counts a Markdown text.
func countWords(text string) count {
	var c Counter
	markdown.Visible(text, c.Add)
	return c.count
}

// add counts the words of a piece and reports whether it ends within one.
func (c *count) add(s string) (open bool) {
	for i := 0; i < len(s); {
		switch inWord[s[i]] {
		case apart:
			i++
			continue
		case letter: // most words begin with one of ASCII
			c.words++
			i += wordEnd(s[i:])
			open = i == len(s)
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case script.Unspaced(r):
			c.characters++
		case script.Letter(r):
			c.words++
			size = wordEnd(s[i:])
			open = i+size == len(s)
		}
		i += size
	}
	return open
}

// wordEnd is the length of the word that s begins with or goes on with.
func wordEnd(s string) int {
	if n := urlEnd(s); n > 0 {
		return n
	}
	end := 0
	for i := 0; i < len(s); {
		for i < len(s) && inWord[s[i]] == letter {
			i++
			end = i
		}
		if i == len(s) || inWord[s[i]] == apart {
			return end
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case script.Unspaced(r):
			return i
		case script.Letter(r) || script.Mark(r):
			end = i + size
		case i > end || !joinsWord(r): // two joiners in a row part words
			return end
		}
		i += size
	}
	return end
}

// What a byte does to a word. All of a character outside ASCII are joiners
// here, for it may be anything.
const (
	joiner = iota
	letter
	apart
)

var inWord = func() (table [256]byte) {
	for c := range rune(utf8.RuneSelf) {
		switch {
		case script.Letter(c):
			table[c] = letter
		case !joinsWord(c):
			table[c] = apart
		}
	}
	return table
}()

// urlEnd is the length of the bare URL that s begins with, or 0.
func urlEnd(s string) int {
	if s == "" || s[0] != 'h' && s[0] != 'w' || !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "www.") {
		return 0
	}
	if n := strings.IndexAny(s, " \n<>)]\"`|"); n >= 0 {
		return n
	}
	return len(s)
}

// joinsWord tells the signs that stand within words.
func joinsWord(r rune) bool {
	switch r {
	case '\'', '’', '-', '.', ',', '_', '/', '@', '&', ':', '\u200c', '\u200d':
		return true
	}
	return false
}
