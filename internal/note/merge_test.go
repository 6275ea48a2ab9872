package note

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"manicule/internal/article"
)

func TestMergeBodies(t *testing.T) {
	tests := []struct{ name, base, ours, theirs, want string }{
		{"one side", "a\nb", "a\nb\nc", "a\nb", "a\nb\nc"},
		{"two lines", "a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"},
		{"the same", "a", "b", "b", "b"},
		{"both", "a\nx\nz", "a\ny\nz", "a\nw\nz", "a\n" + oneSide + "\nw\n" + otherSide + "\ny\n" + bothOver + "\nz"},
		{"again", "a", oneSide + "\nb\n" + otherSide + "\nc\n" + bothOver, "c", oneSide + "\nb\n" + otherSide + "\nc\n" + bothOver},
		{"deleted and edited", "a\nb\nc", "a\nc", "a\nB\nc", "a\nB\nc"},
		{"nothing before", "", "a", "b", oneSide + "\na\n" + otherSide + "\nb\n" + bothOver},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := MergeBodies(tt.base, tt.ours, tt.theirs); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestMergeNotes(t *testing.T) {
	now := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	base := Note{ID: "a", Kind: "highlight", Body: "one", Tags: []string{"x", "y"}, Anchor: Anchor{Span: article.Span{Start: 1, End: 4}, Quote: "q"}}
	ours, theirs := base, base
	ours.Kind, ours.Tags, ours.Changed = "doubt", []string{"y", "z"}, now
	theirs.Body, theirs.Anchor.Span = "two", article.Span{Start: 5, End: 8}
	want := ours
	want.Body, want.Anchor.Span = "two", theirs.Anchor.Span
	if diff := cmp.Diff(want, MergeNotes(&base, ours, theirs)); diff != "" {
		t.Error(diff)
	}
	theirs.Kind, theirs.Changed = "question", now.Add(time.Hour)
	got := MergeNotes(&base, ours, theirs)
	if got.Kind != "question" || !strings.Contains(got.Body, "also to: doubt") {
		t.Errorf("both kinds: %+v", got)
	}
	if again := MergeNotes(&base, got, ours); !cmp.Equal(again, got) {
		t.Error(cmp.Diff(got, again))
	}
}

// at is where the example notes stand: one place for each letter.
func at(letter rune) article.Span {
	return article.Span{Start: int(letter) * 10, End: int(letter)*10 + 5}
}

// fileOf makes a notes file of entries such as "a=words".
func fileOf(entries ...string) *File {
	f := New(Header{Article: "a.md", Text: "1111111111111111"})
	for _, e := range entries {
		id, body, _ := strings.Cut(e, "=")
		f.Put(Note{ID: id, Kind: "highlight", Body: body, Anchor: Anchor{Span: at(rune(id[0])), Quote: "at " + id}})
	}
	return f
}

// said is what fileOf was given.
func said(f *File) []string {
	var all []string
	for _, n := range f.Notes() {
		all = append(all, n.ID+"="+n.Body)
	}
	slices.Sort(all)
	return all
}

func TestMergeEntries(t *testing.T) {
	tests := []struct {
		name               string
		base, ours, theirs []string
		want               []string
	}{
		{"both added", nil, []string{"a=1"}, []string{"b=2"}, []string{"a=1", "b=2"}},
		{"deleted", []string{"a=1", "b=2"}, []string{"b=2"}, []string{"a=1", "b=2"}, []string{"b=2"}},
		{"deleted and edited", []string{"a=1", "b=2"}, []string{"b=2"}, []string{"a=3", "b=2"}, []string{"a=3", "b=2"}},
		{"deleted twice", []string{"a=1"}, nil, nil, nil},
		{"edited and added", []string{"a=1"}, []string{"a=2"}, []string{"a=1", "c=3"}, []string{"a=2", "c=3"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, o, th := fileOf(tt.base...), fileOf(tt.ours...), fileOf(tt.theirs...)
			for _, m := range []*File{Merge(b, o, th), Merge(b, th, o)} {
				if diff := cmp.Diff(tt.want, said(m)); diff != "" {
					t.Errorf("%s\n%s", diff, m.Format())
				}
				if p := m.Problems(); len(p) > 0 {
					t.Error(p)
				}
			}
		})
	}
}

func TestMergeWithoutBaseDeletesNothing(t *testing.T) {
	m := Merge(nil, fileOf("a=1\n2", "b=2"), fileOf("a=1\n3", "c=4"))
	want := []string{"a=1\n" + oneSide + "\n2\n" + otherSide + "\n3\n" + bothOver, "b=2", "c=4"}
	if diff := cmp.Diff(want, said(m)); diff != "" {
		t.Error(diff)
	}
	if p := m.Problems(); len(p) != 1 || !strings.Contains(p[0].What, "conflicting changes") {
		t.Errorf("problems %+v", p)
	}
}

func TestMergeKeepsOwnText(t *testing.T) {
	base := Parse([]byte(string(fileOf("a=1", "b=2").Format()) + "\n## Mine\n\nfirst\n\nsecond\n"))
	ours := Parse([]byte(strings.Replace(string(base.Format()), "first", "FIRST", 1)))
	theirs := Parse([]byte(strings.Replace(string(base.Format()), "second", "SECOND", 1)))
	ours.Put(Note{ID: "c", Body: "3", Anchor: Anchor{Span: at('c'), Quote: "c"}})
	theirs.Remove("a")
	text := string(Merge(base, ours, theirs).Format())
	for _, want := range []string{"FIRST\n\nSECOND\n", "3\n", "2\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	theirs = Parse([]byte(strings.Replace(string(theirs.Format()), "first", "1st", 1)))
	m := Merge(base, ours, theirs)
	if text := string(m.Format()); !strings.Contains(text, "\n1st\n"+twice) || !strings.Contains(text, "\nFIRST\n"+twice) || len(m.Problems()) != 1 {
		t.Errorf("%s\n%v", text, m.Problems())
	}
}

// TestMergePositionsOfTwoTexts has one side saved after the article changed.
func TestMergePositionsOfTwoTexts(t *testing.T) {
	base := fileOf("a=1")
	ours, theirs := Parse(base.Format()), Parse(base.Format())
	h := ours.Header()
	h.Text = "2222222222222222"
	ours.SetHeader(h)
	n, _ := ours.Note("a")
	n.Anchor.Span = article.Span{Start: 1, End: 6}
	ours.Put(n)
	theirs.Put(Note{ID: "b", Body: "2", Anchor: Anchor{Span: at('b'), Quote: "b"}})
	for _, m := range []*File{Merge(base, ours, theirs), Merge(base, theirs, ours)} {
		a, _ := m.Note("a")
		b, _ := m.Note("b")
		if m.Header().Text != h.Text || a.Text != "" || a.Anchor.Span.Start != 1 || b.Text != "1111111111111111" {
			t.Errorf("%s", m.Format())
		}
	}
}

// TestMergeKeepsWhatWasConfirmed has one side confirm an edited passage, and
// the other one write about it.
func TestMergeKeepsWhatWasConfirmed(t *testing.T) {
	base := fileOf("a=1")
	ours, theirs := Parse(base.Format()), Parse(base.Format())
	n, _ := ours.Note("a")
	n.Anchor.Now, n.Anchor.Span = "at b", at('b')
	ours.Put(n)
	n, _ = theirs.Note("a")
	n.Body, n.Changed = "2", time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	theirs.Put(n)
	for _, m := range []*File{Merge(base, ours, theirs), Merge(base, theirs, ours)} {
		n, _ := m.Note("a")
		if n.Body != "2" || n.Anchor.Now != "at b" || n.Anchor.Quote != "at a" || n.Anchor.Span != at('b') {
			t.Errorf("%s", m.Format())
		}
	}
}

// TestMergeKeepsTheArticlesID takes the id from the side that knows it.
func TestMergeKeepsTheArticlesID(t *testing.T) {
	base := fileOf("a=1")
	ours, theirs := Parse(base.Format()), fileOf("a=1", "b=2")
	h := ours.Header()
	h.ID = "17"
	ours.SetHeader(h)
	for _, m := range []*File{Merge(base, ours, theirs), Merge(base, theirs, ours), Merge(nil, ours, theirs)} {
		if m.Header() != h || len(m.Problems()) > 0 {
			t.Errorf("%s", m.Format())
		}
	}
}

func TestMergeFronts(t *testing.T) {
	with := func(lines string) *File {
		return Parse([]byte("---\nmanicule: 1\narticle: a.md\n" + lines + "---\n\n# N\n"))
	}
	m := Merge(with("title: A\nmine: x\n"), with("title: B\nmine: x\nnew: 1\n"), with("title: C\n"))
	want := "---\nmanicule: 1\narticle: a.md\ntitle: C\nnew: 1\n# also: title: B\n---\n\n# N\n"
	if got := string(m.Format()); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestSplitMarkers(t *testing.T) {
	text := "a\n<<<<<<< HEAD\nb\n||||||| 123\nx\n=======\nc\n>>>>>>> theirs\nd\n"
	b, o, th, ok := SplitMarkers(text)
	if !ok || b != "a\nx\nd\n" || o != "a\nb\nd\n" || th != "a\nc\nd\n" {
		t.Errorf("%q %q %q %v", b, o, th, ok)
	}
	for _, bad := range []string{"", "a\n=======\nb\n", "<<<<<<< a\nx\n=======\n", ">>>>>>> a\n", "<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> b\n"} {
		if _, _, _, ok := SplitMarkers(bad); ok {
			t.Errorf("%q", bad)
		}
	}
}

// anySide makes changes to a notes file that a reader, an editor or another
// program could make.
func anySide(t *rapid.T, base *File, name string) *File {
	f := Parse(base.Format())
	for range rapid.IntRange(0, 5).Draw(t, name+" steps") {
		id := string(rapid.RuneFrom([]rune("abcdef")).Draw(t, "id"))
		words := rapid.StringMatching(`[xyz#<-]{1,3}(\n[xyz# >-]{0,3}){0,3}`).Draw(t, "words")
		switch rapid.IntRange(0, 4).Draw(t, "what") {
		case 0:
			f.Remove(id)
		case 1:
			text := strings.Replace(string(f.Format()), "<!-- note {\"id\":\""+id, words+"\n<!-- note {\"id\":\""+id, 1)
			f = Parse([]byte(text))
		case 2:
			f = Parse([]byte(string(f.Format()) + words))
		default:
			f.Put(Note{ID: id, Body: words, Anchor: Anchor{Span: at(rune(id[0])), Quote: "at " + id}})
		}
	}
	return f
}

func TestMergeAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := anySide(t, New(Header{Article: "a.md", Text: "1111111111111111"}), "base")
		ours, theirs := anySide(t, base, "ours"), anySide(t, base, "theirs")
		m := Merge(base, ours, theirs)
		keepsAll(t, base, ours, theirs, m)
		if other := Merge(base, theirs, ours); !sameBytes(m, other) {
			t.Fatalf("the sides make a difference:\n%s\n--- and\n%s", m.Format(), other.Format())
		}
		for _, same := range []*File{Merge(base, m, m), Merge(m, m, m), Merge(base, base, m), Merge(ours, m, ours)} {
			if !sameBytes(same, m) {
				t.Fatalf("merged again:\n%s\n--- from\n%s", same.Format(), m.Format())
			}
		}
		keepsAll(t, base, m, theirs, Merge(base, m, theirs))
		unknown := Merge(nil, ours, theirs)
		for _, n := range slices.Concat(ours.Notes(), theirs.Notes()) {
			if _, ok := unknown.Note(n.ID); !ok {
				t.Fatalf("without a base %s was lost:\n%s", n.ID, unknown.Format())
			}
		}
	})
}

// keepsAll checks that each entry is there once, unless a side deleted it and
// the other one left it alone, and that no line that a side wrote is lost.
func keepsAll(t *rapid.T, base, ours, theirs, m *File) {
	count := map[string]int{}
	for _, n := range m.Notes() {
		count[n.ID]++
	}
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		b, before := base.Note(id)
		o, inOurs := ours.Note(id)
		th, inTheirs := theirs.Note(id)
		want := inOurs && inTheirs || inOurs && (!before || touched(b, o)) || inTheirs && (!before || touched(b, th))
		if want != (count[id] == 1) || count[id] > 1 {
			t.Fatalf("%s stands %d times\n--- base\n%s--- ours\n%s--- theirs\n%s--- merged\n%s", id, count[id], base.Format(), ours.Format(), theirs.Format(), m.Format())
		}
	}
	known := linesOf(base)
	all := linesOf(m)
	for _, side := range []*File{ours, theirs} {
		for line := range linesOf(side) {
			if !known[line] && !all[line] && !strings.HasPrefix(line, "<!-- ") {
				t.Fatalf("%q is lost\n--- base\n%s--- ours\n%s--- theirs\n%s--- merged\n%s", line, base.Format(), ours.Format(), theirs.Format(), m.Format())
			}
		}
	}
}

// linesOf are the lines of a file without the spaces around them.
func linesOf(f *File) map[string]bool {
	all := map[string]bool{"": true}
	for line := range strings.Lines(string(f.Format())) {
		all[strings.TrimSpace(line)] = true
	}
	return all
}

func BenchmarkMerge(b *testing.B) {
	base := New(Header{Article: "a.md"})
	for i := range 500 {
		base.Put(Note{ID: fmt.Sprintf("n%d", i), Body: "words\nof a note", Anchor: Anchor{Span: article.Span{Start: i, End: i + 1}, Quote: "q"}})
	}
	ours, theirs := Parse(base.Format()), Parse(base.Format())
	ours.Remove("n7")
	theirs.Put(Note{ID: "x", Body: "new"})
	for b.Loop() {
		Merge(base, ours, theirs)
	}
}
