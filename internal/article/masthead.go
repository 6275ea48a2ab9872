package article

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"manicule/internal/pattern"
)

// mastheadBlocks is how many blocks at the start of a plain text may tell
// about the article instead of being part of it.
const mastheadBlocks = 8

// longestTitle is the length in characters up to which a first line may be a title.
const longestTitle = 200

// takeMasthead takes what the first lines say of the article into Meta, and
// those lines off the text when Meta tells all they say: the title, as often
// as it is repeated, then byline and date.
func (a *Article) takeMasthead(blocks []block) []block {
	blocks = a.takeTitle(blocks)
	for i := 0; i < min(len(blocks), mastheadBlocks); {
		if len(blocks[i].lines) == 1 && len(blocks[i].lines[0]) <= longestTitle && a.takeCredit(blocks[i].text()) {
			blocks = slices.Delete(blocks, i, i+1)
			if i > 0 && a.takeName(blocks[i-1]) {
				blocks = slices.Delete(blocks, i-1, i)
				i--
			}
			continue
		}
		if isBody(blocks[i]) {
			break
		}
		i++
	}
	return blocks
}

// takeName takes a line of nothing but names right above the day that the text
// appeared on for its authors.
func (a *Article) takeName(b block) bool {
	t := b.text()
	if len(b.lines) != 1 || a.Meta.Author != "" || a.Meta.Published.IsZero() || !names().MatchString(t) && !unspacedName().MatchString(t) || numbered().MatchString(t) || articleWord().MatchString(t) {
		return false
	}
	a.Meta.Author = shorten(strings.Join(ands().Split(t, -1), ", "))
	a.remove(t, "byline, shown above the text")
	return true
}

// articleWord is what titles begin with and names do not.
var articleWord = pattern.Lazy(`^(?:The|A|An|How|Why|What|When|Where|Who|In|On|Of|At|For|From|To|My|Our|Your|Der|Die|Das|Ein|Eine|Le|La|Les|Un|Une|El|Los|Las|Una|Il|Lo|Gli|O|Os|As)\b`)

// takeTitle takes the title, and all lines at the start that repeat it.
func (a *Article) takeTitle(blocks []block) []block {
	blocks = splitFirst(blocks)
	if len(blocks) == 0 || len(blocks[0].lines[0]) > 4*longestTitle {
		return blocks
	}
	first := blocks[0].text()
	repeats := repeatsOf(first, a.Meta.Title, blocks)
	title, site := splitSite(first, repeats, blocks)
	switch {
	case a.Meta.Title == "" && (len(repeats) > 0 || isTitle(blocks)):
		a.Meta.Title = shorten(CleanLine(title))
	case a.Meta.Title == "" || !sameTitle(title, a.Meta.Title) && !sameTitle(first, a.Meta.Title):
		return blocks
	}
	if a.Meta.Site == "" {
		a.Meta.Site = site
	}
	for range 1 + len(repeats) {
		a.remove(blocks[0].text(), "title, shown above the text")
		blocks = blocks[1:]
	}
	return blocks
}

// splitFirst sets the first line apart when it stands on the lines below it.
func splitFirst(blocks []block) []block {
	if len(blocks) == 0 || blocks[0].shape != lined || underlined(blocks[0].lines) && len(blocks[0].lines) != 2 {
		return blocks
	}
	lines := blocks[0].lines
	if underlined(lines) {
		return append([]block{{lines: lines[:1]}}, blocks[1:]...)
	}
	if len(lines) > 3 || !sameTitle(lines[0], lines[1]) {
		return blocks
	}
	rest := append([]block{{lines: lines[:1]}}, cutBlock(lines[1:])...)
	return append(rest, blocks[1:]...)
}

// repeatsOf are the lines right after the first that say the same again, with
// or without the site's name.
func repeatsOf(first, given string, blocks []block) []string {
	var repeats []string
	for _, b := range blocks[1:min(len(blocks), 4)] {
		t := b.text()
		if len(b.lines) != 1 || len(t) > 4*longestTitle || !sameTitle(t, first) && !sameTitle(t, given) && !extends(t, first) && !extends(first, t) {
			break
		}
		repeats = append(repeats, t)
	}
	return repeats
}

// extends reports whether long is short with a site's name before or after it.
func extends(long, short string) bool {
	for _, p := range siteParts(long) {
		if sameTitle(p.title, short) {
			return true
		}
	}
	return false
}

