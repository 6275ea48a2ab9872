package search

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// String writes the query as it can be typed: Parse makes the same query of it.
func (q Query) String() string {
	s := q.Sort.String()
	if q.Root == nil {
		return s
	}
	if s != "" {
		s += " "
	}
	s += q.Root.String()
	if w, ok := lastNode(q.Root).(Words); ok && !w.Open && !w.Exact && !w.Near {
		s += " " // or the word might be unfinished
	}
	return s
}

// String is "" for the order that needs no mention.
func (s Sort) String() string {
	sign := ""
	switch {
	case s == Sort{}:
		return ""
	case s.Reverse:
		sign = "-"
	}
	return "sort:" + sign + nameOf(orders, uint8(s.By))
}

// lastNode is the node that a printed node ends with.
func lastNode(n Node) Node {
	switch n := n.(type) {
	case And:
		return lastNode(n[len(n)-1])
	case Or:
		return lastNode(n[len(n)-1])
	case Not:
		return lastNode(n.Node)
	}
	return n
}

func (n And) String() string {
	parts := make([]string, len(n))
	for i, part := range n {
		parts[i] = grouped(part)
	}
	return strings.Join(parts, " ")
}

func (n Or) String() string {
	parts := make([]string, len(n))
	for i, part := range n {
		parts[i] = part.String() // juxtaposition binds tighter
	}
	return strings.Join(parts, " OR ")
}

func (n Not) String() string { return "-" + grouped(n.Node) }

// grouped writes a node with parentheses if it has parts.
func grouped(n Node) string {
	switch n.(type) {
	case And, Or:
		return "(" + n.String() + ")"
	}
	return n.String()
}

func (w Words) String() string {
	s := w.spelled(";")
	if one := w.spelled(""); len(w.Signs) == 0 && slices.Equal(terms(one), w.Terms) {
		s = one // 東京 needs no semicolon
	}
	if w.Exact {
		s = `"` + w.spelled(" ") + `"`
	}
	if w.Near {
		s = "~" + s
	}
	if w.Open && (w.Exact || w.Field == Anywhere) {
		s += "*"
	}
	return w.Field.prefix() + s
}

// spelled are the terms with their signs; what parts those without is given.
func (w *Words) spelled(apart string) string {
	s := ""
	for i, term := range w.Terms {
		if sign := w.sign(i).Term; sign != "" {
			term = sign
		}
		switch {
		case i == 0 && strings.IndexByte("/-#~", term[0]) >= 0 && apart != " ": // or it would be read as more than a word
			term = ";" + term
		case i == 0:
		case apart == " " || signs[term[0]] == 0:
			term = apart + term
		case s[len(s)-1] == term[0]: // as in c++17
			term = term[1:]
		case term[0] == ':', signs[term[0]]&follows != 0: // it would make a qualifier, or be of the word before
			term = ";" + term
		}
		s += term
	}
	return withSigns(s)
}

// withSigns has the signs that codes stand for.
func withSigns(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r != utf8.RuneError:
		case s[i] == codeOf('€'):
			r = '€'
		default:
			r = rune(s[i])
		}
		b.WriteRune(r)
	}
	return b.String()
}

// prefix is the field's qualifier with its colon.
func (f Field) prefix() string {
	for _, q := range qualifiers {
		if f != Anywhere && q.field == f {
			return q.name + ":"
		}
	}
	return ""
}

func (p Pattern) String() string {
	expr := strings.TrimPrefix(p.Regexp.String(), anyCase)
	if hasCapital(expr) {
		expr = p.Regexp.String()
	}
	return "/" + strings.ReplaceAll(expr, "/", `\/`) + "/"
}

func (n Is) String() string   { return "is:" + nameOf(states, uint8(n.State)) }
func (n Has) String() string  { return "has:" + nameOf(possessions, uint8(n.What)) }
func (n Kind) String() string { return "kind:" + quoted(n.Name) }

func (n Like) String() string { return "like:" + quoted(n.Path) }

func (n LinksTo) String() string { return "link:" + quoted(n.Path) }

// quoted puts a value in quotes where it would not be one word without them.
func quoted(value string) string {
	var p lexeme
	if size := p.word(value); size > 0 && p.text == value {
		return value
	}
	return `"` + strings.Map(func(r rune) rune {
		if isQuote(r) {
			return ' '
		}
		return r
	}, value) + `"`
}

func (r Range) String() string {
	scale := scales[r.Of]
	var from, to string
	if r.Min > scale.all.min || r.Max >= scale.all.max {
		from = scale.write(r.Min)
	}
	if r.Max < scale.all.max {
		to = scale.write(r.Max)
	}
	if from != to {
		from += ".." + to
	}
	return scale.name + ":" + from
}

func writeNumber(n int64) string { return strconv.FormatInt(n, 10) }

func writeDay(seconds int64) string { return time.Unix(seconds, 0).UTC().Format(time.DateOnly) }
