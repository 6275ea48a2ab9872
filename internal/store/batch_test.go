package store

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBatch: in a series of saves notes find their files as they do without,
// also where another program writes in between.
func TestBatch(t *testing.T) {
	t.Parallel()
	story := "# Story\n\n" + strings.Repeat("The lamp burns low. ", 20)
	files := map[string]string{"a.md": sample, "A.md": sample, "s1.md": story, "s2.md": story, "c.md": sample}
	for i := range 2 * fewSaves {
		files[fmt.Sprintf("m%d.md", i)] = fmt.Sprintf("# Many %d\n\nWords of it.\n", i)
	}
	o := options(t)
	dir := folderOf(t, files)
	if len(filesBelow(t, dir)) < len(files) {
		t.Skip("this file system disregards case")
	}
	c, other := open(t, dir, o), open(t, dir, o)
	end := c.Batch()
	put(t, c, "a.md", "x")
	put(t, c, "A.md", "y")
	put(t, c, "s1.md", "x")
	put(t, c, "s2.md", "y")
	put(t, other, "a.md", "z")
	put(t, other, "c.md", "x")
	put(t, c, "a.md", "w")
	put(t, c, "c.md", "y")
	for i := range 2 * fewSaves {
		put(t, c, fmt.Sprintf("m%d.md", i), "x")
	}
	must(t, os.Remove(notesFile(c, "m0.md")))
	put(t, c, "m0.md", "y")
	end()
	put(t, c, "m1.md", "y")
	for name, want := range map[string][]string{
		"a.md": {"w", "x", "z"}, "A.md": {"y"}, "s1.md": {"x", "y"}, "c.md": {"x", "y"}, "m0.md": {"x", "y"}, "m1.md": {"x", "y"}, "m150.md": {"x"},
	} {
		same(t, name, ids(t, open(t, dir, o), name), want)
	}
	if _, err := os.Stat(notesFile(c, "s2.md")); err == nil {
		t.Error("one story has two files of notes")
	}
	known, now := c.noted, open(t, dir, o).scanNotes()
	if diff := cmp.Diff(now.byName, known.byName, cmp.AllowUnexported(noteFile{}, stamp{})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(now.byArticle, known.byArticle); diff != "" {
		t.Error(diff)
	}
}
