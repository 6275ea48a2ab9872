// Package anchor finds the passages that notes stand on again, in texts that
// have changed since. It is pure: no files, no terminal.
package anchor

import "manicule/internal/diff"

// Alignment tells which words of an article's old text stand where in its new
// one. It is made once for all notes on the article. Safe for concurrent use.
//
// Words are paired by diff.Pair, gaps then aligned with sentences, and pairs
// that may be there by chance parted.
type Alignment struct {
	lexicon
	pairing
	old, now *words
	loose    []int32 // the new words without a partner, by id
}

// Align aligns an article's old text with its new one. Its time grows with
// their size and with how much was changed, but not with its square.
func Align(old, now string) *Alignment { return align(old, now, foldMarkdown(now)) }

// align is Align for a new text that is folded already.
func align(old, now string, folded folded) *Alignment {
	a := &Alignment{lexicon: lexicon{ids: map[string]int32{}}}
	a.old, a.now = a.words(foldMarkdown(old), old), a.words(folded, now)
	a.ids = nil
	a.pairing = pair(a.old.list, a.now.list)
	a.alignGapBoundaries()
	a.dropIsolated()
	a.loose = a.unpaired()
	return a
}

// run is a half-open range of words.
type run struct{ from, to int }

func (r run) len() int { return r.to - r.from }

// pairing pairs words of a piece of the old text with words of a piece of the
// new one that are the same, in order.
type pairing struct {
	o, n     []word
	to, from []int32 // for each word of o its partner in n and the reverse, or none
}

const none = diff.None

// pair pairs the words of o and n.
func pair(o, n []word) pairing {
	to, from := diff.Pair(ids(o), ids(n))
	return pairing{o, n, to, from}
}

func ids(list []word) []int32 {
	all := make([]int32, len(list))
	for i, w := range list {
		all[i] = w.id
	}
	return all
}
