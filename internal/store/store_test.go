package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
)

// TestMain lets the test binary be a second program that writes notes; see
// TestThreeProcesses.
func TestMain(m *testing.M) {
	if folder := os.Getenv("MANICULE_TEST_WRITER"); folder != "" {
		os.Exit(writeMany(folder))
	}
	os.Exit(m.Run())
}

// folderOf makes a folder with files; a name that ends in "/" is a folder.
func folderOf(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		parent := filepath.Dir(full)
		if strings.HasSuffix(name, "/") {
			parent = full
		}
		must(t, os.MkdirAll(parent, 0o755))
		if parent != full {
			must(t, os.WriteFile(full, []byte(text), 0o644))
		}
	}
	return dir
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// options keep a test's files in folders of its own. Waiting for the disk proves
// nothing while the machine has its power; TestSynced has it done.
func options(t testing.TB) Options {
	home := t.TempDir()
	return Options{DataHome: filepath.Join(home, "data"), StateHome: filepath.Join(home, "state"), CacheHome: filepath.Join(home, "cache"), NoSync: true}
}

func open(t testing.TB, folder string, o Options) *Collection {
	t.Helper()
	c, err := Open(folder, o)
	must(t, err)
	t.Cleanup(func() { c.Close() })
	return c
}

func read(t testing.TB, c *Collection, path string) *article.Article {
	t.Helper()
	a, err := c.Read(path)
	must(t, err)
	return a
}

// put saves a note with that id on the words "some words".
func put(t testing.TB, c *Collection, path, id string) Saved {
	t.Helper()
	saved, err := tryPut(c, read(t, c, path), id)
	must(t, err)
	return saved
}

func tryPut(c *Collection, a *article.Article, id string) (Saved, error) {
	at := strings.Index(a.Text, "some words")
	s := article.Span{Start: at, End: at + len("some words")}
	return c.SaveNotes(a, func(f *note.File) error {
		f.Put(note.Note{ID: id, Kind: "highlight", Anchor: anchor.New(a.Text, s, ""), Body: "on " + id})
		return nil
	})
}

func ids(t testing.TB, c *Collection, path string) []string {
	t.Helper()
	f, err := c.Notes(path)
	must(t, err)
	var ids []string
	for _, n := range f.Notes() {
		ids = append(ids, n.ID)
	}
	slices.Sort(ids)
	return ids
}

func same(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func filesBelow(t testing.TB, dir string) []string {
	t.Helper()
	var names []string
	must(t, filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, name)
			names = append(names, filepath.ToSlash(rel))
		}
		return nil
	}))
	return names
}

const sample = "# Title\n\nHere are some words to keep.\n"

func TestOpenSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{"a.md": sample})
	closed := filepath.Join(dir, "closed")
	must(t, os.Mkdir(closed, 0))
	for name, want := range map[string]string{
		filepath.Join(dir, "nowhere"): "no such folder",
		filepath.Join(dir, "a.md"):    "it is a file, not a folder",
		closed:                        "permission",
	} {
		if name == closed && os.Geteuid() == 0 {
			continue // root may read all
		}
		if _, err := Open(name, options(t)); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}

func TestOpeningLeavesNoTrace(t *testing.T) {
	t.Parallel()
	o := options(t)
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), o)
	list(t, c)
	must(t, c.Watch(t.Context()).Files(t.Context(), ".", func(File) error { return nil }))
	c.Searches()
	c.Queries()
	ids(t, c, "a.md")
	c.Reading("a.md")
	c.Drafts()
	if _, err := c.SaveNotes(read(t, c, "a.md"), func(*note.File) error { return nil }); err != nil {
		t.Fatal(err)
	}
	same(t, "files", slices.DeleteFunc(filesBelow(t, c.Folder()), func(s string) bool { return s == ".manicule/.lock" || s == ".manicule/.gitignore" }), []string{"a.md"})
	if _, err := os.Stat(o.CacheHome); err == nil {
		t.Error("something was written to the cache")
	}
}

func TestOpenFile(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{"up/.manicule/": "", "up/sub/a.md": sample, "other/b.md": sample})
	for file, want := range map[string][2]string{
		"up/sub/a.md": {"up", "sub/a.md"},
		"other/b.md":  {"other", "b.md"},
	} {
		c, path, err := OpenFile(filepath.Join(dir, file), options(t))
		must(t, err)
		defer c.Close()
		if filepath.Base(c.Folder()) != want[0] || path != want[1] {
			t.Errorf("%s: %s in %s, want %v", file, path, c.Folder(), want)
		}
		read(t, c, path)
	}
	if _, _, err := OpenFile(filepath.Join(dir, "none.md"), options(t)); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Error(err)
	}
}

func TestReadOnlyFolder(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere; TestFaults shows what happens on EROFS")
	}
	dir := folderOf(t, map[string]string{"a.md": sample})
	must(t, os.Chmod(dir, 0o555))
	o := options(t)
	c := open(t, dir, o)
	if !strings.Contains(c.Warning(), o.DataHome) {
		t.Errorf("warning %q", c.Warning())
	}
	put(t, c, "a.md", "x")
	same(t, "notes", ids(t, open(t, dir, o), "a.md"), []string{"x"})
}

