package library

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/store"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func write(t testing.TB, folder, name, text string) {
	t.Helper()
	full := filepath.Join(folder, filepath.FromSlash(name))
	must(t, os.MkdirAll(filepath.Dir(full), 0o755))
	must(t, os.WriteFile(full, []byte(text), 0o644))
}

// options keep what is not the folder's in folders of the test's own.
func options(t testing.TB) store.Options {
	home := t.TempDir()
	return store.Options{DataHome: filepath.Join(home, "data"), StateHome: filepath.Join(home, "state"), CacheHome: filepath.Join(home, "cache")}
}

func collection(t testing.TB, folder string, o store.Options) *store.Collection {
	t.Helper()
	c, err := store.Open(folder, o)
	must(t, err)
	t.Cleanup(func() { c.Close() })
	return c
}

func open(t testing.TB, c *store.Collection) *Library {
	t.Helper()
	l := Open(c)
	t.Cleanup(func() { l.Close() })
	return l
}

func refresh(t testing.TB, l *Library) {
	t.Helper()
	must(t, l.Refresh(t.Context(), func(search.Progress) {}))
}

var shelf = map[string]string{
	"tea.md":        "---\ntitle: Two Leaves and a Bud\nauthor: H. Okada\ntags: [tea, leaves]\n---\n\nTwo leaves and a bud.\n",
	"sea/tides.md":  "# On Tides\n\nThe tide comes in twice a day.\n",
	"sea/ferry.txt": "The Ferry\n\nNobody waits for the ferry but the tide.\n",
	"sea-shells.md": "# Shells\n\nShells of the *sea*.\n",
	"program":       "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00",
	"broken.md":     "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00",
}

func shelfFolder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range shelf {
		write(t, dir, name, text)
	}
	return dir
}

// find lists the paths of the articles that a query finds.
func find(t testing.TB, a *Articles, query string) []string {
	t.Helper()
	q, problem := search.Parse(query, time.Now())
	if problem != nil {
		t.Fatalf("%s: %v", query, problem)
	}
	found, err := a.Search(t.Context(), q)
	must(t, err)
	var paths []string
	for _, id := range found.IDs {
		paths = append(paths, a.Entry(id).Path)
	}
	return paths
}

// putNote saves a note on words of an article.
func putNote(t testing.TB, c *store.Collection, path, quote, body string) {
	t.Helper()
	a, err := c.Read(path)
	must(t, err)
	at := strings.Index(a.Text, quote)
	_, err = c.SaveNotes(a, func(f *note.File) error {
		n := note.Note{ID: note.NewID(), Kind: "question", Body: body, Tags: []string{"mine"}}
		n.Anchor = anchor.New(a.Text, article.Span{Start: at, End: at + len(quote)}, quote)
		f.Put(n)
		return nil
	})
	must(t, err)
}

func TestLibrary(t *testing.T) {
	o := options(t)
	c := collection(t, shelfFolder(t), o)
	putNote(t, c, "sea/tides.md", "twice a day", "Is it *periwinkle* time? #moon")
	must(t, c.SaveReading("tea.md", func(r *store.Reading) { r.Star, r.Tags = true, []string{"breakfast"} }))
	l := open(t, c)
	if n := l.Articles().Len(); n != 0 {
		t.Errorf("%d articles before the folder was looked through", n)
	}
	refresh(t, l)
	for _, l := range []*Library{l, open(t, collection(t, c.Folder(), o))} {
		a := l.Articles()
		same(t, "all", find(t, a, ""), []string{"broken.md", "sea/ferry.txt", "sea/tides.md", "sea-shells.md", "tea.md"})
		for query, want := range map[string][]string{
			"tide":            {"sea/tides.md", "sea/ferry.txt"},
			"title:leaves":    {"tea.md"},
			"author:okada":    {"tea.md"},
			"note:periwinkle": {"sea/tides.md"},
			"has:notes":       {"sea/tides.md"},
			"kind:question":   {"sea/tides.md"},
			"tag:moon":        {"sea/tides.md"},
			"tag:breakfast":   {"tea.md"},
			"is:star":         {"tea.md"},
			"has:lost":        nil,
			"/t.ice a day/":   {"sea/tides.md"},
			"zyzzyva":         nil,
		} {
			same(t, query, find(t, a, query), want)
		}
		if a.Len() != 5 || a.Unread() != 5 || a.Notes() != 1 {
			t.Errorf("%d articles, %d unread, %d notes", a.Len(), a.Unread(), a.Notes())
		}
	}
}

