package search

import (
	"reflect"
	"testing"
)

// A folder's articles stand together, before those of the folders in it, and
// the collection's own before all.
func TestByFolder(t *testing.T) {
	m := &memory{docs: map[string]Document{}}
	for _, path := range []string{"z.md", "a/b/1.md", "a/c.md", "a/0.md", "a b/1.md", ".x/1.md", "a/b.md", "!/1.md", "a/b/c/1.md"} {
		m.put(path, "text")
	}
	x := Open("")
	refreshed(t, x, m)
	s := x.Snapshot()
	q, _ := Parse("sort:path", noon)
	found, err := s.Search(t.Context(), q, Reader{})
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	for _, f := range s.ByFolder(found.IDs) {
		got = append(got, append([]string{f.Path}, pathsOf(s, f.IDs)...))
	}
	want := [][]string{
		{".", "z.md"},
		{"!", "!/1.md"},
		{".x", ".x/1.md"},
		{"a", "a/0.md", "a/b.md", "a/c.md"},
		{"a/b", "a/b/1.md"},
		{"a/b/c", "a/b/c/1.md"},
		{"a b", "a b/1.md"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := s.ByFolder(nil); len(got) != 0 {
		t.Errorf("of nothing: %v", got)
	}
}