func TestXDG(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", "/some/data")
	t.Setenv("XDG_STATE_HOME", "relative/is/ignored")
	if got := DataHome(); got != "/some/data" && filepath.IsAbs("/some/data") {
		t.Errorf("data home %q", got)
	}
	if got := StateHome(); strings.Contains(got, "relative") {
		t.Errorf("state home %q", got)
	}
}

// TestResolveSpellings: what is typed may be composed otherwise than the file's
// name, or have Windows' separators.
func TestResolveSpellings(t *testing.T) {
	folder := t.TempDir()
	const name = "i\u0302les/re\u0301gion.md"
	if err := os.MkdirAll(filepath.Join(folder, filepath.Dir(name)), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name), []byte("Text.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := Open(folder, Options{DataHome: t.TempDir(), StateHome: t.TempDir(), CacheHome: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	for _, arg := range []string{"r\u00e9gion.md", "R\u00c9GION", "\u00eeles/r\u00e9gion.md", "\u00eeles\\r\u00e9gion.md", name} {
		if got, err := c.Resolve(arg); err != nil || got != name {
			t.Errorf("%q: %q, %v", arg, got, err)
		}
	}
}

func TestResolve(t *testing.T) {
	dir := folderOf(t, map[string]string{
		"news/japan.txt": sample, "news/Paris.md": sample, "blog/japan-two.md": sample, "blog/x/japan.txt": sample, "-odd.md": sample,
	})
	c := open(t, dir, options(t))
	t.Chdir(filepath.Join(dir, "news"))
	for arg, want := range map[string]string{
		"news/japan.txt":                     "news/japan.txt",
		"japan.txt":                          "news/japan.txt", // by the working folder
		"./Paris.md":                         "news/Paris.md",
		"paris":                              "news/Paris.md",
		"x/japan.txt":                        "blog/x/japan.txt",
		"JAPAN-T":                            "blog/japan-two.md",
		"two":                                "blog/japan-two.md",
		"-odd.md":                            "-odd.md",
		filepath.Join(dir, "news/japan.txt"): "news/japan.txt",
		"japan":                              "could be any of: blog/x/japan.txt, news/japan.txt",
		"nothing":                            "no such article",
		"../../etc/passwd":                   "no such article",
		"":                                   "no such article",
	} {
		got, err := c.Resolve(arg)
		if err != nil {
			got = err.Error()
		}
		if got != want && (err == nil || !strings.Contains(got, want)) {
			t.Errorf("%q: %q, want %q", arg, got, want)
		}
	}
}

// TestOpenWhatIsListed: an article is what the list shows, and nothing else can
// be opened by its name.
func TestOpenWhatIsListed(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{
		"a.md": sample, "b.TXT": sample, "c.qmd": sample, "LICENSE": sample, "page.html": sample, "page_files/d.md": sample, "vendor/e.md": sample,
		"lamp.log": sample, "go.mod": sample, "Makefile": sample, ".hidden.md": sample, ".git/f.md": sample, "node_modules/g.md": sample,
		"cache/CACHEDIR.TAG": sample, "cache/h.md": sample, "deep/er/i.rst": sample, "j.png": sample, ".manicule/notes/a.md.md": sample,
	})
	c := open(t, dir, options(t))
	listed := map[string]bool{}
	must(t, c.Files(t.Context(), ".", func(f File) error { listed[f.Path] = true; return nil }))
	if len(listed) != 6 {
		t.Errorf("listed %v", listed)
	}
	must(t, fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if got, err := c.Resolve(p); (err == nil && got == p) != listed[p] {
			t.Errorf("Resolve(%q) = %q, %v, though listed is %v", p, got, err, listed[p])
		}
		if err := c.CheckArticle(p); (err == nil) != listed[p] {
			t.Errorf("CheckArticle(%q) = %v, though listed is %v", p, err, listed[p])
		}
		return nil
	}))
}

func TestDrafts(t *testing.T) {
	t.Parallel()
	o := options(t)
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), o)
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	for i, id := range []string{"one", "two"} {
		must(t, c.SaveDraft(Draft{ID: id, Article: "odd\xff.md", Note: note.Note{ID: id, Body: "half"}, At: now.Add(time.Duration(i))}))
	}
	must(t, c.SaveDraft(Draft{ID: "one", Article: "odd\xff.md", Note: note.Note{ID: "one", Body: "more"}, At: now}))
	got := c.Drafts()
	if len(got) != 2 || got[0].ID != "two" || got[1].Note.Body != "more" || got[1].Article != "odd\xff.md" {
		t.Errorf("drafts %+v", got)
	}
	info, err := os.Stat(c.draftName("one"))
	must(t, err)
	if info.Mode().Perm() != 0o600 && os.PathSeparator == '/' {
		t.Errorf("mode %v", info.Mode())
	}
	if other := open(t, t.TempDir(), o).Drafts(); len(other) > 0 {
		t.Errorf("another collection's drafts: %v", other)
	}
	must(t, os.WriteFile(c.draftName("broken"), []byte("{"), 0o600))
	must(t, c.DropDraft("one"))
	must(t, c.DropDraft("one"))
	if got := c.Drafts(); len(got) != 1 {
		t.Errorf("drafts after dropping one: %+v", got)
	}
}
