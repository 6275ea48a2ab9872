package search

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"manicule/internal/article"
)

// sortable are articles with ties, extremes and values that are not known.
var sortable = []struct {
	path, title, published string
	words, minutes         int
	text, problem          string
	reading                Reading
}{
	{path: "a.md", title: "Beta", published: "2024-05-01T10:00:50Z", words: 100, minutes: 5, text: "tide tide"},
	{path: "b.md", title: "alpha", published: "2024-05-01T10:00:10Z", words: 300, minutes: 5, text: "tide sea", reading: Reading{At: time.Unix(1000, 0), Progress: 0.5}},
	{path: "c.md", title: "beta", words: 100, minutes: 1, text: "tide tide", reading: Reading{At: time.Unix(1000, 0)}},
	{path: "d.txt", problem: "permission denied", text: "tide"},
	{path: "e.md", title: "Alpha", published: "9999-12-31T00:00:00Z", words: 0, minutes: 0, text: "tide tide tide", reading: Reading{At: time.Unix(2000, 0), Progress: 1}},
	{path: "f.md", title: "gamma", published: "0001-02-03T00:00:00Z", words: 300, minutes: 2, text: "tide, and much else that is of the sea", reading: Reading{At: time.Unix(-5, 0)}},
	{path: "g.md", title: "tide", published: "1969-12-31T23:59:59Z", words: 7, minutes: 5, text: "sea sea sea"},
}

// Every order, forwards and reversed: ties in order of the paths, and what is
// not known at the end, both times.
func TestSort(t *testing.T) {
	for query, want := range map[string]string{
		"":                          "eabgfcd",
		"sort:path":                 "abcdefg",
		"sort:-path":                "gfedcba",
		"sort:title":                "beacdfg",
		"sort:-title":               "gfdacbe",
		"sort:date":                 "eabgfcd",
		"sort:-date":                "fgbaecd",
		"sort:newest":               "eabgfcd",
		"sort:length":               "bfacge" + "d",
		"sort:-length":              "egacbf" + "d",
		"sort:left":                 "ecfbag" + "d",
		"sort:-left":                "agbfce" + "d",
		"sort:read":                 "ebcf" + "adg",
		"sort:-read":                "fbce" + "adg",
		"sort:relevance":            "eabgfcd",
		"sort:-relevance":           "fgbaecd",
		"words:>=0 sort:-relevance": "fgbaec",
		"/tide/ sort:-relevance":    "fgbaec",
		"title:beta sort:title":     "ac",
		"title:beta sort:-title":    "ac",
		"text:tide":                 "eacbf",
		"text:tide sort:relevance":  "eacbf",
		"text:tide sort:-relevance": "fbace",
	} {
		for n, x := range sortedIndexes(t) {
			q, problem := Parse(query, noon)
			if problem != nil {
				t.Fatal(problem)
			}
			s := x.Snapshot()
			found, err := s.Search(context.Background(), q, Reader{Readings: s.Readings(sortedReadings()), Text: sortedMemory().text})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, path := range pathsOf(s, found.IDs) {
				got += path[:1]
			}
			if got != want {
				t.Errorf("%q in index %d: %s, want %s", query, n, got, want)
			}
		}
	}
}

func sortedMemory() *memory {
	m := &memory{docs: map[string]Document{}}
	for i, a := range sortable {
		d := Document{Doc: Doc{
			Path: a.path, Stamp: Stamp{Size: 1, Modified: int64(i)},
			Meta: article.Meta{Title: a.title}, Words: a.words, Minutes: a.minutes, Problem: a.problem,
		}, Text: a.text}
		if a.published != "" {
			d.Meta.Published, _ = time.Parse(time.RFC3339, a.published)
		}
		if a.problem != "" {
			d.Text, d.Meta.Title = "", "d"
		}
		m.docs[a.path] = d
	}
	return m
}

