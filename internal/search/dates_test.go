package search

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"manicule/internal/article"
)

// dated is a collection of articles with dates and files.
func dated(t *testing.T, docs map[string]article.Meta, file time.Time) (*Index, *memory) {
	t.Helper()
	m := &memory{docs: map[string]Document{}}
	for path, meta := range docs {
		m.put(path, "text")
		d := m.docs[path]
		d.Meta, d.Stamp.Modified = meta, file.UnixNano()
		m.docs[path] = d
	}
	x := Open("")
	refreshed(t, x, m)
	return x, m
}

// A day is the day that the article says, whatever zone it says it in.
func TestDayIsTheWrittenOne(t *testing.T) {
	late := time.Date(2024, 3, 10, 23, 30, 0, 0, time.FixedZone("", -5*3600))
	early := time.Date(2024, 3, 10, 0, 30, 0, 0, time.FixedZone("", 14*3600))
	x, _ := dated(t, map[string]article.Meta{
		"late": {Title: "late", Published: late}, "early": {Title: "early", Published: early},
		"day": {Title: "day", Published: time.Date(2024, 3, 10, 0, 0, 0, 0, time.UTC)},
	}, noon)
	for query, want := range map[string][]string{
		"date:2024-03-10": {"late", "early", "day"}, "date:2024-03-11": nil, "date:2024-03-09": nil,
		"sort:date": {"late", "early", "day"}, "after:2024-03-10": {"late", "early", "day"}, "before:2024-03-10": nil,
	} {
		if got := foundFirst(t, x.Snapshot(), query); !slices.Equal(got, want) {
			t.Errorf("%s finds %v, not %v", query, got, want)
		}
	}
	for path, at := range map[string]time.Time{"late": late, "early": early} {
		id, _ := x.Snapshot().Find(path)
		if got := x.Snapshot().Doc(id).Meta.Published; !got.Equal(at) || article.FormatDate(got) != article.FormatDate(at) {
			t.Errorf("%s was published %v, and the index says %v", path, at, got)
		}
	}
}

func TestAddedAndModified(t *testing.T) {
	file := time.Date(2023, 5, 2, 12, 0, 0, 0, time.Local)
	x, m := dated(t, map[string]article.Meta{
		"said": {Title: "said", Added: time.Date(2022, 1, 5, 23, 0, 0, 0, time.FixedZone("", -8*3600))}, "old": {Title: "old"},
	}, file)
	m.put("new", "text")
	d := m.docs["new"]
	d.Now, d.Stamp.Modified = noon, file.UnixNano()+1
	m.docs["new"] = d
	refreshed(t, x, m)
	old := m.docs["old"] // changes, and stays as long in the collection
	old.Now, old.Stamp.Size = noon.AddDate(1, 0, 0), 99
	m.docs["old"] = old
	refreshed(t, x, m)
	for query, want := range map[string][]string{
		"added:2022-01-05": {"said"}, "added:2023-05-02": {"old"}, "added:2024-05-31": {"new"}, "added:today": {"new"},
		"added:>2022": {"new", "old"}, "modified:2023-05-02": {"new", "said", "old"}, "modified:2024": nil,
		"sort:added": {"new", "old", "said"}, "sort:-added": {"said", "old", "new"},
	} {
		q, problem := Parse(query, noon)
		if problem != nil {
			t.Fatal(problem)
		}
		found, err := x.Snapshot().Search(t.Context(), q, Reader{})
		if err != nil {
			t.Fatal(err)
		}
		if got := pathsOf(x.Snapshot(), found.IDs); !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Errorf("%s finds %v, not %v", query, got, want)
		}
	}
}

// Of articles without a date those that came later count as new; those that
// were there before anybody looked stand behind all that have one, also when
// they are read again, and when the first look did not come to its end.
func TestUndatedStandBehind(t *testing.T) {
	x, m := dated(t, map[string]article.Meta{
		"dated": {Title: "dated", Published: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)},
		"said":  {Title: "said", Added: time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)},
		"there": {Title: "there"}, "changed": {Title: "changed"},
	}, noon)
	change := func(path string, size int64) {
		d := m.docs[path]
		d.Now, d.Stamp.Size = noon, size
		m.docs[path] = d
		refreshed(t, x, m)
	}
	m.put("came", "text")
	change("came", 4)
	change("came", 99)
	change("changed", 99)
	for query, want := range map[string][]string{
		"sort:date": {"came", "dated", "said", "changed", "there"}, "sort:-date": {"said", "dated", "came", "changed", "there"},
	} {
		if got := foundFirst(t, x.Snapshot(), query); !slices.Equal(got, want) {
			t.Errorf("%s finds %v, not %v", query, got, want)
		}
	}
}

// An article that a first look was broken off before was there, all the same.
func TestFirstLookBrokenOff(t *testing.T) {
	for _, dir := range []string{"", t.TempDir()} {
		m := &memory{docs: map[string]Document{}}
		for n := range 200 {
			path := fmt.Sprintf("%03d", n)
			m.put(path, "text")
			d := m.docs[path]
			d.Now, d.Stamp.Modified = noon, noon.AddDate(-1, 0, 0).UnixNano()
			m.docs[path] = d
		}
		x := brokenOff(t, dir, m)
		if n := x.Snapshot().Len(); n == 0 {
			t.Fatalf("%q: nothing is known of what was read", dir)
		}
		refreshed(t, x, m)
		for path := range m.docs {
			id, _ := x.Snapshot().Find(path)
			if d := x.Snapshot().Doc(id); d.Arrived || !d.Added.Equal(asWritten(noon.AddDate(-1, 0, 0).Local())) {
				t.Errorf("%q: %s was added %v, known: %v", dir, path, d.Added, d.Arrived)
			}
		}
	}
}

// brokenOff is an index, opened again, whose first look at m ended when
// something of it was kept.
func brokenOff(t *testing.T, dir string, m *memory) *Index {
	x := Open(dir)
	x.limits.heap = 1 // what is read is kept at once
	ctx, cancel := context.WithCancel(t.Context())
	each := func(p Progress) {
		if p.Done > 0 && dir == "" {
			cancel()
		}
	}
	if dir != "" {
		x.folder.create = func(dir, pattern string) (*os.File, error) {
			if strings.HasPrefix(pattern, manifestName) {
				cancel()
			}
			return os.CreateTemp(dir, pattern)
		}
	}
	if _, err := x.Refresh(ctx, m, []string{"."}, each); err == nil {
		t.Fatalf("%q: the look at the folder was not broken off", dir)
	}
	if dir == "" {
		return x
	}
	return Open(dir)
}
