package article

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ownArticles is the collection of the project's own, which is always there.
var ownArticles = filepath.Join("..", "..", "articles")

// collections are the folders of articles to test with: the sample, and one of
// real articles where there is one beside the project or MANICULE_ARTICLES names it.
func collections() []string {
	real := cmp.Or(os.Getenv("MANICULE_ARTICLES"), filepath.Join("..", "..", "..", "shared", "articles"))
	if _, err := os.Stat(real); err != nil {
		return []string{ownArticles}
	}
	return []string{ownArticles, real}
}

// eachArticle calls each with the articles of all collections.
func eachArticle(t testing.TB, each func(name string, data []byte)) {
	t.Helper()
	for _, root := range collections() {
		eachArticleIn(t, root, each)
	}
}

// eachArticleIn calls each with the articles of one collection.
func eachArticleIn(t testing.TB, root string, each func(name string, data []byte)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) == ".png" {
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
	all, dated := map[string]int{}, map[string]int{}
	eachArticle(t, func(name string, data []byte) {
		a, err := Parse(name, data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		checkArticle(t, a)
		if a.Warning != "" {
			t.Errorf("%s: %s", name, a.Warning)
		}
		all[filepath.Dir(name)]++
		if !a.Meta.Published.IsZero() {
			dated[filepath.Dir(name)]++
		}
		t.Logf("%-50.50s|%-50.50s|%-24.24s|%s|%-12s|%d h %d w %d min|%s|%.30s", name, a.Meta.Title, a.Meta.Author, a.Meta.Published.Format("2006-01-02"), a.Meta.Site, len(a.Headings()), a.Words(), a.Minutes(), a.Meta.Tags, a.Meta.Description)
	})
	if dated["essays"] < 2 {
		t.Errorf("%d essays are dated, want 2", dated["essays"])
	}
	if all["blog"] > 0 && dated["blog"] < 110 {
		t.Errorf("%d blog posts are dated, want 110", dated["blog"])
	}
}
