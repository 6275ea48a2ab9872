package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manicule/internal/note"
)

func rename(t testing.TB, c *Collection, from, to string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(filepath.Join(c.Folder(), to)), 0o755))
	must(t, os.Rename(filepath.Join(c.Folder(), from), filepath.Join(c.Folder(), to)))
}

// TestMissingArticles finds articles again by their id, address or text, the surest first.
func TestMissingArticles(t *testing.T) {
	t.Parallel()
	const front = "---\nid: 17\nsource: https://example.org/tide\n---\n"
	cases := []struct {
		name, was string
		now       map[string]string
		want      []string
	}{
		{"renamed", sample, map[string]string{"b/c.md": sample}, []string{"b/c.md"}},
		{"another extension", sample, map[string]string{"a.markdown": sample}, []string{"a.markdown"}},
		{"other front matter", sample, map[string]string{"b.md": "---\ntags: [x]\n---\n" + sample}, []string{"b.md"}},
		{"edited, with an id", front + sample, map[string]string{"b.md": "---\nid: 17\n---\nother words\n", "c.md": sample}, []string{"b.md"}},
		{"downloaded again", front + sample, map[string]string{"b.md": "---\nurl: https://example.org/tide\n---\nother words\n"}, []string{"b.md"}},
		{"two copies", sample, map[string]string{"b.md": sample, "c.md": sample}, []string{"b.md", "c.md"}},
		{"only the site", "---\nsource: https://example.org/\n---\n" + sample, map[string]string{"b.md": "---\nsource: https://example.org/\n---\nother\n"}, nil},
		{"nothing", sample, map[string]string{"b.md": "other words\n"}, nil},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			c := open(t, folderOf(t, map[string]string{"a.md": tc.was}), options(t))
			put(t, c, "a.md", "x")
			must(t, os.Remove(filepath.Join(c.Folder(), "a.md")))
			var paths []string
			for path, text := range tc.now {
				fileWith(t, filepath.Join(c.Folder(), path), text)
				paths = append(paths, path)
			}
			slices.Sort(paths)
			missing, err := c.FindMissingArticles(t.Context(), c.FindOrphanedNotes(nil), paths)
			must(t, err)
			var candidates []string
			if len(missing) > 0 {
				candidates = missing[0].Candidates
			}
			same(t, "heirs", candidates, tc.want)
		})
	}
}

// TestAdopt gives notes, place and tags to another article, and back.
func TestAdopt(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	must(t, c.SaveReading("a.md", func(r *Reading) { r.Star, r.Tags = true, []string{"sea"} }))
	rename(t, c, "a.md", "new/b.txt")
	moved, err := c.Adopt("a.md", "new/b.txt", nil)
	must(t, err)
	same(t, "moved", moved, []string{"x"})
	same(t, "notes", ids(t, c, "new/b.txt"), []string{"x"})
	same(t, "left", ids(t, c, "a.md"), nil)
	if r := c.Reading("new/b.txt"); !r.Star || len(r.Tags) != 1 {
		t.Errorf("%+v", r)
	}
	put(t, c, "new/b.txt", "y")
	_, err = c.Adopt("new/b.txt", "a.md", moved)
	must(t, err)
	same(t, "notes", ids(t, c, "new/b.txt"), []string{"y"})
	same(t, "given back", ids(t, c, "a.md"), []string{"x"})
}

// TestCopiesShareNotes keeps one notes file for a text that lies in two places.
func TestCopiesShareNotes(t *testing.T) {
	t.Parallel()
	story := sample + strings.Repeat("A story that lies in two places. ", 10)
	c := open(t, folderOf(t, map[string]string{"a.md": story, "b.md": story}), options(t))
	put(t, c, "a.md", "x")
	f, err := c.NotesOn(read(t, c, "b.md"))
	must(t, err)
	if n, ok := f.Note("x"); !ok || f.Header().Article != "a.md" {
		t.Fatalf("%+v in %+v", n, f.Header())
	}
	put(t, c, "b.md", "y")
	got := ids(t, c, "a.md")
	slices.Sort(got)
	same(t, "shared", got, []string{"x", "y"})
	same(t, "own", ids(t, c, "b.md"), nil)
	must(t, os.Remove(filepath.Join(c.Folder(), "a.md")))
	put(t, c, "b.md", "z")
	got = ids(t, c, "b.md")
	slices.Sort(got)
	same(t, "inherited", got, []string{"x", "y", "z"})
}

// TestEveryNoteSurvivesRenames renames, edits and copies articles at random:
// every note exists exactly once, under an article that was told of it.
func TestEveryNoteSurvivesRenames(t *testing.T) {
	t.Parallel()
	o := options(t)
	rapid.Check(t, func(rt *rapid.T) {
		folder := folderOf(t, map[string]string{"p0.md": sample, "p1.md": "---\nid: one\n---\nQuite another text.\n"})
		c, err := Open(folder, o)
		must(t, err)
		defer c.Close()
		at := []string{"p0.md", "p1.md"}
		made := map[string]bool{}
		for step := range rapid.IntRange(1, 12).Draw(rt, "steps") {
			i := rapid.IntRange(0, 1).Draw(rt, "article")
			switch rapid.IntRange(0, 2).Draw(rt, "what") {
			case 0:
				id := fmt.Sprintf("n%d", step)
				put(t, c, at[i], id)
				made[id] = true
			case 1:
				to := fmt.Sprintf("d%d/p%d.md", step%2, i)
				if to == at[i] {
					continue
				}
				rename(t, c, at[i], to)
				missing, err := c.FindMissingArticles(t.Context(), c.FindOrphanedNotes([]string{at[i]}), []string{to})
				must(t, err)
				for _, k := range missing {
					_, err := c.Adopt(k.Article, k.Candidates[0], nil)
					must(t, err)
				}
				at[i] = to
			case 2:
				name := filepath.Join(folder, at[1])
				data, err := os.ReadFile(name)
				must(t, err)
				must(t, os.WriteFile(name, []byte(strings.TrimSpace(string(data))+fmt.Sprintf(" More %d.\n", step)), 0o644))
			}
		}
		found := map[string]int{}
		must(t, c.AllNotes(t.Context(), func(path string, f *note.File) {
			for _, n := range f.Notes() {
				found[n.ID]++
			}
			if len(f.Notes()) > 0 && !slices.Contains(at, path) {
				rt.Fatalf("notes on %s, which is none of %v", path, at)
			}
		}))
		for id := range made {
			if found[id] != 1 {
				rt.Fatalf("note %s is there %d times", id, found[id])
			}
		}
	})
}
