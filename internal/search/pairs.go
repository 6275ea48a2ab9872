package search

import (
	"slices"
	"strings"
)

// Phrases of the most common words, such as "of the", would have their
// positions compared in nearly every article. So the pairs of such words that
// stand side by side in a text are terms themselves, in a field of their own
// and without positions ("common grams"; Williams, Zobel, Bahle 2004).
const pairField = fields

// pairedList are the commonest words of English and of its neighbours, where they
// are spelt with so few letters that they are common in any text.
var pairedList = strings.Fields(`a about all also an and are as at be been but by can do for from had has have he her his
	i if in into is it its more not of on one or our out she so than that the their them there they this to up was
	we were what when which who will with would you your
	das de del der des die du e el en es est et il ist la las le les los ne o pas por que se si un und une`)

// pairedWords are the same, each where its hash says: in few of these lists is
// more than one.
var pairedWords = func() (slots [1 << 10][]string) {
	for _, word := range pairedList {
		slot := &slots[hash([]byte(word))%uint64(len(slots))]
		*slot = append(*slot, word)
	}
	return slots
}()

// longestPaired is how many bytes the longest of them has.
var longestPaired = func() (n int) {
	for _, word := range pairedList {
		n = max(n, len(word))
	}
	return n
}()

// pairedWord is the word if it is one of pairedWords, else "".
func pairedWord(word []byte, hash uint64) string {
	if len(word) > longestPaired {
		return ""
	}
	for _, paired := range pairedWords[hash%uint64(len(pairedWords))] {
		if string(word) == paired {
			return paired
		}
	}
	return ""
}

// beginsPaired reports whether one of pairedWords begins so.
func beginsPaired(term string) bool {
	return slices.ContainsFunc(pairedList, func(word string) bool { return strings.HasPrefix(word, term) })
}

// pairedBy is the one of pairedWords with a hash, "" if there is none.
func pairedBy(of uint64) string {
	for _, paired := range pairedWords[of%uint64(len(pairedWords))] {
		if hash([]byte(paired)) == of {
			return paired
		}
	}
	return ""
}

// paired reports whether a word that follows another one makes a pair with it.
func paired(first, second string) bool { return isPaired(first) && isPaired(second) }

func isPaired(word string) bool { return pairedWord([]byte(word), hash([]byte(word))) != "" }

func pairKey(b []byte, first, second string) []byte {
	b = append(append(b, byte(pairField)), first...)
	return append(append(b, ' '), second...)
}
