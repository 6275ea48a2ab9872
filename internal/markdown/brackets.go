package markdown

import "strings"

// maxLabel is the longest label of a link (CommonMark 0.31.2, 6.3).
const maxLabel = 999

// link is a pair of brackets.
type link struct {
	open, close int
	tail        int // the length of what follows, such as (destination); −1: it is no link
}

// bracket leaves a footnote's mark out, and what makes a link or an image.
func (r *reading) bracket(c byte) {
	for len(r.closing) > 0 && r.closing[len(r.closing)-1].close < r.pos {
		r.closing = r.closing[:len(r.closing)-1]
	}
	n := len(r.closing)
	switch {
	case c == ']' && n > 0 && r.closing[n-1].close == r.pos:
		r.cut(1 + r.closing[n-1].tail)
		r.closing = r.closing[:n-1]
	case c == '!' && r.noteAt(r.pos+1) > 0:
		r.pos++
	case c == '!' && strings.HasPrefix(r.text[r.pos+1:], "[") && r.link(r.pos+1).tail >= 0:
		r.cut(1)
	case c == '!' && r.embedded():
	case c == '[' && r.wiki():
	case c == '[':
		if n := r.noteAt(r.pos); n > 0 {
			r.cut(n)
		} else if l := r.link(r.pos); l.tail >= 0 {
			r.cut(1)
			r.closing = append(r.closing, l)
		} else {
			r.pos++
		}
	default:
		r.pos++
	}
}

// embedded reads a picture, or a link that shows what it leads to: "![[…]]".
func (r *reading) embedded() bool {
	s := r.text[r.pos+1 : min(len(r.text), r.pos+maxWiki+6)]
	if !strings.HasPrefix(s, "[[") || wikiLength(s[2:]) == 0 {
		return false
	}
	r.cut(1)
	r.embeds = true
	defer func() { r.embeds = false }()
	return r.wiki()
}

// noteAt is the length of the footnote's mark that stands there, or 0.
func (r *reading) noteAt(at int) int {
	n := noteMark(r.text[at:min(len(r.text), at+reach)])
	if strings.HasPrefix(r.text[at+n:], "(") {
		return 0
	}
	return n
}

// link is what the bracket at that place opens.
func (r *reading) link(at int) link {
	if at >= r.paired {
		r.pair(at)
	}
	for r.next < len(r.links) && r.links[r.next].open < at {
		r.next++
	}
	if r.next < len(r.links) && r.links[r.next].open == at {
		return r.links[r.next]
	}
	return link{tail: -1}
}

// pair pairs the paragraph's brackets from there on, as far as a block goes
// that is parsed.
func (r *reading) pair(from int) {
	r.paired = min(r.end(), from+partLimit)
	r.links, r.next, r.closing = r.links[:0], 0, r.closing[:0]
	open := r.unpaired[:0]
	for i := from; i < r.paired; i++ {
		c := r.text[i]
		if c-'[' > '`'-'[' {
			continue // most bytes are none of these
		}
		switch c {
		case '\\':
			i++
		case '`':
			n := signs(r.text, i)
			i = max(i+n, r.ticks(i+n, n)+n) - 1
		case '[':
			open = append(open, len(r.links))
			r.links = append(r.links, link{open: i, tail: -1})
		case ']':
			if n := len(open) - 1; n >= 0 {
				l := &r.links[open[n]]
				l.close = i
				l.tail = r.tail(*l, open[n] == len(r.links)-1)
				open = open[:n]
			}
		}
	}
	r.unpaired = open
}

// tail is the length of what makes a link of a pair of brackets; 0 where it
// is its own label, −1 where it is no link. Labels hold no brackets.
func (r *reading) tail(l link, plain bool) int {
	rest := r.text[l.close+1 : r.paired]
	if strings.HasPrefix(rest, "(") {
		if n := destination(rest[:min(len(rest), reach)]); n > 0 {
			return n
		}
	}
	if !plain {
		return -1
	}
	own := r.defined(r.text[l.open+1 : l.close])
	if strings.HasPrefix(rest, "[") {
		n := strings.IndexByte(rest[:min(len(rest), maxLabel+2)], ']')
		if n == 1 && own || n > 1 && r.defined(rest[1:n]) {
			return n + 1
		}
	}
	if own {
		return 0
	}
	return -1
}

// defined reports whether the text has a link definition of that label. Of
// several the first counts.
func (r *reading) defined(label string) bool {
	if r.labels == nil {
		r.labels = findDefinitions(r.text)
	}
	if len(r.labels) == 0 || len(label) > maxLabel {
		return false
	}
	places := r.labels[normalLabel(label)]
	return places != nil && definitionLen(r.text[places[0]:min(len(r.text), places[0]+reach)]) > 0
}

// destination is the length of the (address "title") that s begins with, or 0.
func destination(s string) int {
	i := 1 + spaces(s[1:])
	i += addressLen(s[i:])
	if n := spaces(s[i:]); n > 0 && i+n < len(s) {
		i += n
		i += titleLen(s[i:])
		i += spaces(s[i:])
	}
	if i < len(s) && s[i] == ')' {
		return i + 1
	}
	return 0
}

// spaces is the length of the white space that s begins with.
func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " \n")) }

// addressLen is the length of the address that s begins with: in <…>, or
// without spaces and with its parentheses in pairs.
func addressLen(s string) int {
	if strings.HasPrefix(s, "<") {
		if n := strings.IndexAny(s[1:], "<>\n"); n >= 0 && s[1+n] == '>' {
			return n + 2
		}
		return 0
	}
	const deepest = 32
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '(':
			if depth++; depth > deepest {
				return 0
			}
		case c == ')':
			if depth--; depth < 0 {
				return i
			}
		case c <= ' ':
			return i
		}
	}
	return len(s)
}

// titleLen is the length of the title that s begins with, quotes and all.
func titleLen(s string) int {
	if s == "" {
		return 0
	}
	closing := s[0]
	switch closing {
	case '"', '\'':
	case '(':
		closing = ')'
	default:
		return 0
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case closing:
			return i + 1
		}
	}
	return 0
}
