package library

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/store"
)

// linked is a library of these articles.
func linked(t *testing.T, files map[string]string) *Library {
	t.Helper()
	dir := t.TempDir()
	folder := filepath.Join(dir, "articles")
	for name, text := range files {
		name = filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c, err := store.Open(folder, store.Options{DataHome: dir + "/d", StateHome: dir + "/s", CacheHome: dir + "/c"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	l := open(t, c)
	refreshAll(t, l)
	return l
}

func refreshAll(t *testing.T, l *Library) {
	t.Helper()
	if err := l.Refresh(context.Background(), func(search.Progress) {}); err != nil {
		t.Fatal(err)
	}
}

func TestFollowLinks(t *testing.T) {
	a := linked(t, map[string]string{
		"start.md": "# Start", "x/sea.md": "# Of the sea", "y/sea.md": "# Other sea", "y/z/deep.txt": "Deep\n", "page.html": "<title>P</title><p>Text that is read.</p>",
	}).Articles()
	for _, tt := range []struct {
		from, dest    string
		paths, others []string
	}{
		{"start.md", "x/sea.md", []string{"x/sea.md"}, nil},
		{"x/sea.md", "../y/z/deep", []string{"y/z/deep.txt"}, nil},
		{"start.md", "page.md", []string{"page.html"}, nil},
		{"start.md", "gone.md", nil, nil},
		{"start.md", "../start.md", nil, nil},
		{"start.md", "[[Of the Sea]]", []string{"x/sea.md"}, nil},
		{"start.md", "[[sea]]", []string{"x/sea.md", "y/sea.md"}, nil},
		{"y/z/deep.txt", "[[sea]]", []string{"y/sea.md"}, []string{"x/sea.md"}},
		{"start.md", "[[y/sea]]", []string{"y/sea.md"}, nil},
		{"start.md", "[[nothing]]", nil, nil},
		{"start.md", "#part", []string{"start.md"}, nil},
	} {
		p := a.Follow(tt.from, tt.dest)
		if !slices.Equal(p.Paths, tt.paths) || !slices.Equal(p.Others, tt.others) {
			t.Errorf("%s from %s: %q, else %q", tt.dest, tt.from, p.Paths, p.Others)
		}
	}
}

// TestFollowSpellings: names are the same however their accents are written,
// the same bytes first.
func TestFollowSpellings(t *testing.T) {
	const file, other = "re\u0301gion/i\u0302le.md", "r\u00e9gion/\u00eele.md"
	l := linked(t, map[string]string{"a.md": "# A\n\n[i](" + other + ") [[\u00eele]] [w](r\u00e9gion\\\u00eele.md)\n", file: "# Far\n"})
	for _, dest := range []string{other, file, "r\u00e9gion/\u00eele", "[[\u00eele]]", "[[i\u0302le]]", "re\u0301gion\\\u00eele.md"} {
		if p := l.Articles().Follow("a.md", dest); !slices.Equal(p.Paths, []string{file}) {
			t.Errorf("%q leads to %q", dest, p.Paths)
		}
	}
	art, err := l.Article("a.md")
	if err != nil {
		t.Fatal(err)
	}
	if broken := l.Articles().Broken(art, "a.md"); len(broken) > 0 {
		t.Errorf("broken: %v", broken)
	}
	if links, _ := l.Backlinks(context.Background(), file); len(links) != 1 {
		t.Errorf("backlinks %v", links)
	}
	both := linked(t, map[string]string{"a.md": "A", file: "# Far\n", other: "# Near\n"})
	for _, dest := range []string{file, other} {
		if p := both.Articles().Follow("a.md", dest); !slices.Equal(p.Paths, []string{dest}) {
			t.Errorf("of both, %q leads to %q", dest, p.Paths)
		}
	}
}

func TestBrokenLinks(t *testing.T) {
	l := linked(t, map[string]string{
		"a.md": "# A\n\n[b](b.md) [gone](gone.md) [[b]] [[no]] [here](#part) [not](#nothing) [pic](p.png) [web](https://x.org) `[[code]]` [s](##) [s](#a#b#) [s](#part#)\n\n## Part\n",
		"b.md": "B",
	})
	art, err := l.Article("a.md")
	if err != nil {
		t.Fatal(err)
	}
	got := slices.Sorted(maps.Keys(l.Articles().Broken(art, "a.md")))
	if diff := cmp.Diff([]string{"##", "#a#b#", "#nothing", "#part#", "[[no]]", "gone.md"}, got); diff != "" {
		t.Error(diff)
	}
}

// Whatever stands in links, they lead to articles that there are, and checking
// them ends.
func TestRandomLinks(t *testing.T) {
	files := map[string]string{
		"a.md": "# A\n\n## Part\n\nText. ^mark\n", "b/a.md": "B\n", "b/index.md": "# Index\n", "#.md": "# Odd\n", "empty.md": "",
	}
	dest := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"#", "##", "^", "a", "b", "part", "mark", "intro", ".", "..", "/", "//", "?", "%", "%23", "%00", "\\", "|", "&#35;", "&#0;",
			".md", ".html", ":", "c:", "http:", " ", "index", "top", "é", "[", "]", "\"", "<", "1",
		}), 0, 6).Draw(t, "dest"), "")
	})
	link := rapid.Custom(func(t *rapid.T) string {
		form := rapid.SampledFrom([]string{"[s](%s)", "[s](<%s>)", "![s](%s)", "[[%s]]", "![[%s]]", "[[%s|s]]", "[s][r]\n\n[r]: %s\n\n", "| [[%s\\|s]] |\n| - |\n", "[^%s]\n\n[^1]: [s](#1)\n\n"})
		return strings.Replace(form.Draw(t, "form"), "%s", dest.Draw(t, "to"), 1)
	})
	folder := t.TempDir()
	for name, text := range files {
		write(t, folder, name, text)
	}
	c := collection(t, folder, options(t))
	l := open(t, c)
	rapid.Check(t, func(rt *rapid.T) {
		text := "# From\n\n" + strings.Join(rapid.SliceOfN(link, 1, 8).Draw(rt, "links"), " ")
		write(t, folder, "from.md", text)
		refresh(t, l)
		a := l.Articles()
		art, err := l.Article("from.md")
		must(t, err)
		a.Broken(art, "from.md")
		for _, link := range article.Links(art.Text) {
			p := a.Follow("from.md", link.Dest)
			for _, path := range append(p.Paths, p.Others...) {
				if _, ok := a.Find(path); !ok {
					rt.Fatalf("%q leads to %q, which there is not", link.Dest, path)
				}
			}
		}
		for path := range files {
			l.Backlinks(t.Context(), path)
		}
	})
}

