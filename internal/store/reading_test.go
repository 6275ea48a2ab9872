package store

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func readingLines(t *testing.T, c *Collection) []string {
	t.Helper()
	data, err := os.ReadFile(c.readingFiles()[0])
	must(t, err)
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

func TestReading(t *testing.T) {
	o := options(t)
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	o.Now = func() time.Time { return now }
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), o)
	if got := c.Reading("a.md"); !reflect.DeepEqual(got, Reading{Article: "a.md"}) {
		t.Errorf("%+v", got)
	}
	for _, path := range []string{"a.md", "odd\xff\n.md"} {
		must(t, c.SaveReading(path, func(r *Reading) { r.Place, r.Progress, r.Tags = 17, 0.5, []string{"x"} }))
		must(t, c.SaveReading(path, func(r *Reading) { r.Star = true }))
		must(t, c.SaveReading(path, func(r *Reading) { r.Star = true }))
		want := Reading{Article: path, Place: 17, Progress: 0.5, Star: true, Tags: []string{"x"}, At: now.Add(time.Millisecond)}
		for _, c := range []*Collection{c, open(t, c.Folder(), o)} {
			if got := c.Reading(path); !reflect.DeepEqual(got, want) {
				t.Errorf("%+v, want %+v", got, want)
			}
		}
	}
	if got := readingLines(t, c); len(got) != 4 {
		t.Errorf("a state that did not change was written: %q", got)
	}
}

func TestReadingOfOthers(t *testing.T) {
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	fileWith(t, filepath.Join(c.Folder(), ".manicule", "reading.jsonl"), strings.Join([]string{
		`{"article":"a.md","place":9,"at":"2026-01-03T00:00:00Z","mood":{"x":[1]}}`,
		`{"article":"a.md","place":5,"at":"2026-01-02T00:00:00Z"}`,
		`nonsense`, `{"format":2}`, ``,
		`{"article":"b.md","read":true,"at":"2026-01-02T00:00:00Z"}`,
		`{"article":"a.md","pla`,
	}, "\n"))
	if got := c.Reading("a.md"); got.Place != 9 {
		t.Errorf("the newest must win: %+v", got)
	}
	must(t, c.SaveReading("a.md", func(r *Reading) { r.Read = true }))
	lines := readingLines(t, c)
	if last := lines[len(lines)-1]; !strings.Contains(last, `"mood":{"x":[1]}`) || !strings.Contains(last, `"place":9`) {
		t.Errorf("unknown keys are gone: %s", last)
	}
	if !c.Reading("b.md").Read || !c.Reading("a.md").Read {
		t.Error("a torn line hides others")
	}
}

func TestReadingCompacts(t *testing.T) {
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	fileWith(t, filepath.Join(c.Folder(), ".manicule", "reading.jsonl"), "nonsense\n"+`{"article":"b.md","star":true,"at":"2026-01-02T00:00:00Z","k":1}`+"\n")
	for i := range 300 {
		must(t, c.SaveReading("a.md", func(r *Reading) { r.Place = i + 1 }))
	}
	lines := readingLines(t, c)
	if len(lines) > 220 || lines[0] != "nonsense" {
		t.Errorf("%d lines, the first %q", len(lines), lines[0])
	}
	c = open(t, c.Folder(), options(t))
	if !c.Reading("b.md").Star || c.Reading("a.md").Place != 300 || !strings.Contains(strings.Join(lines, ""), `"k":1`) {
		t.Errorf("%+v", c.allReading())
	}
}
