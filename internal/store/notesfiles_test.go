package store

import (
	"os"
	"path/filepath"
	"testing"
)

// TestEachNotesFile has every kind of file among the notes.
func TestEachNotesFile(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	data, err := os.ReadFile(notesFile(c, "a.md"))
	must(t, err)
	folder := c.NotesFolder()
	for _, name := range []string{"a.md.md.orig", "a.md (Ann's conflicted copy).md", "a.md~new.md", "a.md~late-ABCDEFGHIJ.md", ".git/hidden.md", ".hidden.md", "words.txt"} {
		fileWith(t, filepath.Join(folder, name), string(data))
	}
	must(t, os.Symlink("nowhere", filepath.Join(folder, "broken.md")))
	var got []string
	must(t, c.EachNotesFile(t.Context(), func(f NotesFile) {
		name, err := filepath.Rel(folder, f.Name)
		must(t, err)
		said := name + ":"
		if f.File != nil {
			said += " notes"
		}
		if f.Err != nil {
			said += " broken"
		}
		if f.Beside {
			said += " beside"
		}
		got = append(got, said+" "+f.By)
	}))
	same(t, "files", got, []string{
		"a.md (Ann's conflicted copy).md: notes a sync program", "a.md.md: notes ", "a.md.md.orig: a merge",
		"a.md~late-ABCDEFGHIJ.md: notes beside ", "a.md~new.md: notes beside ", "broken.md: broken ", "words.txt: ",
	})
}
