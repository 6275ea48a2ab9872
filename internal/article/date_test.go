package article

import (
	"strings"
	"testing"
	"time"
)

// TestDates: what can mean one day only is read, and nothing is dropped in silence.
func TestDates(t *testing.T) {
	at := func(hour, minute int) time.Time { return time.Date(2021, 11, 8, hour, minute, 0, 0, time.UTC) }
	for in, want := range map[string]time.Time{
		"2024-03-02":                               day(2024, 3, 2),
		"20-Nov-2024":                              day(2024, 11, 20),
		"2021-Nov-08":                              at(0, 0),
		"Monday, November 8, 2021 5:04 PM":         at(17, 4),
		"Monday, November 8, 2021 at 12:04 a.m.":   at(0, 4),
		"November 8th, 2021, 17:04 UTC":            at(17, 4),
		"8 November 2021 17:04 +02:00":             at(15, 4),
		"8 November 2021 17:04 -0530":              at(22, 34),
		"2021":                                     day(2021, 1, 1),
		"2021-11":                                  day(2021, 11, 1),
		"November 2021":                            day(2021, 11, 1),
		"05.11.2021":                               day(2021, 11, 5),
		"5. 11. 2021":                              day(2021, 11, 5),
		"25/12/2021":                               day(2021, 12, 25),
		"12/25/2021":                               day(2021, 12, 25),
		"05/05/2021 07:30":                         time.Date(2021, 5, 5, 7, 30, 0, 0, time.UTC),
		"4. November 2021":                         day(2021, 11, 4),
		"4. März 2021":                             day(2021, 3, 4),
		"1er février 2021":                         day(2021, 2, 1),
		"4 de noviembre de 2021":                   day(2021, 11, 4),
		"4 сентября 2021 г.":                       day(2021, 9, 4),
		"2021年11月5日":                               day(2021, 11, 5),
		"2. března 2024":                           day(2024, 3, 2),
		"2. maaliskuuta 2024":                      day(2024, 3, 2),
		"2. marts 2024":                            day(2024, 3, 2),
		"2 Mart 2024":                              day(2024, 3, 2),
		"2 березня 2024 р.":                        day(2024, 3, 2),
		"2 Μαρτίου 2024":                           day(2024, 3, 2),
		"2 مارس 2024":                              day(2024, 3, 2),
		"2 मार्च 2024":                             day(2024, 3, 2),
		"2024. március 2.":                         day(2024, 3, 2),
		"2021-11-08T17:04:00+02:00[Europe/Berlin]": at(15, 4),
		"2021-11-08 17:04:00 America/New_York":     at(17, 4),
		"20211108T170400Z":                         at(17, 4),
		"20211108T170400+0200":                     at(15, 4),
		"1636070400":                               time.Unix(1636070400, 0),
		"1636070400000":                            time.Unix(1636070400, 0),
	} {
		a := parsed(t, "---\ndate: \""+in+"\"\n---\nText.")
		if !a.Meta.Published.Equal(want) || a.Warning != "" {
			t.Errorf("%q is %v, want %v; warning %q", in, a.Meta.Published, want, a.Warning)
		}
	}
	for _, in := range []string{
		"05/11/2021", "5-11-2021", "05/11/21", "2021-02-30", "2023-01-010", "31 February 2021", "November 31, 2021", "8 November 2021 25:00",
		"last spring", "12345678", "November 4-5, 2021", "99/99/2021", "0.0.2021", "4 Brumaire 2021", "7", "0001", "9999999999999",
	} {
		a := parsed(t, "---\ndate: \""+in+"\"\n---\nText.")
		if !a.Meta.Published.IsZero() || !strings.Contains(a.Warning, in) {
			t.Errorf("%q is %v; warning %q", in, a.Meta.Published, a.Warning)
		}
	}
}

// TestDateOfAnotherKey: a date that can't be read is told of though another is there.
func TestDateOfAnotherKey(t *testing.T) {
	a := parsed(t, "---\npublished: last spring\ncreated: 2024-03-02\n---\nText.")
	if !a.Meta.Published.Equal(day(2024, 3, 2)) || !strings.Contains(a.Warning, "last spring") {
		t.Errorf("%v, warning %q", a.Meta.Published, a.Warning)
	}
}

// TestNumbersAreNoBylines: lines of a text that are dates only in metadata stay.
func TestNumbersAreNoBylines(t *testing.T) {
	for _, line := range []string{"1636070400", "25.12.2021", "May 2021", "2021"} {
		a, err := Parse("a.txt", []byte("The long lamp\n\n"+line+"\n\nIt burns all night, and nobody sees it but the keeper of the light.\n"))
		if err != nil {
			t.Fatal(err)
		}
		if !a.Meta.Published.IsZero() || !strings.Contains(strings.ReplaceAll(a.Text, "\\", ""), line) {
			t.Errorf("%q became the date %v of %q", line, a.Meta.Published, a.Text)
		}
	}
}

// FuzzDate: no string breaks it, and a day that it reads is in the calendar.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"Monday, November 8, 2021 5:04 PM", "05.11.2021", "1636070400", "2021年11月5日", "4 de noviembre de 2021 at 04:05 -0530"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := metaDate(s); ok && !plausible(got) {
			t.Errorf("%q is %v", s, got)
		}
	})
}

func parsed(t *testing.T, text string) *Article {
	t.Helper()
	a, err := Parse("a.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// The day is the same wherever it is read, also where the letters of a zone are
// those of the reader's.
func TestDateOfAZoneInLetters(t *testing.T) {
	here := time.Local
	t.Cleanup(func() { time.Local = here })
	time.Local = time.FixedZone("PST", -8*60*60)
	for _, in := range []string{"Wed, 01 May 2024 23:30:00 PST", "2024-05-01 23:30:00 PST", "Wed May  1 23:30:00 PST 2024", "May 1, 2024 11:30 PM PST"} {
		if got, ok := metaDate(in); !ok || got.Format(time.RFC3339) != "2024-05-01T23:30:00Z" {
			t.Errorf("%q is %v", in, got)
		}
	}
}
