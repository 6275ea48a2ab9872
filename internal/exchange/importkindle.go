package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"manicule/internal/note"
	"manicule/internal/pattern"
)

// clippingLine is the line that closes each entry of "My Clippings.txt".
var clippingLine = pattern.Lazy(`(?m)^==========[ \t]*$`)

// isKindle looks for an entry as a Kindle writes it: in the first place, where
// other formats have nothing like it, or anywhere in what is no CSV.
func isKindle(name, text string) bool {
	parts := clippings(text)
	parts = parts[:len(parts)-1] // what follows the last line of signs is no entry
	return len(parts) > 0 && (isClipping(parts[0]) || !isReadwise(name, text) && slices.ContainsFunc(parts, isClipping))
}

// isClipping reports whether the text is a title, a line about what was
// clipped, and an empty one.
func isClipping(part string) bool {
	lines := strings.SplitN(strings.TrimLeft(part, "\n\ufeff"), "\n", 4)
	return len(lines) > 2 && startsAbout(lines[1]) && strings.TrimSpace(lines[2]) == ""
}

// clippings are the entries of a Kindle's file, and what follows the last one.
// An entry ends with a line of ten signs and nothing else.
func clippings(text string) []string {
	return clippingLine().Split(strings.ReplaceAll(text, "\r\n", "\n"), -1)
}

// startsAbout reports whether the line begins as the second one of an entry:
// with a hyphen, for which some languages have a dash.
func startsAbout(line string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, " \t\ufeff\u200e\u200f"))
	return unicode.Is(unicode.Pd, r) || r == '−' || r == '•'
}

// What an entry is, by words of its second line in the languages that a Kindle
// speaks: English, German, French, Spanish, Italian, Portuguese, Dutch,
// Russian, Polish, Turkish, Hindi, Arabic, Japanese, Korean and Chinese. Anything else is a highlight.
var (
	clippedNote     = pattern.Lazy(`(?i)\b(?:note|notiz|nota|notitie|notatka|notunuz|not)\b|заметка|नोट|टिप्पणी|메모|노트|ملاحظة|メモ|笔记|筆記`)
	clippedBookmark = pattern.Lazy(`(?i)bookmark|lesezeichen|signet|marcador|segnalibro|bladwijzer|закладка|zakładka|yer imi|बुकमार्क|북마크|책갈피|إشارة مرجعية|ブックマーク|书签|書籤`)
	clippingLimit   = pattern.Lazy(`^<[^<>]{10,200}>$`)
	numberRange     = pattern.Lazy(`(\d+)(?:[-–](\d+))?`)
	clockTime       = pattern.Lazy(`(?:^|[^\d.:/-])(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2}))?|[時时시点點] ?(?:(\d{1,2})[分분](?: ?(\d{1,2})[秒초])?)?)(?:[^\d.:/-]|[.:]?(?:\s|$))`)
	timeZone        = pattern.Lazy(`(?i)(?:\b(?:GMT|UTC|CET|CEST|[ECMP][SD]T|MSK|IST|JST|KST) ?)?[-+−]\d{1,2}:?\d{2}\b|\b(?:GMT|UTC) ?[-+−] ?\d{1,2}(?::?\d{2})?`)
	eastDate        = pattern.Lazy(`(\d{2,4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]`)
	wholeNumber     = pattern.Lazy(`\d+`)
	afternoon       = pattern.Lazy(`(?i)\bp\.?\s?m\b|下午|午後|오후|अपराह्न|शाम`)
	morning         = pattern.Lazy(`(?i)\ba\.?\s?m\b|上午|午前|오전|पूर्वाह्न|सुबह`)
)

// clipping is an entry of "My Clippings.txt".
type clipping struct {
	Imported
	what     string // "highlight", "note" or "bookmark"
	from, to int    // its location
}

// readKindle reads a Kindle's clippings. A note belongs to the highlight that
// it stands on. A highlight that was drawn again is in the file twice: the
// later one counts.
func readKindle(text string) ([]Imported, []note.Problem, error) {
	var all []clipping
	var problems []note.Problem
	line := 1
	for _, part := range clippings(text) {
		at := line + strings.Count(part[:len(part)-len(strings.TrimLeft(part, "\n"))], "\n")
		line += strings.Count(part, "\n")
		if strings.Trim(part, " \n\t\ufeff") == "" {
			continue
		}
		c, wrong := readClipping(part)
		c.Line = at
		if wrong != "" {
			problems = append(problems, note.Problem{Line: at, What: wrong})
			continue
		}
		all = append(all, c)
	}
	return joinClippings(all), problems, nil
}

