package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"manicule/internal/article"
)

// list reads all articles, as an index does.
func list(t testing.TB, c *Collection) []Entry {
	t.Helper()
	var all []Entry
	must(t, c.Files(t.Context(), ".", func(f File) error {
		e := Entry{Path: f.Path, Size: f.Size, Err: f.Err}
		if e.Err == nil {
			a, err := c.Read(f.Path)
			if e.Err = err; err == nil {
				e.Meta = a.Meta
			}
		}
		all = append(all, e)
		return nil
	}))
	return all
}

const binary = "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x3e\x00\x01\x00\x00\x00"

func TestListLeavesOut(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{
		"a.md": sample, "sub/b.txt": "Title\n\nText.\n", "c.html": "<title>x</title><p>Some text.</p>", "README": "Text without extension.\n",
		"program": binary, "Makefile": "all:\n", "pic.png": "\x89PNG", "data.json": "{}", ".hidden.md": sample, ".git/x.md": sample,
		"node_modules/p/README.md": sample, "vendor/x.md": sample, "go/go.mod": "", "go/vendor/y.md": sample,
		"cache/CACHEDIR.TAG": "", "cache/z.md": sample, "c_files/frame.html": sample, "my_files/kept.md": sample, ".manicule/notes/a.md.md": "",
	})
	var got []string
	for _, e := range list(t, open(t, dir, options(t))) {
		got = append(got, e.Path)
		if notText := errors.Is(e.Err, article.ErrBinary); notText != (e.Path == "program") {
			t.Errorf("%s: %v", e.Path, e.Err)
		}
	}
	same(t, "articles", got, []string{"README", "a.md", "c.html", "my_files/kept.md", "program", "sub/b.txt", "vendor/x.md"})
}

func TestListTellsReasons(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{"a.md": sample, "binary.md": binary, "empty.md": "", "sub/b.md": sample})
	outside := folderOf(t, map[string]string{"secret.md": "secret", "d/x.md": ""})
	for name, to := range map[string]string{
		"out.md": filepath.Join(outside, "secret.md"), "outdir": outside, "dead.md": "nowhere.md", "loop.md": "loop.md",
		"in.md": "a.md", "indir": "sub", "sub/up": "..",
	} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("Windows lets not everybody make links:", err)
		}
	}
	big, err := os.Create(filepath.Join(dir, "big.md"))
	must(t, err)
	must(t, big.Truncate(limit+1))
	must(t, big.Close())
	want := map[string]string{
		"a.md": "", "empty.md": "", "sub/b.md": "", "in.md": "", "big.md": "larger than 64 MiB",
		"binary.md": "not a text", "out.md": "leads out of the folder", "outdir": "leads out of the folder",
		"dead.md": "broken link", "loop.md": "can't be followed",
	}
	if makePipe(filepath.Join(dir, "pipe.md")) {
		want["pipe.md"] = "a pipe, socket or device"
	}
	all := list(t, open(t, dir, options(t)))
	for _, e := range all {
		words, known := want[e.Path]
		switch {
		case !known:
			t.Errorf("%s is listed", e.Path)
		case words != "" && (e.Err == nil || !strings.Contains(e.Err.Error(), words)):
			t.Errorf("%s: %v, want %q", e.Path, e.Err, words)
		case words == "" && e.Err != nil:
			t.Errorf("%s: %v", e.Path, e.Err)
		}
	}
	if len(all) != len(want) {
		t.Errorf("%d entries, want %d", len(all), len(want))
	}
}

func TestOddNames(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("n", 250) + ".md"
	dir := t.TempDir()
	names := []string{"new\nline.md", "esc\x1b[31m.md", "-rf.md", " space .md", long, "é.md", "e\u0301.md", "bad\xff\xfe.md"}
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(sample), 0o644); err != nil {
			t.Skipf("%q: %v", name, err)
		}
	}
	c := open(t, dir, options(t))
	if got := list(t, c); len(got) != len(names) {
		t.Errorf("%d listed, want %d", len(got), len(names))
	}
	for _, e := range list(t, c) {
		if e.Err != nil || !article.IsClean(e.Meta.Title) {
			t.Errorf("%q: %v %q", e.Path, e.Err, e.Meta.Title)
		}
		put(t, c, e.Path, "x")
		same(t, e.Path, ids(t, c, e.Path), []string{"x"})
	}
}

func TestDeepFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	must(t, err)
	deep := strings.Repeat("d/", 450)
	if err := root.MkdirAll(deep, 0o755); err != nil {
		t.Skip(err)
	}
	must(t, root.WriteFile(deep+"x.md", []byte(sample), 0o644))
	must(t, root.WriteFile("top.md", []byte(sample), 0o644))
	if got := list(t, open(t, dir, options(t))); len(got) != 2 || got[0].Err != nil {
		t.Errorf("%+v", got)
	}
}

