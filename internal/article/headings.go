package article

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"manicule/internal/pattern"
	"manicule/internal/script"
)

// A candidate is a line of plain text that stands alone, with what stands
// around it.
type candidate struct {
	line       string
	words      int // characters of scripts without spaces count as half a word each
	runes      int
	prev, next *block // nil at the ends
	run        int    // how many candidates in a row it belongs to
	place      int    // its place in that row, from 0
	top        bool   // the row begins the text
	above      bool   // no paragraph stands before it
	opened     bool   // the row follows a line that ends in a colon
	followed   bool   // a paragraph follows the row
	dense      float64
	repeated   bool
	listed     bool
	credited   bool // a day stands above the text, and no author is known
	quoted     bool // it is in quotation marks, and said in the text too
	counted    bool // the line before or after it has the number before or after its own
}

// markHeadings makes headings of the lines that the rules find to be ones. It
// goes up from the end: what a line would head is judged before the line. A
// question is a heading beside other headings or other questions; one alone
// amid prose is prose. Where a day stands above the text and no author is known,
// nameless, a name may.
func markHeadings(blocks []block, nameless bool) {
	cands := candidates(blocks)
	for i, c := range cands {
		c.credited = nameless
		cands[i] = c
	}
	markPulled(blocks, cands)
	var asking, goingOn []int
	found := markCount(blocks, cands)
	for i := len(blocks) - 1; i >= 0; i-- {
		c, ok := cands[i]
		switch {
		case !ok || blocks[i].shape == heading:
		case !c.isHeading():
			if asks(c.line) && conjunction().MatchString(c.line) && strings.Count(c.line, "?") == 1 && c.isHeadingBut(goesOn) {
				goingOn = append(goingOn, i)
			}
		case asks(c.line):
			asking = append(asking, i)
		default:
			found++
			blocks[i].mark(c)
		}
	}
	if found == 0 && len(asking) < 2 {
		return
	}
	if len(asking) > 1 { // an interview
		asking = append(asking, goingOn...)
	}
	for _, i := range asking {
		blocks[i].mark(cands[i])
	}
}

// markPulled tells of lines in quotation marks whether the text says the same:
// sites repeat a sentence in large letters.
func markPulled(blocks []block, cands map[int]candidate) {
	const most = 20
	looked := 0
	for i, b := range blocks {
		c, ok := cands[i]
		if !ok || !strings.ContainsRune("\"“„«", firstRune(c.line)) || c.words < 3 || looked == most {
			continue
		}
		looked++
		said := strings.Trim(b.text(), "\"“”„«» ")
		for j, other := range blocks {
			c.quoted = c.quoted || j != i && len(other.lines) > 0 && strings.Contains(strings.Join(other.lines, " "), said)
		}
		cands[i] = c
	}
}

// countAlone is a section's number alone on its line.
var countAlone = pattern.Lazy(`^(?:[IVX]{1,5}|\d{1,2})\.?$`)

// markCount makes headings of numbers alone on their lines that count from one
// on, between whole paragraphs, and tells how many.
func markCount(blocks []block, cands map[int]candidate) int {
	var at []int
	for i, b := range blocks {
		if len(b.lines) != 1 || !countAlone().MatchString(b.text()) || i+1 == len(blocks) {
			continue
		}
		if n, ok := countOf(strings.TrimSuffix(b.text(), ".")); !ok || n != len(at)+1 || len(at) > 0 && !endsSentence(blocks[i-1].text()) {
			return 0
		}
		at = append(at, i)
	}
	if len(at) < 2 {
		return 0
	}
	for _, i := range at {
		blocks[i].mark(candidate{line: blocks[i].text()})
		delete(cands, i)
	}
	return len(at)
}

// countOf is the number that figures or Roman letters write.
func countOf(s string) (int, bool) {
	if n, err := strconv.Atoi(s); err == nil {
		return n, true
	}
	sum := 0
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10}
	for i := range len(s) {
		v := values[s[i]]
		if i+1 < len(s) && values[s[i+1]] > v {
			v = -v
		}
		sum += v
	}
	return sum, sum > 0
}

// mark makes the block the heading that it was judged to be, without the sign
// that links to it.
func (b *block) mark(c candidate) {
	b.shape, b.level, b.lines = heading, level(c.line), []string{editSign().ReplaceAllString(strings.TrimRight(c.line, " ¶"), "")}
}

// editSign is what wikis put behind their headings.
var editSign = pattern.Lazy(`(?i)\s?\[(?:edit(?: source)?|bearbeiten|modifier|editar|modifica|править|編集|编辑|編輯|편집|edytuj|bewerken|redigera)(?: ?\| ?[^\]]*)?\]$`)

// isHeading sums the points of the rules that hold; those that alone decide
// against a heading, which cost the most to test, are asked last.
func (c candidate) isHeading() bool { return c.isHeadingBut("") }

// isHeadingBut is isHeading without the rule of that name.
func (c candidate) isHeadingBut(rule string) bool {
	points := 0
	for _, r := range headingRules {
		if r.name != rule && r.points != never && r.holds(c) {
			points += r.points
		}
	}
	return points > 0 && !slices.ContainsFunc(headingRules, func(r headingRule) bool { return r.points == never && r.holds(c) })
}

