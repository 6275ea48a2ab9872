package article

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// realArticles walks a collection of real articles beside the project, or
// where MANICULE_ARTICLES says; without one the test is skipped.
func realArticles(t testing.TB, each func(name string, data []byte)) {
	t.Helper()
	root := os.Getenv("MANICULE_ARTICLES")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "articles")
	}
	if _, err := os.Stat(root); err != nil {
		t.Skip("no collection of real articles: set MANICULE_ARTICLES")
	}
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(root, name))
		if err == nil {
			each(name, data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checkArticle states what holds for every article.
func checkArticle(t testing.TB, a *Article) {
	t.Helper()
	for _, s := range []string{a.Meta.ID, a.Meta.Title, a.Meta.Author, a.Meta.Site, a.Meta.Source, a.Meta.Language, a.Meta.Description, a.Warning, strings.Join(a.Meta.Tags, " ")} {
		if CleanLine(s) != s {
			t.Fatalf("%q: metadata not clean: %q", a.Name, s)
		}
	}
	if !IsClean(a.Text) || a.Meta.Title == "" {
		t.Fatalf("%q: title %q, text clean: %v", a.Name, a.Meta.Title, IsClean(a.Text))
	}
	for _, r := range a.Removed {
		if !IsClean(r.What) || r.What == "" || r.Why == "" {
			t.Fatalf("%q: removal %q", a.Name, r)
		}
	}
	last := 0
	for _, h := range append([]Heading{{Span: a.TitleSpan}}, a.Headings()...) {
		if h.Span.Start < last || h.Span.End < h.Span.Start || h.Span.End > len(a.Text) {
			t.Fatalf("%q: span %v after byte %d of %d", a.Name, h.Span, last, len(a.Text))
		}
		last = h.Span.End
	}
}

func TestRealArticles(t *testing.T) {
	dated := map[string]int{}
	realArticles(t, func(name string, data []byte) {
		a, err := Parse(name, data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		checkArticle(t, a)
		if a.Warning != "" {
			t.Errorf("%s: %s", name, a.Warning)
		}
		if !a.Meta.Published.IsZero() {
			dated[filepath.Dir(name)]++
		}
		t.Logf("%-50.50s|%-50.50s|%-24.24s|%s|%-12s|%d h %d w %d min|%s|%.30s", name, a.Meta.Title, a.Meta.Author, a.Meta.Published.Format("2006-01-02"), a.Meta.Site, len(a.Headings()), a.Words(), a.Minutes(), a.Meta.Tags, a.Meta.Description)
	})
	if dated["blog"] < 110 {
		t.Errorf("%d blog posts are dated, want 110", dated["blog"])
	}
}