// TestFilesWithin compares looks at each part of a collection with one at all
// of it.
func TestFilesWithin(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{
		"a.md": sample, "a/b.md": sample, "a-b.md": sample, "a/b/c.md": sample, "a/b/cache/CACHEDIR.TAG": "", "a/b/cache/d/e.md": sample,
		"go.mod": "", "vendor/x/y.md": sample, "sub/vendor/x/y.md": sample, "p.html": "", "p_files/q.md": sample, ".git/x.md": sample,
		"pic.png": "", "notes/notes/a.md.md": "", "notes/texts/b.md": "", "node_modules/x/y.md": "",
	})
	o := options(t)
	o.NotesDir = "notes"
	c := open(t, dir, o)
	files := func(within string) (paths []string) {
		must(t, c.Files(t.Context(), within, func(f File) error { paths = append(paths, f.Path); return nil }))
		return paths
	}
	all := files(".")
	same(t, "all", all, []string{"a/b/c.md", "a/b.md", "a-b.md", "a.md", "p.html", "sub/vendor/x/y.md"})
	must(t, filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		var want []string
		for _, path := range all {
			if rel == "." || path == rel || strings.HasPrefix(path, rel+"/") {
				want = append(want, path)
			}
		}
		same(t, rel, files(rel), want)
		return err
	}))
	for _, nowhere := range []string{"none", "a.md/none", "..", "../" + filepath.Base(dir) + "/a.md", "/a.md", ""} {
		if got := files(nowhere); nowhere != "" && len(got) > 0 {
			t.Errorf("%q: %q", nowhere, got)
		}
	}
}

func TestFilesTellState(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{"a.md": sample})
	c := open(t, dir, options(t))
	look := func() (f File) {
		must(t, c.Files(t.Context(), "a.md", func(found File) error { f = found; return nil }))
		return f
	}
	was := look()
	info, err := os.Stat(filepath.Join(dir, "a.md"))
	must(t, err)
	if was.Size != int64(len(sample)) || was.Modified != info.ModTime().UnixNano() || was.Inode == 0 && os.PathSeparator == '/' {
		t.Errorf("%+v", was)
	}
	fileWith(t, filepath.Join(dir, "b.md"), sample)
	must(t, os.Chtimes(filepath.Join(dir, "b.md"), info.ModTime(), info.ModTime()))
	must(t, os.Rename(filepath.Join(dir, "b.md"), filepath.Join(dir, "a.md")))
	if look() == was && os.PathSeparator == '/' {
		t.Error("another file with the same size and time is taken for the same")
	}
}

func TestNoteStamps(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample, "b.md": sample}), options(t))
	put(t, c, "a.md", "x")
	was := c.NoteFiles()
	if was.Stamp("a.md") == 0 || was.Stamp("b.md") != 0 || c.NoteFiles().Stamp("a.md") != was.Stamp("a.md") {
		t.Error("stamps are wrong")
	}
	put(t, c, "b.md", "z")
	fileWith(t, newName(notesFile(c, "a.md")), "---\narticle: a.md\n---\n")
	now := c.NoteFiles()
	if now.Stamp("a.md") == was.Stamp("a.md") || now.Stamp("b.md") == 0 {
		t.Error("changes are not seen")
	}
	if f, err := now.Read("b.md"); err != nil || len(f.Notes()) != 1 {
		t.Errorf("%+v %v", f, err)
	}
	other := open(t, c.Folder(), options(t))
	put(t, other, "b.md", "theirs")
	if _, err := c.NoteFiles().Read("b.md"); err != nil || !put(t, c, "b.md", "mine").Merged {
		t.Errorf("a merge was not told, since the index looked: %v", err)
	}
}

func TestListEnds(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample, "b.md": sample}), options(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.Files(ctx, ".", func(File) error { return nil }); err != context.Canceled {
		t.Error(err)
	}
	enough := errors.New("enough")
	n := 0
	if err := c.Files(t.Context(), ".", func(File) error { n++; return enough }); err != enough || n != 1 {
		t.Errorf("%v after %d files", err, n)
	}
}

// realArticles are articles to measure with: MANICULE_ARTICLES names their
// folder.
func realArticles(b testing.TB) string {
	dir := cmp.Or(os.Getenv("MANICULE_ARTICLES"), "../../../shared/articles")
	if _, err := os.Stat(dir); err != nil {
		b.Skip("no articles to measure with:", err)
	}
	return dir
}

func BenchmarkFilesReal(b *testing.B) { benchmarkFiles(b, realArticles(b)) }

// BenchmarkFiles14000 looks through as many articles as the largest collection
// that somebody measured a Markdown browser with.
func BenchmarkFiles14000(b *testing.B) {
	dir := b.TempDir()
	for i := range 14000 {
		sub := filepath.Join(dir, fmt.Sprint(i%140))
		must(b, os.MkdirAll(sub, 0o755))
		must(b, os.WriteFile(filepath.Join(sub, fmt.Sprintf("the-title-of-article-%d.md", i)), []byte(sample), 0o644))
	}
	benchmarkFiles(b, dir)
}

func benchmarkFiles(b *testing.B, dir string) {
	c := open(b, dir, options(b))
	n, rounds := 0, 0
	for b.Loop() {
		must(b, c.Files(b.Context(), ".", func(File) error { n++; return nil }))
		rounds++
	}
	b.ReportMetric(float64(n)/float64(rounds), "articles")
}
