package exchange

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"manicule/internal/note"
)

// setKinds gives the reader kinds of their own, for a test.
func setKinds(t *testing.T, own ...note.OwnKind) {
	t.Helper()
	kinds, wrong := note.WithKinds(own)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	before := note.Kinds
	t.Cleanup(func() { note.Kinds = before })
	note.Kinds = kinds
}

// What other programs and former configurations call by a usual kind's name is
// the kind in its place.
func TestImportTakesTheReadersKinds(t *testing.T) {
	setKinds(t, note.OwnKind{Kind: note.Kind{Name: "mark"}, Replaces: "highlight"}, note.OwnKind{Kind: note.Kind{Name: "unsure"}, Replaces: "question"})
	csv := "Highlight,Title,Note,Color\none,Tea,,yellow\ntwo,Tea,,blue\nthree,Tea,.question .leaf,\nfour,Tea,.important,\n"
	notes, _, err := Import("", "x.csv", []byte(csv))
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, n := range notes {
		kinds = append(kinds, n.Kind)
	}
	if diff := cmp.Diff([]string{"mark", "unsure", "unsure", "important"}, kinds); diff != "" {
		t.Error(diff)
	}
	for _, kind := range []string{"mark", "highlight"} {
		if got, _ := dotted(note.ResolvedNote{Note: note.Note{Kind: kind, Anchor: note.Anchor{Quote: "q"}}}); got != "" {
			t.Errorf("a note of the kind %s leaves as %q", kind, got)
		}
	}
}
