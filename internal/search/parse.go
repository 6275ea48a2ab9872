package search

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"manicule/internal/article"
)

// Parse reads a query as it was typed; now is what "yesterday" is seen from, in the reader's zone.
// Words side by side must all be found, which binds tighter than OR. The last
// word is open unless a space follows it. With a Problem that is not Usable
// the query is every article; its Text is set in any case.
func Parse(text string, now time.Time) (Query, *Problem) {
	q := Query{Text: text}
	if len(text) > maxText {
		return q, &Problem{
			At:   article.Span{Start: maxText, End: len(text)},
			What: "this query is too long",
			Hint: fmt.Sprintf("shorten it to %d characters", maxText),
		}
	}
	p := &parser{text: text, now: asWritten(now), lexeme: nextLexeme(text, 0)}
	root := p.either()
	if p.problem == nil || p.problem.Usable {
		q.Root, q.Sort = root, p.sort
	}
	return q, p.problem
}

// A parser reads a query by recursive descent.
type parser struct {
	text    string
	now     time.Time
	lexeme  lexeme     // the one to be read next
	within  *qualifier // of the qualifier:( … ) it stands in
	depth   int        // of open parentheses
	size    int        // words and filters by now
	sort    Sort
	ordered bool // there was a sort:
	problem *Problem
}

// take returns the next lexeme and goes on to the one behind it.
func (p *parser) take() lexeme {
	taken := p.lexeme
	p.lexeme = nextLexeme(p.text, taken.at.End)
	return taken
}

// warn notes a problem that does not keep the rest from being understood. The
// first one is told, unless there is a worse one.
func (p *parser) warn(at article.Span, what, hint string) {
	if p.problem == nil {
		p.problem = &Problem{At: at, What: what, Hint: hint, Usable: true}
	}
}

// fail notes a problem that makes the query useless, and ends it.
func (p *parser) fail(at article.Span, what, hint string) {
	if p.problem == nil || p.problem.Usable {
		p.problem = &Problem{At: at, What: what, Hint: hint}
	}
	p.lexeme = lexeme{at: article.Span{Start: len(p.text), End: len(p.text)}}
}

// count keeps the query within bounds.
func (p *parser) count(n int, at article.Span) {
	if p.size += n; p.size > maxWords {
		p.fail(at, fmt.Sprintf("this query has more than %d words", maxWords), "leave some of them out")
	}
}

// either reads what stands between ORs.
func (p *parser) either() Node {
	var parts []Node
	for last := (lexeme{}); ; last = p.take() {
		first := p.lexeme
		parts = append(parts, p.all())
		isLast, nothing := !p.lexeme.is("OR"), p.lexeme == first
		switch {
		case nothing && !isLast:
			p.warn(p.lexeme.at, "there is nothing before this OR", hintOR)
		case nothing && last.kind != theEnd:
			p.warn(last.at, "there is nothing behind this OR", hintOR)
		}
		if isLast {
			return joined[Or](parts)
		}
	}
}

const hintOR = `it stands between two words; the word itself is "or"`

// all reads what stands side by side.
func (p *parser) all() Node {
	var parts []Node
	for !p.done() {
		parts = append(parts, p.item())
	}
	return joined[And](parts)
}

// done reports whether the present group, or a part of it between ORs, ends here.
func (p *parser) done() bool {
	return p.lexeme.kind == theEnd || p.lexeme.is("OR") || p.lexeme.kind == closeParen && p.depth > 0
}

// item reads a term and what stands before it: signs, NOT, and AND, which
// means nothing more than a space does.
func (p *parser) item() Node {
	exclude := false
	for p.lexeme.kind == minusSign || p.lexeme.is("NOT") || p.lexeme.is("AND") {
		sign := p.take()
		if sign.is("AND") {
			continue
		}
		exclude = !exclude
		if p.done() {
			p.warn(sign.at, "there is nothing behind this "+shown(p.text[sign.at.Start:sign.at.End]), "put a word behind it, or leave it out")
		}
	}
	if p.done() {
		return nil
	}
	n := p.term()
	if exclude {
		return negated(n)
	}
	return n
}

// term reads a word, phrase, pattern, group, or qualifier with its value.
func (p *parser) term() (n Node) {
	t := p.take()
	q := t.qualifier
	if q == nil {
		q = p.within
	}
	switch {
	case t.kind == closeParen:
		p.warn(t.at, "this ) closes nothing", "leave it out, or put a ( before it")
	case t.kind == openParen:
		n = p.group(t)
	case t.kind == aPattern:
		n = p.pattern(t)
	case q == nil && p.onlySigns(t):
		n = p.pattern(lexeme{text: regexp.QuoteMeta(t.text), at: t.at})
	case q != nil:
		n = p.qualified(q, t)
	default:
		p.checkWord(t)
		n = p.words(t, Anywhere)
	}
	if t.unclosed {
		p.warn(t.at, "this quote is not closed", `add a " at its end`)
	}
	return n
}

// group reads what stands in parentheses.
func (p *parser) group(open lexeme) Node {
	if p.depth == maxDepth {
		p.fail(open.at, "there are too many parentheses within each other", "leave some of them out")
		return nil
	}
	outer := p.within
	if open.qualifier != nil {
		p.within = open.qualifier
	}
	p.depth++
	n := p.either()
	p.depth--
	p.within = outer
	p.close(open)
	return n
}

func (p *parser) close(open lexeme) {
	if p.lexeme.kind != closeParen {
		p.warn(open.at, "this ( is not closed", "add a ) at its end")
		return
	}
	end := p.take().at
	if inside := p.text[open.at.End:end.Start]; strings.TrimSpace(inside) == "" {
		p.warn(article.Span{Start: open.at.Start, End: end.End}, "there is nothing in these parentheses", "put words in them, or leave them out")
	}
}

// qualified reads the value of a qualifier.
func (p *parser) qualified(q *qualifier, t lexeme) Node {
	switch {
	case article.CleanLine(t.text) == "":
		p.warn(t.at, q.wants(), "")
		return nil
	case q.field != Anywhere:
		return p.inField(q, t)
	}
	n := q.read(p, q, t)
	if n != nil {
		p.count(1, t.at)
	}
	return n
}

// words makes words of a lexeme. Words in a field are open.
func (p *parser) words(t lexeme, f Field) Node {
	typed, near := strings.CutPrefix(t.text, "~")
	near = near && t.kind == aWord && !strings.HasPrefix(typed, "/")
	if !near {
		typed = t.text // ~/.bashrc is a path
	}
	all, signs := typedTerms(typed)
	if len(all) == 0 {
		return nil
	}
	p.count(len(all), t.at)
	exact := t.kind == aPhrase
	w := Words{Terms: all, Signs: signs, Field: f, Exact: exact, Open: t.open || f != Anywhere && !exact, At: t.at}
	switch {
	case near:
		w.Signs, w.Open, w.Near = nil, false, true
	case f == InTag && p.text[t.at.Start] == '#':
		return Or{w, w.asWritten(t.open)}
	case (f == InPath || f == InSource) && w.sign(0).Must: // a path may begin anywhere
		w.Signs[0] = Sign{}
		if !slices.ContainsFunc(w.Signs, func(s Sign) bool { return s.Term != "" }) {
			w.Signs = nil
		}
	}
	return w
}
