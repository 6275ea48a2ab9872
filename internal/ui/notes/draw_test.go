package notes

import (
	"slices"
	"strings"
	"testing"

	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// The hints name the reader's own keys, and no action that has none.
func TestHintsOnMarkedNotes(t *testing.T) {
	own := pane.Keys{"notes": {"tags": {"#"}, "delete": nil}}
	p := &Pane{Env: &pane.Env{Host: noHost{}}, marked: map[noteKey]bool{{"a.md", "1"}: true}}
	p.mode = *own.Bind(notesMode(p))
	want := []term.Hint{{Key: "#", Does: "tags"}, {Key: "c", Does: "kind"}, {Key: "esc", Does: "back"}}
	if got := p.hints(); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

// What is marked stands before what can be done to it, in the room there is.
func TestMarkedNotesAreCounted(t *testing.T) {
	p := New(&pane.Env{Host: noHost{}, W: 40, H: 10, Theme: term.DarkTheme()})
	p.marked = map[noteKey]bool{{"a", "1"}: true, {"a", "2"}: true}
	var c term.Canvas
	c.Resize(40, 10)
	p.Draw(&c)
	var row strings.Builder
	for _, cell := range c.Lines[9] {
		row.WriteString(cell.Content)
	}
	if got := row.String(); !strings.Contains(got, "2 notes selected") || !strings.Contains(got, "esc back") {
		t.Errorf("%q", got)
	}
}

// noHost is a program that has nothing but the pane.
type noHost struct{ pane.Host }
