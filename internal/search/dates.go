package search

import (
	"strconv"
	"strings"
	"time"
)

// fourDigitYears are the seconds of the years that can be written.
var fourDigitYears = bounds{
	time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC).Unix(),
	time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC).Unix() - 1,
}

// asWritten is what clock and calendar say at t where it is, as if that were in
// UTC: a day is the day that was written, wherever it is read.
func asWritten(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// instant is when clock and calendar say that where the reader is.
func instant(written int64) int64 {
	t := time.Unix(written, 0).UTC()
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.Local).Unix()
}

// A period is a day, a week, a month or a year.
type period struct{ years, months, days int }

var (
	aDay   = period{days: 1}
	aWeek  = period{days: 7}
	aMonth = period{months: 1}
	aYear  = period{years: 1}
)

// layouts are how periods are written, in numbers.
var layouts = []struct {
	layout string
	period period
}{
	{"2006-1-2", aDay},
	{"2006-1", aMonth},
	{"2006", aYear},
}

// recent are periods that have a name, by how many of them lie before the present one.
var recent = []struct {
	name   string
	period period
	before int
}{
	{"today", aDay, 0},
	{"yesterday", aDay, 1},
	{"this week", aWeek, 0},
	{"last week", aWeek, 1},
	{"this month", aMonth, 0},
	{"last month", aMonth, 1},
	{"this year", aYear, 0},
	{"last year", aYear, 1},
}

// ages are what "3 weeks ago" is counted in.
var ages = []struct {
	name   string
	period period
}{
	{"day", aDay},
	{"week", aWeek},
	{"month", aMonth},
	{"year", aYear},
}

// calendar reads a day, a month, a year, a recent period, or how many periods
// ago a day was, all in UTC. Weeks begin on Monday.
func calendar(s string, now time.Time) (bounds, bool) {
	for _, l := range layouts {
		if t, err := time.Parse(l.layout, s); err == nil {
			return l.period.from(t), true
		}
	}
	for _, r := range recent {
		if s == r.name {
			return r.period.from(r.period.shift(r.period.start(now), -r.before)), true
		}
	}
	digits, rest := cutNumber(s)
	n, err := strconv.ParseInt(digits, 10, 16)
	for _, a := range ages {
		if err == nil && (rest == a.name+" ago" || rest == a.name+"s ago") {
			return aDay.from(a.period.shift(aDay.start(now), -int(n))), true
		}
	}
	return bounds{}, false
}

// calendarBegins reports whether s can become what calendar reads.
func calendarBegins(s string) bool {
	for _, r := range recent {
		if strings.HasPrefix(r.name, s) {
			return true
		}
	}
	digits, rest := cutNumber(s)
	for _, a := range ages {
		if digits != "" && (strings.HasPrefix(a.name+" ago", rest) || strings.HasPrefix(a.name+"s ago", rest)) {
			return true
		}
	}
	return dateBegins(s)
}

// dateBegins reports whether s can become a date in numbers: whether there is an
// end that makes it one.
func dateBegins(s string) bool {
	const ends = "2000-01-01"
	for i := range len(ends) {
		if _, err := time.Parse(layouts[0].layout, s+ends[i:]); err == nil {
			return true
		}
	}
	return false
}

// start is the beginning of the period that t is in.
func (p period) start(t time.Time) time.Time {
	t = time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	switch p {
	case aWeek:
		return t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	case aMonth:
		return t.AddDate(0, 0, 1-t.Day())
	case aYear:
		return t.AddDate(0, 0, 1-t.YearDay())
	}
	return t
}

// from is the period that begins at t.
func (p period) from(t time.Time) bounds {
	return bounds{t.Unix(), p.shift(t, 1).Unix() - 1}
}

// shift is n periods after t. The 31st of a month without one is its last day.
func (p period) shift(t time.Time, n int) time.Time {
	to := t.AddDate(n*p.years, n*p.months, n*p.days)
	if p.days == 0 && to.Day() != t.Day() {
		return to.AddDate(0, 0, -to.Day())
	}
	return to
}
