package article

import (
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"manicule/internal/pattern"
)

// layouts are the ways dates are written in metadata and bylines that the time
// package reads. For others see spelledDate and numericDate.
var layouts = []string{
	time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02T15:04:05Z0700",
	time.DateTime, "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 MST",
	"2006-01-02 15:04", "2006-01-02 15:04 -0700", "2006-1-2", "2006/01/02", "2006/1/2", "2006.01.02", "20060102", "20060102T150405Z0700", "20060102T150405", "2006-01", "2006/01/02 15:04:05",
	"January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006", "January 2 2006", "Jan 2 2006", "2 January 2006", "2 Jan 2006", "2 Jan. 2006", "2 January, 2006",
	"Monday, January 2, 2006", "Mon, Jan 2, 2006", "Monday, 2 January 2006", "Monday 2 January 2006", "Mon 2 Jan 2006",
	"January 2, 2006 3:04 PM", "January 2, 2006 at 3:04 PM", "January 2, 2006, 3:04 PM", "Jan 2, 2006, 3:04 PM", "Jan 2, 2006 3:04 PM",
	time.RFC1123, time.RFC1123Z, time.RFC822, time.RFC822Z, time.ANSIC, time.UnixDate, "Mon Jan 2 2006 15:04:05 GMT-0700", "Mon Jan 2 2006",
	"2006年1月2日", "2006年1月2日 15:04", "2006年1月2日 15:04:05", "2006年1月2日15:04", "2006年1月2日 15時04分", "2006년 1월 2일", "2006년 1월 2일 15:04", "2006. 1. 2.", "2006. 01. 02", "2006.01.02 15:04",
}

// ordinal is the ending of an English day: "3rd".
var ordinal = pattern.Lazy(`\b(\d{1,2})(?:st|nd|rd|th)\b`)

// eastWeekday is a day of the week behind a date in Chinese, Japanese or Korean.
var eastWeekday = pattern.Lazy(`\s*(?:[(（][日月火水木金土](?:曜日?)?[)）]|[日月火水木金土]曜日|星期[一二三四五六日天]|周[一二三四五六日天]|[월화수목금토일]요일|[(（][월화수목금토일][)）])`)

// zoneName is a zone behind a time, as programs write it besides the offset or in its
// place: which day was meant stands before it.
var zoneName = pattern.Lazy(`(\d)(?: ?\[[\w/+-]+\]| [A-Z][A-Za-z_]+/[A-Za-z_/]+)$`)

