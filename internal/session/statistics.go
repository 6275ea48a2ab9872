package session

import (
	"context"
	"slices"

	"manicule/internal/library"
)

// Statistics is the answer of CountReading.
type Statistics struct {
	library.Statistics
	Err error // what could not be counted
}

func (a Statistics) take(*Session) Event { return Event{} }

// CountReading counts what was read and noted in the last days, up to now.
func (s *Session) CountReading(ctx context.Context, days int) Task {
	s.SaveReading()
	var before []func() error // what has to be written first; each is done once
	for _, w := range s.queue.writes {
		if slices.Contains(w.keys, readingKey) {
			before = append(before, w.run)
		}
	}
	lib, now := s.lib, s.now()
	return func() Answer {
		for _, write := range before {
			_ = write() // whoever queued it is told
		}
		found, err := lib.Statistics(ctx, now, days)
		return Statistics{found, err}
	}
}
