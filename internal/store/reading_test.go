package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"manicule/internal/article"
)

func readingLines(t *testing.T, c *Collection) []string {
	t.Helper()
	data, err := os.ReadFile(c.readingFiles()[0])
	must(t, err)
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

func TestReading(t *testing.T) {
	t.Parallel()
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

func TestReadingsOfMany(t *testing.T) {
	t.Parallel()
	o := options(t)
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), o)
	must(t, c.SaveReading("b.md", func(r *Reading) { r.Star, r.Archived, r.Tags = true, true, []string{"x"} }))
	star := func(r *Reading) {
		r.Star = true
		r.Tags = append(r.Tags, r.Article)
	}
	must(t, c.SaveReadings([]string{"a.md", "b.md", "c.md"}, star))
	must(t, c.SaveReadings([]string{"a.md", "c.md"}, func(r *Reading) {}))
	must(t, c.SaveReadings(nil, star))
	all := open(t, c.Folder(), o).Readings()
	if len(all) != 3 || !all["a.md"].Star || !all["c.md"].Star || !all["b.md"].Archived || all["a.md"].Archived {
		t.Errorf("%+v", all)
	}
	same(t, "tags", all["b.md"].Tags, []string{"x", "b.md"})
	if got := readingLines(t, c); len(got) != 4 {
		t.Errorf("%d lines: %q", len(got), got)
	}
}

func TestReadingOfOthers(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
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
		t.Errorf("%+v", c.Readings())
	}
}

// BenchmarkReadings reads the state of 10,000 articles, as a start does.
func BenchmarkReadings(b *testing.B) {
	c := open(b, b.TempDir(), options(b))
	var paths []string
	for i := range 10_000 {
		paths = append(paths, fmt.Sprintf("folder-%d/article-%d.md", i%100, i))
	}
	must(b, c.SaveReadings(paths, func(r *Reading) {
		r.Place, r.Progress, r.Quote, r.Text = 1234, 0.25, "some words of the article", strings.Repeat("0123456789abcdef", 4)
	}))
	for b.Loop() {
		c.forget()
		if len(c.Readings()) != len(paths) {
			b.Fatal("not all of it was read")
		}
	}
}

// FuzzReadingLine compares the quick way to read a line with encoding/json.
func FuzzReadingLine(f *testing.F) {
	at := time.Date(2026, 11, 23, 8, 0, 0, 123, time.UTC)
	for _, r := range []Reading{
		{Article: "a.md", At: at},
		{Article: "日本/b.md", Place: 17, Quote: "some words", Progress: 0.25, Read: true, Star: true, Tags: []string{"x", "y z"}, Text: "0f", At: at},
		{Article: "a.md", Seen: []Seen{{article.Span{Start: 3, End: 9}, "the tide", "goes out"}, {Head: "x"}}, Marks: []Mark{{"a", 17, "some"}}, Last: at, At: at},
		{Article: `odd"\` + "\xff\n.md", Quote: "<&>", Progress: 1e-9, At: at},
	} {
		var b bytes.Buffer
		must(f, (&readingState{}).write(&b, r))
		f.Add(strings.TrimSuffix(b.String(), "\n"))
	}
	for _, odd := range []string{
		`{"article":"a.md","place":1e3,"at":"2026-01-03T00:00:00Z"}`, `{"article":"a","place":-0,"progress":01.5}`, `{"article":"a","article":"b"}`,
		`{"article":"a","tags":[]}`, `{"article":"a","tags":["b"`, `{"article":"a","at":"2026-1-3T00:00:00Z"}`, `{"article":"a","read":truefalse}`,
		`{"article":"a","mood":1}`, `{"Article":"a"}`, `{"article":"a"} `, `{"article":"a"}}`, `{"article":"","star":true}`,
		`{"article":"a","seen":[[1,2,"b","c"]]}`, `{"article":"a","seen":[[1,2,"b"]]}`, `{"article":"a","seen":[1,2]}`, `{"article":"a","marks":[["a",1,"b","c"]]}`, `{"article":"a","last":"2026-01-03T00:00:00Z"}`, `{}`, `{`, ``,
	} {
		f.Add(odd)
	}
	f.Fuzz(func(t *testing.T, line string) {
		got, ok := quickReading(line)
		if !ok {
			return
		}
		var want readingLine
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatalf("%q is no line: %v", line, err)
		}
		if w := want.reading(); !reflect.DeepEqual(got, w) {
			t.Errorf("%q: %+v, want %+v", line, got, w)
		}
	})
}

func TestReadingLineIsQuick(t *testing.T) {
	t.Parallel()
	r := Reading{
		Article: "a.md", Place: 17, Quote: "“some words”", Progress: 0.25, Read: true, Star: true, Tags: []string{"x", "y"}, Text: "0f", At: time.Now().UTC().Round(0),
		Seen: []Seen{{article.Span{End: 9}, "“the tide", "goes out"}}, Marks: []Mark{{"a", 17, "some words"}}, Last: time.Now().UTC().Round(0),
	}
	var b bytes.Buffer
	must(t, (&readingState{}).write(&b, r))
	if got, ok := quickReading(strings.TrimSuffix(b.String(), "\n")); !ok || !reflect.DeepEqual(got, r) {
		t.Errorf("%v %+v", ok, got)
	}
}