func TestEntries(t *testing.T) {
	dir := shelfFolder(t)
	l := open(t, collection(t, dir, options(t)))
	putNote(t, l.Collection(), "tea.md", "a bud", "")
	putNote(t, l.Collection(), "tea.md", "Two leaves", "")
	must(t, l.Collection().SaveReading("tea.md", func(r *store.Reading) { r.Progress = 0.5 }))
	refresh(t, l)
	a := l.Articles()
	id, ok := a.Find("tea.md")
	e := a.Entry(id)
	info, err := os.Stat(filepath.Join(dir, "tea.md"))
	if must(t, err); !ok || e.Path != "tea.md" || e.Meta.Title != "Two Leaves and a Bud" || e.Words != 5 || e.Minutes != 1 ||
		e.Notes != 2 || e.Reading.Progress != 0.5 || e.Size != info.Size() || !e.Modified.Equal(info.ModTime()) || e.Err != nil {
		t.Errorf("%+v", e)
	}
	id, _ = a.Find("broken.md")
	if e := a.Entry(id); e.Err == nil || !strings.HasPrefix(e.Err.Error(), "not a text") || e.Meta.Title != "broken.md" {
		t.Errorf("%+v", e)
	}
	if _, ok := a.Find("program"); ok || a.Unread() != 4 {
		t.Errorf("program listed: %v, %d unread", ok, a.Unread())
	}
}

// counter counts the articles that the index reads.
type counter struct {
	*source
	read atomic.Int32
}

func (c *counter) Read(f search.File) (search.Document, bool) {
	c.read.Add(1)
	return c.source.Read(f)
}

// TestNothingIsReadTwice looks through a folder again, also as another program.
func TestNothingIsReadTwice(t *testing.T) {
	o := options(t)
	dir := t.TempDir()
	for i := range 100 {
		write(t, dir, fmt.Sprintf("folder-%d/%d.md", i%7, i), fmt.Sprintf("# Article %d\n\nSome words.\n", i))
	}
	reads := func(l *Library, within ...string) int32 {
		src := counter{source: newSource(l.c, l.c.Files)}
		_, err := l.refresh(t.Context(), &src, within, nil)
		must(t, err)
		return src.read.Load()
	}
	l := open(t, collection(t, dir, o))
	if n := reads(l, "."); n != 100 {
		t.Errorf("%d articles read at first", n)
	}
	if n := reads(l, "."); n != 0 {
		t.Errorf("%d articles read again", n)
	}
	must(t, l.Close())
	l = open(t, collection(t, dir, o))
	if n := l.Articles().Len(); n != 100 {
		t.Errorf("%d articles known", n)
	}
	if n := reads(l, "."); n != 0 {
		t.Errorf("%d articles read again at the next start", n)
	}
	putNote(t, l.c, "folder-3/3.md", "Some words", "periwinkle")
	write(t, dir, "folder-4/4.md", "# Another\n\nQuite other words.\n")
	must(t, os.Remove(filepath.Join(dir, "folder-5/5.md")))
	if n := reads(l, "."); n != 2 {
		t.Errorf("%d articles read after two changes", n)
	}
	same(t, "note", find(t, l.Articles(), "note:periwinkle"), []string{"folder-3/3.md"})
	same(t, "change", find(t, l.Articles(), "another"), []string{"folder-4/4.md"})
	if n := l.Articles().Len(); n != 99 {
		t.Errorf("%d articles after one went", n)
	}
}

// TestOrder compares the order of the store's files with the index's.
func TestOrder(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.md", "a/b.md", "a/b/c.md", "a-b/x.md", "a b.md", "a\x01.md", "ab/x.md", "é.md", "e\u0301/x.md", "A.md", "z/z.md", "a/b.c/d.md"} {
		write(t, dir, name, "text")
	}
	var paths []string
	src := newSource(collection(t, dir, options(t)), nil)
	src.files = src.c.Files
	must(t, src.Files(t.Context(), ".", func(f search.File) error { paths = append(paths, f.Path); return nil }))
	if len(paths) != 12 || !slices.IsSortedFunc(paths, search.ComparePaths) {
		t.Errorf("%q", paths)
	}
}

func TestLostNotesAreCounted(t *testing.T) {
	dir := shelfFolder(t)
	c := collection(t, dir, options(t))
	putNote(t, c, "sea/tides.md", "twice a day", "")
	putNote(t, c, "sea/tides.md", "The tide comes", "")
	write(t, dir, "sea/tides.md", "# On Tides\n\nNow and then. The tide comes in, they say.\n")
	l := open(t, c)
	refresh(t, l)
	same(t, "lost", find(t, l.Articles(), "has:lost"), []string{"sea/tides.md"})
}

