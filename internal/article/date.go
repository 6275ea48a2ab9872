package article

import (
	"strconv"
	"strings"
	"time"
)

// layouts are the ways dates are written in metadata and bylines. Day and
// month as numbers in either order are left out: nobody knows which is which.
var layouts = []string{
	time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02T15:04:05Z0700",
	time.DateTime, "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 MST",
	"2006-01-02 15:04", "2006-01-02 15:04 -0700", "2006-1-2", "2006/01/02", "2006/1/2", "2006.01.02", "20060102", "2006-01", "2006/01/02 15:04:05",
	"January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006", "January 2 2006", "Jan 2 2006", "2 January 2006", "2 Jan 2006", "2 Jan. 2006", "2 January, 2006",
	"Monday, January 2, 2006", "Mon, Jan 2, 2006", "Monday, 2 January 2006", "Monday 2 January 2006", "Mon 2 Jan 2006",
	"January 2, 2006 3:04 PM", "January 2, 2006 at 3:04 PM", "January 2, 2006, 3:04 PM", "Jan 2, 2006, 3:04 PM", "Jan 2, 2006 3:04 PM",
	time.RFC1123, time.RFC1123Z, time.RFC822, time.RFC822Z, time.ANSIC, time.UnixDate, "Mon Jan 2 2006 15:04:05 GMT-0700", "Mon Jan 2 2006",
	"2006年1月2日",
}

// ordinal is the ending of an English day: "3rd".
var ordinal = pattern(`\b(\d{1,2})(?:st|nd|rd|th)\b`)

// parseDate reads a date, with or without time. A time without zone and a
// day without time are UTC.
func parseDate(s string) (time.Time, bool) {
	if len(s) < 6 || len(s) > 80 || !strings.ContainsAny(s, "0123456789") {
		return time.Time{}, false
	}
	s = ordinal().ReplaceAllString(strings.ReplaceAll(s, "Sept ", "Sep "), "$1")
	if i := strings.IndexByte(s, '('); i > 0 { // "… GMT+0200 (Central European Summer Time)"
		s = strings.TrimSpace(s[:i])
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			return t, plausible(t)
		}
	}
	return time.Time{}, false
}

// plausible keeps numbers that merely look like a date out.
func plausible(t time.Time) bool { return t.Year() >= 1500 && t.Year() < 2200 }

// dateInPath is a day in a path, an address or a file's name: 2024/10/30/slug
// (Zola, WordPress) or 2024-01-02-title (Jekyll).
var dateInPath = pattern(`(?:^|[/\s_(])((?:19|20)\d\d)([-/_.])(\d\d?)([-/_.])(\d\d?)(?:$|[^0-9])`)

func pathDate(p string) (time.Time, bool) {
	m := dateInPath().FindStringSubmatch(p)
	if m == nil || m[2] != m[4] {
		return time.Time{}, false
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[3])
	day, _ := strconv.Atoi(m[5])
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t, int(t.Month()) == month && t.Day() == day
}

// dateAtStart is the day that a file's name begins with.
var dateAtStart = pattern(`^(?:19|20)\d\d([-_.])\d\d?[-_.]\d\d?[-_. T]+`)

// datePrefix is the length of the date at the start of a file's name.
func datePrefix(base string) int { return len(dateAtStart().FindString(base)) }
