package search

import (
	"strings"

	"manicule/internal/article"
)

// inField reads words that are looked for in a field. Paths and addresses may
// begin and end with a slash.
func (p *parser) inField(q *qualifier, t lexeme) Node {
	if n := len(t.text); t.kind == aWord && n > 2 && t.text[0] == '/' && t.text[n-1] == '/' && q.field != InPath && q.field != InSource {
		p.fail(t.at, q.name+": takes words, not a pattern", "let the pattern stand alone; it looks at title and text")
		return nil
	}
	return p.words(t, q.field)
}

func (p *parser) kind(_ *qualifier, t lexeme) Node { return Kind{cleanLower(t.text)} }

func (p *parser) like(_ *qualifier, t lexeme) Node { return Like{t.text} }

func (p *parser) linksTo(_ *qualifier, t lexeme) Node { return LinksTo{t.text} }

// chosen reads one of a qualifier's choices.
func chosen(node func(code uint8) Node) reader {
	return func(p *parser, q *qualifier, t lexeme) Node {
		if code, ok := p.choice(q, t, t.text); ok {
			return node(code)
		}
		return nil
	}
}

// choice is the code of the choice of that name.
func (p *parser) choice(q *qualifier, t lexeme, name string) (uint8, bool) {
	name = cleanLower(name)
	unfinished := false
	for _, c := range q.choices {
		if c.name == name {
			return c.code, true
		}
		unfinished = unfinished || strings.HasPrefix(c.name, name)
	}
	p.refuse(q, t, unfinished)
	return 0, false
}

// order reads the order of the articles. It takes "-sort:date" for what it can only mean.
func (p *parser) order(q *qualifier, t lexeme) Node {
	name, reverse := strings.CutPrefix(t.text, "-")
	reverse = reverse || strings.HasSuffix(p.text[:t.at.Start], "-")
	code, ok := p.choice(q, t, name)
	if !ok {
		return nil
	}
	if p.ordered {
		p.warn(t.at, "there are two orders", "the last one counts; leave one out")
	}
	p.sort, p.ordered = Sort{By: SortKey(code), Reverse: reverse}, true
	return nil
}

// measured reads a range of a measure; sign is what the qualifier says about
// its value: ">=", "<" or nothing.
func measured(m Measure, sign string) reader {
	return func(p *parser, q *qualifier, t lexeme) Node {
		scale := &scales[m]
		s := cleanLower(t.text)
		b, ok := scale.between(sign+s, p.now)
		switch {
		case !ok:
			p.refuse(q, t, scale.unfinished(s))
		case b.min > b.max && t.open:
			p.warn(t.at, q.wants(), "")
		case b.min > b.max:
			p.fail(t.at, "nothing lies in "+q.name+":"+shown(t.text), "")
		default:
			return Range{m, b.min, b.max}
		}
		return nil
	}
}

// cleanLower is a value as names and numbers are compared: in lower case, with
// single spaces.
func cleanLower(s string) string { return article.CleanLine(strings.ToLower(s)) }