// Backlinks come from texts and notes, follow what happens to files, and are
// only those that really lead to the article.
func TestBacklinks(t *testing.T) {
	l := linked(t, map[string]string{
		"a.md": "# A\n\nSee [it](x/sea.md).", "x/b.md": "# B\n\nBy name: [[Of the sea]].", "x/sea.md": "# Of the sea", "y/sea.md": "# Other",
		"y/c.md": "# C\n\n[[sea]] is the one beside.", "d.md": "# D\n\n`[[Of the sea]]` and [the sea](sea.md).",
	})
	list := func() (got []string) {
		links, _ := l.Backlinks(context.Background(), "x/sea.md")
		for _, b := range links {
			if b.Note != "" {
				b.Text = "note: " + b.Text
			}
			got = append(got, b.Path+": "+b.Text)
		}
		return got
	}
	want := []string{"a.md: See it.", "x/b.md: By name: Of the sea."}
	if diff := cmp.Diff(want, list()); diff != "" {
		t.Error(diff)
	}
	n := note.Note{ID: note.NewID(), Kind: "highlight", Body: "compare [[Of the Sea]]"}
	d, err := l.Article("d.md")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Collection().SaveNotes(d, func(f *note.File) error { f.Put(n); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(l.Collection().Folder(), "a.md")); err != nil {
		t.Fatal(err)
	}
	refreshAll(t, l)
	want = []string{"d.md: note: compare Of the Sea", "x/b.md: By name: Of the sea."}
	if diff := cmp.Diff(want, list()); diff != "" {
		t.Error(diff)
	}
}

// A link by another name of an article leads to it, and is found from there.
func TestLinksByOtherNames(t *testing.T) {
	l := linked(t, map[string]string{
		"sea.md":   "---\naliases: [The Deep, 海の話]\n---\n# Of the sea\n\nText.\n",
		"from.md":  "# From\n\nSee [[the deep#Tides|this]] and more.\n",
		"other.md": "# Other\n\nSee [[海の話]].\n",
	})
	a := l.Articles()
	for _, dest := range []string{"[[The Deep]]", "[[the deep]]", "[[海の話]]"} {
		if p := a.Follow("from.md", dest); !slices.Equal(p.Paths, []string{"sea.md"}) {
			t.Errorf("%s leads to %q", dest, p.Paths)
		}
	}
	links, _ := l.Backlinks(context.Background(), "sea.md")
	var from []string
	for _, b := range links {
		from = append(from, b.Path)
	}
	if want := []string{"from.md", "other.md"}; !slices.Equal(from, want) {
		t.Errorf("linked from %q, want %q", from, want)
	}
}
