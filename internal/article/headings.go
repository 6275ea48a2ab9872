package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/pattern"
	"manicule/internal/script"
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
	top        bool   // the row begins the text
	opened     bool   // the row follows a line that ends in a colon
	followed   bool   // a paragraph follows the row
	dense      float64
	repeated   bool
	listed     bool
}

// markHeadings makes headings of the lines that the rules find to be ones. It
// goes up from the end: what a line would head is judged before the line.
func markHeadings(blocks []block) {
	cands := candidates(blocks)
	for i := len(blocks) - 1; i >= 0; i-- {
		if c, ok := cands[i]; ok && c.isHeading() {
			blocks[i].shape, blocks[i].level = heading, level(c.line)
		}
	}
}

// isHeading sums the points of the rules that hold; those that alone decide
// against a heading, which cost the most to test, are asked last.
func (c candidate) isHeading() bool {
	points := 0
	for _, r := range headingRules {
		if r.points != never && r.holds(c) {
			points += r.points
		}
	}
	return points > 0 && !slices.ContainsFunc(headingRules, func(r headingRule) bool { return r.points == never && r.holds(c) })
}

// numbered is a line with a section's number: "2. Methods", "2.1 Data", "Step 3".
var numbered = pattern.Lazy(`^(?:(?:Step|Chapter|Part|Section|Phase|Lesson|Rule|Act|Scene|Appendix|Tip|Day|Week) )?(\d{1,2}(?:\.\d{1,2})*)(?:[.):]?$|[.):]? +\p{Lu})`)

