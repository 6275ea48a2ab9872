package search

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// anyCase stands before an expression for which capitals don't count.
const anyCase = "(?i)"

// pattern reads a regular expression between slashes. Small letters stand for
// capitals too, unless there is a capital.
func (p *parser) pattern(t lexeme) Node {
	expr := unescapeSlashes(t.text)
	switch {
	case p.within != nil:
		p.fail(t.at, "a pattern can't stand in "+p.within.name+":( … )", "let it stand alone; it looks at title and text")
		return nil
	case len(expr) > maxPattern:
		p.fail(t.at, "this pattern is too long", fmt.Sprintf("shorten it to %d characters", maxPattern))
		return nil
	case !hasCapital(expr):
		expr = anyCase + expr
	}
	r, err := regexp.Compile(expr)
	if err != nil {
		what, hint := explain(err)
		p.fail(t.at, what, hint)
		return nil
	}
	p.count(1, t.at)
	return Pattern{Regexp: r, At: t.at}
}

// onlySigns reports whether the lexeme is one of signs, such as =>, that are looked
// for as they are: in quotes, or where nothing else is asked for.
func (p *parser) onlySigns(t lexeme) bool {
	if t.kind != aPhrase && (t.kind != aWord || len(t.text) < 2 || t.text != strings.TrimSpace(p.text)) {
		return false
	}
	return len(terms(t.text)) == 0 && strings.ContainsFunc(t.text, func(r rune) bool {
		return r < utf8.RuneSelf && unicode.IsPunct(r) || unicode.IsSymbol(r)
	})
}

// unescapeSlashes turns \/ into /, as the slash needs no escape for itself.
func unescapeSlashes(expr string) string {
	var b strings.Builder
	for i := 0; i < len(expr); i++ {
		if expr[i] == '\\' && i+1 < len(expr) {
			i++
			if expr[i] != '/' {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(expr[i])
	}
	return b.String()
}

// escapes are the parts of an expression whose letters stand for no letters.
var escapes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?s)\\(?:[pPx]\{[^}]*\}|x..|[pP].|.)|\(\?[^:)>]*[:)>]|\[:\^?\w+:\]`)
})

// hasCapital reports whether an expression asks for a capital letter.
func hasCapital(expr string) bool {
	return strings.IndexFunc(escapes().ReplaceAllString(expr, ""), unicode.IsUpper) >= 0
}

// mistakes are what can be wrong with an expression, in plain words, and what
// to do.
var mistakes = map[syntax.ErrorCode][2]string{
	syntax.ErrInvalidCharClass:      {"is no class of characters", "put a \\ before the [ if you mean the character"},
	syntax.ErrInvalidCharRange:      {"is no range of characters", "write a range as in a-z, a class as in [[:digit:]]"},
	syntax.ErrInvalidEscape:         {"means nothing", "write \\\\ for a backslash itself"},
	syntax.ErrInvalidNamedCapture:   {"is no name of a group", "name it as in (?P<name>…), each name once; there is no looking behind"},
	syntax.ErrInvalidPerlOp:         {"is not known here", "there is no looking ahead or behind; for a ( itself write \\("},
	syntax.ErrInvalidRepeatOp:       {"repeats a repetition", "leave one of them out"},
	syntax.ErrInvalidRepeatSize:     {"repeats too often, or from more to fewer", "a thousand times is the most"},
	syntax.ErrInvalidUTF8:           {"is invalid text", "type it again"},
	syntax.ErrMissingBracket:        {"lacks a ]", "close the [, or write \\[ for the character itself"},
	syntax.ErrMissingParen:          {"lacks a )", "close the (, or write \\( for the character itself"},
	syntax.ErrMissingRepeatArgument: {"has nothing before it to repeat", "write \\ before the character if you mean it itself"},
	syntax.ErrTrailingBackslash:     {"ends in a backslash", "write \\\\ for a backslash itself"},
	syntax.ErrUnexpectedParen:       {"has a ) too many", "write \\) for the character itself"},
	syntax.ErrNestingDepth:          {"has too many groups within each other", "leave some of them out"},
	syntax.ErrLarge:                 {"is too large", "repeat less"},
}

// explain says what is wrong with an expression.
func explain(err error) (what, hint string) {
	var e *syntax.Error
	if errors.As(err, &e) {
		if m, ok := mistakes[e.Code]; ok {
			return "in this pattern, " + shown(strings.TrimPrefix(e.Expr, anyCase)) + " " + m[0], m[1]
		}
	}
	return "this pattern can't be read", "write a regular expression between the slashes"
}
