package library

import (
	"fmt"
	"os"
	"testing"

	"manicule/internal/search"
	"manicule/internal/store"
)

// benchCollection is a folder of 14,000 short articles, of which 2,000 were
// begun, and its cache.
func benchCollection(b *testing.B) *store.Collection {
	dir := b.TempDir()
	var begun []string
	for i := range 14_000 {
		name := fmt.Sprintf("folder-%d/the-title-of-article-%d.md", i%140, i)
		write(b, dir, name, fmt.Sprintf("# The Title of Article %d\n\nSome words %d.\n", i, i%997))
		if i%7 == 0 {
			begun = append(begun, name)
		}
	}
	c := collection(b, dir, options(b))
	must(b, c.SaveReadings(begun, func(r *store.Reading) { r.Progress, r.Quote = 0.5, "some words" }))
	refresh(b, open(b, c))
	return c
}

// BenchmarkOpen is what the first frame waits for: the list and its first
// screen.
func BenchmarkOpen(b *testing.B) {
	folder := benchCollection(b)
	for b.Loop() {
		c, err := store.Open(folder.Folder(), store.Options{CacheHome: folder.CacheFolder() + "/../.."})
		must(b, err)
		l := Open(c)
		found, err := l.Articles().Search(b.Context(), search.Query{})
		if must(b, err); len(found.IDs) != 14_000 {
			b.Fatal(len(found.IDs))
		}
		for _, id := range found.IDs[:50] {
			l.Articles().Entry(id)
		}
		must(b, l.Close())
		must(b, c.Close())
	}
}

// BenchmarkNothingChanged looks through the folder for changes.
func BenchmarkNothingChanged(b *testing.B) {
	l := open(b, benchCollection(b))
	for b.Loop() {
		refresh(b, l)
	}
}

// BenchmarkChange takes in one article that changed.
func BenchmarkChange(b *testing.B) {
	c := benchCollection(b)
	l := open(b, c)
	i := 0
	for b.Loop() {
		i++
		write(b, c.Folder(), "folder-1/changed.md", fmt.Sprintf("# Change %d\n", i))
		_, err := l.refresh(b.Context(), newSource(c, c.Files), []string{"folder-1/changed.md"}, nil)
		must(b, err)
	}
}

// BenchmarkFirst reads all of MANICULE_COLLECTION into an index.
func BenchmarkFirst(b *testing.B) {
	dir := os.Getenv("MANICULE_COLLECTION")
	if dir == "" {
		b.Skip("no MANICULE_COLLECTION")
	}
	for b.Loop() {
		c, err := store.Open(dir, options(b))
		must(b, err)
		l := Open(c)
		refresh(b, l)
		must(b, l.Close())
		must(b, c.Close())
	}
}
