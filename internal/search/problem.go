package search

import (
	"strings"
	"unicode"

	"manicule/internal/article"
)

// Problem is what is wrong with a query, in the reader's words.
type Problem struct {
	At     article.Span // the part of Query.Text that it is about
	What   string       // "this quote is not closed"
	Hint   string       // what to do: `add a " at its end`; may be ""
	Usable bool         // Parse returned what was most likely meant
}

func (p *Problem) Error() string {
	if p.Hint == "" {
		return p.What
	}
	return p.What + ": " + p.Hint
}

// shown is a part of a query as it stands in an explanation.
func shown(s string) string {
	const most = 30
	runes := []rune(article.CleanLine(s))
	if len(runes) <= most {
		return string(runes)
	}
	return strings.TrimSpace(string(runes[:most-1])) + "…"
}

// refuse explains that a qualifier does not take this value. One that is being
// typed is left out for the time being.
func (p *parser) refuse(q *qualifier, t lexeme, unfinished bool) {
	if unfinished && t.open {
		p.warn(t.at, q.wants(), "")
		return
	}
	hint := ""
	if name := nearest(cleanLower(t.text), q.values()); name != "" {
		hint = "did you mean " + q.name + ":" + name + "?"
	}
	p.fail(t.at, q.wants()+", not "+shown(t.text), hint)
}

// isFileName reports whether s is a name such as etc or .bashrc, and more likely one
// behind a slash than the beginning of a pattern.
func isFileName(s string) bool {
	return !strings.ContainsFunc(strings.TrimPrefix(s, "."), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
	})
}

// checkWord warns of a word that looks like something else.
func (p *parser) checkWord(t lexeme) {
	if t.kind != aWord {
		return
	}
	if name := p.unknownQualifier(t); name != "" {
		hint := "put it in quotes if you mean the words"
		if known := nearest(strings.ToLower(name), qualifierNames()); known != "" {
			hint = "did you mean " + known + ":? if not, put it in quotes"
		}
		p.warn(article.Span{Start: t.at.Start, End: t.at.Start + len(name) + 1}, "there is no qualifier named "+name, hint)
	}
	if len(t.text) > 1 && t.text[0] == '/' && !strings.Contains(p.text[t.at.Start+1:], "/") && !isFileName(t.text[1:]) {
		p.warn(t.at, "this pattern is not closed", "add a / at its end")
	}
}

// unknownQualifier is the name that a word begins with, if it is followed by a
// colon and a value. "http://…", "12:30", "C:\" and "std::sort" have none.
func (p *parser) unknownQualifier(t lexeme) string {
	name, _, found := strings.Cut(t.text, ":")
	if !found || !isName(name) {
		return ""
	}
	value := p.text[t.at.Start+len(name)+1:]
	if !begins(value) || value[0] == ':' || strings.HasPrefix(value, "//") {
		return ""
	}
	return name
}

// isName reports whether s could be the name of a qualifier.
func isName(s string) bool {
	strange := func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) }
	return len(s) > 1 && len(s) <= maxName && strings.IndexFunc(s, strange) < 0
}

// nearest is the name that s most likely stands for; "" if it is like none.
func nearest(s string, names []string) string {
	best, least := "", len(s)/2+1
	for _, name := range names {
		d := distance(s, name, least)
		if len(s) > 1 && strings.HasPrefix(name, s) {
			d = 0
		}
		if d < least {
			best, least = name, d
		}
	}
	return best
}