// numbered is a line with a section's number: "2. Methods", "2.1 Data", "Step 3".
var numbered = pattern.Lazy(`^(?:(?:(?i:Step|Chapter|Part|Section|Phase|Lesson|Rule|Act|Scene|Appendix|Tip|Day|Week|Book|Kapitel|Teil|Abschnitt|Chapitre|Partie|Capítulo|Capitolo|Parte|Глава|Часть)) )?(\d{1,2}(?:\.\d{1,2})*)(?:[.):]?$|[.):]? +["“‘«]?[\p{Lu}\p{Lo}])` +
	`|^(?i:Chapter|Part|Section|Act|Scene|Appendix|Book|Kapitel|Teil|Chapitre|Partie|Capítulo|Capitolo|Parte|Глава|Часть) (?:[IVXL]+|[A-Z]|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)(?:$|[.:] |[ ,] ?[—–-])` +
	`|^第[一二三四五六七八九十百\d]+[章节節部篇回話编編](?:$|[\s：:　])|^제 ?\d+ ?[장절부]`)

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
	singles, bodies := 0, 0
	for i := 0; i < len(blocks); {
		n := i
		for n < len(blocks) && isCandidate(blocks[n]) {
			n++
		}
		singles += n - i
		for j := i; j < n; j++ {
			c := candidate{line: blocks[j].text(), run: n - i, place: j - i, top: i == 0, above: bodies == 0}
			c.words, c.runes = wordsIn(c.line), utf8.RuneCountInString(c.line)
			for k := j - 1; k >= 0 && (k == j-1 || isAside(blocks[k+1])); k-- {
				c.prev = &blocks[k]
			}
			for k := j + 1; k < len(blocks) && (k == j+1 || isAside(blocks[k-1])); k++ {
				c.next = &blocks[k]
			}
			c.opened = i > 0 && strings.HasSuffix(blocks[i-1].text(), ":")
			c.followed = n < len(blocks)
			cands[j] = c
		}
		if n == i && isBody(blocks[i]) {
			bodies++
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
			c.counted = countsOn(c.prev, b.text()) || c.next != nil && countsOn(&b, c.next.text())
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

// Lengths of headings.
const (
	longestHeading  = 120 // characters
	longestUnspaced = 30  // characters of scripts without spaces
)

// isCandidate reports whether a block is one short line that is no sentence
// and doesn't stand wholly in brackets, as remarks and credits do.
func isCandidate(b block) bool {
	if b.shape != flowing || len(b.lines) != 1 {
		return false
	}
	t := b.text()
	return utf8.RuneCountInString(t) <= longestHeading && unspaced(t) <= longestUnspaced && hasLetter(t) && !endsClause(t) && !isItem(t) && !isAside(b)
}

// isAside reports whether a block is one line in brackets.
func isAside(b block) bool {
	t := b.text()
	return len(b.lines) == 1 && strings.ContainsRune("([（【", firstRune(t)) && strings.ContainsRune(")]）】", lastRune(t))
}

// endsClause reports whether a line ends as sentences do and headings don't,
// in any script: with a full stop or a comma, before closing quotes too. What
// asks, exclaims, breaks off or introduces may be a heading yet.
func endsClause(s string) bool {
	r := lastRune(strings.TrimRight(s, " \"'”’»」』"))
	return script.EndsClause(r) && !strings.ContainsRune(askers+exclaimers+":：…", r)
}

const (
	closers    = " \"'”’»)]）」』】"
	askers     = "?？؟՞⁇⁈"
	exclaimers = "!！՜‼⁉"
)

// asks reports whether a line is a question.
func asks(s string) bool {
	return strings.ContainsRune(askers, lastRune(strings.TrimRight(s, closers)))
}

// unspaced counts the characters of scripts without spaces between words.
func unspaced(s string) (n int) {
	for _, r := range s {
		if script.Unspaced(r) {
			n++
		}
	}
	return n
}

// wordsIn counts words, two characters of scripts without spaces as one.
func wordsIn(s string) int {
	if n := unspaced(s); n > 0 {
		return (n+1)/2 + strings.Count(s, " ")
	}
	return len(strings.Fields(s))
}

// proseLength is the length of a text in letters: a character of a script
// without spaces says as much as six.
func proseLength(s string) int { return utf8.RuneCountInString(s) + 5*unspaced(s) }

// countsOn reports whether the number before a line follows that before the
// block above it, as in lists: 2.1 and 2.2, but not 2 and 2.1.
func countsOn(above *block, line string) bool {
	if above == nil || !hasDigit(line) || !hasDigit(above.text()) {
		return false
	}
	a, b := numbered().FindStringSubmatch(above.text()), numbered().FindStringSubmatch(line)
	if a == nil || b == nil || a[1] == "" || b[1] == "" {
		return false
	}
	x, y := strings.Split(a[1], "."), strings.Split(b[1], ".")
	m, _ := strconv.Atoi(x[len(x)-1])
	n, _ := strconv.Atoi(y[len(y)-1])
	return len(x) == len(y) && n == m+1
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// isItem reports whether a line is an item of a list and no numbered heading.
func isItem(line string) bool { return listItem().MatchString(line) && !numbered().MatchString(line) }

// isBody reports whether a block is a paragraph of running text.
func isBody(b block) bool {
	t := b.text()
	return b.shape == flowing && proseLength(t) >= shortestProse && (endsSentence(t) || strings.HasSuffix(t, ":") || len(t) > 160)
}

// isShort reports whether a neighbour is a single line and no paragraph.
func isShort(b *block) bool { return b != nil && b.shape == flowing && !isBody(*b) }