func readClipping(part string) (clipping, string) {
	lines := strings.Split(strings.TrimLeft(part, "\n"), "\n")
	if len(lines) < 2 || !startsAbout(lines[1]) {
		return clipping{}, "no clipping: its second line doesn't begin with -"
	}
	var c clipping
	c.Title, c.Author = titleAndAuthor(strings.Trim(lines[0], "\ufeff "))
	words := strings.TrimSpace(strings.Join(lines[2:], "\n"))
	c.readAbout(lines[1])
	switch {
	case c.what == "bookmark":
		return c, "a bookmark, which is no note"
	case words == "":
		return c, "a clipping without words"
	case c.what != "note" && clippingLimit().MatchString(words):
		return c, "the book's limit of clippings was reached: " + words
	case c.what == "note":
		c.Body = words
	default:
		c.Anchor.Quote = words
	}
	c.ID = importID("kindle", c.what, c.Title, strconv.Itoa(c.from), oneLine(words))
	c.Extra = origin("kindle", nil)
	return c, ""
}

// titleAndAuthor parts "Title (Series) (Author)": the last brackets hold the
// author.
func titleAndAuthor(s string) (title, author string) {
	if !strings.HasSuffix(s, ")") {
		return s, ""
	}
	depth := 0
	for i := len(s) - 1; i > 0; i-- {
		switch s[i] {
		case ')':
			depth++
		case '(':
			depth--
		}
		if depth == 0 {
			return strings.TrimSpace(s[:i]), s[i+1 : len(s)-1]
		}
	}
	return s, ""
}

// readAbout reads an entry's second line: what it is, where, and when.
func (c *clipping) readAbout(line string) {
	line = latinDigits(line)
	parts := strings.Split(line, "|")
	where := line
	if last := len(parts) - 1; last > 0 {
		where = strings.Join(parts[:last], "|")
		c.Made = clippingTime(parts[last])
	}
	switch {
	case clippedBookmark().MatchString(where):
		c.what = "bookmark"
	case clippedNote().MatchString(where):
		c.what = "note"
	default:
		c.what = "highlight"
	}
	found := numberRange().FindAllStringSubmatch(where, -1)
	if len(found) == 0 {
		return
	}
	from, to := found[len(found)-1][1], found[len(found)-1][2]
	if n := len(from) - len(to); n > 0 { // older ones write 180-85
		to = from[:n] + to
	}
	c.from, _ = strconv.Atoi(from)
	c.to, _ = strconv.Atoi(to)
	c.to = max(c.to, c.from)
}

// latinDigits writes the digits of any script as 0 to 9.
func latinDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf || !unicode.Is(unicode.Nd, r) {
			return r
		}
		zero := r
		for n := 0; n < 9 && unicode.Is(unicode.Nd, zero-1); n++ {
			zero--
		}
		return '0' + r - zero
	}, s)
}

// months are what the names of the months begin with, in the same languages.
var months = [12][]string{
	{"jan", "gen", "ene", "янв", "sty", "oca", "जन"},
	{"feb", "fév", "fev", "фев", "lut", "şub", "फ़र", "फर"},
	{"mar", "mär", "maa", "мар", "mrt", "मार्च"},
	{"apr", "avr", "abr", "апр", "kwi", "nis", "अप्रै"},
	{"may", "mai", "mag", "mei", "мая", "май", "maj", "मई"},
	{"jun", "juin", "giu", "июн", "cze", "haz", "जून"},
	{"jul", "juil", "lug", "июл", "lip", "tem", "जुला"},
	{"aug", "aoû", "ago", "авг", "sie", "ağu", "अग"},
	{"sep", "set", "сен", "wrz", "eyl", "सित"},
	{"oct", "okt", "ott", "out", "окт", "paź", "eki", "अक्"},
	{"nov", "ноя", "lis", "kas", "नव"},
	{"dec", "dez", "déc", "dic", "дек", "gru", "ara", "दिस"},
}

// clippingTime reads "Added on Monday, 3 June 2019 10:12:14" in any of the
// languages; zero when it can't. It is the device's own time, taken for UTC.
func clippingTime(s string) time.Time {
	s = timeZone().ReplaceAllString(s, " ")
	hms, date := clippingClock(s)
	switch {
	case afternoon().MatchString(s) && hms[0] < 12:
		hms[0] += 12
	case morning().MatchString(s) && hms[0] == 12:
		hms[0] = 0
	}
	year, month, day := clippingDay(date)
	if year == 0 || month == 0 || day == 0 {
		return time.Time{}
	}
	return time.Date(year, time.Month(month), day, hms[0], hms[1], hms[2], 0, time.UTC)
}

