package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// later gives the program a key and returns what it sets going.
func (s *driver) later(key string) tea.Cmd {
	_, cmd := s.m.Update(keyPress(key))
	return cmd
}

// Only the answer to what is in the box now is shown, whenever others come.
func TestLateAnswers(t *testing.T) {
	s := openSession(t, "80x24")
	s.do("press", "/")
	var answers []tea.Cmd
	for _, key := range []string{"k", "e", "l"} {
		answers = append(answers, s.later(key))
	}
	s.run(answers[2])
	s.run(answers[0])
	s.run(answers[1])
	if got := s.m.library.State().Query; got != "kel" || len(s.m.library.State().Paths) != 1 {
		t.Errorf("%d articles of %q are shown, want one of %q", len(s.m.library.State().Paths), got, "kel")
	}
}

// Enter opens what was typed for, not what was found before.
func TestEnterWaitsForTheAnswer(t *testing.T) {
	s := openSession(t, "80x24")
	s.do("press", "/")
	var typed []tea.Cmd
	for _, key := range strings.Split("kelp", "") {
		typed = append(typed, s.later(key))
	}
	s.run(s.later("enter"))
	if s.m.reader != nil {
		t.Fatal("an article is opened before the answer is there")
	}
	for _, cmd := range typed {
		s.run(cmd)
	}
	if s.m.reader == nil || s.m.reader.Path != "kelp.txt" {
		t.Errorf("opened %+v, want kelp.txt", s.m.reader)
	}
}

// The cursor, the marks and the row stay with their articles when others come
// and go.
func TestListFollowsTheFolder(t *testing.T) {
	s := openSession(t, "80x24")
	s.do("press", "space")
	for _, name := range []string{"a.md", "b.md", "zz.md"} {
		if err := os.WriteFile(filepath.Join(s.folder, name), []byte("# "+name+"\n\nText.\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s.happen()
	marked, _ := s.m.library.Marked()
	if l := s.m.library.State(); l.Selected != "kelp.txt" || !slices.Contains(marked(), "harbour.md") {
		t.Errorf("the cursor is on %s", l.Selected)
	}
	if n := len(s.m.library.State().Paths); n != 6 {
		t.Errorf("%d articles are listed, want 6", n)
	}
	s.do("press", "/")
	s.do("type", "kelp")
	s.do("press", "esc")
	s.do("remove", "kelp.txt")
	if n := len(s.m.library.State().Paths); n != 0 {
		t.Errorf("%d articles are found after the only one is gone", n)
	}
}

// While an article is open the list stays as it was, so that the next one is
// the next of what was searched for.
func TestListStaysWhileReading(t *testing.T) {
	s := openSession(t, "80x24")
	s.do("press", "/")
	s.do("type", "is:unread")
	s.do("press", "enter r")
	if n := len(s.m.library.State().Paths); n != 3 {
		t.Fatalf("%d articles are listed behind the open one, want 3", n)
	}
	s.do("press", ">")
	if s.m.reader.Path != "kelp.txt" {
		t.Errorf("the next one is %s", s.m.reader.Path)
	}
	s.do("wait", "2m")
	s.do("press", "q")
	if n := len(s.m.library.State().Paths); n != 1 {
		t.Errorf("%d articles are unread after two were read, want 1", n)
	}
}

// A search that leads into an article leaves the place where one was.
func TestLookingUpKeepsThePlace(t *testing.T) {
	s := openSession(t, "80x24")
	s.overwrite("long.md", prose(20_000)+"\n\nA bittern booms.\n")
	s.run(s.m.Open("long.md"))
	s.do("wait", "20s")
	s.do("press", "space space")
	place := s.m.reader.Place
	s.do("press", "q /")
	s.do("type", "bittern")
	s.do("press", "enter")
	if !s.m.reader.State().OnHit {
		t.Fatalf("the bittern is not on the screen:\n%s", s.screen())
	}
	s.do("press", "n esc q esc")
	s.run(s.m.Open("long.md"))
	if s.m.reader.Place != place {
		t.Errorf("the place is %d, want %d", s.m.reader.Place, place)
	}
	s.do("press", "q /")
	s.do("type", "bittern")
	s.do("press", "enter")
	s.do("wait", "20s")
	s.do("press", "k q esc")
	s.run(s.m.Open("long.md"))
	if s.m.reader.Place == place {
		t.Error("reading on from what was found does not move the place")
	}
}
