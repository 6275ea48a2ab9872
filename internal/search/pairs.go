package search

import "strings"

// Phrases of the most common words, such as "of the", would have their
// positions compared in nearly every article. So the pairs of such words that
// stand side by side in a text are terms themselves, in a field of their own
// and without positions ("common grams"; Williams, Zobel, Bahle 2004).
const pairField = fields

// pairedWords are the commonest of English and of its neighbours, where they
// are spelt with so few letters that they are common in any text.
var pairedWords = wordSet(strings.Fields(`a about all also an and are as at be been but by can do for from had has have he her his
	i if in into is it its more not of on one or our out she so than that the their them there they this to up was
	we were what when which who will with would you your
	das de del der des die du e el en es est et il ist la las le les los ne o pas por que se si un und une`))

func wordSet(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// paired reports whether a word that follows another one makes a pair with it.
func paired(first, second string) bool { return pairedWords[first] && pairedWords[second] }

func pairKey(b []byte, first, second string) []byte {
	b = append(append(b, byte(pairField)), first...)
	return append(append(b, ' '), second...)
}
