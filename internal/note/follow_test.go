package note

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const threeParts = "Alpha one two three and thirteen. Beta four five six. Gamma seven eight nine. Delta ten eleven twelve.\n"

// notesOn makes a file with a note on each of the words, and a section of the
// reader's own after the first.
func notesOn(t *testing.T, text string, words ...string) *File {
	t.Helper()
	f := New(Header{Article: "a.md", Text: "old"})
	f.Put(Note{ID: "whole", Body: "on all of it"})
	for _, w := range words {
		f.Put(Note{ID: w, Anchor: NewAnchor(text, spanOf(t, text, w), "")})
	}
	raw := strings.Replace(string(f.Format()), "> "+words[0]+"\n", "> "+words[0]+"\n\n## Mine\n\nown text\n", 1)
	return Parse([]byte(raw))
}

func order(f *File) string {
	var ids []string
	for _, n := range f.Notes() {
		ids = append(ids, n.ID)
	}
	return strings.Join(ids, " ")
}

func TestFollowKeepsTheFile(t *testing.T) {
	f := notesOn(t, threeParts, "Alpha", "five", "nine")
	raw := string(f.Format())
	now := strings.Repeat("Much that is new. ", 50) + threeParts
	f.Follow(now, "new")
	for _, n := range f.Notes() {
		if s := n.Anchor.Span; n.Anchor.Quote != "" && now[s.Start:s.End] != n.Anchor.Quote || n.Text != "" {
			t.Errorf("%+v", n)
		}
	}
	others := func(s string) []string {
		lines := strings.Split(s, "\n")
		for i, line := range lines {
			if strings.HasPrefix(line, "<!-- note") || strings.HasPrefix(line, "text:") {
				lines[i] = ""
			}
		}
		return lines
	}
	if diff := cmp.Diff(others(raw), others(string(f.Format()))); diff != "" {
		t.Error(diff)
	}
	if f.Header().Text != "new" {
		t.Errorf("header %+v", f.Header())
	}
}

func TestFollowMovesAndLoses(t *testing.T) {
	f := notesOn(t, threeParts, "Alpha one two three and thirteen", "Beta four five six", "Gamma seven eight nine. Delta ten")
	now := "Gamma seven eight nine. Delta ten eleven twelve.\nAlpha one two three and thirteen.\n"
	f.Follow(now, "new")
	if got := order(f); got != "whole Gamma seven eight nine. Delta ten Beta four five six Alpha one two three and thirteen" {
		t.Errorf("order %q", got)
	}
	lost, _ := f.Note("Beta four five six")
	if lost.Text != "old" || lost.Anchor.Span != spanOf(t, threeParts, "Beta four five six") {
		t.Errorf("lost note %+v", lost)
	}
	f.Follow(threeParts, "old again")
	found, _ := f.Note("Beta four five six")
	if found.Text != "" || found.Anchor.Span != spanOf(t, threeParts, "Beta four five six") {
		t.Errorf("found note %+v", found)
	}
	if !strings.Contains(string(f.Format()), "## Mine\n\nown text\n") || len(f.Problems()) > 0 {
		t.Errorf("%s", f.Format())
	}
}

// TestFollowWithFormerText moves an edited passage, which keeps its quote, and
// leaves one of which little is left where it was.
func TestFollowWithFormerText(t *testing.T) {
	old := whales + "\n\n" + clocks + "\n\n" + bread + "\n\n" + rivers
	now := whales + "\n\n" + strings.Replace(clocks, "runs slow", "is slow", 1) + "\n\n" +
		"To make bread one needs patience and time, the dearest of all.\n\n" + rivers
	f := notesOn(t, old, strings.TrimSpace(clocks), strings.TrimSpace(bread))
	f.Follow(now, "new", old)
	n, _ := f.Note(strings.TrimSpace(clocks))
	if at := now[n.Anchor.Span.Start:n.Anchor.Span.End]; n.Text != "" || !strings.HasPrefix(at, "A clock that is slow") || n.Anchor.Quote != n.ID {
		t.Errorf("edited: %q, %+v", at, n)
	}
	n, _ = f.Note(strings.TrimSpace(bread))
	if n.Text != "old" || n.Anchor.Span != spanOf(t, old, n.ID) {
		t.Errorf("rewritten: %+v", n)
	}
	if m := NewFinder(now, old, now).Find(n.Anchor); m.State != Edited || m.Confidence >= 0.5 {
		t.Errorf("rewritten: %+v", m)
	}
	if diff := cmp.Diff([]string{"new", "old"}, f.Texts()); diff != "" {
		t.Error(diff)
	}
}
