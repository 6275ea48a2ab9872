package ui

import "testing"

func TestJumps(t *testing.T) {
	at := func(off int) spot { return spot{anchor: off} }
	var j jumps
	if _, ok := j.back(at(0)); ok {
		t.Error("there is something before the first leap")
	}
	for _, off := range []int{10, 20, 20, 30} {
		j.leap(at(off))
	}
	now := 40
	move := func(by func(spot) (spot, bool), want int) {
		t.Helper()
		s, ok := by(at(now))
		if ok {
			now = s.anchor
		}
		if now != want {
			t.Errorf("went to %d, want %d", now, want)
		}
	}
	for _, want := range []int{30, 20, 10, 10} {
		move(j.back, want)
	}
	for _, want := range []int{20, 30, 40, 40} {
		move(j.forth, want)
	}
	move(j.back, 30)
	j.leap(at(30))
	now = 50
	move(j.forth, 50)
	move(j.back, 30)
	for off := range 3 * maxJumps {
		j.leap(at(off))
	}
	if n := len(j.behind); n != maxJumps {
		t.Errorf("%d leaps are remembered, want %d", n, maxJumps)
	}
}

// Going back to a match that was looked up leaves the reading place alone.
func TestJumpToWhatWasLookedUp(t *testing.T) {
	s := openSession(t, "76x13", "harbour.md")
	s.do("press", "/")
	s.do("type", "water")
	s.do("press", "enter ctrl+o tab")
	s.m.rd.moved = false
	s.do("press", "g ctrl+o")
	if r := s.m.rd; !r.looking || r.moved || r.anchor == 0 {
		t.Errorf("looking %v, moved %v, at byte %d", r.looking, r.moved, r.anchor)
	}
	s.do("press", "k")
	if r := s.m.rd; r.looking || !r.moved {
		t.Errorf("reading on: looking %v, moved %v", r.looking, r.moved)
	}
}
