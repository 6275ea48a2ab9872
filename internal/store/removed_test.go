package store

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestHomeRemoved has somebody remove the folder of notes: no editor does
// that, so what was in it does not come back, in no program and on no article.
func TestHomeRemoved(t *testing.T) {
	t.Parallel()
	for _, gone := range []string{".manicule", ".manicule/notes"} {
		for _, again := range []bool{true, false} {
			o := options(t)
			folder := folderOf(t, map[string]string{"a.md": sample, "b.md": sample + "More.\n", "sub/c.md": sample + "Else.\n"})
			c := open(t, folder, o)
			put(t, c, "a.md", "old a")
			put(t, c, "a.md", "older a")
			put(t, c, "b.md", "old b")
			put(t, c, "sub/c.md", "old c")
			must(t, os.RemoveAll(filepath.Join(folder, filepath.FromSlash(gone))))
			if again {
				c = open(t, folder, o) // as another run of the program sees it
			}
			same(t, "read", ids(t, c, "a.md"), nil)
			for _, path := range []string{"b.md", "sub/c.md", "a.md"} {
				if saved := put(t, c, path, "new"); saved.Restored != 0 {
					t.Errorf("%s: %+v", path, saved)
				}
				same(t, path, ids(t, c, path), []string{"new"})
			}
			put(t, c, "a.md", "newer")
			same(t, "a.md", ids(t, c, "a.md"), []string{"new", "newer"})
		}
	}
}

// TestFolderRemoved has somebody remove a part of the folder of notes.
func TestFolderRemoved(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample, "sub/c.md": sample + "Else.\n"}), options(t))
	put(t, c, "a.md", "a")
	put(t, c, "sub/c.md", "c")
	must(t, os.RemoveAll(filepath.Join(c.NotesFolder(), "sub")))
	same(t, "read", ids(t, c, "sub/c.md"), nil)
	put(t, c, "sub/c.md", "new")
	same(t, "saved", ids(t, c, "sub/c.md"), []string{"new"})
	same(t, "beside", ids(t, c, "a.md"), []string{"a"})
}

// TestVersionsStayAside looks for what a removed folder held: a person can
// still find it, for as many removals as are kept.
func TestVersionsStayAside(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	for range retiredFolders + 2 {
		put(t, c, "a.md", "x")
		must(t, os.RemoveAll(filepath.Dir(c.NotesFolder())))
	}
	put(t, c, "a.md", "y")
	kept, err := filepath.Glob(filepath.Join(c.cacheFolder(), "versions", "*"))
	must(t, err)
	if len(kept) != retiredFolders+1 {
		t.Errorf("kept: %q", kept)
	}
	for _, dir := range kept {
		if files, _ := filepath.Glob(filepath.Join(dir, "*", "*.md")); len(files) == 0 {
			t.Errorf("nothing is in %s", dir)
		}
	}
}

// TestFileVanished has a notes file vanish alone, as it does for a moment
// when some editors save: its notes stay, and it is said that they do.
func TestFileVanished(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	put(t, c, "a.md", "y")
	must(t, os.Remove(notesFile(c, "a.md")))
	if saved := put(t, c, "a.md", "z"); saved.Restored != 2 {
		t.Errorf("restored: %d", saved.Restored)
	}
	same(t, "saved", ids(t, c, "a.md"), []string{"x", "y", "z"})
	if saved := put(t, c, "a.md", "w"); saved.Restored != 0 {
		t.Errorf("restored again: %d", saved.Restored)
	}
}

func TestIgnoredByGit(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	name := filepath.Join(filepath.Dir(c.NotesFolder()), ".gitignore")
	data, err := os.ReadFile(name)
	must(t, err)
	for _, line := range []string{"/.lock", "/.gitignore", ".manicule-*.tmp"} {
		if !bytes.Contains(data, []byte("\n"+line+"\n")) {
			t.Errorf("%s is not in %q", line, data)
		}
	}
	fileWith(t, name, "mine\n")
	put(t, c, "a.md", "y")
	if data, _ = os.ReadFile(name); string(data) != "mine\n" {
		t.Errorf("the reader's own became %q", data)
	}
}