// separators stand between a title and a site's name, the surest first.
var separators = []string{" | ", " :: ", " · ", " • ", " » ", " « ", " — ", " – ", " - ", " -- ", "｜", " › ", " ‹ ", " ~ "}

// A sitePart is one way to see a title and a site's name in a line.
type sitePart struct {
	title, site string
	behind      bool // the site stands behind the title
	sure        bool // the separator is seldom part of a title
}

// siteParts lists the ways to cut a line at its last or first separator.
func siteParts(line string) []sitePart {
	var parts []sitePart
	for i, sep := range separators {
		if at := strings.LastIndex(line, sep); at > 0 {
			parts = append(parts, sitePart{strings.TrimSpace(line[:at]), strings.TrimSpace(line[at+len(sep):]), true, i < 6})
		}
	}
	slices.SortStableFunc(parts, func(p, q sitePart) int { return len(p.site) - len(q.site) })
	for i, sep := range separators {
		if at := strings.Index(line, sep); at > 0 {
			parts = append(parts, sitePart{strings.TrimSpace(line[at+len(sep):]), strings.TrimSpace(line[:at]), false, i < 6})
		}
	}
	return parts
}

// publication is a word that names of sites are made of.
var publication = pattern.Lazy(`(?i)\b(?:news|times|post|blog|journal|magazine|review|guardian|herald|tribune|gazette|chronicle|daily|weekly|today|observer|telegraph|independent|reuters|bbc|cnn|npr|wikipedia|conversation|monitor|quarterly|standard|press|zeitung|le monde|economist|atlantic|medium|substack)\b|\.(?:com|org|net|io|gov|edu|co\.uk|dev)$`)

// splitSite cuts the site's name off a title line. Surest is a line that
// repeats the title without the name; then a name with a word of publications,
// which may stand before a title, but not before the rest of one. Any other
// name stands behind the title and is shorter, and something must tell it from
// the title's own words: a separator that titles don't have, a line that
// repeats all of it, or the name at the end of the text.
func splitSite(first string, repeats []string, blocks []block) (title, site string) {
	parts := siteParts(first)
	for _, fits := range []func(sitePart) bool{
		func(p sitePart) bool {
			return slices.ContainsFunc(repeats, func(r string) bool { return sameTitle(r, p.title) })
		},
		func(p sitePart) bool { return p.behind && p.named() },
		func(p sitePart) bool { return !p.behind && p.named() && !small(p.title) && (!p.sure || p.shorter()) },
		func(p sitePart) bool {
			return p.behind && p.siteLike() && p.shorter() && (p.sure || len(repeats) > 0 || mentioned(p.site, blocks))
		},
	} {
		if i := slices.IndexFunc(parts, fits); i >= 0 {
			return parts[i].title, parts[i].site
		}
	}
	return first, ""
}

// named reports whether the site's part is the name of a publication: more than
// a word of one, that is, unless each of its words begins as a name's do.
func (p sitePart) named() bool {
	return p.siteLike() && publication().MatchString(p.site) && (p.shorter() || capitalised(p.site))
}

// shorter reports whether the site's part is no longer than the title's.
func (p sitePart) shorter() bool { return len(p.site) <= len(p.title) }

// siteLike reports whether the part looks like a name: few words, the first a
// capital, a number or a domain.
func (p sitePart) siteLike() bool {
	r, _ := utf8.DecodeRuneInString(p.site)
	words := len(strings.Fields(p.site))
	return words > 0 && words <= 5 && !endsSentence(p.site) &&
		(unicode.IsUpper(r) || unicode.IsDigit(r) || !unicode.IsLower(r) && unicode.IsLetter(r) || strings.Contains(p.site, ".") && words == 1)
}

// capitalised reports whether no word of more than three letters begins small.
func capitalised(s string) bool {
	return !slices.ContainsFunc(strings.Fields(s), func(w string) bool {
		return small(w) && utf8.RuneCountInString(w) > 3
	})
}