// level is 2, and deeper for a number of several parts.
func level(line string) int {
	if m := numbered().FindStringSubmatch(line); m != nil {
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
			c := candidate{line: blocks[j].text(), run: n - i, place: j - i, top: i == 0}
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
	seen, listed := map[string]int{}, map[string]bool{}
	for _, c := range cands {
		seen[label(c.line)]++
	}
	for i, b := range blocks {
		if c, ok := cands[i]; ok {
			c.listed = listed[c.line] && c.run <= 2
			c.repeated = seen[label(c.line)] > 1 && !c.listed
			c.dense = float64(singles) / float64(len(blocks))
			cands[i] = c
		}
		if c := cands[i]; c.run > 2 || b.shape == lined {
			for _, l := range b.lines {
				listed[strings.TrimSpace(l[len(bullet().FindString(l)):])] = true
			}
		}
	}
	return cands
}

// label is what a line begins with before a colon, else the line.
func label(line string) string {
	before, _, _ := strings.Cut(line, ": ")
	return before
}

// isCandidate tells whether a block is one short line that is no sentence.
func isCandidate(b block) bool {
	if b.shape != flowing || len(b.lines) != 1 {
		return false
	}
	t := b.text()
	n := utf8.RuneCountInString(t)
	return n <= 120 && hasLetter(t) && !strings.ContainsRune(".,;", lastRune(t)) && !isItem(t)
}

// isItem tells whether a line is an item of a list and no numbered heading.
func isItem(line string) bool { return listItem().MatchString(line) && !numbered().MatchString(line) }

// isBody tells whether a block is a paragraph of running text.
func isBody(b block) bool {
	t := b.text()
	return b.shape == flowing && utf8.RuneCountInString(t) >= shortestProse && (endsSentence(t) || strings.HasSuffix(t, ":") || len(t) > 160)
}

// isShort tells whether a neighbour is a single line and no paragraph.
func isShort(b *block) bool { return b != nil && b.shape == flowing && !isBody(*b) }

var (
	// bullet is what stands before an item.
	// listItem is a line with a bullet or a number before it.
	bullet   = pattern.Lazy(`^ *(?:[-+*•·▪◦‣–—]|\d{1,2}[.)]) +`)
	listItem = pattern.Lazy(`^(?:[-+*•·▪◦‣–—] |\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)] )`)
	// notice is a line that sites put between paragraphs: an advertisement, a
	// teaser, a button, a date.
	notice = pattern.Lazy(`(?i)^(?:advert|sponsored|promoted|(?:also )?read(?: more| also| next|:)|also read|more from |more on this|(?:related|recommended|most read|popular|latest|trending|top)(?: articles?| stories| story| posts?| topics?| reading| coverage| news|:|$)|see also:|share(?: this| on| via| article|$)|sign up|subscribe|newsletter$|follow (?:us|@)|listen(?: to|$)|loading|story continues|continue reading|keep reading|click here|skip (?:to|ad)|source:|sources:|copyright|©|\(c\) |all rights|(?:last |first )?(?:updated?|published|posted|modified):? (?:on |at |by )?.*\d|by \p{Lu}[\pL.]+ |(?:written|edited|reporting|editing|additional reporting|reviewed|translated) by|with files from|fig(?:ure|\.) \d|\d+ (?:min(?:ute)?s?|comments?|shares?|views?|likes?)\b|(?:leave a )?(?:comment|reply)s?$|view comments|tags?:|filed under|posted in|e-?mail|tweet|print$|facebook$|twitter$|whatsapp$|watch:|video:|getty images|this (?:article|story|post) (?:was|is|has|first|originally|appeared))`)
	// dateline is where and when an agency's report begins: "TOKYO, April 3 (Reuters) -".
	dateline  = pattern.Lazy(`^\p{Lu}{3,}[\p{Lu} ,.]*(?:,? \p{Lu}\pL+\.? \d{1,2}|\(\p{Lu}[\pL ]+\)).{0,20}$`)
	codeSigns = pattern.Lazy(`[{};=$|]|=>|->|--[a-z]|\(\)|^[#./@]`)
	// twoSentences is a sentence's end within the line.
	twoSentences = pattern.Lazy(`[.!?] +\p{Lu}`)
	// pronoun is what sentences begin with and headings rarely.
	pronoun = pattern.Lazy(`^(?:I|We|You|He|She|It|They|This|That|There|These|Those|Here|Thank|Thanks|Please)\b`)
	// credit is the agency or the artist that captions name.
	credit = pattern.Lazy(`(?:Photo|Photograph|Image|Picture|Illustration|Graphic|Screenshot|Credit)s?(?: by| courtesy| credit|:| ©)|Getty Images|Shutterstock|iStock|Wikimedia|Unsplash|(?:^|[/|(] ?)(?:AP|AFP|EPA|AAP|Reuters|REUTERS|TASS|Xinhua|Kyodo)\b`)
)

// A headingRule is a reason for or against a line's being a heading.
type headingRule struct {
	name   string
	points int
	holds  func(c candidate) bool
}

// never is the weight of a rule that alone decides against a heading.
const never = -1000

// headingRules decide what is a heading: a line is one when the points of all
// the rules that hold are positive in sum. The points were fitted to real
// articles saved as text in four ways (TestSavedHeadings measures them) and
// rounded. Each rule has its reason and, in TestHeadingRules, its counter-example.
var headingRules = []headingRule{
	// Most short lines of saved pages are something else: items, captions, code.
	{"a short line", -2, func(candidate) bool { return true }},

	// Where it stands. A section ends with a sentence, and its heading is
	// followed by more than it says itself.
	{"after a sentence", 4, func(c candidate) bool { return c.prev != nil && !isCandidate(*c.prev) && endsSentence(c.prev.text()) }},
	{"after a list", 3, func(c candidate) bool {
		return c.prev != nil && (c.prev.shape != flowing || !endsSentence(c.prev.text()) && isItem(c.prev.text()))
	}},
	{"alone", 1, func(c candidate) bool { return c.run == 1 }},
	{"under another heading", 2, func(c candidate) bool { return c.run == 2 && c.place == 1 }},
	{"before a paragraph", 1, func(c candidate) bool { return c.next != nil && isBody(*c.next) }},
	{"before something longer", 2, func(c candidate) bool { return c.next != nil && utf8.RuneCountInString(c.next.text()) > 3*c.runes }},
	{"before what introduces a list", 3, func(c candidate) bool { return c.next != nil && strings.HasSuffix(c.next.text(), ":") }},
	{"before a list", 2, func(c candidate) bool { return c.next != nil && listItem().MatchString(c.next.text()) }},
	// Short lines among short ones are a list, verse, a table or a dialogue.
	{"among short lines", -2, func(c candidate) bool { return isShort(c.prev) && isShort(c.next) }},
	{"half the text is short lines", -2, func(c candidate) bool { return c.dense > .5 }},
	// "They are:" is followed by what they are.
	{"after a colon", -4, func(c candidate) bool { return c.opened && c.place == 0 }},
	// A heading heads something; what ends a text is a signature or a credit.
	{"nothing follows", never, func(c candidate) bool { return c.next == nil }},
	{"no paragraph follows", -4, func(c candidate) bool { return !c.followed }},
	// Under the title stands who wrote it, before a date or a caption.
	{"under a name under the title", -8, func(c candidate) bool { return c.top && c.place == 1 && names().MatchString(c.prev.text()) }},
	{"name under the title", -4, func(c candidate) bool {
		return c.prev == nil && c.next != nil && !isBody(*c.next) && names().MatchString(c.line)
	}},

	// What it says and how. Headings are short, begin like a sentence and don't
	// end like one, unless they ask.
	{"few words", 1, func(c candidate) bool { return c.words <= 6 }},
	{"many words", -2, func(c candidate) bool { return c.words > 9 }},
	{"very many words", -4, func(c candidate) bool { return c.words > 13 }},
	{"a question", 2, func(c candidate) bool { return strings.HasSuffix(c.line, "?") }},
	{"an exclamation", -5, func(c candidate) bool { return strings.HasSuffix(c.line, "!") }},
	{"a number before it", 7, func(c candidate) bool { return numbered().MatchString(c.line) }},
	{"ends in a colon", -10, func(c candidate) bool { return strings.HasSuffix(c.line, ":") }},
	{"two sentences", -2, func(c candidate) bool { return twoSentences().MatchString(c.line) }},
	{"begins in lower case", -8, func(c candidate) bool { return startsLower(c.line) }},
	{"begins with a small name", -4, func(c candidate) bool { return unicode.IsLower(firstRune(c.line)) && !startsLower(c.line) }},
	{"begins with a sign", -6, func(c candidate) bool { return !script.Letter(firstRune(c.line)) }},
	{"begins with a pronoun", -3, func(c candidate) bool { return pronoun().MatchString(c.line) }},
	{"a label and its value", -3, func(c candidate) bool { return strings.Contains(c.line, ": ") }},
	{"code", -3, func(c candidate) bool { return codeSigns().MatchString(c.line) }},
	// Commands, buttons and table cells come again and again. A heading comes
	// twice at most: in the list of contents, and where it belongs.
	{"said more than once", -5, func(c candidate) bool { return c.repeated }},

	// What is something else by its form.
	{"a quotation", never, func(c candidate) bool { return isQuote(c.line) }},
	{"an address", never, func(c candidate) bool { return strings.Contains(c.line, "://") || strings.HasPrefix(c.line, "www.") }},
	{"a date", never, func(c candidate) bool { _, ok := dayOf(c.line); return ok }},
	{"a dateline", never, func(c candidate) bool { return dateline().MatchString(c.line) }},
	{"a caption's credit", never, func(c candidate) bool { return credit().MatchString(c.line) }},
	{"a notice of the site", never, func(c candidate) bool { return notice().MatchString(c.line) }},
	{"an unfinished teaser", never, func(c candidate) bool { return strings.HasSuffix(c.line, "…") }},
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// startsLower tells whether a line begins with an ordinary word in lower
// case; names like crates.io and code_words are not ordinary.
func startsLower(s string) bool {
	first, _, _ := strings.Cut(s, " ")
	r, _ := utf8.DecodeRuneInString(first)
	return unicode.IsLower(r) && strings.IndexFunc(first, func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

// spoken is where a quotation ends and its speaker is named.
var spoken = pattern.Lazy(`,["”»’'] |["”»’'] (?:said|says|asked|wrote|he|she|they)\b`)

// isQuote tells whether a line is a quotation: it begins with a quotation
// mark and ends with one, or goes on with who said it.
func isQuote(s string) bool {
	return strings.ContainsRune("\"“„«‹‘'’", firstRune(s)) &&
		(strings.ContainsRune("\"”“»›’'.,!?", lastRune(s)) || spoken().MatchString(s))
}

// endsSentence tells whether a line ends as sentences do, also within quotes.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \"'”’»)]")
	return s != "" && script.EndsSentence(lastRune(s))
}
