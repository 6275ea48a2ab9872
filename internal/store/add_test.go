package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestAddAfterAKill: whatever a killed addition left is finished or cleaned by
// the next one, and what another program put there stays.
func TestAddAfterAKill(t *testing.T) {
	o := options(t)
	now := time.Now()
	o.Now = func() time.Time { return now }
	folder := folderOf(t, map[string]string{
		".manicule-half.tmp/leaf.png": "le", ".manicule-article.tmp": "# Te", // before the folder had its name
		"tea_files/leaf.png": "leaf", // before the article was there
		"cup_files/leaf.png": "another", "pot_files/leaf.png": "leaf", "pot.html": "<p>A page that a browser saved.</p>",
	})
	add := func(name string) string {
		t.Helper()
		got, err := open(t, folder, o).AddArticleWith(name, []Attachment{{"leaf.png", []byte("leaf")}}, func(folder string) []byte { return []byte(folder) })
		must(t, err)
		return got
	}
	same(t, "articles", []string{add("tea.md"), add("cup.md"), add("pot.md")}, []string{"tea.md", "cup-2.md", "pot-2.md"})
	now = now.Add(2 * tempAge)
	add("late.md")
	same(t, "files", filesBelow(t, folder), []string{
		"cup-2.md", "cup-2_files/leaf.png", "cup_files/leaf.png", "late.md", "late_files/leaf.png", "pot-2.md", "pot-2_files/leaf.png", "pot.html", "pot_files/leaf.png",
		"tea.md", "tea_files/leaf.png",
	})
}

// TestAddWhole: an article comes with its files or not at all, takes no other's
// place, and leaves nothing of its making.
func TestAddWhole(t *testing.T) {
	folder := t.TempDir()
	c, err := Open(folder, Options{StateHome: t.TempDir(), DataHome: t.TempDir(), CacheHome: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	add := func(text string, files ...Attachment) string {
		t.Helper()
		name, err := c.AddArticleWith("in/tea.md", files, func(folder string) []byte { return []byte(text + folder) })
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	leaf := Attachment{"leaf.png", []byte("leaf")}
	if got := []string{add("a"), add("b", leaf), add("c", leaf)}; !slices.Equal(got, []string{"in/tea.md", "in/tea-2.md", "in/tea-3.md"}) {
		t.Errorf("written as %q", got)
	}
	if _, err := c.AddArticleWith("in/cup.md", []Attachment{leaf, {"no/such/folder.png", nil}}, func(string) []byte { return nil }); err == nil {
		t.Error("a file that can't be written is no error")
	}
	former, err := c.ReplaceArticle("in/tea-2.md", []Attachment{{"bud.png", []byte("bud")}}, func(string) []byte { return []byte("new") })
	if err != nil || former != ".manicule/former/in/tea-2-1.md" {
		t.Errorf("the former version is in %q, %v", former, err)
	}
	got := map[string]string{}
	err = filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(folder, name)
		if err == nil && !d.IsDir() && filepath.Base(rel) != ".lock" && filepath.Base(rel) != ".gitignore" {
			data, _ := os.ReadFile(name)
			got[filepath.ToSlash(rel)] = string(data)
		}
		return err
	})
	want := map[string]string{
		"in/tea.md": "atea_files", "in/tea-2.md": "new", "in/tea-2_files/leaf.png": "leaf", "in/tea-2_files/bud.png": "bud",
		"in/tea-3.md": "ctea-3_files", "in/tea-3_files/leaf.png": "leaf", ".manicule/former/in/tea-2-1.md": "btea-2_files",
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s has %q, want %q", name, got[name], text)
		}
	}
	if len(got) != len(want) || err != nil {
		t.Errorf("there are %q, %v", got, err)
	}
	if _, err := os.Stat(filepath.Join(folder, "in", "cup_files")); err == nil {
		t.Error("the folder of what could not be written is still there")
	}
}
