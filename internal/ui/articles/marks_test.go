package articles

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Marks put on one by one and all together are those of a plain set.
func TestMarks(t *testing.T) {
	paths := []string{"a", "b", "c", "d", "e", "f"}
	rapid.Check(t, func(t *rapid.T) {
		var k marks
		want := map[string]bool{}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0:
				k.clear()
				clear(want)
			case 1, 2:
				found := rapid.SliceOfNDistinct(rapid.SampledFrom(paths), 0, 6, rapid.ID[string]).Draw(t, "found")
				k = marks{all: together(k.paths()(), found)}
				before := len(want)
				for _, path := range found {
					want[path] = true
				}
				if len(want) == before {
					for _, path := range found {
						delete(want, path)
					}
				}
			default:
				path := rapid.SampledFrom(paths).Draw(t, "path")
				k.toggle(path)
				if want[path] {
					delete(want, path)
				} else {
					want[path] = true
				}
			}
			if got, sorted := k.paths()(), slices.Sorted(maps.Keys(want)); !slices.Equal(got, sorted) || k.count() != len(want) {
				t.Fatalf("marked are %q (%d), want %q", got, k.count(), sorted)
			}
			for _, path := range paths {
				if k.has(path) != want[path] {
					t.Fatalf("%s marked: %v", path, k.has(path))
				}
			}
		}
	})
}

// What is listed is what was marked when the list was asked for.
func TestMarksListedLater(t *testing.T) {
	var k marks
	k.toggle("a")
	list := k.paths()
	k.toggle("b")
	if got := list(); !slices.Equal(got, []string{"a"}) {
		t.Errorf("listed %q, want a alone", got)
	}
}
