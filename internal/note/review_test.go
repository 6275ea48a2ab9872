package note

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

var reviewDay = time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)

func daysAgo(n int) time.Time { return reviewDay.AddDate(0, 0, -n) }

func reviewIDs(notes []Note, states map[string]Reviewed, day time.Time, most int) []string {
	var ids []string
	for _, n := range ChooseReview(notes, states, day, most) {
		ids = append(ids, n.ID)
	}
	return ids
}

func TestChooseReview(t *testing.T) {
	var notes []Note
	for i := range 40 {
		notes = append(notes, Note{ID: fmt.Sprintf("note-%02d", i), Made: daysAgo(100)})
	}
	notes = append(notes, Note{ID: "today", Made: reviewDay}, Note{ID: "gone", Made: daysAgo(300)})
	states := map[string]Reviewed{"gone": {Seen: daysAgo(3), Dismissed: true}}
	first := reviewIDs(notes, states, reviewDay, 5)
	if len(first) != 5 || slices.Contains(first, "today") || slices.Contains(first, "gone") {
		t.Fatalf("chosen: %v", first)
	}
	states[first[0]] = states[first[0]].See(reviewDay, false)
	states[first[1]] = states[first[1]].See(reviewDay, true)
	if again := reviewIDs(notes, states, reviewDay.Add(8*time.Hour), 5); !slices.Equal(first, again) {
		t.Errorf("later that day: %v, not %v", again, first)
	}
	if next := reviewIDs(notes, states, reviewDay.AddDate(0, 0, 1), 5); slices.Equal(first, next) || slices.Contains(next, first[1]) {
		t.Errorf("the next day: %v", next)
	}
	if none := reviewIDs(notes, states, reviewDay, 0); none != nil {
		t.Errorf("of none: %v", none)
	}
}

// TestReviewWeighs: a note left alone for a year comes far more often than one
// that was seen yesterday, but not always.
func TestReviewWeighs(t *testing.T) {
	count := map[string]int{}
	for i := range 300 {
		day := reviewDay.AddDate(0, 0, i)
		notes := []Note{{ID: "old", Made: day.AddDate(-1, 0, 0)}, {ID: "new", Made: day.AddDate(-1, 0, 0)}}
		states := map[string]Reviewed{"new": {Seen: day.AddDate(0, 0, -40)}}
		count[reviewIDs(notes, states, day, 1)[0]]++
	}
	if count["old"] < 230 || count["new"] < 10 {
		t.Errorf("of 300 days %v", count)
	}
}

func TestReviewedSee(t *testing.T) {
	r := Reviewed{}.See(daysAgo(2), false).See(reviewDay, true).See(reviewDay.Add(time.Hour), false)
	if !r.Before.Equal(daysAgo(2)) || !r.DoneOn(reviewDay) || r.Dismissed {
		t.Errorf("%+v", r)
	}
}

// The notes of a day are the same at its every hour.
func TestReviewAllDay(t *testing.T) {
	var notes []Note
	made := time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)
	for i := range 200 {
		notes = append(notes, Note{ID: fmt.Sprint(i), Made: made.Add(time.Duration(i) * 37 * time.Minute)})
	}
	for d := range 20 {
		day := time.Date(2026, 11, 10+d, 0, 0, 0, 0, time.UTC)
		want := reviewIDs(notes, nil, day, 5)
		for hour := range 24 {
			if got := reviewIDs(notes, nil, day.Add(time.Duration(hour)*time.Hour), 5); !slices.Equal(got, want) {
				t.Fatalf("at %d o'clock on %v: %v, not %v", hour, day, got, want)
			}
		}
	}
}
