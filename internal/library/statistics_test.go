package library

import (
	"strings"
	"testing"
	"time"

	"manicule/internal/store"
)

func TestStatisticsOfDays(t *testing.T) {
	zone := time.FixedZone("there", 9*3600)
	now := time.Date(2026, 3, 14, 1, 30, 0, 0, zone)
	s := newStatistics(now, 3)
	read := func(d *Day) { d.Time += time.Minute }
	for _, at := range []time.Time{
		now,
		time.Date(2026, 3, 13, 15, 0, 0, 0, time.UTC), // already the 14th there
		time.Date(2026, 3, 12, 0, 0, 0, 0, zone),
		time.Date(2026, 3, 11, 23, 59, 0, 0, zone), // before
		time.Date(2026, 3, 15, 0, 0, 0, 0, zone),   // a clock that was wrong
		{},
	} {
		s.add(at, read)
	}
	for i, want := range []time.Duration{time.Minute, 0, 2 * time.Minute} {
		if got := s.Days[i].Time; got != want {
			t.Errorf("%s: %v, want %v", s.Days[i].Date.Format(time.DateOnly), got, want)
		}
	}
	if s.Sum.Time != 3*time.Minute {
		t.Errorf("sum %v", s.Sum.Time)
	}
	if got := s.Sparkline(); got != "▄·█" {
		t.Errorf("%q", got)
	}
	long := newStatistics(now, 130) // three days a sign
	long.add(now, read)
	long.add(now.AddDate(0, 0, -2), read)
	long.add(now.AddDate(0, 0, -3), read)
	if got := long.Sparkline(); got != strings.Repeat("·", 42)+"▄█" {
		t.Errorf("%q", got)
	}
}

func TestPaceOf(t *testing.T) {
	readingSessions := func(paces ...int) (all []store.ReadingSession) {
		for _, p := range paces {
			all = append(all, store.ReadingSession{Pace: p})
		}
		return all
	}
	for _, tt := range []struct {
		paces []int
		want  int
	}{
		{nil, UsualPace},
		{[]int{300, 300}, UsualPace},
		{[]int{300, 0, 300, 0, 310}, 300},
		{[]int{200, 5000, 210, 5000, 220}, 220},
		{[]int{9000, 9000, 9000}, FastestPace},
		{[]int{1, 1, 1}, SlowestPace},
		{append([]int{800, 800, 800, 800, 800}, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200), 200},
	} {
		if got := PaceOf(readingSessions(tt.paces...)); got != tt.want {
			t.Errorf("%v: %d, want %d", tt.paces, got, tt.want)
		}
	}
}
