// Command pictures draws the README's pictures: it runs the program over the
// sample collection in a terminal emulator, presses keys, and writes what is
// on the screen as SVG. Run it from the repository's root:
//
//	go run ./internal/dev/pictures
//
// -text prints the screens instead.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"manicule/internal/store"
	"manicule/internal/ui"
)

// scene is one picture: what is opened, pressed, and waited for.
type scene struct {
	name          string
	width, height int // cells
	theme         string
	article       string // "" is the library
	steps         []step
}

// step waits until the screen shows the text, then types the keys.
type step struct{ wait, keys string }

const hand = "essays/the-little-hand.md"

// scenes are drawn in order on one fresh copy of the notes, so that what one
// writes the next ones show.
var scenes = []scene{
	{"reader-dark", 120, 34, "dark", hand, []step{
		{"The Little Hand", "}}h}a"},
		{"ctrl-s", "Who counted the hands? Sherman gives no table. #sources\x13"},
		{"Who counted", ")))v"},
		{"", "wwwwwh"},
		{"saved", "{{a"},
		{"ctrl-s", "Like a **fold** in the page, but polite.\x13"},
		{"polite", "gg"},
	}},
	{"library-light", 120, 30, "light", "", []step{
		{"The Little Hand", ""},
	}},
}

func main() {
	out := flag.String("out", "docs/pictures", "folder of the pictures")
	articles := flag.String("articles", "articles", "the collection")
	text := flag.Bool("text", false, "print the screens instead of drawing them")
	flag.Parse()
	if err := draw(*articles, *out, *text); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func draw(articles, out string, text bool) error {
	home, err := os.MkdirTemp("", "manicule-pictures-")
	if err != nil {
		return fmt.Errorf("make a folder for notes: %w", err)
	}
	defer os.RemoveAll(home)
	for _, s := range scenes {
		shown, err := s.play(articles, home)
		if err != nil {
			return fmt.Errorf("draw %s: %w", s.name, err)
		}
		if text {
			fmt.Printf("── %s ──\n%s\n", s.name, shown)
			continue
		}
		name := filepath.Join(out, s.name+".svg")
		if err := os.WriteFile(name, []byte(svg(shown, palettes[s.theme])), 0o644); err != nil {
			return fmt.Errorf("write picture: %w", err)
		}
	}
	return nil
}

// play runs the program and returns the screen after the last step. Notes and
// state stay in the folder home.
func (s scene) play(articles, home string) (*screen, error) {
	col, err := store.Open(articles, store.Options{
		NotesDir:  filepath.Join(home, "notes"),
		DataHome:  filepath.Join(home, "data"),
		StateHome: filepath.Join(home, "state"),
		CacheHome: filepath.Join(home, "cache"),
	})
	if err != nil {
		return nil, err
	}
	defer col.Close()
	t := newTerminal(s.width, s.height, palettes[s.theme])
	stop := t.start(ui.New(ui.Options{Collection: col, Article: s.article, Theme: s.theme}))
	defer stop()
	for _, step := range s.steps {
		if err := t.wait(step.wait); err != nil {
			return nil, err
		}
		t.typeText(step.keys)
	}
	return t.settle()
}
