// Command pictures draws the README's pictures: it runs the program over the
// sample collection in a terminal emulator, presses keys, and writes what is
// on the screen as SVG. Run it from the repository's root:
//
//	go run ./internal/dev/pictures
//
// -themes draws the gallery of themes instead, -text prints the screens.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"manicule/internal/library"
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

// scenes are drawn in order on one copy of the collection, so that what one
// writes the next ones show.
var scenes = []scene{
	{"outline-dark", 160, 34, "dark", hand, []step{
		{"The Little Hand", "}}}))a"},
		{"$EDITOR", "Fifteen names, and this one won. Compare *pilcrow*, which is **a ruin**. #words\x13"},
		{"Fifteen names", "))a"},
		{"$EDITOR", "Who counted? He gives no table.\x13"},
		{"Who counted", "[]c?"},
		{"question · saved", "o"}, // a later message would hide the hints
		{"A finger is not an opinion", "\n"},
		{"Who counted", "]"},
		{"] next note", ""},
	}},
	{"notes-light", 120, 24, "light", "", []step{
		{"The Little Hand", "n"},
		{"Fifteen names", "j"},
	}},
	{"reader-sepia", 80, 34, "sepia", "essays/letter-to-a-beginner.md", []step{
		{"Letter", ")))"},
	}},
	{"reader-contrast", 80, 34, "contrast", "verse/lines-for-a-margin.txt", []step{
		{"Lines", "}}h"},
		{"saved in", ")"},
		{"? help", ""},
	}},
	{"reader-plain", 80, 34, "plain", "kitchen/bread-in-five-chapters.md", []step{
		{"Bread", "}h"},
		{"saved in", ")"},
		{"? help", ""},
	}},
	{"scripts-dark", 100, 34, "dark", "world/eyebrow-comments.md", []step{
		{"Eyebrow", "}}"},
	}},
	{"scripts-light", 100, 34, "light", "world/the-text-in-the-middle.md", []step{
		{"Middle", "}}"},
	}},
	{"code-dark", 100, 40, "dark", "notes-on-tools/tidemark-3.0.md", []step{
		{"Tidemark", "}}}"},
	}},
	{"editor-light", 80, 24, "light", hand, []step{
		{"The Little Hand", "}}a"},
		{"$EDITOR", "This is the *whole* method:\n\n1. mark it\n2. go on #rereading"},
	}},
	{"search-dark", 100, 24, "dark", "", []step{
		{"The Little Hand", "/"},
		{"esc list", "hand margin"},
		{"best match first", ""},
	}},
	{"library-light", 120, 24, "light", "", []step{
		{"The Little Hand", "j"},
		{"Somewhere in", ""},
	}},
}

func main() {
	out := flag.String("out", "docs/pictures", "folder of the pictures")
	articles := flag.String("articles", "articles", "the collection")
	text := flag.Bool("text", false, "print the screens instead of drawing them")
	themes := flag.Bool("themes", false, "draw the gallery of themes instead")
	flag.Parse()
	if err := draw(*articles, *out, *themes, *text); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

// draw plays the scenes in a home folder of their own, on a copy of the
// collection, so that every path in them reads as at a reader's.
func draw(articles, out string, themes, text bool) error {
	home, err := os.MkdirTemp("", "manicule-pictures-")
	if err != nil {
		return fmt.Errorf("make a home folder: %w", err)
	}
	defer os.RemoveAll(home)
	folder := filepath.Join(home, "articles")
	if err := os.CopyFS(folder, os.DirFS(articles)); err != nil {
		return fmt.Errorf("copy the collection: %w", err)
	}
	if err := errors.Join(os.Setenv("HOME", home), os.RemoveAll(filepath.Join(folder, ".manicule"))); err != nil {
		return err
	}
	drawn := scenes
	if themes {
		if err := os.WriteFile(filepath.Join(folder, specimenName), specimen, 0o644); err != nil {
			return fmt.Errorf("write the specimen: %w", err)
		}
		drawn = gallery()
	}
	for _, s := range drawn {
		shown, err := s.play(folder, home)
		if err != nil {
			return fmt.Errorf("draw %s: %w", s.name, err)
		}
		if s.name == "" {
			continue
		}
		if text {
			fmt.Printf("── %s ──\n%s\n", s.name, shown)
			continue
		}
		if err := write(filepath.Join(out, s.name+".svg"), svg(shown, paletteOf(s.theme))); err != nil {
			return err
		}
	}
	return nil
}

func write(name, picture string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	if err := os.WriteFile(name, []byte(picture), 0o644); err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	return nil
}

// play runs the program and returns the screen after the last step.
func (s scene) play(articles, home string) (*screen, error) {
	col, err := store.Open(articles, store.Options{
		DataHome:  filepath.Join(home, "data"),
		StateHome: filepath.Join(home, "state"),
		CacheHome: filepath.Join(home, "cache"),
	})
	if err != nil {
		return nil, err
	}
	defer col.Close()
	t := newTerminal(s.width, s.height, paletteOf(s.theme))
	lib := library.Open(col)
	defer lib.Close()
	stop := t.start(ui.New(ui.Options{Library: lib, Article: s.article, Theme: s.theme}))
	defer stop()
	for _, step := range s.steps {
		if err := t.wait(step.wait); err != nil {
			return nil, err
		}
		t.typeText(step.keys)
	}
	return t.settle()
}
