package library

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"manicule/internal/article"
)

// TestAddArticle: what is said of an article comes back when it is read.
func TestAddArticle(t *testing.T) {
	folder := t.TempDir()
	c := collection(t, folder, options(t))
	a, err := article.Parse("tea.md", []byte("---\ntitle: Tea\ndate: 2024-03-01\ntags: [leaf, cup]\n---\n\nTwo leaves.\n"))
	must(t, err)
	n := NewArticle{
		Article: a, Folder: "in box", Title: `The "tea": #1`, Source: "https://example.org/tea",
		Tags: []string{"Leaf", "a, b"}, Added: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
	}
	for _, want := range []string{"in box/the-tea-1.md", "in box/the-tea-1-2.md"} {
		path, err := AddArticle(c, n)
		must(t, err)
		if path != want {
			t.Errorf("written as %q, want %q", path, want)
		}
		got, err := c.Read(path)
		must(t, err)
		m := got.Meta
		if m.Title != n.Title || m.Source != n.Source || article.FormatDate(m.Published) != "2024-03-01" || strings.Join(m.Tags, "|") != "leaf|cup|a, b" {
			t.Errorf("read as %+v", m)
		}
		if strings.TrimSpace(got.Text) != "Two leaves." {
			t.Errorf("its text is %q", got.Text)
		}
		data, err := os.ReadFile(filepath.Join(folder, path))
		must(t, err)
		if !strings.Contains(string(data), "added: \"2026-01-02\"") {
			t.Errorf("the day it was added is not told:\n%s", data)
		}
	}
}

func FuzzFileName(f *testing.F) {
	f.Add("On Tides: a reader’s guide")
	f.Add("../../etc/passwd")
	f.Add("\u0301 …")
	f.Add(strings.Repeat("𞤀", 100))
	f.Fuzz(func(t *testing.T, title string) {
		name := fileName(title)
		base, ok := strings.CutSuffix(name, ".md")
		if !ok || base == "" || strings.HasPrefix(base, "-") || strings.HasSuffix(base, "-") || strings.ContainsAny(base, `/\. `) ||
			!filepath.IsLocal(name) || !utf8.ValidString(name) || len(base) > nameBytes {
			t.Errorf("%q is called %q", title, name)
		}
	})
}
