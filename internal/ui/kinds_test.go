package ui

import (
	"testing"

	"manicule/internal/note"
	"manicule/internal/ui/pane"
)

// A kind in the place of a usual one has its key, its sign and its look, and
// so have the notes that keep the former name.
func TestKindsInPlaceOfUsualOnes(t *testing.T) {
	before := note.Kinds
	t.Cleanup(func() { note.Kinds = before })
	note.Kinds, _ = note.WithKinds([]note.OwnKind{
		{Kind: note.Kind{Name: "mark"}, Replaces: "highlight"},
		{Kind: note.Kind{Name: "unsure", Sign: "¿"}, Replaces: "doubt"},
	})
	s := openSession(t, "80x24", "潮汐.md")
	s.do("press", "} h")
	if n := s.m.reader.Notes; len(n) != 1 || n[0].Kind != "mark" {
		t.Fatalf("the passage is marked as %+v", n)
	}
	s.do("press", "h")
	if n := s.m.reader.Notes; len(n) != 0 {
		t.Errorf("the mark is not taken back: %+v", n)
	}
	for own, usual := range map[string]string{"mark": "highlight", "unsure": "doubt"} {
		if s.m.Theme.Passage(own) != s.m.Theme.Passage(usual) {
			t.Errorf("%s does not look as %s did", own, usual)
		}
	}
	if got := pane.SignOf(&note.ResolvedNote{Note: note.Note{Kind: "doubt"}}); got != "¿" {
		t.Errorf("the sign of a doubt from before is %s", got)
	}
}
