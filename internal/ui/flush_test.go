package ui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFlushTriesAgain ends the program while a save fails: what the second try
// brings to disk is no failure.
func TestFlushTriesAgain(t *testing.T) {
	s := openSession(t, "80x24", "潮汐.md")
	s.do("press", "}")
	s.m.Update(keyPress("h")) // without running the command that saves
	if len(s.m.saving.queue) != 1 || s.m.saving.active == nil {
		t.Fatal("nothing is being saved")
	}
	ch := s.m.saving.queue[0]
	s.m.saving.active = func() savedMsg { return savedMsg{change: ch, err: errors.New("the disk hiccuped")} }
	if err := s.m.flush(); err != nil {
		t.Error(err)
	}
	f, err := s.m.store.Notes("潮汐.md")
	if err != nil || len(f.Notes()) != 1 {
		t.Errorf("%+v, %v", f, err)
	}
}

// TestReviewOfCopiedNotes has a notes file copied to another article by hand:
// its note comes up once, in the article that it was found in.
func TestReviewOfCopiedNotes(t *testing.T) {
	s := openSession(t, "80x24", "潮汐.md")
	s.do("press", "} h")
	notes := filepath.Join(s.m.store.NotesFolder(), "潮汐.md.md")
	data, err := os.ReadFile(notes)
	if err != nil {
		t.Fatal(err)
	}
	s.overwrite("龍.md", "# Another\n\nNothing of the kind.\n")
	copied := strings.ReplaceAll(string(data), "article: 潮汐", "article: 龍")
	if err := os.WriteFile(filepath.Join(s.m.store.NotesFolder(), "龍.md.md"), []byte(copied), 0o600); err != nil {
		t.Fatal(err)
	}
	cards, err := reviewCards(t.Context(), s.m.store, s.clock.AddDate(1, 0, 0), 5)
	if err != nil || len(cards) != 1 {
		t.Fatalf("%d cards, %v", len(cards), err)
	}
	if got := cards[0].art.Name; got != "潮汐.md" || cards[0].Match.State.String() != "exact" {
		t.Errorf("it comes up in %s, %v", got, cards[0].Match.State)
	}
}
