// Exports makes exports of libraries of read-it-later services, with the
// oddities that real ones have, to measure and test with. The same seed makes
// the same files:
//
//	go run ./internal/dev/exports -articles 5000 -seed 1 FOLDER
package main

import (
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	articles := flag.Int("articles", 100, "how many articles each export has")
	highlights := flag.Int("highlights", -1, "how many highlights each article has; by chance if negative")
	seed := flag.Uint64("seed", 1, "of the chances")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("usage: exports [-articles N] [-highlights N] [-seed N] FOLDER")
	}
	folder := flag.Arg(0)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		log.Fatal(err)
	}
	for _, m := range makers {
		lib := newLibrary(rand.New(rand.NewPCG(*seed, 17)), *articles, *highlights)
		if err := m.make(filepath.Join(folder, m.name), lib); err != nil {
			log.Fatalf("%s: %v", m.name, err)
		}
		fmt.Println(m.name)
	}
}

// makers write a library as a service exports it.
var makers = []struct {
	name string
	make func(name string, lib library) error
}{
	{"omnivore.zip", makeOmnivore},
	{"pocket.zip", makePocket},
	{"pocket.html", makePocketPage},
	{"instapaper.csv", makeInstapaper},
	{"raindrop.csv", makeRaindrop},
	{"readwise.csv", makeReadwise},
	{"readeck.csv", makeReadeckCSV},
	{"readeck-markdown.zip", makeReadeckMarkdown},
	{"readeck.epub", makeReadeckEPUB},
	{"karakeep.json", makeKarakeep},
	{"wallabag.json", makeWallabag},
	{"bookmarks.html", makeBookmarks},
	{"zotero", makeZotero},
}