// small reports whether the words begin with a small letter.
func small(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// mentioned reports whether a closing block names the site.
func mentioned(site string, blocks []block) bool {
	for _, b := range blocks[max(min(1, len(blocks)), len(blocks)-3):] {
		if strings.Contains(b.text(), site) {
			return true
		}
	}
	return false
}

// isTitle reports whether a text's first block is a title though nothing repeats
// it: a line not too long that is no sentence, with something else below it.
func isTitle(blocks []block) bool {
	line := blocks[0].text()
	n := utf8.RuneCountInString(line)
	return len(blocks[0].lines) == 1 && len(blocks) > 1 && n <= longestTitle && hasLetter(line) &&
		!strings.HasSuffix(line, ".") && !strings.HasSuffix(line, ",") && !strings.HasSuffix(line, ":") &&
		!listItem().MatchString(line) && !notice().MatchString(line) && !isURL(line)
}

// name is a person's: two to four capitalised words, initials and particles.
const name = `(?:\p{Lu}[\p{L}'’-]*\.?)(?: (?:\p{Lu}[\p{L}'’-]*\.?|de|del|della|der|den|di|du|la|le|van|von|bin|al|el|y|da|dos)){1,4}`

var (
	// byline names the authors: "By Jane Doe and John Roe".
	byline = pattern.Lazy(`^(?:[Bb]y|BY|[Ww]ritten by|[Aa]uthors?:|Von|Par|Por|Di)\s+(` + name + `(?:(?:, and |, | and | & |; )` + name + `)*)$`)
	// names is a line of nothing but names, sure only beside a date.
	names = pattern.Lazy(`^` + name + `(?:(?:, and |, | and | & )` + name + `)*$`)
	// dated is a line or a part of one that tells when the text appeared.
	dated = pattern.Lazy(`^(?i:(?:first )?(?:published|posted)(?: on| at)?:?|date:|publiée? le|veröffentlicht(?: am)?:?|stand:|vom|am|publicado(?: el| em)?:?|pubblicato(?: il)?:?|gepubliceerd(?: op)?:?|publicerad:?|opublikowano:?|опубликовано:?|发布(?:时间|于)?[:：]?|發布[:：]?|公開(?:日)?[:：]?|投稿日[:：]?|입력:?)?\s*(.{6,40})$`)
	// origin is a line that tells the address of the page.
	origin = pattern.Lazy(`^(?i:url|source|link|original|retrieved from|from)?:?\s*(https?://\S+)$`)
	// ands part the names of a byline.
	ands = pattern.Lazy(`, and | and | & |; |, `)
)

// takeCredit takes a line that says nothing but who wrote the text, when, or
// where it stood. It reports whether Meta now has all that the line says.
func (a *Article) takeCredit(line string) bool {
	author, day, rest := a.credit(line)
	if rest != "" || author == "" && day.IsZero() {
		if m := origin().FindStringSubmatch(line); m != nil && a.Meta.Source == "" && isURL(m[1]) {
			a.Meta.Source = shorten(m[1])
			a.remove(line, "address, kept as the article's source")
			return true
		}
		return false
	}
	if author != "" && a.Meta.Author != "" || !day.IsZero() && !a.Meta.Published.IsZero() {
		return false
	}
	if author != "" {
		a.Meta.Author = author
	}
	if !day.IsZero() {
		a.Meta.Published = day
	}
	a.remove(line, "byline, shown above the text")
	return true
}

// credit reads a line's parts; rest is what it doesn't understand.
func (a *Article) credit(line string) (author string, day time.Time, rest string) {
	parts := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("|·•—–", r) })
	for _, p := range parts {
		p = strings.TrimSpace(p)
		by := byline().FindStringSubmatch(p)
		when, isDate := dayOf(p)
		switch {
		case isDate && day.IsZero():
			day = when
		case by != nil && author == "":
			author = shorten(strings.Join(ands().Split(by[1], -1), ", "))
		case author == "" && len(parts) > 1 && names().MatchString(p):
			author = shorten(strings.Join(ands().Split(p, -1), ", "))
		case a.Meta.Site == "" || !sameTitle(p, a.Meta.Site):
			return "", time.Time{}, p
		}
	}
	if len(parts) > 1 && day.IsZero() && !byline().MatchString(strings.TrimSpace(parts[0])) {
		return "", time.Time{}, line
	}
	return author, day, ""
}

func dayOf(s string) (time.Time, bool) {
	m := dated().FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, false
	}
	day := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(m[1]), "Uhr"))
	if t, ok := parseDate(day); ok {
		return t, ok
	}
	if !clock().MatchString(day) {
		return time.Time{}, false // a number
	}
	return numericDate(day)
}
