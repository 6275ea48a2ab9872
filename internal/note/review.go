package note

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
	"time"
)

// Reviewed is what is known of a note's reviews. The zero value is a note that
// was never reviewed.
type Reviewed struct {
	Seen      time.Time // when it was reviewed last
	Before    time.Time // when it was last before that day
	Dismissed bool      // it shall not come again
}

// See is the state after a review at that time.
func (r Reviewed) See(at time.Time, dismiss bool) Reviewed {
	if !sameDay(r.Seen, at) {
		r.Before = r.Seen
	}
	r.Seen, r.Dismissed = at.UTC().Truncate(time.Second), dismiss
	return r
}

// DoneOn reports whether the note was reviewed on that day.
func (r Reviewed) DoneOn(day time.Time) bool { return sameDay(r.Seen, day) }

func sameDay(a, b time.Time) bool { return dayOf(a).Equal(dayOf(b)) }

// restDays is how many days of rest count: a note left alone for longer comes
// no sooner for it.
const restDays = 365

// ChooseReview chooses the notes of a day, at most n: by chance, and the
// likelier the longer a note was left alone. It is the same all day long,
// whatever of it was reviewed meanwhile; notes of the day itself come later. Of
// several with one id, as a copied notes file has them, the first one counts.
//
// Each note draws a number from the day and its id; the largest of u^(1/w) are
// a sample by weight without replacement (P. Efraimidis and P. Spirakis, 2006).
func ChooseReview(notes []Note, states map[string]Reviewed, day time.Time, most int) []Note {
	type draw struct {
		Note
		key float64
	}
	var all []draw
	seen := map[string]bool{}
	for _, n := range notes {
		if w := reviewWeight(n, states[n.ID], day); w > 0 && !seen[n.ID] {
			seen[n.ID] = true
			all = append(all, draw{n, math.Log(chance(day, n.ID)) / w})
		}
	}
	slices.SortFunc(all, func(a, b draw) int { return cmp.Or(cmp.Compare(b.key, a.key), cmp.Compare(a.ID, b.ID)) })
	var chosen []Note
	for _, d := range all[:max(0, min(most, len(all)))] {
		chosen = append(chosen, d.Note)
	}
	return chosen
}

// reviewWeight is how many days the note was left alone, 0 if it doesn't come.
func reviewWeight(n Note, r Reviewed, day time.Time) float64 {
	last := r.Seen
	if r.DoneOn(day) {
		last = r.Before
	} else if r.Dismissed {
		return 0
	}
	if last.IsZero() {
		last = n.Made
	}
	switch {
	case last.IsZero():
		return restDays
	case sameDay(last, day) || last.After(day):
		return 0
	}
	return min(dayOf(day).Sub(dayOf(last)).Hours()/24, restDays)
}

// dayOf is when the day of a time began, in UTC as all days of review are.
func dayOf(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// chance is a number between 0 and 1, neither of them, drawn for the day and id.
func chance(day time.Time, id string) float64 {
	sum := sha256.Sum256([]byte(day.UTC().Format(time.DateOnly) + " " + id))
	return (float64(binary.BigEndian.Uint64(sum[:8])>>11) + 0.5) / (1 << 53)
}
