package ui

import (
	"slices"
	"testing"

	"manicule/internal/ui/term"

	"manicule/internal/note"
)

// The hints name the reader's own keys, and no action that has none.
func TestHintsOnMarkedNotes(t *testing.T) {
	own := Keys{"notes": {"tags": {"#"}, "delete": nil}}
	p := &notesPane{env: &env{host: (*Model)(nil)}, marked: map[noteKey]bool{{"a.md", "1"}: true}}
	p.mode = *own.bind(notesMode(p))
	want := []term.Hint{{Key: "#", Does: "tags"}, {Key: "c", Does: "kind"}, {Key: "esc", Does: "back"}}
	if got := p.hints(); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

// What is marked stands before what can be done to it, in the room there is.
func TestMarkedNotesAreCounted(t *testing.T) {
	s := openSession(t, "40x10", "harbour.md")
	s.do("press", "} h q n")
	s.m.notesPane.marked = map[noteKey]bool{{"a", "1"}: true, {"a", "2"}: true}
	s.m.notesPane.found = map[noteKey]note.ResolvedNote{}
	s.do("expect", "2 notes marked")
	s.do("expect", "esc back")
}
