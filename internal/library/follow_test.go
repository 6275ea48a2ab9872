package library

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"manicule/internal/store"
)

// following collects what Follow tells.
type following struct {
	l      *Library
	events chan Event
	last   Event
	told   []store.Change
}

func follow(t *testing.T, c *store.Collection) *following {
	t.Helper()
	f := &following{l: open(t, c), events: make(chan Event)}
	go func() {
		defer close(f.events)
		f.l.Follow(t.Context(), func(e Event) {
			select {
			case f.events <- e:
			case <-t.Context().Done():
			}
		})
	}()
	t.Cleanup(func() {
		for range f.events { // it must end with its context
		}
	})
	return f
}

// wait waits until what was told fulfils a condition.
func (f *following) wait(t *testing.T, what string, fulfilled func() bool) {
	t.Helper()
	late := time.After(10 * time.Second)
	for !fulfilled() {
		select {
		case f.last = <-f.events:
			f.told = append(f.told, f.last.Changes...)
		case <-late:
			t.Fatalf("not told of %s; last %+v, changes %+v", what, f.last, f.told)
		}
	}
}

// waitFor waits until a query finds what is wanted and the change was told.
func (f *following) waitFor(t *testing.T, query string, want []string, changes ...store.Change) {
	t.Helper()
	f.wait(t, query, func() bool {
		told := func(c store.Change) bool { return slices.Contains(f.told, c) }
		return f.last.Articles != nil && slices.Equal(find(t, f.last.Articles, query), want) &&
			!slices.ContainsFunc(changes, func(c store.Change) bool { return !told(c) })
	})
	f.told = nil
}

func TestFollow(t *testing.T) {
	o := options(t)
	dir := shelfFolder(t)
	c := collection(t, dir, o)
	f := follow(t, c)
	f.wait(t, "all articles", func() bool { return f.last.Settled })
	if n := f.last.Articles.Len(); n != 5 || f.last.Err != nil || len(f.told) != 6 {
		t.Errorf("%d articles, %+v, %v", n, f.told, f.last.Err)
	}
	f.told = nil

	write(t, dir, "tea.md", "# Tea\n\nNow it is about coffee.\n")
	f.waitFor(t, "coffee", []string{"tea.md"}, store.Change{Path: "tea.md", Kind: store.ArticleChanged})
	write(t, dir, "new/deep/coffee.md", "# Beans\n\nMore coffee.\n")
	f.waitFor(t, "coffee sort:path", []string{"new/deep/coffee.md", "tea.md"}, store.Change{Path: "new/deep/coffee.md", Kind: store.ArticleChanged})
	must(t, os.Rename(filepath.Join(dir, "new"), filepath.Join(dir, "old")))
	f.waitFor(t, "beans", []string{"old/deep/coffee.md"},
		store.Change{Path: "new/deep/coffee.md", Kind: store.Removed}, store.Change{Path: "old/deep/coffee.md", Kind: store.ArticleChanged})

	putNote(t, c, "sea/tides.md", "twice a day", "periwinkle")
	f.wait(t, "my note", func() bool { return f.last.Articles.Notes() == 1 })
	if len(f.told) > 0 {
		t.Errorf("a note of our own is told as a change: %+v", f.told)
	}
	same(t, "my note", find(t, f.l.Articles(), "note:periwinkle"), []string{"sea/tides.md"})
	putNote(t, collection(t, dir, o), "sea/ferry.txt", "Nobody waits", "whelk")
	f.waitFor(t, "note:whelk", []string{"sea/ferry.txt"}, store.Change{Path: "sea/ferry.txt", Kind: store.NotesChanged})

	must(t, c.SaveReading("tea.md", func(r *store.Reading) { r.Star = true }))
	must(t, os.RemoveAll(filepath.Join(dir, "sea")))
	f.waitFor(t, "sort:path", []string{"broken.md", "old/deep/coffee.md", "sea-shells.md", "tea.md"},
		store.Change{Path: "sea/tides.md", Kind: store.Removed}, store.Change{Path: "sea/ferry.txt", Kind: store.Removed})
	same(t, "starred", find(t, f.last.Articles, "is:star"), []string{"tea.md"})
}

// TestFollowFromWhatIsKnown starts with what an earlier program knew.
func TestFollowFromWhatIsKnown(t *testing.T) {
	o := options(t)
	dir := shelfFolder(t)
	l := open(t, collection(t, dir, o))
	refresh(t, l)
	must(t, l.Close())
	must(t, os.Remove(filepath.Join(dir, "tea.md")))
	write(t, dir, "sea/tides.md", "# On Tides\n\nNothing is as it was.\n")
	c := collection(t, dir, o)
	if n := Open(c).Articles().Len(); n != 5 {
		t.Errorf("%d articles at once", n)
	}
	f := follow(t, c)
	f.wait(t, "the folder", func() bool { return f.last.Settled })
	if len(f.told) != 2 || f.last.Articles.Len() != 4 {
		t.Errorf("%+v", f.told)
	}
}

// TestFollowMany tells progress while much is read.
func TestFollowMany(t *testing.T) {
	dir := t.TempDir()
	for i := range 500 {
		write(t, dir, string(rune('a'+i%26))+"/"+time.Duration(i).String()+".md", "# Title\n\nSome words.\n")
	}
	f := follow(t, collection(t, dir, options(t)))
	f.wait(t, "names", func() bool { return f.last.Articles != nil && f.last.Articles.Len() > 0 })
	if f.last.Settled {
		t.Error("nothing was told before the end")
	}
	f.wait(t, "all", func() bool { return f.last.Settled })
	if n := len(find(t, f.last.Articles, "words")); n != 500 {
		t.Errorf("%d found", n)
	}
}

// TestFollowRepairs finds the index's files damaged, each in its middle.
func TestFollowRepairs(t *testing.T) {
	o := options(t)
	dir := shelfFolder(t)
	c := collection(t, dir, o)
	l := open(t, c)
	refresh(t, l)
	must(t, l.Close())
	files, err := filepath.Glob(filepath.Join(c.CacheFolder(), "index", "*"))
	must(t, err)
	for _, name := range files {
		data, err := os.ReadFile(name)
		must(t, err)
		clear(data[len(data)/3 : len(data)*2/3])
		must(t, os.Remove(name)) // it is still mapped
		must(t, os.WriteFile(name, data, 0o644))
	}
	f := follow(t, collection(t, dir, o))
	f.waitFor(t, "tide sort:path", []string{"sea/ferry.txt", "sea/tides.md"})
	f.waitFor(t, "shells", []string{"sea-shells.md"})
}
