package anchor

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/note"
)

const threeParts = "Alpha one two three and thirteen. Beta four five six. Gamma seven eight nine. Delta ten eleven twelve.\n"

// notesOn makes a file with a note on each of the words, and a section of the
// reader's own after the first.
func notesOn(t *testing.T, text string, words ...string) *note.File {
	t.Helper()
	f := note.New(note.Header{Article: "a.md", Text: "old"})
	f.Put(note.Note{ID: "whole", Body: "on all of it"})
	for _, w := range words {
		f.Put(note.Note{ID: w, Anchor: New(text, spanOf(t, text, w), "")})
	}
	raw := strings.Replace(string(f.Format()), "> "+words[0]+"\n", "> "+words[0]+"\n\n## Mine\n\nown text\n", 1)
	return note.Parse([]byte(raw))
}

func TestFollowKeepsTheFile(t *testing.T) {
	f := notesOn(t, threeParts, "Alpha", "five", "nine")
	raw := string(f.Format())
	now := strings.Repeat("Much that is new. ", 50) + threeParts
	Follow(f, now, "new")
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
	Follow(f, now, "new")
	moved, _ := f.Note("Gamma seven eight nine. Delta ten")
	if moved.Text != "old" || moved.Anchor.Span != spanOf(t, threeParts, moved.ID) {
		t.Errorf("moved note %+v", moved)
	}
	lost, _ := f.Note("Beta four five six")
	if lost.Text != "old" || lost.Anchor.Span != spanOf(t, threeParts, "Beta four five six") {
		t.Errorf("lost note %+v", lost)
	}
	Follow(f, threeParts, "old again")
	found, _ := f.Note("Beta four five six")
	if found.Text != "" || found.Anchor.Span != spanOf(t, threeParts, "Beta four five six") {
		t.Errorf("found note %+v", found)
	}
	if !strings.Contains(string(f.Format()), "## Mine\n\nown text\n") || len(f.Problems()) > 0 {
		t.Errorf("%s", f.Format())
	}
}

// TestFollowLeavesEdited leaves passages that were edited where they were
// until the reader confirms where they stand now.
func TestFollowLeavesEdited(t *testing.T) {
	old := whales + "\n\n" + clocks + "\n\n" + bread + "\n\n" + rivers
	now := whales + "\n\n" + strings.Replace(clocks, "runs slow", "is slow", 1) + "\n\n" + bread + "\n\n" + rivers
	f := notesOn(t, old, strings.TrimSpace(clocks), strings.TrimSpace(bread))
	Follow(f, now, "new", old)
	n, _ := f.Note(strings.TrimSpace(clocks))
	if n.Text != "old" || n.Anchor.Span != spanOf(t, old, n.ID) {
		t.Errorf("edited: %+v", n)
	}
	m := NewFinder(now, old, now).Find(n.Anchor)
	if at := now[m.Span.Start:m.Span.End]; m.State != note.Edited || !strings.HasPrefix(at, "A clock that is slow") {
		t.Errorf("edited: %+v", m)
	}
	if diff := cmp.Diff([]string{"old", "new"}, f.Texts()); diff != "" {
		t.Error(diff)
	}
	n.Anchor, n.Text = Confirm(now, n.Anchor, m.Span), ""
	f.Put(n)
	if f = note.Parse(f.Format()); cmp.Diff([]string{"new"}, f.Texts()) != "" {
		t.Error(f.Texts())
	}
	n, _ = f.Note(n.ID)
	if m := At(now, n.Anchor); m.State != note.Exact || n.Anchor.Quote != n.ID || n.Anchor.Now == "" {
		t.Errorf("confirmed: %+v, %+v", m, n)
	}
	for _, former := range [][]string{{now}, nil} {
		if m := NewFinder(now, former...).Find(n.Anchor); m.State != note.Exact {
			t.Errorf("confirmed: %+v", m)
		}
	}
}

// TestFollowDecidesNothing changes a text again and again: a note either says
// at its place what it said, or is as it was.
func TestFollowDecidesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-z]{2,6}`)
		words := rapid.SliceOfN(word, 20, 60).Draw(t, "words")
		text := strings.Join(words, " ")
		texts := map[string]string{"0": text}
		f := note.New(note.Header{Article: "a.md", Text: "0"})
		for i := range 4 {
			from := rapid.IntRange(0, len(words)-6).Draw(t, "from")
			start := len(strings.Join(words[:from], " ")) + min(from, 1)
			end := start + len(strings.Join(words[from:from+5], " "))
			f.Put(note.Note{ID: "n" + string(rune('0'+i)), Anchor: New(text, article.Span{Start: start, End: end}, "")})
		}
		for step := range 3 {
			at := rapid.IntRange(0, len(words)-1).Draw(t, "at")
			words = slices.Replace(slices.Clone(words), at, min(at+rapid.IntRange(0, 3).Draw(t, "cut"), len(words)), rapid.SliceOfN(word, 1, 4).Draw(t, "put")...)
			text = strings.Join(words, " ")
			name := string(rune('1' + step))
			texts[name] = text
			before := map[string]note.Note{}
			for _, n := range f.Notes() {
				before[n.ID] = n
			}
			Follow(f, text, name, texts["0"], texts["1"], texts["2"])
			for _, n := range f.Notes() {
				was := before[n.ID]
				if n.Text == "" && At(text, n.Anchor).State != note.Exact {
					t.Fatalf("%+v is not there in %q", n, text)
				}
				if n.Text != "" && n.Anchor != was.Anchor {
					t.Fatalf("%+v became %+v", was, n)
				}
			}
		}
	})
}
