package library

import (
	"context"
	"slices"
	"time"

	"manicule/internal/note"
)

// Day is what was read and noted on one day.
type Day struct {
	Date     time.Time // its midnight, where the reader is
	Time     time.Duration
	Words    int // read for the first time
	Finished int // articles read to their end
	Notes    int // notes made that are still there
}

// Statistics are the last days, the present one last, and the reader's sum.
type Statistics struct {
	Days []Day
	Sum  Day // of all Days; its Date is the first one's
	Pace int // words a minute, see PaceOf
}

// Statistics tells what was read on the last days up to now, in now's time
// zone. Notes files that can't be read are left out.
func (l *Library) Statistics(ctx context.Context, now time.Time, days int) (Statistics, error) {
	s, readingSessions := newStatistics(now, days), l.c.ReadingSessions()
	s.Pace = PaceOf(readingSessions)
	for _, readingSession := range readingSessions {
		if !l.c.Shows(readingSession.Article) {
			continue
		}
		s.add(readingSession.At, func(d *Day) {
			d.Time += readingSession.Time
			d.Words += readingSession.Words
			if readingSession.Finished {
				d.Finished++
			}
		})
	}
	err := l.c.AllNotes(ctx, func(path string, f *note.File) {
		if !l.c.Shows(path) {
			return
		}
		for _, n := range f.Notes() {
			s.add(n.Made, func(d *Day) { d.Notes++ })
		}
	})
	return s, err
}

func newStatistics(now time.Time, days int) Statistics {
	s := Statistics{Days: make([]Day, max(days, 1))}
	y, m, d := now.Date()
	for i := range s.Days {
		s.Days[i].Date = time.Date(y, m, d-len(s.Days)+1+i, 0, 0, 0, 0, now.Location())
	}
	s.Sum.Date = s.Days[0].Date
	return s
}

// add counts something that happened at a time, if it is of these days.
func (s *Statistics) add(at time.Time, count func(*Day)) {
	at = at.In(s.Sum.Date.Location())
	for i := len(s.Days) - 1; i >= 0; i-- {
		if at.Before(s.Days[i].Date) {
			continue
		}
		if i < len(s.Days)-1 || at.Before(s.Days[i].Date.AddDate(0, 0, 1)) {
			count(&s.Days[i])
			count(&s.Sum)
		}
		return
	}
}

// bars are the signs of a sparkline, from low to high.
const bars = "▁▂▃▄▅▆▇█"

// maxBars is how many signs a sparkline has at most.
const maxBars = 60

// Sparkline draws the time of each day, the present one last, as one sign: as
// high as its part of the longest; a day without reading is a dot. Where there
// are more days than signs, as many days as need be share one.
func (s Statistics) Sparkline() string {
	each := (len(s.Days) + maxBars - 1) / maxBars
	sums := make([]time.Duration, (len(s.Days)+each-1)/each)
	for i, d := range s.Days {
		sums[len(sums)-1-(len(s.Days)-1-i)/each] += d.Time
	}
	most, signs, line := slices.Max(sums), []rune(bars), make([]rune, len(sums))
	for i, sum := range sums {
		line[i] = '·'
		if sum > 0 {
			line[i] = signs[int64(sum)*int64(len(signs)-1)/int64(most)]
		}
	}
	return string(line)
}
