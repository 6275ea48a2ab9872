package anchor

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"manicule/internal/article"
	"manicule/internal/note"
)

// written is a notes file of testdata/scripts, as it was written in November
// 2026, and the text of its article then and after it was edited.
type written struct {
	name      string
	file      *note.File
	then, now string
}

func readWritten(t *testing.T) (all []written) {
	t.Helper()
	names, err := filepath.Glob("testdata/scripts/notes/*.md.md")
	if err != nil || len(names) == 0 {
		t.Fatal("no notes:", err)
	}
	read := func(path string) []byte {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for _, path := range names {
		name := strings.TrimSuffix(filepath.Base(path), ".md")
		text := func(folder string) string {
			a, err := article.Parse(name, read("testdata/scripts/"+folder+"/"+name))
			if err != nil {
				t.Fatal(err)
			}
			return a.Text
		}
		all = append(all, written{name, note.Parse(read(path)), text("then"), text("now")})
	}
	return all
}

// TestWrittenContexts sees that what notes keep of their surroundings is still
// made the same way, in texts of many scripts: or it would not be found.
func TestWrittenContexts(t *testing.T) {
	for _, w := range readWritten(t) {
		f := NewFinder(w.then)
		for _, n := range w.file.Notes() {
			if got := f.Anchor(n.Anchor.Span, n.Anchor.Quote); got != n.Anchor {
				t.Errorf("%s, %s:\n%+v, was\n%+v", w.name, n.ID, got, n.Anchor)
			}
			if m := f.Find(n.Anchor); m.State != note.Exact || m.Span != n.Anchor.Span {
				t.Errorf("%s, %s: %v at %v in the very text", w.name, n.ID, m.State, m.Span)
			}
		}
	}
}

// TestWrittenPassages finds the passages of those notes in the edited texts,
// with the former text and without, where the version that wrote them did.
func TestWrittenPassages(t *testing.T) {
	want := map[string]string{}
	file, err := os.Open("testdata/scripts/want.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		key := strings.Join(strings.Fields(lines.Text())[:2], " ")
		want[key] = lines.Text()
	}
	place := func(m note.Match) string {
		if m.State == note.Lost {
			return "lost -"
		}
		return fmt.Sprintf("%v %d-%d", m.State, m.Span.Start, m.Span.End)
	}
	for _, w := range readWritten(t) {
		followed, bare := NewFinder(w.now, w.then), NewFinder(w.now)
		for _, n := range w.file.Notes() {
			key := w.name + " " + n.ID
			got := key + " " + place(followed.Find(n.Anchor)) + " " + place(bare.Find(n.Anchor))
			if got != want[key] {
				t.Errorf("%q\n%s, was\n%s", n.Anchor.Quote, got, want[key])
			}
		}
	}
}

// TestNumberedContexts finds passages whose surroundings were kept when some
// numbers of items were folded as text.
func TestNumberedContexts(t *testing.T) {
	const text = "Three ways:\n\n1. The first one\n   goes on here.\n2. The second one.\n3. The third\n   one.\n"
	for _, a := range []note.Anchor{
		{Quote: "The second one.", Before: "ways: The first one goes on here. 2. ", After: " 3. The third one."},
		{Quote: "one", Before: "first one goes on here. The second ", After: ". 3. The third one."},
	} {
		if m := Find(text, a); m.State != note.Exact || m.Confidence != 1 {
			t.Errorf("%+v: %v, %v", a, m.State, m.Confidence)
		}
	}
}
