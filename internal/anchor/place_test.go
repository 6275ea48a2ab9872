package anchor

import (
	"testing"

	"manicule/internal/note"
)

func TestPlaceQuote(t *testing.T) {
	const text = "# Tea\n\nTwo leaves and a bud make a cup of *good* tea, they say.\n\nThe tide comes in twice a day. The moon does it, and the sun helps a little when both stand in line.\n\nTea again.\n"
	tests := []struct {
		name  string
		a     note.Anchor
		state note.State
		says  string
	}{
		{"unique", note.Anchor{Quote: "cup of good tea"}, note.Exact, "cup of *good* tea"},
		{"short, with its surroundings", note.Anchor{Quote: "Tea", After: " again."}, note.Exact, "Tea"},
		{"ambiguous", note.Anchor{Quote: "Tea"}, note.Lost, ""},
		{"within a word", note.Anchor{Quote: "eave"}, note.Lost, ""},
		{"rewritten", note.Anchor{Quote: "The moon does it, and the sun helps somewhat when both stand in line."}, note.Edited, "The moon does it, and the sun helps a little when both stand in line."},
		{"foreign", note.Anchor{Quote: "Nothing of this was ever said by anybody in this place."}, note.Lost, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := NewFinder(text)
			tt.a.Before, tt.a.After = Context(tt.a)
			a, m := f.PlaceQuote(text, tt.a)
			if m.State != tt.state || text[m.Span.Start:m.Span.End] != tt.says {
				t.Errorf("%v on %q, want %v on %q", m.State, text[m.Span.Start:m.Span.End], tt.state, tt.says)
			}
			if tt.state == note.Lost {
				return
			}
			if again := NewFinder(text, text).Find(a); again.State != tt.state || again.Span != m.Span {
				t.Errorf("later it is %v at %v, not %v at %v", again.State, again.Span, m.State, m.Span)
			}
		})
	}
}
