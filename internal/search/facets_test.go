package search

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"manicule/internal/article"
)

func TestFacets(t *testing.T) {
	day := func(year int) time.Time { return time.Date(year, 1, 1, 0, 30, 0, 0, time.FixedZone("", 3600)) }
	m := &memory{docs: map[string]Document{}}
	for _, d := range []Document{
		{Doc: Doc{Path: "a.md", Meta: article.Meta{Site: "The Times", Tags: []string{"Trade", "war"}, Published: day(2024)}, Kinds: []string{"question"}, NoteTags: []string{"war"}}},
		{Doc: Doc{Path: "b.md", Meta: article.Meta{Site: "The Times", Tags: []string{"war"}, Published: day(2025)}}},
		{Doc: Doc{Path: "c.md", Meta: article.Meta{Tags: []string{"war"}}}},
	} {
		m.docs[d.Path] = d
	}
	x := Open("")
	refreshed(t, x, m)
	s := x.Snapshot()
	list := func(ids []ID) (got []string) {
		for _, f := range s.Facets(ids, s.Readings([]Reading{{Path: "c.md", Tags: []string{"mine"}}})) {
			got = append(got, f.Query+" "+strconv.Itoa(f.Count))
		}
		return got
	}
	want := []string{"kind:question 1", "tag:war 3", "tag:Trade 1", "tag:mine 1", `source:"The Times" 2`, "date:2025 1", "date:2024 1"}
	if got := list(s.all); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := list(s.all[1:2]); !slices.Equal(got, []string{"tag:war 1", `source:"The Times" 1`, "date:2025 1"}) {
		t.Errorf("of one: %q", got)
	}
}
