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
	s, i, past := p.Text, 0, uint8(apart)
	if c.open && p.Gap == markdown.Joined {
		i, past = urlEnd(s), letter
	}
	for i < len(s) {
		b := s[i]
		if b >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			past = c.count.add(r, past)
			i += size
			continue
		}
		past = then(past, kindOf[b])
		begins := beginsWord[past]
		c.count.words += int(begins)
		if begins&beginsURL[b] != 0 {
			i += max(urlEnd(s[i:])-1, 0)
		}
		i++
	}
	c.open = past&3 == letter
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

// add counts a character outside ASCII, and returns what the past is behind it.
func (c *count) add(r rune, past uint8) uint8 {
	kind := uint8(apart)
	switch {
	case script.Unspaced(r):
		c.characters++
	case script.Letter(r) || script.Mark(r) && (past&3 == letter || past&15 == letter<<2|joiner):
		kind = letter
	case joinsWord(r):
		kind = joiner
	}
	past = then(past, kind)
	c.words += int(beginsWord[past])
	return past
}

// What a character does to a word.
const (
	apart = iota
	letter
	joiner // joins letters; two in a row do not
)

// then is the past behind a character of that kind: the kinds of the last three
// characters, two bits each, the last one lowest. So what begins a word is looked up
// and not branched on, which a processor could not foresee.
func then(past, kind uint8) uint8 { return (past<<2 | kind) & 63 }

// beginsWord is 1 for a past whose last character begins a word.
var beginsWord = func() (table [64]uint8) {
	for past := range table {
		if past&3 == letter && past>>2&3 != letter && past>>2 != letter<<2|joiner {
			table[past] = 1
		}
	}
	return table
}()

// kindOf is the kind of a character of ASCII.
var kindOf = func() (table [256]uint8) {
	for c := range rune(utf8.RuneSelf) {
		switch {
		case script.Letter(c):
			table[c] = letter
		case joinsWord(c):
			table[c] = joiner
		}
	}
	return table
}()

// beginsURL is 1 for what a bare URL begins with.
var beginsURL = [256]uint8{'h': 1, 'w': 1}

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
