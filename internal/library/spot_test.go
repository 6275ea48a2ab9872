package library

import (
	"strings"
	"testing"

	"manicule/internal/store"
)

func TestLeftAt(t *testing.T) {
	filler := strings.Repeat("Nothing happens here. ", 20)
	tests := []struct {
		name, text string
		place      int
		quote      string
		want       int
	}{
		{"unknown", filler, 0, "", 0},
		{"same bytes", filler + "The tide.", len(filler), "The tide.", len(filler)},
		{"moved down", "New. " + filler + "The tide.", len(filler), "The tide.", len(filler) + 5},
		{"moved up", "The tide. " + filler, len(filler), "The tide.", 0},
		{"nearest of two", "The tide. " + filler + "The tide.", len(filler), "The tide.", len(filler) + 10},
		{"its end was edited", filler + "The tide goes out now.", len(filler) - 7, "The tide goes in twice", len(filler)},
		{"gone", filler, 30, "The tide.", 30},
		{"text is shorter", "Short.", 300, "The tide.", 6},
		{"nonsense", filler, -5, "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := LeftAt(store.Reading{Place: tt.place, Quote: tt.quote}, tt.text)
			if got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}
