package search

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestFormsInOrder: forms are put in order by their weights, and the likeliest of
// them found, as a stable sort does it.
func TestFormsInOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var forms []form
		for range rapid.IntRange(0, 60).Draw(rt, "forms") {
			forms = append(forms, form{
				termRef: termRef{df: rapid.IntRange(1, 9).Draw(rt, "df"), off: len(forms)},
				weight:  rapid.SampledFrom([]float32{exactForm, stemForm, beginsForm}).Draw(rt, "weight"),
			})
		}
		sorted := func(by func(form) float32) []int {
			return offsets(slices.SortedStableFunc(slices.Values(forms), func(a, b form) int { return cmp.Compare(by(b), by(a)) }))
		}
		if diff := gocmp.Diff(sorted(func(f form) float32 { return f.weight }), offsets(byWeight(forms))); diff != "" {
			rt.Fatalf("by weight (-want +got):\n%s", diff)
		}
		if len(forms) <= nearForms {
			return
		}
		want := sorted(func(f form) float32 { return f.weight * float32(f.df) })[:nearForms]
		if diff := gocmp.Diff(want, offsets(likeliest(forms, nearForms))); diff != "" {
			rt.Fatalf("the likeliest (-want +got):\n%s", diff)
		}
	})
}

func offsets(forms []form) []int {
	all := []int{}
	for _, f := range forms {
		all = append(all, f.off)
	}
	return all
}