func sortedReadings() (all []Reading) {
	for _, a := range sortable {
		r := a.reading
		r.Path = a.path
		all = append(all, r)
	}
	return all
}

// sortedIndexes are indexes of the same articles: one made at once, some of as
// many segments as articles, in memory in whatever order they came, and one of
// those merged.
func sortedIndexes(t *testing.T) (all []*Index) {
	t.Helper()
	m := sortedMemory()
	paths := slices.SortedFunc(maps.Keys(m.docs), ComparePaths)
	once := Open("")
	refreshed(t, once, m)
	for _, order := range [][]string{paths, reversed(paths)} {
		x := Open("")
		var segs []*segment
		for _, path := range order {
			one := Open("")
			refreshed(t, one, &memory{docs: map[string]Document{path: m.docs[path]}})
			segs = append(segs, one.Snapshot().segs...)
		}
		x.publish(segs, make([]bitset, len(segs)))
		all = append(all, x)
	}
	dir := t.TempDir()
	for _, path := range reversed(paths) {
		some := &memory{docs: map[string]Document{}}
		for _, p := range paths {
			if ComparePaths(p, path) >= 0 {
				some.docs[p] = m.docs[p]
			}
		}
		refreshed(t, Open(dir), some)
	}
	return append(all, once, Open(dir))
}

func reversed(list []string) []string {
	list = slices.Clone(list)
	slices.Reverse(list)
	return list
}

// Articles that are the same in all but their paths are found in order of
// those, however many there are and whichever segments they are in.
func TestTiesAreInOrderOfPaths(t *testing.T) {
	m := &memory{docs: map[string]Document{}}
	x := Open("")
	for round := range 3 {
		for i := range 30 {
			path := fmt.Sprintf("%03d.md", (i*7+round*30)%90)
			m.put(path, "The tide is the same tide everywhere.")
			d := m.docs[path]
			d.Meta.Title = "Same"
			m.docs[path] = d
		}
		refreshed(t, x, m)
	}
	want := slices.SortedFunc(maps.Keys(m.docs), ComparePaths)
	for _, query := range []string{"tide", "tide sort:-relevance", "tide the same", "sort:title", "sort:-title", "sort:date", "sort:-length", "title:same sort:-read"} {
		if diff := cmp.Diff(want, foundPaths(t, x.Snapshot(), query)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", query, diff)
		}
	}
}

// Of very many articles the first ones are in order, both ways.
func TestFirstInOrder(t *testing.T) {
	const n = 3 * inOrder
	all := make([]scored, n)
	for i := range all {
		all[i] = scored{id: ID(i), score: float32(i * 7919 % n)}
	}
	for _, largest := range []bool{false, true} {
		found := slices.Clone(all)
		sortBy(found, worth, largest)
		for i, f := range found[:inOrder] {
			want := float32(i)
			if largest {
				want = float32(n - 1 - i)
			}
			if f.score != want {
				t.Fatalf("largest %v: %v stands at %d", largest, f.score, i)
			}
		}
		slices.SortFunc(found, func(a, b scored) int { return int(a.id) - int(b.id) })
		if !slices.Equal(found, all) {
			t.Errorf("largest %v: some are missing", largest)
		}
	}
}

func TestParseSort(t *testing.T) {
	for _, order := range orders {
		for _, minus := range []string{"", "-"} {
			got, ok := ParseSort(minus + strings.ToUpper(order.name))
			q, problem := Parse("sort:"+minus+order.name, noon)
			if !ok || problem != nil || got != q.Sort || got.Reverse != (minus != "") || got == (Sort{}) {
				t.Errorf("%s%s: %v, %v and %v, %v", minus, order.name, got, ok, q.Sort, problem)
			}
		}
	}
	for _, s := range []string{"", "-", "--date", "date-", "dat", "date war", "relevance -date"} {
		if got, ok := ParseSort(s); ok {
			t.Errorf("%q: %v", s, got)
		}
	}
}
