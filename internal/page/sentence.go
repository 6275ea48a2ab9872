package page

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/clipperhouse/uax29/v2/words"

	"manicule/internal/article"
	"manicule/internal/script"
)

// read is the text run's text as the segmenters are to see it, and where each cell
// begins in it. A reference to a footnote is a closing bracket there, with the
// space before it: it belongs to the sentence that it follows.
func (l textRun) read() (text string, at []int) {
	var b strings.Builder
	at = make([]int, 0, len(l.cells)+1)
	for i, c := range l.cells {
		at = append(at, b.Len())
		switch {
		case l.notes[c.Link], c.Text == " " && i+1 < len(l.cells) && l.notes[l.cells[i+1].Link]:
			b.WriteByte(')')
		case c.Text == newline && l.kind == plain:
			b.WriteByte(' ') // lines of plain text are not what was meant as lines
		case script.RaisedDigit(firstRune(c.Text)):
			b.WriteByte(')') // a note's number belongs to the sentence it closes
		default:
			b.WriteString(c.Text)
		}
	}
	return b.String(), append(at, b.Len())
}

// slice are the cells of the bytes [from, to) of the text read.
func (l textRun) slice(at []int, from, to int) []Cell {
	return l.cells[sort.SearchInts(at, from):sort.SearchInts(at, to)]
}

// words are what Unicode's UAX 29 finds that holds a letter, but that marks
// and letters which it knows as neither (ာ, ₂) go on with a word.
func (l textRun) words() (spans []article.Span) {
	text, at := l.read()
	pos, from := 0, 0
	for seg := words.FromString(text); seg.Next(); {
		pos += len(seg.Value())
		if wordGoesOn(text[from:pos], text[pos:]) {
			continue
		}
		if strings.ContainsFunc(text[from:pos], script.Letter) {
			if s := shown(l.slice(at, from, pos)); !s.Empty() {
				spans = append(spans, s)
			}
		}
		from = pos
	}
	return spans
}

func wordGoesOn(word, rest string) bool {
	next := firstRune(rest)
	if script.Mark(next) {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(word, script.Mark))
	spaced := func(r rune) bool { return script.Letter(r) && !script.Unspaced(r) }
	return spaced(last) && spaced(next)
}

// sentences are those of UAX 29, but that an abbreviation ends none.
func (l textRun) sentences() (spans []article.Span) {
	text, at := l.read()
	pos, from := 0, 0
	for seg := sentences.FromString(text); seg.Next(); {
		pos += len(seg.Value())
		if pos < len(text) && text[pos-1] != '\n' && goesOn(text[from:pos], text[pos:]) {
			continue
		}
		if cells := l.slice(at, from, pos); l.reads(cells) {
			spans = append(spans, shown(cells))
		}
		from = pos
	}
	return spans
}

// goesOn reports whether a full stop that UAX 29 takes for the sentence's end is
// an abbreviation's.
func goesOn(sentence, rest string) bool {
	s := strings.TrimRight(sentence, " ")
	if !strings.HasSuffix(s, ".") || len(s) == len(sentence) && !script.Letter(firstRune(rest)) {
		return false
	}
	s = strings.TrimSuffix(s, ".")
	word := s[strings.LastIndexAny(s, " \n([“‘\"'—")+1:]
	next := firstWord(rest)
	switch {
	case word == "":
		return false
	case isInitials(word):
		return !sentenceStarts[next] || len(word) == 1 && word != "I"
	case beforeNumber[strings.ToLower(word)]:
		return next != "" && next[0] >= '0' && next[0] <= '9'
	}
	return beforeName[word]
}

// isInitials tells "J", "U.S", "e.g", "Ph.D": letters with stops between.
func isInitials(word string) bool {
	if len(word) == 1 && word >= "a" {
		return false
	}
	for part := range strings.SplitSeq(word, ".") {
		if n := utf8.RuneCountInString(part); n == 0 || n > 2 || !startsLetter(part) {
			return false
		}
		if utf8.RuneCountInString(part) == 2 && !strings.Contains(word, ".") {
			return false
		}
	}
	return true
}

func startsLetter(s string) bool {
	r := firstRune(s)
	return unicode.IsLetter(r) && r < 0x2e80
}

func firstWord(s string) string {
	s = strings.TrimLeft(s, " “‘\"'([")
	if i := strings.IndexFunc(s, func(r rune) bool { return !script.Letter(r) }); i >= 0 {
		s = s[:i]
	}
	return s
}

// beforeName holds abbreviations that stand before a name; a sentence that
// ends with one of them is rare.
var beforeName = set("Mr Mrs Ms Mx Dr Prof St Mt Gov Sen Rep Gen Col Maj Capt Cpt Lt Sgt Adm Rev Hon Pres Supt Messrs Mme Mlle M " +
	"vs viz cf eg ie ca approx Hr Fr Sra Srta Sr.a dott")

// beforeNumber holds abbreviations that stand before a number.
var beforeNumber = set("no nos nr fig figs vol p pp ch chap sec sect art eq eqs jan feb mar apr jun jul aug sep sept oct nov dec c ca")

// sentenceStarts holds words that begin a sentence more often than they follow
// an abbreviation such as "U.S." within one.
var sentenceStarts = set("A After All Although An And As At Because Before Both But By Despite Each Even For From Has He Her His How However " +
	"I If In Is It Its Many More Most My No Not Now Of On One Our She Since So Some Such That The Their Then There These They This Those " +
	"Though To Under Until We What When Where Which While Who Why With Yet You Your")

func set(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}
