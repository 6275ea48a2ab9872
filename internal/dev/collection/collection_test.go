package main

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"manicule/internal/article"
)

const samples = "../../../articles"

// generated makes a collection of three folders and returns its files.
func generated(t *testing.T, seed uint64) map[string]string {
	t.Helper()
	dir := t.TempDir()
	const n = 2*perFolder + 50
	size, err := generate(dir, samples, n, 120, seed)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, err := os.ReadFile(path)
			files[strings.TrimPrefix(path, dir)] = string(data)
			return err
		}
		return err
	})
	if err != nil || len(files) != n || size.files != n {
		t.Fatalf("%d files, said %d, %v; want %d", len(files), size.files, err, n)
	}
	return files
}

func TestSeed(t *testing.T) {
	one := generated(t, 1)
	if !maps.Equal(one, generated(t, 1)) {
		t.Error("the same seed gave another collection")
	}
	if maps.Equal(one, generated(t, 2)) {
		t.Error("another seed gave the same collection")
	}
}

func TestArticles(t *testing.T) {
	files := generated(t, 1)
	titles, texts, formats := map[string]bool{}, map[string]bool{}, map[article.Format]int{}
	for name, data := range files {
		a, err := article.Parse(name, []byte(data))
		if err != nil || a.Warning != "" {
			t.Fatalf("%s: %v %s", name, err, a.Warning)
		}
		titles[a.Meta.Title], texts[a.Text] = true, true
		formats[a.Format]++
	}
	if len(texts) != len(files) {
		t.Errorf("%d articles have %d texts", len(files), len(texts))
	}
	if len(titles) < len(files)*9/10 {
		t.Errorf("%d articles have %d titles", len(files), len(titles))
	}
	if len(formats) != 3 {
		t.Errorf("formats %v", formats)
	}
}

func TestRefusesFullFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.md"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := generate(dir, samples, 1, 100, 1); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("got %v", err)
	}
}

func sampleWriter(t *testing.T) *writer {
	t.Helper()
	m, err := readModels(samples)
	if err != nil {
		t.Fatal(err)
	}
	return &writer{models: m, seed: 1, words: 400}
}

func TestVoice(t *testing.T) {
	w := sampleWriter(t)
	text := w.models.vocabulary.tokens("Margins are margins: see https://margins.example/margins")
	for seed := range uint64(50) {
		v := voice{vocabulary: w.models.vocabulary, seed: seed, used: &w.used}
		words := strings.Fields(string(v.say(nil, text)))
		if strings.ToLower(words[0]) != strings.TrimSuffix(words[2], ":") || words[0] == strings.ToLower(words[0]) {
			t.Errorf("seed %d says one word in two ways: %q", seed, words)
		}
		if words[4] != "https://margins.example/margins" {
			t.Errorf("seed %d changes an address: %q", seed, words)
		}
	}
}

func TestNearDuplicates(t *testing.T) {
	w := sampleWriter(t)
	found := 0
	for n := perFolder; found < 5; n++ {
		origin := w.origin(n)
		if origin == n {
			continue
		}
		found++
		one, other := shingles(w.story(n).body), shingles(w.story(origin).body)
		common := 0
		for s := range one {
			if other[s] {
				common++
			}
		}
		alike := float64(common) / float64(len(one)+len(other)-common)
		if alike < 0.8 || folderOf(n/perFolder).site == folderOf(origin/perFolder).site {
			t.Errorf("%d is like %d by %.2f", n, origin, alike)
		}
	}
}

// shingles is the set of all five words in a row.
func shingles(text []byte) map[string]bool {
	words := strings.Fields(string(text))
	all := map[string]bool{}
	for i := range max(len(words)-4, 0) {
		all[strings.Join(words[i:i+5], " ")] = true
	}
	return all
}
