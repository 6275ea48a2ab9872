package ui

import "testing"

// What is taken back out of sight is gone to, and it is said what it was, where
// one is by then and how to come back; in another article, which.
func TestUndoSaysWhatAndWhere(t *testing.T) {
	s := openSession(t, "80x16", "harbour.md")
	s.do("press", "} h esc")
	s.do("press", "space space")
	s.do("refuse", "The tide goes out")
	at := s.m.reader.State().Focus
	s.do("press", "u")
	s.do("expect", "undone: highlighted · now at 0% · ctrl-r redoes it · ctrl-o goes back")
	s.do("expect", "The tide goes out")
	s.do("press", "ctrl+o")
	s.do("refuse", "The tide goes out")
	if now := s.m.reader.State().Focus; now != at {
		t.Errorf("back at %v, not at %v", now, at)
	}
	s.do("press", "ctrl+r")
	s.do("expect", "The tide goes out")
	s.do("press", "u")
	s.do("expect", "undone: highlighted · saved in")
	s.do("press", "} h q")
	s.run(s.m.Open("kelp.txt"))
	s.do("press", "u")
	s.do("expect", "undone: highlighted · in harbour.md")
	s.do("press", "ctrl+r q n u")
	s.do("expect", "undone: highlighted · in harbour.md")
}
