package store

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"manicule/internal/article"
)

func list(t testing.TB, c *Collection) []Entry {
	t.Helper()
	var all []Entry
	must(t, c.List(t.Context(), func(batch []Entry) { all = append(all, batch...) }))
	slices.SortFunc(all, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return all
}

const binary = "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x3e\x00\x01\x00\x00\x00"

func TestListLeavesOut(t *testing.T) {
	dir := folderOf(t, map[string]string{
		"a.md": sample, "sub/b.txt": "Title\n\nText.\n", "c.html": "<title>x</title><p>Some text.</p>", "README": "Text without extension.\n",
		"program": binary, "Makefile": "all:\n", "pic.png": "\x89PNG", "data.json": "{}", ".hidden.md": sample, ".git/x.md": sample,
		"node_modules/p/README.md": sample, "vendor/x.md": sample, "go/go.mod": "", "go/vendor/y.md": sample,
		"cache/CACHEDIR.TAG": "", "cache/z.md": sample, "c_files/frame.html": sample, "my_files/kept.md": sample, ".manicule/notes/a.md.md": "",
	})
	var got []string
	for _, e := range list(t, open(t, dir, options(t))) {
		got = append(got, e.Path)
		if e.Err != nil {
			t.Errorf("%s: %v", e.Path, e.Err)
		}
	}
	same(t, "articles", got, []string{"README", "a.md", "c.html", "my_files/kept.md", "sub/b.txt", "vendor/x.md"})
}

func TestListTellsReasons(t *testing.T) {
	dir := folderOf(t, map[string]string{"a.md": sample, "binary.md": binary, "empty.md": "", "sub/b.md": sample})
	outside := folderOf(t, map[string]string{"secret.md": "secret", "d/x.md": ""})
	for name, to := range map[string]string{
		"out.md": filepath.Join(outside, "secret.md"), "outdir": outside, "dead.md": "nowhere.md", "loop.md": "loop.md",
		"in.md": "a.md", "indir": "sub", "sub/up": "..",
	} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	big, err := os.Create(filepath.Join(dir, "big.md"))
	must(t, err)
	must(t, big.Truncate(limit+1))
	must(t, big.Close())
	want := map[string]string{
		"a.md": "", "empty.md": "", "sub/b.md": "", "in.md": "", "big.md": "larger than 64 MiB",
		"binary.md": "not a text", "out.md": "leads out of the folder", "outdir": "leads out of the folder",
		"dead.md": "leads nowhere", "loop.md": "can't be followed",
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
		case e.Meta.Title == "":
			t.Errorf("%s has no title", e.Path)
		}
	}
	if len(all) != len(want) {
		t.Errorf("%d entries, want %d", len(all), len(want))
	}
}

func TestOddNames(t *testing.T) {
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

func TestEntryCarriesNotesAndReading(t *testing.T) {
	c := open(t, folderOf(t, map[string]string{"a.md": sample, "b.md": sample}), options(t))
	put(t, c, "b.md", "x")
	put(t, c, "b.md", "y")
	must(t, c.SaveReading("a.md", func(r *Reading) { r.Star = true }))
	all := list(t, c)
	if all[1].Notes != 2 || all[0].Notes != 0 || !all[0].Reading.Star || all[0].Words == 0 || all[0].Size != int64(len(sample)) {
		t.Errorf("%+v", all)
	}
	if e, err := c.Entry("b.md"); err != nil || e.Notes != 2 || e.Modified.IsZero() {
		t.Errorf("%+v %v", e, err)
	}
	if e, err := c.Entry("none.md"); err == nil || e.Err == nil || e.Meta.Title != "none.md" {
		t.Errorf("%+v %v", e, err)
	}
}

func TestListEnds(t *testing.T) {
	c := open(t, folderOf(t, map[string]string{"a.md": sample, "b.md": sample}), options(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.List(ctx, func([]Entry) {}); err != context.Canceled {
		t.Error(err)
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

func BenchmarkListReal(b *testing.B) { benchmarkList(b, realArticles(b)) }

// BenchmarkList14000 lists as many articles as the largest collection that
// design.md names in the middle row, of 4 KB each.
func BenchmarkList14000(b *testing.B) {
	dir := b.TempDir()
	text := sample + strings.Repeat("Some more words of an article, with *emphasis* and [a link](https://example.org/).\n\n", 50)
	for i := range 14000 {
		sub := filepath.Join(dir, fmt.Sprint(i%140))
		must(b, os.MkdirAll(sub, 0o755))
		must(b, os.WriteFile(filepath.Join(sub, fmt.Sprintf("%d.md", i)), []byte(text), 0o644))
	}
	benchmarkList(b, dir)
}

func benchmarkList(b *testing.B, dir string) {
	c := open(b, dir, options(b))
	n, rounds := 0, 0
	var first time.Duration
	for b.Loop() {
		start, seen := time.Now(), false
		must(b, c.List(b.Context(), func(batch []Entry) {
			if n += len(batch); !seen {
				first += time.Since(start)
				seen = true
			}
		}))
		rounds++
	}
	b.ReportMetric(float64(n)/float64(rounds), "articles")
	b.ReportMetric(float64(first.Microseconds())/1000/float64(rounds), "ms-to-first")
}
