package ui

import (
	"cmp"
	"slices"
	"strings"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"

	"manicule/internal/store"
)

// rankTitles returns the entries whose title, or else path, holds the letters
// of every word of the query in order, best first, and for each the runes of
// its title that matched. Ranking is fzf's; equals keep their order.
func rankTitles(entries []*store.Entry, query string) ([]*store.Entry, map[*store.Entry][]int) {
	words := strings.Fields(query)
	lit := map[*store.Entry][]int{}
	scores := map[*store.Entry]int{}
	slab := util.MakeSlab(100*1024, 2048)
	var found []*store.Entry
	for _, e := range entries {
		score, at, ok := rank(e.Meta.Title, words, slab)
		if ok {
			score += titleBonus
			lit[e] = at
		} else if score, _, ok = rank(e.Path, words, slab); !ok {
			continue
		}
		scores[e] = score
		found = append(found, e)
	}
	slices.SortStableFunc(found, func(a, b *store.Entry) int { return cmp.Compare(scores[b], scores[a]) })
	return found, lit
}

// titleBonus puts every match of a title above those of a path alone.
const titleBonus = 1 << 20

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
