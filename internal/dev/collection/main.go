// Command collection writes a large collection of articles to measure with,
// made of the texts of a small one:
//
//	go run ./internal/dev/collection -n 14000 -from ~/articles OUT
//
// The articles are no copies of each other: each takes sentences from a few
// of the texts and says many of their words in its own way, so that an index
// meets words, sizes and dates as in a collection of that many real articles.
// The same flags and texts give the same files. OUT must be empty or absent.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

func main() {
	n := flag.Int("n", 14_000, "number of articles")
	from := flag.String("from", "articles", "folder of the texts to make them of")
	seed := flag.Uint64("seed", 1, "another number gives another collection")
	words := flag.Int("words", 600, "mean words an article; 600 are about 4.6 KB")
	flag.Parse()
	if flag.NArg() != 1 || *n < 0 || *words < 1 {
		fmt.Fprintln(os.Stderr, "usage: collection [-n N] [-from FOLDER] [-seed N] [-words N] OUT")
		os.Exit(2)
	}
	began := time.Now()
	size, err := generate(flag.Arg(0), *from, *n, *words, *seed)
	if err != nil {
		fmt.Fprintln(os.Stderr, "collection:", err)
		os.Exit(1)
	}
	fmt.Printf("%d files, %d bytes, %d distinct words, %.1f s\n", size.files, size.bytes, size.words, time.Since(began).Seconds())
}

// size tells how large a collection is. Its words are those of more than four
// letters that the articles' own texts hold, each counted once.
type size struct {
	files int
	bytes int64
	words int
}

func generate(out, from string, n, words int, seed uint64) (size, error) {
	if err := empty(out); err != nil {
		return size{}, err
	}
	m, err := readModels(from)
	if err != nil {
		return size{}, err
	}
	return write(out, &writer{models: m, seed: seed, words: words}, n)
}

// empty makes sure that nothing is in the folder, which need not exist.
func empty(out string) error {
	found, err := os.ReadDir(out)
	if err == nil && len(found) > 0 {
		return fmt.Errorf("write a collection to %s: the folder is not empty", out)
	}
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("write a collection: %w", err)
	}
	return nil
}
