package store

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// follower does with a Watcher what it is for: it keeps what it knows of the
// files, and compares where something was touched.
type follower struct {
	w     *Watcher
	known map[string]File
	told  chan Touched
}

func following(t *testing.T, c *Collection) *follower {
	t.Helper()
	f := &follower{w: c.Watch(t.Context()), known: map[string]File{}, told: make(chan Touched)}
	f.compare(t, Touched{Names: []string{"."}})
	go func() {
		defer close(f.told)
		for {
			touched, err := f.w.Wait(nil)
			if err != nil {
				return
			}
			select {
			case f.told <- touched:
			case <-t.Context().Done():
			}
		}
	}()
	t.Cleanup(func() {
		for range f.told { // the watching must end with its context
		}
	})
	return f
}

// compare looks at what was touched and lists what differs.
func (f *follower) compare(t *testing.T, touched Touched) []Change {
	t.Helper()
	var changes []Change
	for _, path := range touched.Others {
		changes = append(changes, Change{path, NotesChanged})
	}
	seen := map[string]bool{}
	for _, name := range touched.Names {
		must(t, f.w.Files(t.Context(), name, func(now File) error {
			if seen[now.Path] = true; f.known[now.Path] != now {
				changes = append(changes, Change{now.Path, ArticleChanged})
			}
			f.known[now.Path] = now
			return nil
		}))
		for path := range f.known {
			if (name == "." || path == name || strings.HasPrefix(path, name+"/")) && !seen[path] {
				delete(f.known, path)
				changes = append(changes, Change{path, Removed})
			}
		}
	}
	return changes
}

// expect waits until all of the changes were told, and fails at any other.
func (f *follower) expect(t *testing.T, want ...Change) {
	t.Helper()
	late := time.After(10 * time.Second)
	for len(want) > 0 {
		select {
		case touched := <-f.told:
			for _, ch := range f.compare(t, touched) {
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
	t.Parallel()
	dir := folderOf(t, map[string]string{"a.md": sample, "sub/b.md": sample})
	c := open(t, dir, options(t))
	other := open(t, dir, options(t))
	f := following(t, c)

	fileWith(t, filepath.Join(dir, "a.md"), sample+"more some words\n")
	f.expect(t, Change{"a.md", ArticleChanged})
	fileWith(t, filepath.Join(dir, "new/deep/c.md"), sample)
	f.expect(t, Change{"new/deep/c.md", ArticleChanged})
	fileWith(t, filepath.Join(dir, "new/deep/pic.png"), "no article")
	fileWith(t, filepath.Join(dir, ".hidden.md"), "no article")
	fileWith(t, filepath.Join(dir, "new/deep/d.md"), sample)
	f.expect(t, Change{"new/deep/d.md", ArticleChanged})
	must(t, os.Rename(filepath.Join(dir, "new"), filepath.Join(dir, "old")))
	f.expect(t, Change{"new/deep/c.md", Removed}, Change{"new/deep/d.md", Removed},
		Change{"old/deep/c.md", ArticleChanged}, Change{"old/deep/d.md", ArticleChanged})
	fileWith(t, filepath.Join(dir, "old/deep/c.md"), sample+"and more\n")
	f.expect(t, Change{"old/deep/c.md", ArticleChanged})

	put(t, c, "a.md", "mine") // not told
	put(t, other, "sub/b.md", "theirs")
	f.expect(t, Change{"sub/b.md", NotesChanged})
	fileWith(t, notesFile(c, "a.md"), "---\narticle: a.md\n---\nby hand\n")
	f.expect(t, Change{"a.md", NotesChanged})
	must(t, os.Remove(notesFile(c, "a.md")))
	f.expect(t, Change{"a.md", NotesChanged})
	must(t, os.Remove(filepath.Join(dir, "a.md")))
	f.expect(t, Change{"a.md", Removed})
}

// TestWatchHomes is told of notes in homes below the folder: one that is there,
// and one that comes.
func TestWatchHomes(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{"sub/b.md": sample, "late/c.md": sample, "sub/.manicule/": ""})
	c := open(t, dir, options(t))
	f := following(t, c)
	sub := open(t, filepath.Join(dir, "sub"), options(t))
	put(t, sub, "b.md", "theirs")
	f.expect(t, Change{"sub/b.md", NotesChanged})
	put(t, c, "sub/b.md", "mine") // not told
	fileWith(t, filepath.Join(dir, "late/.manicule/notes/c.md.md"), "---\narticle: c.md\n---\nby hand\n")
	f.expect(t, Change{"late/c.md", NotesChanged})
}

// TestWatchTellsOwnNotes is about the index, which wants to know of all notes.
func TestWatchTellsOwnNotes(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	f := following(t, c)
	put(t, c, "a.md", "mine")
	for {
		touched := <-f.told
		if len(touched.Others) > 0 {
			t.Errorf("own notes are told as others': %q", touched.Others)
		}
		if slices.Equal(touched.Notes, []string{"a.md"}) {
			return
		}
	}
}

// TestWatchThatAppear adds what makes a folder one of a program's.
func TestWatchThatAppear(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{"vendor/a.md": sample, "page_files/b.md": sample, "cache/c.md": sample})
	f := following(t, open(t, dir, options(t)))
	fileWith(t, filepath.Join(dir, "page.html"), "<p>Some words.</p>")
	f.expect(t, Change{"page.html", ArticleChanged}, Change{"page_files/b.md", Removed})
	fileWith(t, filepath.Join(dir, "cache/CACHEDIR.TAG"), "")
	f.expect(t, Change{"cache/c.md", Removed})
	fileWith(t, filepath.Join(dir, "go.mod"), "")
	f.expect(t, Change{"vendor/a.md", Removed})
	must(t, os.Remove(filepath.Join(dir, "go.mod")))
	f.expect(t, Change{"vendor/a.md", ArticleChanged})
}

// TestWatchLosesEvents is the watcher when more happens than it can keep.
func TestWatchLosesEvents(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{"a.md": sample, "sub/b.md": sample})
	c := open(t, dir, options(t))
	f := follower{w: c.Watch(t.Context()), known: map[string]File{}}
	f.compare(t, Touched{Names: []string{"."}})
	fileWith(t, filepath.Join(dir, "a.md"), "changed")
	must(t, os.RemoveAll(filepath.Join(dir, "sub")))
	fileWith(t, notesFile(c, "c.md"), "by hand")
	got := f.compare(t, f.w.touched(map[string]bool{".": true}))
	if !slices.Contains(got, Change{"a.md", ArticleChanged}) || !slices.Contains(got, Change{"sub/b.md", Removed}) ||
		!slices.Contains(got, Change{"c.md", NotesChanged}) || len(got) != 3 {
		t.Errorf("%+v", got)
	}
}

