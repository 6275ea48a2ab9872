package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/article"
)

// A lexeme is what a query is made of: a word, a phrase, a pattern, a sign.
// Words, phrases and opening parentheses may have a qualifier.
type lexeme struct {
	kind      lexemeKind
	qualifier *qualifier // nil: none
	text      string     // without qualifier, quotes, slashes and the * at the end
	from      int        // where text begins
	at        article.Span
	open      bool // it may go on: the query ends with it, or it has a * at its end
	unclosed  bool // its second quote is missing
}

type lexemeKind uint8

const (
	theEnd lexemeKind = iota
	aWord
	aPhrase
	aPattern
	openParen
	closeParen
	minusSign
)

// is reports whether the lexeme is that bare word.
func (l lexeme) is(word string) bool {
	return l.qualifier == nil && l.text == word && l.at.Len() == len(word)
}

// nextLexeme is the lexeme at or behind pos. What follows the last one is theEnd.
func nextLexeme(text string, pos int) lexeme {
	start := pos + len(text[pos:]) - len(strings.TrimLeftFunc(text[pos:], unicode.IsSpace))
	q, length := leadingQualifier(text[start:])
	l := lexeme{qualifier: q, from: start + length}
	size := l.read(text[l.from:])
	l.at = article.Span{Start: start, End: l.from + size}
	if l.kind == aPhrase {
		l.from += quoteSize(text[l.from:])
	}
	l.open = l.open || l.unclosed || l.kind == aWord && l.at.End == len(text)
	return l
}

// read finds out what s begins with, and its length.
func (l *lexeme) read(s string) int {
	size := quoteSize(s)
	switch {
	case size > 0:
		return size + l.phrase(s[size:])
	case strings.HasPrefix(s, "("):
		return l.sign(openParen)
	case l.qualifier != nil:
		return l.word(s)
	case s == "":
		return 0
	case s[0] == ')':
		return l.sign(closeParen)
	case s[0] == '-' && begins(s[1:]) && !isFlag(s):
		return l.sign(minusSign)
	case s[0] == '/' && slashed(s) > 0:
		l.kind, l.text = aPattern, s[1:slashed(s)-1]
		return slashed(s)
	}
	return l.word(s)
}

func (l *lexeme) sign(kind lexemeKind) int {
	l.kind = kind
	return 1
}

// word reads up to what can't be in a word; a * at the end leaves the word open.
func (l *lexeme) word(s string) int {
	size := wordSize(s)
	if quote := indexQuote(s[:size]); quote >= 0 {
		size = quote
	}
	l.kind, l.text = aWord, strings.TrimRight(s[:size], "*")
	l.open = len(l.text) < size
	return size
}

// wordSize is the length of s up to a space or parenthesis. The two of "f()" are of
// the word.
func wordSize(s string) int {
	for i, r := range s {
		switch {
		case i > 0 && strings.HasPrefix(s[i:], "()"), i > 1 && strings.HasPrefix(s[i-1:], "()"):
		case unicode.IsSpace(r) || r == '(' || r == ')':
			return i
		}
	}
	return len(s)
}

// phrase reads up to the second quote; a * behind it leaves the phrase open.
func (l *lexeme) phrase(s string) int {
	l.kind = aPhrase
	size := indexQuote(s)
	if size < 0 {
		l.text, l.unclosed = s, true
		return len(s)
	}
	l.text = s[:size]
	size += quoteSize(s[size:])
	if l.open = strings.HasPrefix(s[size:], "*"); l.open {
		size++
	}
	return size
}

// indexQuote is where the first quotation mark stands in s, or -1. One between two
// Hebrew letters is of a word: it stands for gershayim, which keyboards lack.
func indexQuote(s string) int {
	for i, r := range s {
		if !isQuote(r) {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		behind, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		if !unicode.Is(unicode.Hebrew, before) || !unicode.Is(unicode.Hebrew, behind) {
			return i
		}
	}
	return -1
}

// quoteSize is the length of the quotation mark that s begins with.
func quoteSize(s string) int {
	if r, size := utf8.DecodeRuneInString(s); isQuote(r) {
		return size
	}
	return 0
}

func isQuote(r rune) bool { return r == '"' || r == '“' || r == '”' || r == '„' }

// isFlag reports whether s begins with the name of an option, such as --all: that
// is no word that is excluded twice.
func isFlag(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(s, "--"))
	return strings.HasPrefix(s, "--") && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// begins reports whether s begins with something that a minus may stand before.
func begins(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && r != ')' && !unicode.IsSpace(r)
}

// slashed is the length of the pattern that s begins with, with its slashes;
// 0 for words such as /usr/bin.
func slashed(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '/':
			if i > 1 && !begins(s[i+1:]) {
				return i + 1
			}
			return 0
		}
	}
	return 0
}

// leadingQualifier is the qualifier that s begins with, with its length. The
// # of a tag is one.
func leadingQualifier(s string) (*qualifier, int) {
	if strings.HasPrefix(s, "#") && isTag(s[1:]) {
		return qualifierNamed("tag"), 1
	}
	name, _, found := strings.Cut(s[:min(len(s), maxName+1)], ":")
	if q := qualifierNamed(strings.ToLower(name)); found && q != nil {
		return q, len(name) + 1
	}
	return nil, 0
}

// isTag reports whether a # before s makes a tag, as it does in notes: "#1" is none.
func isTag(s string) bool {
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || r == '_':
			return true
		case !unicode.IsDigit(r) && r != '-' && r != '/':
			return false
		}
	}
	return false
}
