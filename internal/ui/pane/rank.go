package pane

import (
	"strings"
	"sync"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
)

// capitals makes fzf take capitals for letters.
var capitals = sync.OnceFunc(func() { algo.Init("default") })

// Rank scores how well s has the letters of every word, in order within each;
// capitals in a word match only capitals. Ranking is fzf's. A match scores more
// than 0.
func Rank(s string, words []string, slab *util.Slab) (score int, ok bool) {
	capitals()
	chars := util.ToChars([]byte(s))
	for _, w := range words {
		sensitive := w != strings.ToLower(w)
		r, _ := algo.FuzzyMatchV2(sensitive, !sensitive, true, &chars, []rune(w), false, slab)
		if r.Start < 0 {
			return 0, false
		}
		score += r.Score
	}
	return score, true
}
