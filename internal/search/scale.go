package search

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// bounds are the first and the last of some values.
type bounds struct{ min, max int64 }

// A scale is how a measure is written. Its functions get lower-case text with
// single spaces.
type scale struct {
	name   string // of its qualifier
	all    bounds
	read   func(s string, now time.Time) (bounds, bool) // one value; a year is many seconds
	begins func(s string) bool                          // whether s can become a value
	write  func(n int64) string
}

var scales = [...]scale{
	Minutes:   {"len", anyNumber, number(inMinutes), numberBegins(inMinutes), writeNumber},
	WordCount: {"words", anyNumber, number(inThousands), numberBegins(inThousands), writeNumber},
	Date:      {"date", fourDigitYears, calendar, calendarBegins, writeDay},
	Added:     {"added", fourDigitYears, calendar, calendarBegins, writeDay},
	Modified:  {"modified", fourDigitYears, calendar, calendarBegins, writeDay},
}

var (
	anyNumber   = bounds{0, math.MaxInt64}
	inMinutes   = []unit{{"", 1}, {"m", 1}, {"min", 1}, {"h", 60}}
	inThousands = []unit{{"", 1}, {"k", 1000}}
)

// between reads "<5", ">=5", "5..10", "5..", "..10" or "5". It takes in or
// leaves out all of a value that stands for many: ">2024" begins with 2025.
// The result may be empty: max below min.
func (c *scale) between(s string, now time.Time) (bounds, bool) {
	b, ok := c.compare(s, now)
	if from, to, isRange := strings.Cut(s, ".."); isRange {
		b, ok = c.fromTo(strings.TrimSpace(from), strings.TrimSpace(to), now)
	}
	return bounds{max(b.min, c.all.min), min(b.max, c.all.max)}, ok
}

func (c *scale) compare(s string, now time.Time) (bounds, bool) {
	value := strings.TrimLeft(s, "<>=")
	b, ok := c.read(strings.TrimSpace(value), now)
	switch s[:len(s)-len(value)] {
	case "", "=":
		return b, ok
	case "<":
		return bounds{c.all.min, b.min - 1}, ok
	case "<=":
		return bounds{c.all.min, b.max}, ok
	case ">":
		return bounds{b.max + 1, c.all.max}, ok
	case ">=":
		return bounds{b.min, c.all.max}, ok
	}
	return bounds{}, false
}

func (c *scale) fromTo(from, to string, now time.Time) (bounds, bool) {
	b, ok := c.all, from+to != ""
	if from != "" {
		first, isValue := c.read(from, now)
		b.min, ok = first.min, isValue
	}
	if to != "" {
		last, isValue := c.read(to, now)
		b.max, ok = last.max, ok && isValue
	}
	return b, ok
}

// unfinished reports whether s can become a value or a range of values.
func (c *scale) unfinished(s string) bool {
	return c.begins(strings.TrimSpace(s[strings.LastIndexAny(s, "<>=.")+1:]))
}

// A unit is a name behind a number, and what the number is multiplied with.
type unit struct {
	name   string
	factor int64
}

// cutNumber takes the digits off the start of s.
func cutNumber(s string) (digits, rest string) {
	rest = strings.TrimLeft(s, "0123456789")
	return s[:len(s)-len(rest)], strings.TrimSpace(rest)
}

func number(units []unit) func(string, time.Time) (bounds, bool) {
	return func(s string, _ time.Time) (bounds, bool) {
		digits, rest := cutNumber(s)
		n, err := strconv.ParseInt(digits, 10, 32)
		i := slices.IndexFunc(units, func(u unit) bool { return u.name == rest })
		if err != nil || i < 0 {
			return bounds{}, false
		}
		return bounds{n * units[i].factor, n * units[i].factor}, true
	}
}

func numberBegins(units []unit) func(string) bool {
	return func(s string) bool {
		_, rest := cutNumber(s)
		return slices.ContainsFunc(units, func(u unit) bool { return strings.HasPrefix(u.name, rest) })
	}
}