// parseDate reads a date, with or without time. A time without zone, or with the
// letters of one, and a day without time are UTC, wherever that is read.
func parseDate(s string) (time.Time, bool) {
	if len(s) < 6 || len(s) > 80 || !hasDigit(s) {
		return time.Time{}, false
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil { // as nearly all metadata has it
		return t, plausible(t)
	}
	if !isASCII(s) {
		s = eastWeekday().ReplaceAllString(s, "")
	}
	if strings.ContainsAny(s, "[/") {
		s = zoneName().ReplaceAllString(s, "$1")
	}
	if strings.ContainsAny(s, "td") { // as all endings have
		s = ordinal().ReplaceAllString(strings.ReplaceAll(s, "Sept ", "Sep "), "$1")
	}
	if i := strings.IndexByte(s, '('); i > 0 { // "… GMT+0200 (Central European Summer Time)"
		s = strings.TrimSpace(s[:i])
	}
	for _, l := range layouts {
		if t, err := time.ParseInLocation(l, s, time.UTC); err == nil {
			return t, plausible(t)
		}
	}
	if onlyMonth().MatchString(s) {
		return time.Time{}, false
	}
	return spelledDate(s)
}

// onlyMonth is a date without a day, which a line of a text is not taken for.
var onlyMonth = pattern.Lazy(`^\D*\d{4}$`)

// metaDate reads the value of a key that holds a date. There a number is one
// too: a year, or seconds or milliseconds since 1970.
func metaDate(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	for _, read := range []func(string) (time.Time, bool){parseDate, spelledDate, numericDate} {
		if t, ok := read(s); ok {
			return t, true
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		var t time.Time
		switch len(s) {
		case 4:
			t = time.Date(int(n), 1, 1, 0, 0, 0, 0, time.UTC)
		case 9, 10:
			t = time.Unix(n, 0).UTC()
		case 12, 13:
			t = time.UnixMilli(n).UTC()
		}
		return t, plausible(t)
	}
	return time.Time{}, false
}

// isDate reports whether metaDate reads it.
func isDate(s string) bool {
	_, ok := metaDate(s)
	return ok
}

// numbersOnly are three numbers with the same sign between them, the year last.
var numbersOnly = pattern.Lazy(`^(\d{1,2})(?:\.(\d{1,2})\.|\. (\d{1,2})\. |/(\d{1,2})/|-(\d{1,2})-)(\d{4})$`)

// numericDate reads day and month as numbers where only one order can be meant:
// one of them is no month, both are the same, or there are dots between them,
// which are written only where the day comes first.
func numericDate(s string) (time.Time, bool) {
	clock, rest := cutClock(s)
	m := numbersOnly().FindStringSubmatch(rest)
	if m == nil {
		return time.Time{}, false
	}
	first, _ := strconv.Atoi(m[1])
	second, _ := strconv.Atoi(m[2] + m[3] + m[4] + m[5])
	year, _ := strconv.Atoi(m[6])
	switch dots := m[2]+m[3] != ""; {
	case dots || first > 12 || first == second:
		return dayAt(year, time.Month(second), first, clock)
	case second > 12:
		return dayAt(year, time.Month(first), second, clock)
	}
	return time.Time{}, false
}

// months are the names of months, and the short forms that are written, in the
// languages with the most articles. One form is never two months.
var months = sync.OnceValue(func() map[string]time.Month {
	all := map[string]time.Month{}
	for i, names := range []string{
		"january jan januar jänner janvier janv enero ene gennaio gen januari janeiro styczeń stycznia января leden ledna tammikuuta ocak січня ιανουαρίου ianuarie január يناير जनवरी",
		"february feb februar februari février fevrier févr fevr febrero febbraio februari fevereiro fev luty lutego февраля únor února helmikuuta şubat лютого φεβρουαρίου februarie február فبراير फरवरी",
		"march mar märz mrz maart mars marzo março marco marzec marca марта marts březen března maaliskuuta mart березня μαρτίου martie március maret مارس मार्च",
		"april apr avril avr abril abr aprile kwiecień kwietnia апреля duben dubna huhtikuuta nisan квітня απριλίου aprilie április أبريل अप्रैल",
		"may mai mayo maggio mag mei maio maj maja мая květen května toukokuuta mayıs травня μαΐου május مايو मई",
		"june jun juni juin junio giugno giu junho czerwiec czerwca июня červen června kesäkuuta haziran червня ιουνίου iunie június يونيو जून",
		"july jul juli juillet juil julio luglio lug julho lipiec lipca июля červenec července heinäkuuta temmuz липня ιουλίου iulie július يوليو जुलाई",
		"august aug août aout agosto ago augustus augusti sierpień sierpnia августа srpen srpna elokuuta ağustos серпня αυγούστου augusztus agustus أغسطس अगस्त",
		"september sep sept septembre septiembre settembre set setembro wrzesień września сентября září syyskuuta eylül вересня σεπτεμβρίου septembrie szeptember سبتمبر सितंबर",
		"october oct oktober okt octobre octubre ottobre ott outubro out październik października октября říjen října lokakuuta ekim жовтня οκτωβρίου octombrie október أكتوبر अक्टूबर",
		"november nov novembre noviembre novembro ноября marraskuuta kasım листопада νοεμβρίου noiembrie نوفمبر नवंबर",
		"december dec dezember dez décembre decembre déc diciembre dic dicembre desember dezembro grudzień grudnia декабря prosinec prosince joulukuuta aralık грудня δεκεμβρίου decembrie ديسمبر दिसंबर",
	} {
		for _, name := range strings.Fields(names) {
			all[name] = time.Month(i + 1)
		}
	}
	return all
})

// fillers are weekdays and the small words in a date, which say nothing new.
var fillers = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun " +
		"montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so " +
		"lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo " +
		"lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag " +
		"at on of the de del den der um uhr le à г kl р року klo") {
		all[word] = true
	}
	return all
})

