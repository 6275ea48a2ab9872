package library

import (
	"fmt"
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
		for _, group := range f.last.Articles.CopyGroups() {
			for _, id := range group {
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
