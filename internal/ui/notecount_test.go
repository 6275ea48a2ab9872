package ui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"manicule/internal/library"
	"manicule/internal/store"
)

// countedNotes is a collection with notes of every kind: on a passage, a
// highlight without words, on a whole article, one whose passage is lost, one
// put out of the review, two on an article that is gone.
func countedNotes(t *testing.T) *driver {
	s := noteOnHarbour(t)
	s.do("press", "} h A")
	s.do("type", "all of it")
	s.do("press", "esc q")
	s.overwrite("lost.md", "# Lost\n\nThe passage that will go.\n\nAnd one that stays.\n")
	s.overwrite("gone.md", "# Gone\n\nAn article that goes.\n")
	s.run(s.m.Open("lost.md"))
	s.do("press", "} h } h q")
	s.run(s.m.Open("gone.md"))
	s.do("press", "} h A")
	s.do("type", "gone too")
	s.do("press", "esc q")
	s.overwrite("lost.md", "# Lost\n\nOther words in another order.\n\nAnd one that stays.\n")
	s.remove("gone.md")
	s.clock = s.clock.AddDate(0, 1, 0)
	s.do("press", "R d esc")
	s.happen()
	return s
}

const countedTotal = 7

// There is one number of notes: in the library, on its rows with those on
// articles that are gone, in the notes pane and for the command line.
func TestOneCountOfNotes(t *testing.T) {
	s := countedNotes(t)
	s.do("expect", "7 notes")
	onRows := 0
	for _, path := range s.m.library.State().Paths {
		id, _ := s.m.Lib.Articles().Find(path)
		onRows += s.m.Lib.Articles().Entry(id).Notes
	}
	if onRows != countedTotal-2 {
		t.Errorf("the rows have %d notes, without the 2 on the article that is gone", onRows)
	}
	s.do("press", "n")
	s.do("expect", "7 notes · 3 lost")
	all, err := library.AllNotes(t.Context(), s.m.Store, nil)
	n := 0
	for _, a := range all {
		n += len(a.Notes)
	}
	if v, e := library.Verify(t.Context(), s.m.Store); n != countedTotal || v.Notes != n || errors.Join(err, e) != nil {
		t.Errorf("listed are %d notes, verified %d: %v", n, v.Notes, errors.Join(err, e))
	}
	s.do("press", "esc")
	s.run(s.m.Open("harbour.md"))
	s.do("press", "i")
	s.do("expect", "3 notes")
	s.do("press", "esc o")
	s.do("expect", "☞3")
	s.do("press", "esc q g i") // the same for one that is not open
	s.do("expect", "3 notes")
	s.do("press", "esc")
	s.run(s.m.Open("harbour.md"))
	s.do("press", "q n /")
	s.do("type", "has:lost")
	s.do("expect", "3 notes · 3 lost")
	s.do("press", "enter V d")
	s.do("expect", "deleted: 3 notes")
	s.do("press", "esc esc esc")
	s.happen()
	s.do("expect", "4 notes")
}

// What was deleted outside counts no more, and an article that comes back
// brings its notes.
func TestCountFollowsTheFiles(t *testing.T) {
	s := countedNotes(t)
	s.overwrite("gone.md", "# Gone\n\nAn article that goes.\n")
	s.do("expect", "7 notes")
	name := filepath.Join(s.m.Store.NotesFolder(), "lost.md.md")
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	s.happen(store.Change{Path: "lost.md", Kind: store.NotesChanged})
	s.do("expect", "5 notes")
}

// In a wide window the note under the cursor stands whole beside the list, its
// passage amid what the article says around it; of an article that is gone
// amid what was stored.
func TestNoteStandsWholeBesideTheList(t *testing.T) {
	s := openSession(t, "140x20", "harbour.md")
	s.do("press", "} a")
	s.do("type", strings.Repeat("word ", 200)+"end")
	s.do("press", "esc q n")
	s.do("expect", "What the mud keeps")
	if s.m.shownPages()[0].Page == nil {
		t.Error("its code gets no colours")
	}
	s.do("refuse", "word end")
	s.do("press", strings.Repeat("J ", 12))
	s.do("expect", "word end")
	s.do("press", strings.Repeat("K ", 12))
	s.do("expect", "What the mud keeps")
	s.remove("harbour.md")
	s.do("expect", "What the mud keeps")
	s.do("press", strings.Repeat("J ", 12))
	s.do("expect", "the article is gone")
}
