package ui

import (
	"testing"
	"time"

	"manicule/internal/library"
	"manicule/internal/store"
)

func TestSitting(t *testing.T) {
	now := time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)
	var s sitting
	s.add(now.Add(time.Minute), time.Minute, 200)
	s.add(now.Add(2*time.Minute), time.Minute, 0) // read once more: nothing about the pace
	got := s.record("a.md")
	if want := (store.Sitting{At: now, Article: "a.md", Time: 2 * time.Minute, Words: 200, Pace: 200}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	short := sitting{}
	short.add(now, 15*time.Second, 90)
	if got := short.record("a.md"); got.Pace != 0 {
		t.Errorf("a pace of %d from a glance", got.Pace)
	}
}

func TestMinutesLeft(t *testing.T) {
	for _, tt := range []struct {
		minutes, pace, want int
		read                float64
	}{
		{10, library.UsualPace, 10, 0},
		{10, library.UsualPace, 5, 0.5},
		{10, 2 * library.UsualPace, 5, 0},
		{10, 115, 10, 0.5},
		{1, library.UsualPace, 1, 0.9},
		{10, library.UsualPace, 0, 1},
		{0, library.UsualPace, 0, 0},
	} {
		m := Model{pace: tt.pace}
		if got := m.minutesLeft(tt.minutes, tt.read); got != tt.want {
			t.Errorf("%+v: got %d", tt, got)
		}
	}
}