// clippingClock reads the hour, minute and second, and returns what is left of
// the line. Where numbers could be a time twice, the date stands first.
func clippingClock(s string) (hms [3]int, date string) {
	found := clockTime().FindAllStringSubmatchIndex(s, -1)
	for _, at := range slices.Backward(found) {
		var clock []int
		for i := 2; i < len(at); i += 2 {
			if at[i] >= 0 {
				n, _ := strconv.Atoi(s[at[i]:at[i+1]])
				clock = append(clock, n)
			}
		}
		if copy(hms[:], clock); hms[0] < 24 && hms[1] < 60 && hms[2] < 60 {
			return hms, s[:at[0]] + " " + s[at[1]:]
		}
		hms = [3]int{}
	}
	return hms, s
}

func clippingDay(s string) (year, month, day int) {
	if m := eastDate().FindStringSubmatch(s); m != nil {
		year = fullYear(m[1])
		month, _ = strconv.Atoi(m[2])
		day, _ = strconv.Atoi(m[3])
		return year, month, day
	}
	numbers := wholeNumber().FindAllString(s, -1)
	for _, digits := range numbers {
		n, _ := strconv.Atoi(digits)
		switch {
		case len(digits) == 4:
			year = n
		case day == 0 && n >= 1 && n <= 31:
			day = n
		}
	}
	if year == 0 && len(numbers) == 2 && len(numbers[1]) == 2 {
		year = fullYear(numbers[1])
	}
	for _, word := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if m := monthOf(word); m > 0 {
			month = m // days of the week come before: martes, marzo
		}
	}
	return year, month, day
}

// fullYear is a year that may be written with its last two digits: no Kindle is
// older than 2007.
func fullYear(digits string) int {
	n, _ := strconv.Atoi(digits)
	if len(digits) == 2 {
		n += 2000
	}
	return n
}

// monthOf is the number of the month that a word names, 0 if it names none:
// of the beginnings that fit, the longest decides.
func monthOf(word string) (month int) {
	longest := 0
	for i, names := range months {
		for _, name := range names {
			if strings.HasPrefix(word, name) && len(name) > longest {
				month, longest = i+1, len(name)
			}
		}
	}
	return month
}

// joinClippings puts notes on their highlights and leaves out highlights that
// were drawn again.
func joinClippings(all []clipping) []Imported {
	var kept []clipping
	for i, c := range all {
		if !slices.ContainsFunc(all[i+1:], c.revisedBy) {
			kept = append(kept, c)
		}
	}
	var notes []Imported
	for _, c := range kept {
		if c.what != "note" {
			notes = append(notes, withNotes(c, kept).Imported)
		} else if !slices.ContainsFunc(kept, func(h clipping) bool { return c.isOn(h) }) {
			notes = append(notes, c.Imported)
		}
	}
	return notes
}

// revisedBy reports whether d is what c became when it was changed on the
// device. A highlight within an earlier one may be one of its own: both stay.
func (c clipping) revisedBy(d clipping) bool {
	if c.Title != d.Title || c.what != d.what || c.to < d.from || d.to < c.from {
		return false
	}
	if c.what == "note" {
		return c.from == d.from && c.from > 0 && c.Made.Before(d.Made)
	}
	return strings.Contains(oneLine(d.Anchor.Quote), oneLine(c.Anchor.Quote))
}

// isOn reports whether a note stands on a highlight.
func (c clipping) isOn(h clipping) bool {
	return h.what == "highlight" && c.what == "note" && h.Title == c.Title && c.from > 0 && h.from <= c.from && c.from <= h.to
}

// withNotes adds to a highlight the notes on it. Of several highlights a note
// belongs to the one that ends nearest.
func withNotes(h clipping, all []clipping) clipping {
	for _, c := range all {
		nearest := h
		for _, other := range all {
			if c.isOn(other) && other.to < nearest.to {
				nearest = other
			}
		}
		if c.isOn(h) && nearest.ID == h.ID {
			h.Body = strings.TrimPrefix(h.Body+"\n\n"+c.Body, "\n\n")
			h.Changed = cmp.Or(c.Made, h.Changed)
		}
	}
	return h
}
