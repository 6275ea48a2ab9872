package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
)

// TestEditorThatNeverRests has an editor save whenever our save has read the notes file:
// both get through, and at rest everything is in the one file.
func TestEditorThatNeverRests(t *testing.T) {
	t.Parallel()
	editors := map[string]func(string, []byte) error{
		"in place": func(name string, data []byte) error { return os.WriteFile(name, data, 0o644) },
		"replaced": func(name string, data []byte) error {
			if err := os.WriteFile(name+"~", data, 0o644); err != nil {
				return err
			}
			return os.Rename(name+"~", name)
		},
	}
	for how, save := range editors {
		t.Run(how, func(t *testing.T) {
			c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
			if !canExchange(t) {
				t.Skip("files can't change places here")
			}
			put(t, c, "a.md", "first")
			a, name := read(t, c, "a.md"), notesFile(c, "a.md")
			typed := 0
			for i := range 5 {
				_, err := c.SaveNotes(a, func(f *note.File) error {
					data, err := os.ReadFile(name)
					must(t, err)
					typed++
					must(t, save(name, append(data, fmt.Sprintf("\ntyped %d\n", typed)...)))
					f.Put(note.Note{ID: fmt.Sprint("n", i), Kind: "highlight", Made: time.Now(), Anchor: anchor.New(a.Text, article.Span{Start: 0, End: 4}, "")})
					return nil
				})
				must(t, err)
			}
			must(t, c.PutBack(t.Context()))
			same(t, "notes", ids(t, c, "a.md"), []string{"first", "n0", "n1", "n2", "n3", "n4"})
			data, err := os.ReadFile(name)
			must(t, err)
			for i := range typed {
				if line := fmt.Sprintf("\ntyped %d\n", i+1); strings.Count(string(data), line) != 1 {
					t.Errorf("%q is there %d times:\n%s", line, strings.Count(string(data), line), data)
				}
			}
			late, err := filepath.Glob(filepath.Join(filepath.Dir(name), "*~late*"))
			must(t, err)
			same(t, "late files", late, []string(nil))
		})
	}
}

// canExchange reports whether two files can change places here.
func canExchange(t *testing.T) bool {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	must(t, os.WriteFile(a, nil, 0o644))
	must(t, os.WriteFile(b, nil, 0o644))
	return exchange(a, b) == nil
}
