package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"manicule/internal/article"
)

// sample is what a folder holds, as far as the measurements want to know.
type sample struct {
	files        int
	articles     int // of the files, those that certainly are articles
	bytes        int64
	walked, read time.Duration // looking at every file, reading every file
	path         string        // of an article that may be changed for a while
	names        string        // of all files, a line for each
	common, rare string
	queries      []query
}

// query is something to type, and what kind of query it is.
type query struct{ what, text string }

// looked is how many articles the queries are made of.
const looked = 1000

// newSample looks through the folder, and reads every file of it or only those
// that queries are made of.
func newSample(folder string, every bool) (*sample, error) {
	var s sample
	began := time.Now()
	paths, err := s.list(folder)
	s.walked = time.Since(began)
	if err == nil && s.path == "" {
		err = fmt.Errorf("no Markdown in %s", folder)
	}
	if err != nil {
		return nil, err
	}
	began = time.Now()
	t, err := read(paths, every)
	s.read = time.Since(began)
	s.choose(t)
	return &s, err
}

// list looks at every file.
func (s *sample) list(folder string) (paths []string, err error) {
	err = filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err == nil && path != folder && strings.HasPrefix(d.Name(), ".") && d.IsDir() {
			return filepath.SkipDir
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		paths = append(paths, path)
		s.bytes += info.Size()
		switch filepath.Ext(path) {
		case ".md":
			s.path = cmp.Or(s.path, path)
			s.articles++
		case ".txt", ".html":
			s.articles++
		}
		return nil
	})
	s.files, s.names = len(paths), strings.Join(paths, "\n")
	return paths, err
}

// read reads every file, or only those that are tallied.
func read(paths []string, every bool) (tallies, error) {
	t := tallies{}
	step := max(len(paths)/looked, 1)
	for i, path := range paths {
		if !every && i%step != 0 {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if i%step == 0 {
			t.add(path, data)
		}
	}
	return t, nil
}

// tallies counts, for kinds of things that can be asked for, in how many
// articles each occurs.
type tallies map[string]map[string]int

// What occurs in articles, outside of addresses.
var (
	address       = regexp.MustCompile(`\S*://\S*`)
	wordPattern   = regexp.MustCompile(`\b[a-z]{5,12}\b`)
	phrasePattern = regexp.MustCompile(`\b[a-z]{2,5} [a-z]{1,4} [a-z]{2,5}\b`)
	cjkPattern    = regexp.MustCompile(`\p{Han}{2}`)
)

func (t tallies) add(name string, data []byte) {
	a, err := article.Parse(name, data)
	if err != nil {
		return
	}
	text := address.ReplaceAllString(a.Text, "")
	t.count("word", wordPattern.FindAllString(text, -1))
	t.count("phrase", phrasePattern.FindAllString(text, -1))
	t.count("cjk", cjkPattern.FindAllString(text, -1))
	t.count("tag", a.Meta.Tags)
	if !a.Meta.Published.IsZero() {
		t.count("date", []string{a.Meta.Published.Format("2006-01")})
	}
}

func (t tallies) count(kind string, found []string) {
	if t[kind] == nil {
		t[kind] = map[string]int{}
	}
	slices.Sort(found)
	for _, x := range slices.Compact(found) {
		t[kind][x]++
	}
}

// ranked lists what occurs of a kind, the most frequent first.
func (t tallies) ranked(kind string) []string {
	count := t[kind]
	return slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(count[b]-count[a], strings.Compare(a, b))
	})
}

// choose makes the queries; a kind that the folder doesn't have is left out.
func (s *sample) choose(t tallies) {
	words := t.ranked("word")
	word := func(rank int) string { return words[min(rank, len(words)-1)] }
	if len(words) == 0 {
		return
	}
	s.common, s.rare = word(0), word(len(words)-len(words)/10)
	s.queries = []query{
		{"a common word", s.common},
		{"a rare word", s.rare},
		{"two words", word(10) + " " + word(60)},
		{"three words", word(5) + " " + word(100) + " " + word(400)},
		{"three letters", word(20)[:3]},
	}
	for _, kind := range []struct{ name, what, before, after string }{
		{"phrase", "a phrase of common words", `"`, `"`},
		{"cjk", "Chinese", "", ""},
		{"tag", "a tag", "tag:", ""},
		{"date", "a month", "date:", ""},
	} {
		if found := t.ranked(kind.name); len(found) > 0 {
			s.queries = append(s.queries, query{kind.what, kind.before + found[0] + kind.after})
		}
	}
}
