package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A candidate is a line of plain text that stands alone, with what stands
// around it.
type candidate struct {
	line       string
	words      int
	runes      int
	prev, next *block // nil at the ends
	run        int    // how many candidates in a row it belongs to
	place      int    // its place in that row, from 0
	opened     bool   // the row follows a line that ends in a colon
	followed   bool   // a paragraph follows the row
	dense      float64
}

// markHeadings makes headings of the lines that the rules find to be ones.
func markHeadings(blocks []block) {
	cands := candidates(blocks)
	for i, c := range cands {
		if c.score() > 0 {
			blocks[i].shape, blocks[i].level = heading, level(c.line)
		}
	}
}

// score sums the points of all rules that hold.
func (c candidate) score() int {
	points := -threshold
	for _, r := range headingRules {
		if r.holds(c) {
			points += r.points
		}
	}
	return points
}

// numbered is a section's number: "2", "2.1", "IV."
var numbered = regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2})*)[.)]? +\p{Lu}`)

// level is 2, and deeper for a number of several parts.
func level(line string) int {
	if m := numbered.FindStringSubmatch(line); m != nil {
		return min(6, 2+strings.Count(m[1], "."))
	}
	return 2
}

// candidates finds the lines that the rules are to judge, by block.
func candidates(blocks []block) map[int]candidate {
	cands := map[int]candidate{}
	singles := 0
	for i := 0; i < len(blocks); {
		n := i
		for n < len(blocks) && isCandidate(blocks[n]) {
			n++
		}
		singles += n - i
		for j := i; j < n; j++ {
			c := candidate{line: blocks[j].text(), run: n - i, place: j - i}
			c.words, c.runes = len(strings.Fields(c.line)), utf8.RuneCountInString(c.line)
			if j > 0 {
				c.prev = &blocks[j-1]
			}
			if j+1 < len(blocks) {
				c.next = &blocks[j+1]
			}
			c.opened = i > 0 && strings.HasSuffix(blocks[i-1].text(), ":")
			c.followed = n < len(blocks)
			cands[j] = c
		}
		i = max(n, i+1)
	}
	for i, c := range cands {
		c.dense = float64(singles) / float64(len(blocks))
		cands[i] = c
	}
	return cands
}

// isCandidate tells whether a block is one short line that is no sentence.
func isCandidate(b block) bool {
	if b.shape != flowing || len(b.lines) != 1 {
		return false
	}
	t := b.text()
	n := utf8.RuneCountInString(t)
	return n <= 120 && hasLetter(t) && !strings.ContainsRune(".,;", lastRune(t))
}

// isBody tells whether a block is a paragraph of running text.
func isBody(b block) bool {
	t := b.text()
	return b.shape == flowing && utf8.RuneCountInString(t) >= shortestProse && (endsSentence(t) || strings.HasSuffix(t, ":") || len(t) > 160)
}

var (
	// listItem is a line with a bullet or a number before it.
	listItem = regexp.MustCompile(`^(?:[-+*•·▪◦‣–—] |\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)] )`)
	// notice is a line that sites put between paragraphs, or credits somebody.
	notice = regexp.MustCompile(`(?i)^(?:advert|read (?:more|also|next)|also read|see also|more from|related|recommended|share |sign up|subscribe|follow us|listen|watch:|loading|photo|image|picture|credit|source:|copyright|©|\(c\) |all rights|updated?:? |published|posted|last (?:updated|modified)|by \p{Lu}|written by|edited by|reporting by|editing by|with files|figure \d|fig\. |table \d|\d+ (?:min|comments?|shares?)\b|comments?$|skip to|story continues|continue reading|click here|tags?:|filed under|e-?mail|tweet|print$|getty|reuters$|\(?(?:ap|afp|reuters)\)?$)`)
)

const threshold = 3

// headingRules decide what is a heading: the points of all that hold are
// summed, and more than threshold makes one.
var headingRules = []struct {
	name   string
	points int
	holds  func(c candidate) bool
}{
	{"alone between paragraphs", 4, func(c candidate) bool { return c.run == 1 && c.followed }},
	{"one of two", 3, func(c candidate) bool { return c.run == 2 && c.followed }},
	{"row", 1, func(c candidate) bool { return c.run > 2 && c.place == c.run-1 }},
	{"body follows", 2, func(c candidate) bool { return c.next != nil && isBody(*c.next) }},
	{"prev body", 1, func(c candidate) bool { return c.prev == nil || isBody(*c.prev) && endsSentence(c.prev.text()) }},
	{"opened", -4, func(c candidate) bool { return c.opened && c.place < c.run-1 }},
	{"opened", -2, func(c candidate) bool { return c.opened && c.place == c.run-1 }},
	{"last", -99, func(c candidate) bool { return c.next == nil }},
	{"colon", -3, func(c candidate) bool { return strings.HasSuffix(c.line, ":") }},
	{"lower", -5, func(c candidate) bool { return startsLower(c.line) }},
	{"bullet", -99, func(c candidate) bool { return listItem.MatchString(c.line) && !numbered.MatchString(c.line) }},
	{"notice", -99, func(c candidate) bool { return notice.MatchString(c.line) }},
	{"quote", -99, func(c candidate) bool { return isQuote(c.line) }},
	{"long", -1, func(c candidate) bool { return c.words > 9 }},
	{"very long", -2, func(c candidate) bool { return c.words > 13 }},
	{"url", -99, func(c candidate) bool { return isURL(c.line) || strings.HasSuffix(c.line, "…") }},
	{"date", -99, func(c candidate) bool { _, ok := dayOf(c.line); return ok }},
	{"dense", -2, func(c candidate) bool { return c.dense > .5 }},
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// startsLower tells whether a line begins with an ordinary word in lower
// case; names like crates.io and code_words are not ordinary.
func startsLower(s string) bool {
	first, _, _ := strings.Cut(s, " ")
	r, _ := utf8.DecodeRuneInString(first)
	return unicode.IsLower(r) && strings.IndexFunc(first, func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

// isQuote tells whether a line is a quotation: it begins with a quotation mark.
func isQuote(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("\"“„«‹‘'’", r) && strings.ContainsRune("\"”“»›’'.,!?", lastRune(s))
}

// endsSentence tells whether a line ends as sentences do, also within quotes.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \"'”’»)]")
	return s != "" && strings.ContainsRune(".!?…。!?", lastRune(s))
}
