package diff

import (
	"testing"

	"pgregory.net/rapid"
)

// TestEditIsShortest compares Myers' algorithm with the longest common
// subsequence, where it looks to the end.
func TestEditIsShortest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfN(rapid.Int32Range(0, 3), 1, 40)
		o, n := ids.Draw(t, "old"), ids.Draw(t, "new")
		p := newPairing(o, n)
		p.edit(run{0, len(o)}, run{0, len(n)})
		pairs := 0
		for _, j := range p.to {
			if j != None {
				pairs++
			}
		}
		if want := longestCommon(o, n); pairs != want {
			t.Fatalf("%d pairs, want %d", pairs, want)
		}
	})
}

func longestCommon(o, n []int32) int {
	before := make([]int, len(n)+1)
	for _, a := range o {
		here := make([]int, len(n)+1)
		for j, b := range n {
			here[j+1] = max(here[j], before[j+1])
			if a == b {
				here[j+1] = before[j] + 1
			}
		}
		before = here
	}
	return before[len(n)]
}
