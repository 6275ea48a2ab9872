package article

import (
	"fmt"
	"strings"

	"manicule/internal/markdown"
)

// What an article can have at most. The rest is shown as it is written, and
// Warning says so.
const (
	MaxNotes = 50_000  // marks of footnotes that are numbered
	MaxLinks = 0xffff  // destinations that can be followed
	MaxWords = 4 << 20 // that a search of the collection finds
)

// limits are what can be too many, each by the signs that it begins with or
// has in it, and what the reader misses then.
var limits = []struct {
	signs []string
	most  int
	loss  string
}{
	{[]string{"[^"}, MaxNotes, "footnotes: the last ones are not numbered"},
	{[]string{"]:"}, markdown.MaxDefinitions, "definitions of links and footnotes: the last ones are shown as written"},
	{[]string{"](", "[[", "]["}, MaxLinks, "links: those read last may not be followed"},
	{[]string{"://"}, MaxLinks, "addresses: those read last may not be followed"},
	{[]string{"](", "[[", "]["}, markdown.MaxListed, "links: what the last ones lead to may not list them"},
}

// warnOfFloods warns of what the text may have too much of.
func (a *Article) warnOfFloods() {
	for _, f := range limits {
		if len(a.Text) > 2*f.most && countAll(a.Text, f.signs) > f.most {
			a.warn(fmt.Sprintf("it has more than %d %s", f.most, f.loss))
		}
	}
	if len(a.Text) > 2*MaxWords && wordsAbout(a.Text) > MaxWords {
		a.warn(fmt.Sprintf("more than %d words: collection search may miss the last ones", MaxWords))
	}
}

func countAll(text string, signs []string) (n int) {
	for _, sign := range signs {
		n += strings.Count(text, sign)
	}
	return n
}

// wordsAbout is about how many words a text has. Words tells it exactly, but
// takes a hundred times as long: longer than the first screen of a huge article.
func wordsAbout(text string) (n int) {
	before := byte(' ')
	for i := range len(text) {
		c := text[i]
		if before <= ' ' && c > ' ' || c >= 0xE3 && c <= 0xED { // an ideograph, kana or Hangul begins
			n++
		}
		before = c
	}
	return n
}
