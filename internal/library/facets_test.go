package library

import (
	"slices"
	"strconv"
	"testing"
	"time"
)

// A facet counts what the list shows when it is narrowed to it, and what all
// have narrows nothing any more.
func TestFacetsCountAsTheList(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "a.md", "---\ntitle: A\ntags: [free trade, war]\ndate: 2024-02-03\n---\nText.\n")
	write(t, folder, "b.md", "---\ntitle: B\ntags: [trade, war]\ndate: 2024-03-04\n---\nText.\n")
	write(t, folder, "c.md", "---\ntitle: C\ntags: [tide]\n---\nText.\n")
	l := open(t, collection(t, folder, options(t)))
	refresh(t, l)
	for text, want := range map[string][]string{
		"":         {"tag:trade 2", "tag:war 2", `tag:"free trade" 1`, "tag:tide 1", "date:2024 2"},
		"tag:war ": {`tag:"free trade" 1`},
		"tag:none": nil,
	} {
		all, err := l.Articles().Facets(t.Context(), text, time.Now(), func(ids []ID) int { return len(ids) })
		must(t, err)
		var got []string
		for _, f := range all {
			got = append(got, f.Query+" "+strconv.Itoa(f.Count))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
