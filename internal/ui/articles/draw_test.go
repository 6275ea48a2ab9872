package articles

import (
	"testing"

	"manicule/internal/search"
	"manicule/internal/ui/pane"
)

// However wide the window is, dates stand near the titles.
func TestListWidth(t *testing.T) {
	for w, want := range map[int]int{80: 80, 119: 119, 120: 60, 160: 81, 200: 96, 400: 96} {
		lp := &Pane{Env: &pane.Env{W: w, Column: pane.DefaultColumn}}
		if got := lp.listWidth(); got != want {
			t.Errorf("in %d columns the list takes %d, not %d", w, got, want)
		}
	}
}

func TestWordsOrQualities(t *testing.T) {
	word := search.Words{Terms: []string{"tide"}}
	tag := search.Words{Terms: []string{"tide"}, Field: search.InTag}
	tests := []struct {
		name string
		node search.Node
		want bool
	}{
		{"nothing", nil, false},
		{"a word", word, true},
		{"a tag", tag, false},
		{"a tag and a word", search.And{tag, word}, true},
		{"states", search.And{search.Is{}, search.Not{Node: word}}, false},
		{"either", search.Or{tag, search.Pattern{}}, true},
	}
	for _, tt := range tests {
		if got := words(tt.node); got != tt.want {
			t.Errorf("%s: words %v, want %v", tt.name, got, tt.want)
		}
	}
}
