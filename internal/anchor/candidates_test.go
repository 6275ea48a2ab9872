package anchor

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manicule/internal/note"
)

func TestCandidates(t *testing.T) {
	text := "The ferry left at noon.\n\nNobody in the harbour saw the old ferry leave, and nobody waved.\n\n" +
		strings.Repeat("Other words altogether stand here. ", 30) + "\n\nAn old ferry left the *harbour* early."
	a := note.Anchor{Quote: "the old ferry left the harbour before dawn"}
	found := Candidates(text, a, 3)
	if len(found) < 2 {
		t.Fatalf("%+v", found)
	}
	if got := text[found[0].Span.Start:found[0].Span.End]; got != "old ferry left the *harbour" {
		t.Errorf("%q", got)
	}
	for i, m := range found {
		if m.Confidence < enoughOffered || m.Confidence > 1 || i > 0 && m.Confidence > found[0].Confidence+0.2 {
			t.Errorf("%d: %+v", i, m)
		}
		for _, other := range found[:i] {
			if m.Span.Overlaps(other.Span) {
				t.Errorf("%+v and %+v", m, other)
			}
		}
	}
	if found := Candidates(text, note.Anchor{Quote: "completely foreign vocabulary"}, 3); len(found) > 0 {
		t.Errorf("%+v", found)
	}
	if found := Candidates("", a, 3); len(found) > 0 {
		t.Errorf("%+v", found)
	}
}

// TestCandidatesAreInTheText offers only places within the text, one apart
// from the other.
func TestCandidatesAreInTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-d*\n ]{0,9}[一二é]?){0,20}`).Draw(t, "text")
		quote := rapid.StringMatching(`[a-d 一二]{0,12}`).Draw(t, "quote")
		end := 0
		for _, m := range Candidates(text, note.Anchor{Quote: quote}, 3) {
			if m.Span.Empty() || m.Span.Start < 0 || m.Span.End > len(text) || m.Confidence > 1.000001 {
				t.Fatalf("%q in %q: %+v", quote, text, m)
			}
			end++
		}
		if end > 3 {
			t.Fatal(end)
		}
	})
}

func BenchmarkCandidates(b *testing.B) {
	text := strings.Repeat(whales+"\n\n"+clocks+"\n\n", 1000)
	a := note.Anchor{Quote: "whales breathe at the surface of a sea that is open all day"}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Candidates(text, a, 3)
	}
}
