package store

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func watching(t *testing.T, c *Collection) <-chan []Change {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	changes, err := c.Watch(ctx)
	must(t, err)
	t.Cleanup(func() {
		cancel()
		for range changes { // it must be closed
		}
	})
	return changes
}

// expect waits until all of the changes were told, and fails at any other.
func expect(t *testing.T, changes <-chan []Change, want ...Change) {
	t.Helper()
	late := time.After(10 * time.Second)
	for len(want) > 0 {
		select {
		case batch := <-changes:
			for _, ch := range batch {
				i := slices.Index(want, ch)
				if i < 0 {
					t.Fatalf("told of %+v, not of %+v", ch, want)
				}
				want = slices.Delete(want, i, i+1)
			}
		case <-late:
			t.Fatalf("not told of %+v", want)
		}
	}
}

func TestWatch(t *testing.T) {
	dir := folderOf(t, map[string]string{"a.md": sample, "sub/b.md": sample})
	c := open(t, dir, options(t))
	other := open(t, dir, options(t))
	changes := watching(t, c)

	fileWith(t, filepath.Join(dir, "a.md"), sample+"more some words\n")
	expect(t, changes, Change{"a.md", ArticleChanged})
	fileWith(t, filepath.Join(dir, "new/deep/c.md"), sample)
	expect(t, changes, Change{"new/deep/c.md", ArticleChanged})
	fileWith(t, filepath.Join(dir, "new/deep/d.md"), sample)
	fileWith(t, filepath.Join(dir, "new/deep/pic.png"), "no article")
	fileWith(t, filepath.Join(dir, ".hidden.md"), "no article")
	expect(t, changes, Change{"new/deep/d.md", ArticleChanged})
	must(t, os.Rename(filepath.Join(dir, "new"), filepath.Join(dir, "old")))
	expect(t, changes, Change{"new/deep/c.md", Removed}, Change{"new/deep/d.md", Removed},
		Change{"old/deep/c.md", ArticleChanged}, Change{"old/deep/d.md", ArticleChanged})

	put(t, c, "a.md", "mine") // not told
	put(t, other, "sub/b.md", "theirs")
	expect(t, changes, Change{"sub/b.md", NotesChanged})
	fileWith(t, notesFile(c, "a.md"), "---\narticle: a.md\n---\nby hand\n")
	expect(t, changes, Change{"a.md", NotesChanged})
	must(t, os.Remove(notesFile(c, "a.md")))
	expect(t, changes, Change{"a.md", NotesChanged})
	must(t, os.Remove(filepath.Join(dir, "a.md")))
	expect(t, changes, Change{"a.md", Removed})
}

// TestWatchWithoutSystem is the watcher as it is when the system has no
// watches to give, or lost events: it looks at everything.
func TestWatchWithoutSystem(t *testing.T) {
	dir := folderOf(t, map[string]string{"a.md": sample, "sub/b.md": sample})
	c := open(t, dir, options(t))
	w := &watcher{c: c, ctx: t.Context(), articles: map[string]stamp{}, dirty: map[string]bool{}}
	must(t, w.start())
	fileWith(t, filepath.Join(dir, "a.md"), "changed")
	must(t, os.RemoveAll(filepath.Join(dir, "sub")))
	fileWith(t, notesFile(c, "c.md"), "by hand")
	w.dirty["."] = true
	got := w.compare()
	if !slices.Contains(got, Change{"a.md", ArticleChanged}) || !slices.Contains(got, Change{"sub/b.md", Removed}) ||
		!slices.Contains(got, Change{"c.md", NotesChanged}) || len(got) != 3 {
		t.Errorf("%+v", got)
	}
}

func TestWatchSkips(t *testing.T) {
	c := open(t, t.TempDir(), options(t))
	w := &watcher{c: c, dirty: map[string]bool{}}
	for name, want := range map[string]bool{
		"a.md": true, "sub": true, ".git/x.md": false, "sub/.hidden.md": false, ".manicule/notes/a.md.md": true,
		".manicule/notes/" + tempPrefix + "X" + tempSuffix: false, ".manicule/.lock": false, ".manicule": true,
	} {
		if got := w.mark(filepath.Join(c.Folder(), filepath.FromSlash(name))); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
