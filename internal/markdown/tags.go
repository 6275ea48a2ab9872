package markdown

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"manicule/internal/script"
)

// angle leaves out what "<" may begin: a comment, a declaration, a tag, or
// the brackets around an address.
func (r *reading) angle() {
	s := r.text[r.pos:min(len(r.text), r.pos+reach)]
	switch {
	case strings.HasPrefix(s, "<!--"):
		r.comment()
	case len(s) > 2 && (s[1] == '?' || s[1] == '!' && s[2] >= 'A' && s[2] <= 'Z'):
		if n := strings.IndexByte(s, '>'); n > 0 {
			r.cut(n + 1)
			return
		}
		r.pos++
	default:
		r.tag(s)
	}
}

// comment leaves a comment out, if it ends at all.
func (r *reading) comment() {
	if r.lastComment < 0 {
		r.lastComment = 0
		if strings.Contains(r.text, "-->") {
			r.lastComment = strings.LastIndex(r.text, "-->") // much slower than Contains
		}
	}
	if r.pos >= r.lastComment {
		r.pos++
		return
	}
	r.cut(strings.Index(r.text[r.pos:], "-->") + len("-->"))
}

// tag leaves out the tag that s begins with, and what it hides.
func (r *reading) tag(s string) {
	n := strings.IndexAny(s[1:], "<>") + 1
	name := TagName(s)
	if n < 1 || s[n] != '>' || name == "" || strings.Contains(s[:n], "\n\n") {
		r.pos++
		return
	}
	switch c := s[1+len(name)]; {
	case s[1] != '/' && strings.ContainsAny(s[:n], ":@") && !strings.ContainsAny(s[:n], " \n"):
		r.cut(1)
		r.literal(r.pos + n - 1)
		r.pos++
		r.from = r.pos
	case s[1] != '/' && c != '>' && c != '/' && c != ' ' && c != '\n':
		r.pos++
	default:
		r.element(strings.ToLower(name), s[:n+1])
	}
}

// TagName is the name of the HTML tag that s begins with, as it is written, or "".
func TagName(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "<"), "/")
	n := 0
	for n < len(s) && s[n] < utf8.RuneSelf && (script.Letter(rune(s[n])) || n > 0 && s[n] == '-') {
		n++
	}
	if n == 0 || s[0] <= '9' {
		return ""
	}
	return s[:n]
}

// element leaves a tag out. Of an image it tells the text that stands for it.
func (r *reading) element(name, tag string) {
	r.cut(0)
	if n := readingWithin(r.text[r.pos:], name); n > 0 {
		r.cut(n)
		return
	}
	gap := gapOf(name)
	r.part(gap)
	if name == "img" {
		if alt, at, _ := Attr(tag, "alt"); alt != "" {
			r.emit(r.pos+at, r.pos+at+len(alt))
			r.part(gap)
		}
	}
	r.cut(len(tag) + r.hidden(name, tag))
}

// hidden is the length of what the tag's element has hidden, up to the tag
// that closes it.
func (r *reading) hidden(name, tag string) int {
	if !Hidden(name) || tag[1] == '/' || strings.HasSuffix(tag, "/>") || r.unclosed[name] {
		return 0
	}
	n := closingTag(r.text[r.pos+len(tag):], name)
	if n < 0 {
		if r.unclosed == nil {
			r.unclosed = map[string]bool{}
		}
		r.unclosed[name] = true
	}
	return max(n, 0)
}

// Hidden reports whether what an element holds is no text. The name is in lower
// case.
func Hidden(name string) bool {
	switch name {
	case "script", "style", "template", "svg", "head", "noscript", "iframe", "object":
		return true
	}
	return false
}

// closingTag is where the tag that closes an element stands, in capitals or
// not; −1: nowhere.
func closingTag(s, name string) int {
	for i := 0; ; {
		n := strings.Index(s[i:], "</")
		if n < 0 {
			return -1
		}
		i += n
		if strings.EqualFold(TagName(s[i:]), name) {
			return i
		}
		i += len("</")
	}
}

// gapOf is what the tag of an element parts.
func gapOf(name string) Gap {
	if gap, known := gaps[name]; known {
		return gap
	}
	return Spaced
}

// gaps are what the tags of elements part, where that is not just words.
var gaps = func() map[string]Gap {
	m := map[string]Gap{}
	for _, name := range strings.Fields("a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strong sub u var wbr ruby rb") {
		m[name] = Joined
	}
	for _, name := range strings.Fields("address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption " +
		"figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul") {
		m[name] = Apart
	}
	return m
}()

// entity tells the character that an entity stands for.
func (r *reading) entity() {
	const longest = 34
	s := r.text[r.pos:min(len(r.text), r.pos+longest)]
	n := strings.IndexByte(s, ';') + 1
	if n < 3 || strings.ContainsFunc(s[1:n-1], func(c rune) bool { return c != '#' && !script.Letter(c) }) {
		r.pos++
		return
	}
	seen := html.UnescapeString(s[:n])
	if strings.HasSuffix(seen, ";") {
		r.pos++
		return
	}
	if seen = script.Clean(seen); strings.TrimSpace(seen) == "" && seen != "" {
		seen = " "
	}
	at := r.pos
	r.cut(n)
	if seen != "" {
		r.each(Piece{Text: seen, Span: Span{at, r.pos}, Gap: r.gap, Heading: r.heading, Code: r.code})
		r.gap = Joined
	}
}
