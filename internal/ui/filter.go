package ui

import (
	"cmp"
	"slices"
	"strings"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"

	"manicule/internal/store"
)

// rankTitles returns the entries whose title holds the letters of every word
// of the query in order, best first, and for each the runes that matched; and
// below them those whose path holds the words as they are. Ranking is fzf's;
// equals keep their order.
func rankTitles(entries []*store.Entry, query string) ([]*store.Entry, map[*store.Entry][]int) {
	words := strings.Fields(query)
	lit := map[*store.Entry][]int{}
	scores := map[*store.Entry]int{}
	slab := util.MakeSlab(100*1024, 2048)
	var found []*store.Entry
	for _, e := range entries {
		score, at, ok := rank(e.Meta.Title, words, slab)
		if ok {
			lit[e] = at
		} else if !containsAll(e.Path, words) {
			continue
		}
		scores[e] = score
		found = append(found, e)
	}
	slices.SortStableFunc(found, func(a, b *store.Entry) int { return cmp.Compare(scores[b], scores[a]) })
	return found, lit
}

// containsAll tells whether s holds every word; small letters in a word stand
// for capitals too.
func containsAll(s string, words []string) bool {
	lower := strings.ToLower(s)
	for _, w := range words {
		if !strings.Contains(s, w) && !strings.Contains(lower, w) {
			return false
		}
	}
	return true
}

// rank scores how well s has the letters of every word, in order within each;
// capitals in a word match only capitals. A match scores more than 0.
func rank(s string, words []string, slab *util.Slab) (score int, at []int, ok bool) {
	chars := util.ToChars([]byte(s))
	for _, w := range words {
		sensitive := w != strings.ToLower(w)
		r, pos := algo.FuzzyMatchV2(sensitive, !sensitive, true, &chars, []rune(w), true, slab)
		if r.Start < 0 {
			return 0, nil, false
		}
		score += r.Score
		if pos != nil {
			at = append(at, *pos...)
		}
	}
	return score, at, true
}
