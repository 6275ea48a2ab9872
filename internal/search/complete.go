package search

import (
	"slices"
	"strings"

	"manicule/internal/article"
)

// Completion is one way in which a query can go on at the cursor.
type Completion struct {
	Text string       // what takes the place of At
	At   article.Span // in the query
	Help string       // what it means; "" for values that speak for themselves
}

// Complete lists how the word at the cursor, a byte of text, can go on: names
// of qualifiers, and values of the qualifier that stands before the cursor.
// The collection's own values come from the callback: those that begin with
// prefix, of the qualifier "tag", "author", "source" or "kind".
func Complete(text string, cursor int, values func(qualifier, prefix string) []string) []Completion {
	if len(text) > maxText {
		return nil
	}
	t := lexemeAt(text, cursor)
	switch {
	case t.qualifier == nil && t.kind == aWord && t.text != "" && t.at.End == cursor:
		return completeName(t)
	case t.qualifier == nil || t.kind == openParen || cursor < t.from || cursor > t.from+len(t.text):
		return nil
	}
	return completeValue(text, t, text[t.from:cursor], values)
}

// lexemeAt is the lexeme that the cursor stands in or right behind.
func lexemeAt(text string, cursor int) lexeme {
	t := nextLexeme(text, 0)
	for t.kind != theEnd && t.at.End < cursor {
		t = nextLexeme(text, t.at.End)
	}
	if t.at.Start >= cursor {
		return lexeme{}
	}
	return t
}

func completeName(t lexeme) []Completion {
	var all []Completion
	typed := strings.ToLower(t.text)
	for _, q := range qualifiers {
		names := append([]string{q.name}, q.aliases...)
		i := slices.IndexFunc(names, func(name string) bool { return strings.HasPrefix(name, typed) })
		if i >= 0 {
			all = append(all, Completion{Text: names[i] + ":", At: t.at, Help: q.help})
		}
	}
	return all
}

func completeValue(text string, t lexeme, typed string, values func(qualifier, prefix string) []string) []Completion {
	var all []Completion
	q, head := t.qualifier, strings.TrimRightFunc(text[t.at.Start:t.from], isQuote)
	if head == "#" {
		head = "tag:" // which may stand before quotes
	}
	if q.name == "sort" && strings.HasPrefix(typed, "-") {
		head, typed = head+"-", typed[1:]
	}
	add := func(value, help string) {
		whole := head + quoted(article.CleanLine(value))
		if whole != text[t.at.Start:t.at.End] {
			all = append(all, Completion{Text: whole, At: t.at, Help: help})
		}
	}
	for _, c := range q.beginning(cleanLower(typed)) {
		add(c.name, c.help)
	}
	if q.known {
		for _, value := range values(q.name, typed) {
			add(value, "")
		}
	}
	return all
}

// beginning are the values that begin so.
func (q *qualifier) beginning(prefix string) []choice {
	var all []choice
	for _, c := range q.choices {
		if c.help != "" && strings.HasPrefix(c.name, prefix) {
			all = append(all, c)
		}
	}
	for _, s := range q.suggest {
		if strings.HasPrefix(s, prefix) {
			all = append(all, choice{name: s})
		}
	}
	return all
}