// A note that somebody wrote into the file by hand has no position.
func TestLostNotesWithoutPositionAreCounted(t *testing.T) {
	dir := shelfFolder(t)
	c := collection(t, dir, options(t))
	a, err := c.Read("sea/tides.md")
	must(t, err)
	_, err = c.SaveNotes(a, func(f *note.File) error {
		f.Put(note.Note{ID: note.NewID(), Kind: "highlight", Anchor: note.Anchor{Quote: "a passage that was never in there"}})
		return nil
	})
	must(t, err)
	l := open(t, c)
	refresh(t, l)
	same(t, "lost", find(t, l.Articles(), "has:lost"), []string{"sea/tides.md"})
}

func TestReread(t *testing.T) {
	l := open(t, collection(t, shelfFolder(t), options(t)))
	refresh(t, l)
	was := l.Articles()
	must(t, l.Collection().SaveReadings([]string{"tea.md", "sea/tides.md", "none.md"}, func(r *store.Reading) { r.Read = true }))
	if l.Articles() != was {
		t.Error("the list changed before it was told to")
	}
	a := l.Reread()
	same(t, "read", find(t, a, "is:read"), []string{"sea/tides.md", "tea.md"})
	same(t, "read before", find(t, was, "is:read"), nil)
	if a.Unread() != 3 || l.Articles() != a {
		t.Errorf("%d unread", a.Unread())
	}
}

// What is archived is in no list and no count, but for a query that says so.
func TestArchived(t *testing.T) {
	l := open(t, collection(t, shelfFolder(t), options(t)))
	refresh(t, l)
	before, all := l.Articles(), find(t, l.Articles(), "")
	must(t, l.Collection().SaveReadings([]string{"tea.md", "sea/tides.md"}, func(r *store.Reading) { r.Archived = true }))
	must(t, l.Collection().SaveReadings([]string{"tea.md"}, func(r *store.Reading) { r.Progress = 0.2 }))
	a := l.Reread()
	same(t, "archived", find(t, a, "is:archived"), []string{"sea/tides.md", "tea.md"})
	same(t, "in the folder", find(t, a, "is:archived path:sea"), []string{"sea/tides.md"})
	same(t, "words", find(t, a, "tides"), []string{"sea/ferry.txt"})
	same(t, "words of archived ones", find(t, a, "tides (is:archived OR is:star)"), []string{"sea/tides.md"})
	if got := find(t, a, "-is:archived"); len(got) != len(all)-2 || len(find(t, a, "")) != len(all)-2 {
		t.Errorf("the list has %d, and %d are not archived, of %d", len(find(t, a, "")), len(got), len(all))
	}
	if a.Len() != before.Len()-2 || a.Unread() != before.Unread()-2 {
		t.Errorf("%d articles, %d unread; before %d, %d", a.Len(), a.Unread(), before.Len(), before.Unread())
	}
	if e, ok := a.Unfinished(); ok {
		t.Errorf("goes on with %s", e.Path)
	}
}

func TestHit(t *testing.T) {
	dir := shelfFolder(t)
	l := open(t, collection(t, dir, options(t)))
	refresh(t, l)
	q, _ := search.Parse("tide ", time.Now())
	var both sync.WaitGroup
	for range 4 {
		both.Go(func() {
			hit, err := l.Hit("sea/tides.md", q, 60)
			if err != nil || hit.Count != 2 || !strings.Contains(hit.Passage.Text, "tide comes in") {
				t.Errorf("%+v %v", hit, err)
			}
		})
	}
	both.Wait()
	if hit, err := l.Hit("tea.md", q, 60); err != nil || hit.Count != 0 || hit.Passage.Text != "" {
		t.Errorf("%+v %v", hit, err)
	}
	if _, err := l.Hit("none.md", q, 60); err == nil {
		t.Error("an article that isn't there has hits")
	}
	write(t, dir, "sea/tides.md", "# On Tides\n\nNothing more.\n")
	refresh(t, l)
	if hit, err := l.Hit("sea/tides.md", q, 60); err != nil || hit.Count != 1 {
		t.Errorf("of the new text: %+v %v", hit, err)
	}
}

func TestTexts(t *testing.T) {
	var kept texts
	stamp := search.Stamp{Size: 1}
	of := func(size int) *article.Article { return &article.Article{Text: strings.Repeat("x", size)} }
	for i := range 100 {
		kept.put(fmt.Sprint(i), stamp, of(textsLimit/20))
		kept.get("0", stamp)
	}
	if kept.size > textsLimit || kept.recent.Len() != len(kept.byPath) || kept.recent.Len() < 10 {
		t.Errorf("%d bytes in %d articles", kept.size, kept.recent.Len())
	}
	if kept.get("0", stamp) == nil || kept.get("99", stamp) == nil || kept.get("1", stamp) != nil {
		t.Error("the wrong ones are kept")
	}
	if kept.get("0", search.Stamp{Size: 2}) != nil {
		t.Error("a former state is taken for the present one")
	}
	kept.put("huge", stamp, of(2*textsLimit))
	if kept.recent.Len() != 1 || kept.get("huge", stamp) == nil {
		t.Errorf("%d kept beside a huge one", kept.recent.Len())
	}
	kept.put("huge", stamp, of(1))
	if kept.size != 1025 {
		t.Errorf("%d bytes", kept.size)
	}
}

