package ui

import "testing"

// Going back to a match that was looked up leaves the reading place alone.
func TestJumpToWhatWasLookedUp(t *testing.T) {
	s := openSession(t, "76x13", "harbour.md")
	s.do("press", "/")
	s.do("type", "water")
	s.do("press", "enter")
	s.do("wait", "20s")
	s.do("press", "ctrl+o tab")
	before := s.savedPlace()
	s.do("press", "g ctrl+o")
	if r := s.m.reader; !r.State().Looking || s.savedPlace() != before || r.Place == 0 {
		t.Errorf("looking %v, saved %d, at byte %d", r.State().Looking, s.savedPlace(), r.Place)
	}
	s.do("press", "k")
	if r := s.m.reader; r.State().Looking || s.savedPlace() == before {
		t.Errorf("reading on: looking %v, saved %d", r.State().Looking, s.savedPlace())
	}
}

// savedPlace is the place in the open article as it is on disk, once that is
// written.
func (s *driver) savedPlace() int {
	s.m.Session.SaveReading()
	s.run(s.m.saveCmds())
	return s.m.Store.Reading(s.m.reader.Path).Place
}
