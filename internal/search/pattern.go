package search

import (
	"bytes"
	"regexp/syntax"
)

// pattern finds the articles whose title or text a regular expression matches,
// by reading those of within that have a word with what it surely holds.
func (e *evaluation) pattern(p *Pattern, within []uint32) hits {
	if literal := sharedLiteral(p.Regexp.String()); literal != "" {
		within = e.withLiteral(literal, within)
	}
	return e.filter(within, func(doc int) bool {
		if e.ended() || e.seg.has(problemFlag|pendingFlag, doc) {
			return false
		}
		if p.Regexp.Match(e.seg.title(doc)) {
			return true
		}
		text, err := e.r.Text(string(e.seg.path(doc)))
		if err != nil {
			e.end(err)
		}
		return p.in(e.ctx, text)
	})
}

// withLiteral are the articles of within (nil: all) that have a word in title
// or body that holds the literal.
func (e *evaluation) withLiteral(literal string, within []uint32) []uint32 {
	var forms []form
	for _, f := range []Field{InTitle, InBody} {
		e.seg.prefixed([]byte{byte(f)}, func(key []byte, t termRef) {
			if bytes.Contains(key[1:], []byte(literal)) || len(key) > maxTerm-4 { // it may have been cut
				forms = append(forms, form{termRef: t})
			}
		})
	}
	docs := e.docsOf(forms, within)
	if within == nil {
		docs = without(docs, e.goneDocs())
	}
	return docs
}

func (e *evaluation) goneDocs() (docs []uint32) {
	e.gone.each(func(doc int) { docs = append(docs, uint32(doc)) })
	return docs
}

// leastLiteral is the length from which a literal spares enough reading.
const leastLiteral = 3

// sharedLiteral is the longest run of ASCII letters and digits that every match of
// the expression holds, in small letters; "" if there is none worth it. Such a
// run lies within one word.
func sharedLiteral(expr string) string {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return ""
	}
	if best := longestRun(re.Simplify()); len(best) >= leastLiteral {
		return best
	}
	return ""
}

func longestRun(re *syntax.Regexp) (best string) {
	switch re.Op {
	case syntax.OpLiteral:
		return runIn(re.Rune)
	case syntax.OpConcat, syntax.OpCapture, syntax.OpPlus:
		for _, sub := range re.Sub {
			if run := longestRun(sub); len(run) > len(best) {
				best = run
			}
		}
	}
	return best
}

func runIn(literal []rune) (best string) {
	var run []byte
	for _, r := range literal {
		switch {
		case 'A' <= r && r <= 'Z':
			run = append(run, byte(r)+'a'-'A')
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			run = append(run, byte(r))
		default:
			run = run[:0]
		}
		if len(run) > len(best) {
			best = string(run)
		}
	}
	return best
}