// spelledDate reads a date whose month has a name: the day before or after it,
// the year of four digits last or first.
func spelledDate(s string) (time.Time, bool) {
	clock, rest := cutClock(s)
	var month time.Month
	var numbers []string
	for _, w := range strings.FieldsFunc(strings.ToLower(rest), func(r rune) bool { return r != 'º' && !unicode.In(r, unicode.L, unicode.N, unicode.M) }) {
		w = strings.TrimSuffix(w, "º")
		switch m := months()[w]; {
		case m != 0 && month == 0:
			month = m
		case w != "" && strings.Trim(w, "0123456789") == "":
			numbers = append(numbers, w)
		case w == "1er":
			numbers = append(numbers, "1")
		case !fillers()[w]:
			return time.Time{}, false
		}
	}
	if month == 0 || len(numbers) == 0 || len(numbers) > 2 {
		return time.Time{}, false
	}
	if len(numbers) == 1 { // the month alone
		numbers = append([]string{"1"}, numbers...)
	}
	if len(numbers[0]) == 4 {
		numbers[0], numbers[1] = numbers[1], numbers[0]
	}
	day, err := strconv.Atoi(numbers[0])
	year, _ := strconv.Atoi(numbers[1])
	if err != nil || len(numbers[0]) > 2 || len(numbers[1]) != 4 {
		return time.Time{}, false
	}
	return dayAt(year, month, day, clock)
}

// clock is a time of day, with or without seconds, half of the day and zone. Of a
// zone in letters nothing more is known: the same ones stand for several.
var clock = pattern.Lazy(`(?i)(?:^|[\sT,])([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?:\.\d+)?(?: ?([ap])\.?m\b\.?)?(?: ?(?:(?:UTC|GMT)?([+-]\d\d):?(\d\d)|UTC|GMT|Z|[ECMP][SD]?T|[CEW]ES?T|MES?Z|BST|IST|[JK]ST|A[CEW][SD]T|NZ[SD]T|MSK|SGT|HKT)\b)?`)

// cutClock takes the time of day off a date, with the zone that it is meant in.
func cutClock(s string) (at time.Time, rest string) {
	at = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	m := clock().FindStringSubmatchIndex(s)
	if m == nil {
		return at, s
	}
	number := func(i int) int {
		if m[2*i] < 0 {
			return 0
		}
		n, _ := strconv.Atoi(s[m[2*i]:m[2*i+1]])
		return n
	}
	hour, zone := number(1), time.UTC
	if m[8] >= 0 {
		hour %= 12
		if s[m[8]]|0x20 == 'p' {
			hour += 12
		}
	}
	if east := number(5); m[10] >= 0 {
		offset := east * 3600
		if s[m[10]] == '-' {
			offset -= number(6) * 60
		} else {
			offset += number(6) * 60
		}
		zone = time.FixedZone("", offset)
	}
	at = time.Date(1, 1, 1, hour, number(2), number(3), 0, zone)
	return at, strings.TrimRight(s[:m[0]]+" "+s[m[1]:], " ,")
}

// dayAt is a day at a time of day; false for what the calendar does not have.
func dayAt(year int, month time.Month, day int, at time.Time) (time.Time, bool) {
	t := time.Date(year, month, day, at.Hour(), at.Minute(), at.Second(), 0, at.Location())
	return t, plausible(t) && t.Month() == month && t.Day() == day && day > 0
}

// plausible keeps numbers that merely look like a date out.
func plausible(t time.Time) bool { return t.Year() >= 1500 && t.Year() < 2200 }

// dateInPath is a day in a path, an address or a file's name: 2024/10/30/slug
// (Zola, WordPress) or 2024-01-02-title (Jekyll).
var dateInPath = pattern.Lazy(`(?:^|[/\s_(])((?:19|20)\d\d)([-/_.])(\d\d?)([-/_.])(\d\d?)(?:$|[^0-9])`)

func pathDate(p string) (time.Time, bool) {
	if !strings.Contains(p, "20") && !strings.Contains(p, "19") {
		return time.Time{}, false
	}
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
var dateAtStart = pattern.Lazy(`^(?:19|20)\d\d([-_.])\d\d?[-_.]\d\d?[-_. T]+`)

// datePrefix is the length of the date at the start of a file's name.
func datePrefix(base string) int { return len(dateAtStart().FindString(base)) }

// FormatDate is a time as exactly as it is known: midnight UTC is a whole day,
// unless it was written in another zone. The zero time is "".
func FormatDate(t time.Time) string {
	_, east := t.Zone()
	switch {
	case t.IsZero():
		return ""
	case east == 0 && t.Equal(t.Truncate(24*time.Hour)):
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}
