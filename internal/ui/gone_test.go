package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"manicule/internal/store"
)

// Of a note whose article was deleted, D shows the stored text around the
// passage, whether the program has heard of it or not.
func TestCheckWhenTheArticleIsGone(t *testing.T) {
	remove := map[string]func(*driver){
		"heard": func(s *driver) { s.remove("harbour.md") },
		"unheard": func(s *driver) {
			if err := os.Remove(filepath.Join(s.folder, "harbour.md")); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, gone := range remove {
		for _, where := range []string{"notes pane", "notes pane opened later", "reader"} {
			if name == "unheard" && where == "reader" {
				continue // the text that is shown is the article
			}
			t.Run(name+", "+where, func(t *testing.T) {
				s := noteOnHarbour(t)
				switch where {
				case "notes pane":
					s.do("press", "q n")
					gone(s)
				case "notes pane opened later":
					s.do("press", "q")
					gone(s)
					s.do("press", "n")
				default:
					gone(s)
				}
				s.do("press", "D")
				for _, want := range []string{"the article is gone", "‹The tide goes out twice a day", "as it was stored"} {
					s.do("expect", want)
				}
				s.do("press", "enter v esc")
				if s.m.Covered() && where == "reader" {
					t.Errorf("it is still there:\n%s", s.screen())
				}
				if f, err := s.m.Store.Notes("harbour.md"); err != nil || len(f.Notes()) != 1 {
					t.Errorf("the note went: %v", err)
				}
			})
		}
	}
}

// Where nothing is stored the note's own quote is shown, and of a note on the
// whole article the beginning of the text.
func TestCheckWhenNothingIsStored(t *testing.T) {
	s := noteOnHarbour(t)
	if err := os.RemoveAll(filepath.Join(s.m.Store.NotesFolder(), "..", "texts")); err != nil {
		t.Fatal(err)
	}
	s.remove("harbour.md")
	s.do("press", "D")
	s.do("expect", "not stored any more; the note stood on")
	s.do("expect", "“The tide goes out")

	s = openSession(t, "60x12", "harbour.md")
	s.do("press", "A")
	s.do("type", "All of it")
	s.do("press", "esc q n")
	s.remove("harbour.md")
	s.do("press", "D")
	s.do("expect", "its beginning, as it was stored")
	s.do("expect", "The tide goes out")
	s.do("refuse", "‹›")
}

// What a note in the pane became is looked for in the text as it is by then.
func TestCheckInThePaneReadsTheDisk(t *testing.T) {
	s := noteOnHarbour(t)
	s.do("press", "q n D")
	s.do("expect", "this passage is unchanged")
	s.do("press", "esc")
	name := filepath.Join(s.folder, "harbour.md")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(text), "twice a day", "thrice a day", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	s.do("press", "D")
	s.do("expect", "[-twice-]")
	s.do("press", "esc")
	s.happen(store.Change{Path: "harbour.md"})
}
