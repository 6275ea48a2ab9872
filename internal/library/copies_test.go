package library

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"manicule/internal/search"
)

func TestCopies(t *testing.T) {
	dir := t.TempDir()
	var words []string
	for i := range 300 {
		words = append(words, fmt.Sprintf("word%d", i*i%997))
	}
	text := strings.Join(words, " ")
	write(t, dir, "asia.md", "# One story\n\n"+text)
	write(t, dir, "times.md", "# The same elsewhere\n\n"+text+" and a word more")
	write(t, dir, "other.md", "# Another\n\nNothing of it.")
	f := follow(t, collection(t, dir, options(t)))
	copies := func() (paths []string) {
		if id, ok := f.last.Articles.Find("asia.md"); ok {
			for _, id := range f.last.Articles.Copies(id) {
				paths = append(paths, f.last.Articles.Entry(id).Path)
			}
		}
		return paths
	}
	f.wait(t, "copies", func() bool { return f.last.Articles != nil && len(copies()) > 0 })
	same(t, "copies", copies(), []string{"asia.md", "times.md"})
	a := f.last.Articles
	found, err := a.Search(t.Context(), search.Query{})
	must(t, err)
	kept, others := a.Fold(found.IDs, func(ID) bool { return false })
	if len(kept) != 2 || len(others) != 1 {
		t.Errorf("kept %d, %v", len(kept), others)
	}
}

// Without a cache folder nothing is read from where the program was started.
func TestVerdictsWithoutCache(t *testing.T) {
	dir, o := t.TempDir(), options(t)
	text := strings.Repeat("Two leaves and a bud make a cup of tea, they say. ", 40)
	write(t, dir, "a.md", text)
	write(t, dir, "b.md", text)
	c := collection(t, dir, o)
	l := open(t, c)
	must(t, l.Refresh(t.Context(), func(search.Progress) {}))
	_, err := l.FindCopies(t.Context())
	must(t, err)
	kept, err := os.ReadFile(filepath.Join(c.CacheFolder(), verdictsFile))
	must(t, err)

	here := t.TempDir()
	t.Chdir(here)
	write(t, here, verdictsFile, string(kept))
	for _, home := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(home, "")
	}
	o.CacheHome = ""
	bare := open(t, collection(t, dir, o))
	if bare.readVerdicts(); !bare.verdicts.Equal(search.Verdicts{}) {
		t.Error("a file of the current folder was taken for the cache's")
	}
}
