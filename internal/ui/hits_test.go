package ui

import (
	"testing"

	"manicule/internal/article"
	"manicule/internal/search"
)

func TestHitsFrom(t *testing.T) {
	h := hits{spans: []article.Span{{Start: 5, End: 9}, {Start: 20, End: 24}, {Start: 40, End: 41}}}
	for off, want := range map[int]int{0: 0, 5: 0, 8: 0, 9: 1, 22: 1, 24: 2, 40: 2, 41: 3, 99: 3} {
		if got := h.from(off); got != want {
			t.Errorf("from byte %d on the first hit is %d, want %d", off, got, want)
		}
	}
	if got := h.firstIn(article.Span{Start: 99, End: 120}); got != 2 {
		t.Errorf("behind all hits the nearest is %d, want the last", got)
	}
	if got := len(h.paints(article.Span{Start: 8, End: 40}, plainTheme().hit, plainTheme().hitNow)); got != 2 {
		t.Errorf("%d hits are painted, want 2", got)
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
