package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/pattern"
	"manicule/internal/script"
)

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// startsLower reports whether a line begins with an ordinary word in lower
// case; names like crates.io and code_words are not ordinary.
func startsLower(s string) bool {
	first, _, _ := strings.Cut(s, " ")
	r, _ := utf8.DecodeRuneInString(first)
	return unicode.IsLower(r) && strings.IndexFunc(first, func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

// spoken is where a quotation ends and its speaker is named.
var spoken = pattern.Lazy(`,["”»’'] |["”»’'] (?:said|says|asked|wrote|he|she|they)\b`)

// quotes are opening quotation marks and, at the same place, closing ones.
var quotes = [2][]rune{[]rune("\"“„«‹‘'「『《"), []rune("\"”“»›’'」』》")}

// unquoted is a line without the quotation mark that it begins with.
func unquoted(s string) string {
	if slices.Contains(quotes[0], firstRune(s)) {
		return s[utf8.RuneLen(firstRune(s)):]
	}
	return s
}

var seasons = []string{"spring", "summer", "autumn", "fall", "winter"}

// endsInYear reports whether a line ends in a comma and a year, as captions do,
// and the year is no part of a day, a quarter, a month or a season: "May 2nd, 2020".
func endsInYear(s string) bool {
	at := commaYear().FindStringIndex(s)
	if at == nil {
		return false
	}
	before := strings.ToLower(s[strings.LastIndexByte(s[:at[0]], ' ')+1 : at[0]])
	return months()[before] == 0 && !slices.Contains(seasons, before) && !strings.ContainsAny(before, "0123456789")
}

// isQuote reports whether a line is a quotation: it begins with a quotation
// mark and ends with a sentence's end or a closing mark, or goes on with who
// said it. Headings are set in quotes too: in single ones as headlines are, or
// as names, which begin with no pronoun.
func isQuote(s string) bool {
	if !slices.Contains(quotes[0], firstRune(s)) {
		return false
	}
	if strings.ContainsRune("「『", firstRune(s)) && strings.ContainsRune("」』", lastRune(s)) && strings.Count(s, string(lastRune(s))) == 1 {
		return true
	}
	if spoken().MatchString(s) || strings.ContainsRune(".,!?！？。", lastRune(s)) {
		return true
	}
	inner := unquoted(s)
	body := strings.TrimRight(inner, string(quotes[1]))
	if body == inner || asks(body) {
		return body != inner
	}
	if r := lastRune(body); script.EndsSentence(r) || script.EndsClause(r) {
		return true
	}
	return !strings.ContainsRune("‘'", firstRune(s)) && (pronoun().MatchString(body) || wordsIn(body) > 6)
}

// titleCase reports whether three words of four begin with a capital.
func titleCase(s string) bool {
	words, capitals := strings.Fields(s), 0
	for _, w := range words {
		if unicode.IsUpper(firstRune(w)) {
			capitals++
		}
	}
	return capitals*4 >= len(words)*3
}

// isRow reports whether a line is a row of a table: three numbers or more
// among its words.
func isRow(s string) bool {
	n := 0
	for _, w := range strings.Fields(s) {
		if strings.Trim(w, "0123456789.,:%+-–—$€£/") == "" && strings.ContainsAny(w, "0123456789") {
			n++
		}
	}
	return n >= 3
}

// isAuthor reports whether the line is a name with what that person does
// behind it, or below it: the next paragraph begins with the name again, or is
// the person's address.
func (c candidate) isAuthor() bool {
	who, what, found := strings.Cut(c.line, ", ")
	if !names().MatchString(who) {
		return false
	}
	if found || c.next == nil {
		return found && occupation().MatchString(what)
	}
	about := c.next.text()
	if rest, again := strings.CutPrefix(about, who); again {
		return is().MatchString(rest) && occupation().MatchString(rest[:min(len(rest), 200)])
	}
	return !endsSentence(about) && mailbox().MatchString(about) && !strings.Contains(about, " ")
}

// is is how a line on a person goes on after the name.
var is = pattern.Lazy(`^(?:,| \([^()]*\)| is\b| was\b| has been\b)`)

// endsSentence reports whether a line ends as sentences do, also within quotes.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, closers)
	return s != "" && script.EndsSentence(lastRune(s))
}