func TestComplete(t *testing.T) {
	c := collection(t, shelfFolder(t), options(t))
	must(t, c.SaveReadings([]string{"tea.md", "sea/tides.md"}, func(r *store.Reading) { r.Tags = []string{"Teatime"} }))
	putNote(t, c, "tea.md", "a bud", "")
	l := open(t, c)
	refresh(t, l)
	complete := func(typed string, want ...string) {
		t.Helper()
		var got []string
		for _, c := range l.Articles().Complete(typed, len(typed)) {
			if c.Help == "" {
				got = append(got, c.Text)
			}
		}
		same(t, typed, got, want)
	}
	complete("tag:te", "tag:Teatime", "tag:tea")
	complete("author:h", `author:"H. Okada"`)
	complete("kind:q", "kind:question")
	complete("title:t")

	must(t, os.Remove(filepath.Join(c.Folder(), "tea.md"))) // its values go with it
	refresh(t, l)
	complete("tag:te", "tag:Teatime")
	complete("author:h")
	complete("kind:q")
	must(t, os.Remove(filepath.Join(c.Folder(), "sea", "tides.md")))
	refresh(t, l)
	complete("tag:te")
}

// TestWithoutCache is a library whose index can't be kept.
func TestWithoutCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o644))
	for _, cache := range []string{file, "/dev/null/none"} {
		o := options(t)
		o.CacheHome = cache
		l := open(t, collection(t, shelfFolder(t), o))
		_ = l.Refresh(t.Context(), func(search.Progress) {})
		same(t, cache, find(t, l.Articles(), "leaves"), []string{"tea.md"})
	}
}

func TestNothingIsWrittenIntoTheFolder(t *testing.T) {
	dir := shelfFolder(t)
	l := open(t, collection(t, dir, options(t)))
	refresh(t, l)
	ctx, cancel := context.WithCancel(t.Context())
	l.Follow(ctx, func(Event) { cancel() })
	find(t, l.Articles(), "tide")
	must(t, filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, name)
		if _, ok := shelf[filepath.ToSlash(rel)]; !ok && err == nil && !d.IsDir() {
			t.Errorf("%s was written", rel)
		}
		return err
	}))
}

// What is starred after it was read was not read then.
func TestSortByLastRead(t *testing.T) {
	dir, o := t.TempDir(), options(t)
	now := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	o.Now = func() time.Time { return now }
	write(t, dir, "a.md", "One.")
	write(t, dir, "b.md", "Two.")
	c := collection(t, dir, o)
	for _, path := range []string{"a.md", "b.md"} {
		now = now.Add(time.Hour)
		must(t, c.SaveReading(path, func(r *store.Reading) { r.Last = now }))
	}
	now = now.Add(time.Hour)
	must(t, c.SaveReading("a.md", func(r *store.Reading) { r.Star = true }))
	l := open(t, c)
	must(t, l.Refresh(t.Context(), func(search.Progress) {}))
	a := l.Articles()
	found, err := a.Search(t.Context(), search.Query{Sort: search.Sort{By: search.ByLastRead}})
	must(t, err)
	var paths []string
	for _, id := range found.IDs {
		paths = append(paths, a.Entry(id).Path)
	}
	same(t, "last read first", paths, []string{"b.md", "a.md"})
}

// What stands around a page's article is found once the reader has it shown,
// and not any more when they have it put away.
func TestWholePageIsFound(t *testing.T) {
	page := "<title>The Weir</title><nav><a href=b.html>Canals of the county</a> <a href=c.html>Locks</a></nav><article><h1>The Weir</h1>" +
		strings.Repeat("<p>It was built by hand, and held for a hundred years, until the flood came.</p>", 12) + "</article>"
	l := linked(t, map[string]string{"weir.html": page})
	found := func() int {
		q, _ := search.Parse("county", time.Now())
		ids, err := l.Articles().Search(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		return len(ids.IDs)
	}
	for _, whole := range []bool{false, true, false} {
		if err := l.Collection().SaveReadings([]string{"weir.html"}, func(r *store.Reading) { r.Whole = whole }); err != nil {
			t.Fatal(err)
		}
		if err := l.ReadAgain(context.Background(), []string{"weir.html"}); err != nil {
			t.Fatal(err)
		}
		if got := found() == 1; got != whole {
			t.Errorf("shown whole: %v, found: %v", whole, got)
		}
	}
}