// TestWatchWithoutSystem is the watcher when the system has no watches to give.
func TestWatchWithoutSystem(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	c.pollTime = time.Millisecond
	w := c.Watch(t.Context())
	_ = w.notify.Close()
	touched, err := w.Wait(nil)
	must(t, err)
	same(t, "touched", touched.Names, []string{"."})
}

func TestWatchMarks(t *testing.T) {
	t.Parallel()
	c := open(t, t.TempDir(), options(t))
	for name, want := range map[string][]string{
		"a.md": {"a.md"}, "sub": {"sub"}, ".git/x.md": nil, "sub/.hidden.md": nil, ".manicule/notes/a.md.md": {notesMark},
		".manicule/notes/" + tempPrefix + "X" + tempSuffix: nil, ".manicule/.lock": nil, ".manicule/.gitignore": nil, ".manicule": {notesMark},
		"x/CACHEDIR.TAG": {"x", "x/CACHEDIR.TAG"}, "x/page.htm": {"x/page.htm", "x/page_files"}, "go.mod": {"go.mod", "vendor"},
	} {
		w := &Watcher{c: c, dirty: map[string]bool{}}
		w.mark(filepath.Join(c.Folder(), filepath.FromSlash(name)))
		same(t, name, slices.Sorted(maps.Keys(w.dirty)), want)
	}
}

func TestWatchNamesAreFew(t *testing.T) {
	t.Parallel()
	w := &Watcher{dirty: map[string]bool{}}
	for _, name := range []string{"a/b", "a/b/c.md", "a-b", "a/b-c", "d/e/f.md", "d"} {
		w.touch(name)
	}
	same(t, "names", w.touched(w.dirty).Names, []string{"a-b", "a/b", "a/b-c", "d"})
	for i := range 2 * manyNames {
		w.touch(strings.Repeat("x", i%100) + "/" + time.Duration(i).String())
	}
	if len(w.dirty) > manyNames+1 || !w.dirty["."] || !w.dirty[notesMark] {
		t.Errorf("%d names, everything: %v", len(w.dirty), w.dirty["."])
	}
}
