package ui

import (
	"testing"

	"manicule/internal/ui/term"

	"manicule/internal/session"

	"manicule/internal/article"
	"manicule/internal/search"
)

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

func TestPaintsOfHits(t *testing.T) {
	h := session.Hits{Spans: []article.Span{{Start: 5, End: 9}, {Start: 20, End: 24}, {Start: 40, End: 41}}}
	if got := len(paintsOf(&h, article.Span{Start: 8, End: 40}, term.PlainTheme().Hit, term.PlainTheme().HitNow)); got != 2 {
		t.Errorf("%d hits are painted, want 2", got)
	}
}
