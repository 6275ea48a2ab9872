package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/script"
)

// An inliner makes nodes of what stands within a paragraph: rules try what
// begins at a byte, and all else is text. It looks for each closing sign once:
// where there is none behind one place, there is none behind the next.
type inliner struct {
	rules    map[byte][]inlineRule
	depth    int
	expanded int // bytes that names were replaced by
}

// maxExpanded is how many bytes names that a text gives to other texts, such as
// macros and substitutions, may be replaced by.
const maxExpanded = 1 << 20

// expand is what a name stands for; false: it is too much by now.
func (p *inliner) expand(s string) (string, bool) {
	p.expanded += len(s)
	return s, p.expanded <= maxExpanded
}

// An inlineRule makes nodes of what begins at s[i], and says where that ends;
// 0: nothing of its kind begins there.
type inlineRule func(in *inline, i int) (nodes []*html.Node, end int)

// inline is a text that is being read.
type inline struct {
	*inliner
	s    string
	dead map[string]bool // closing signs that nothing has behind here
}

// maxInline is how deep emphasis and the like stand within each other.
const maxInline = 6

// parse reads a text.
func (p *inliner) parse(s string) []*html.Node {
	if p.depth >= maxInline {
		return words(s)
	}
	p.depth++
	defer func() { p.depth-- }()
	in := &inline{p, s, map[string]bool{}}
	var out []*html.Node
	done := 0
	for i := 0; i < len(s); {
		nodes, end := in.at(i)
		if end <= i {
			i++
			continue
		}
		if i > done {
			out = append(out, textNode(s[done:i]))
		}
		out = append(out, nodes...)
		i, done = end, end
	}
	if done < len(s) {
		out = append(out, textNode(s[done:]))
	}
	return out
}

func (in *inline) at(i int) ([]*html.Node, int) {
	for _, rule := range in.rules[in.s[i]] {
		if nodes, end := rule(in, i); end > i {
			return nodes, end
		}
	}
	return nil, 0
}

// find is where the sign stands that closes what begins before from, or -1.
func (in *inline) find(from int, sign string, ok func(at int) bool) int {
	if in.dead[sign] {
		return -1
	}
	for at := from; at <= len(in.s); {
		n := strings.Index(in.s[at:], sign)
		if n < 0 {
			break
		}
		at += n
		if ok == nil || ok(at) {
			return at
		}
		at++
	}
	in.dead[sign] = true
	return -1
}

// near is where a sign stands at most that many bytes behind from, or -1.
func (in *inline) near(from int, sign string, most int) int {
	if from > len(in.s) {
		return -1
	}
	n := strings.Index(in.s[from:min(len(in.s), from+most)], sign)
	if n < 0 {
		return -1
	}
	return from + n
}

// has reports whether s[i:] begins with a sign.
func (in *inline) has(i int, sign string) bool {
	return i <= len(in.s) && strings.HasPrefix(in.s[i:], sign)
}

// before and after are the characters beside a place; a space at the ends.
func (in *inline) before(i int) rune {
	if i <= 0 {
		return ' '
	}
	r, _ := utf8.DecodeLastRuneInString(in.s[:i])
	return r
}

func (in *inline) after(i int) rune {
	if i >= len(in.s) {
		return ' '
	}
	r, _ := utf8.DecodeRuneInString(in.s[i:])
	return r
}

// isWordRune reports whether a character belongs to a word.
func isWordRune(r rune) bool { return script.Letter(r) || r == '_' }

// emphasis reads what stands between two of a sign that are not within words.
func emphasis(sign string, wrap func(*inline, string) []*html.Node) inlineRule {
	return func(in *inline, i int) ([]*html.Node, int) {
		start := i + len(sign)
		if !in.has(i, sign) || isWordRune(in.before(i)) || unicode.IsSpace(in.after(start)) {
			return nil, 0
		}
		end := in.find(start+1, sign, func(at int) bool {
			return !unicode.IsSpace(in.before(at)) && !isWordRune(in.after(at+len(sign))) && in.before(at) != '\\'
		})
		if end < 0 {
			return nil, 0
		}
		return wrap(in, in.s[start:end]), end + len(sign)
	}
}

// anywhere reads what stands between two of a sign, within words too.
func anywhere(open, shut string, wrap func(*inline, string) []*html.Node) inlineRule {
	return func(in *inline, i int) ([]*html.Node, int) {
		start := i + len(open)
		if !in.has(i, open) {
			return nil, 0
		}
		end := in.find(start, shut, nil)
		if end <= start {
			return nil, 0
		}
		return wrap(in, in.s[start:end]), end + len(shut)
	}
}

// as wraps what is read within in an element.
func as(a atom.Atom) func(*inline, string) []*html.Node {
	return func(in *inline, s string) []*html.Node { return []*html.Node{branch(a, in.parse(s)...)} }
}

// literally wraps a text in an element as it stands.
func literally(a atom.Atom) func(*inline, string) []*html.Node {
	return func(_ *inline, s string) []*html.Node { return []*html.Node{branch(a, textNode(s))} }
}

// escaped reads a backslash and what it takes the meaning from.
func escaped(in *inline, i int) ([]*html.Node, int) {
	r, n := utf8.DecodeRuneInString(in.s[i+1:])
	switch {
	case n == 0:
		return nil, 0
	case unicode.IsSpace(r):
		return nil, i + 1 + n
	case unicode.IsPunct(r) || unicode.IsSymbol(r):
		return words(in.s[i+1 : i+1+n]), i + 1 + n
	}
	return nil, 0
}

// bareAddress reads an address without any marks around it.
func bareAddress(in *inline, i int) ([]*html.Node, int) {
	if isWordRune(in.before(i)) {
		return nil, 0
	}
	end := addressEnd(in.s, i)
	if end == 0 {
		return nil, 0
	}
	return []*html.Node{linkNode(in.s[i:end], textNode(in.s[i:end]))}, end
}

// addressEnd is where the web or mail address ends that begins at i; 0: none
// does.
func addressEnd(s string, i int) int {
	start := 0
	for _, scheme := range []string{"https://", "http://", "ftp://", "mailto:", "gemini://"} {
		if strings.HasPrefix(s[i:], scheme) {
			start = i + len(scheme)
		}
	}
	if start == 0 {
		return 0
	}
	end := start
	open := 0
	for end < len(s) && !strings.ContainsRune(" \t\n<>\"`[]{}|", rune(s[end])) {
		switch s[end] {
		case '(':
			open++
		case ')':
			open--
		}
		if open < 0 {
			break
		}
		end++
	}
	end = start + len(strings.TrimRight(s[start:end], ".,;:!?'*_"))
	if end == start {
		return 0
	}
	return end
}
