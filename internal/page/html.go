package page

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"manicule/internal/markdown"
)

// tag is an HTML element that is open.
type tag struct {
	name   string
	look   Look
	link   uint16
	script map[rune]string // the forms of its characters; nil: as they are
	after  string          // decoration behind it
}

// maxTags is how many elements within each other have their looks added up.
const maxTags = 16

// rawHTML takes one inline tag for what it means to the text around it.
func (b *builder) rawHTML(n *ast.RawHTML, p pen) {
	if n.Segments.Len() == 0 {
		return
	}
	first, last := n.Segments.At(0), n.Segments.At(n.Segments.Len()-1)
	if n.Segments.Len() > 1 { // over a line end: attributes are not looked at
		b.element(element{name: elementName(string(first.Value(b.src))), src: "", at: b.base + first.Start, end: b.base + last.Stop}, p)
		return
	}
	src := b.text[b.base+first.Start : b.base+first.Stop]
	if e, n := parseElement(src); n > 0 {
		e.at += b.base + first.Start
		e.end = b.base + first.Stop
		b.element(e, p)
	}
}

// element is one tag as written.
type element struct {
	name    string // lower case; "" for a comment or the like
	closing bool
	src     string // the tag, from "<" to ">"
	at, end int    // where it stands in the text
}

// parseElement reads the tag at the start of s and tells its length, 0 when
// there is none.
func parseElement(s string) (e element, n int) {
	switch {
	case len(s) < 3 || s[0] != '<':
		return e, 0
	case strings.HasPrefix(s, "<!--"):
		if i := strings.Index(s[4:], "-->"); i >= 0 {
			return e, i + 7
		}
		return e, len(s)
	case s[1] == '!' || s[1] == '?':
		if i := strings.IndexByte(s, '>'); i >= 0 {
			return e, i + 1
		}
		return e, 0
	}
	e.name = elementName(s)
	if e.name == "" {
		return e, 0
	}
	end := tagEnd(s)
	if end <= 0 {
		return e, 0
	}
	e.closing, e.src = s[1] == '/', s[:end]
	return e, end
}

// elementName is the name of the element whose tag s begins with, or "".
func elementName(s string) string { return strings.ToLower(markdown.TagName(s)) }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// tagEnd is the place behind the ">" that ends a tag, outside quotes; 0 or
// less when there is none before the next "<".
func tagEnd(s string) int {
	quote := byte(0)
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		case c == '<' && i > 0:
			return -1
		}
	}
	return strings.IndexByte(s, '>') + 1
}

// attr is the value of an attribute and where it stands in the tag.
func (e element) attr(name string) (value string, at int, ok bool) { return markdown.Attr(e.src, name) }

// lookOf is what an inline element does to its text.
func (b *builder) lookOf(name string) (Look, bool) {
	yes := true
	switch name {
	case "b", "strong", "summary", "th", "dt":
		return b.config.Strong, true
	case "i", "em", "cite", "var", "dfn":
		return b.config.Emph, true
	case "code", "kbd", "samp", "tt":
		return b.config.Code.StylePrimitive, true
	case "s", "del", "strike":
		return b.config.Strikethrough, true
	case "u", "ins":
		return Look{Underline: &yes}, true
	case "mark":
		return Look{Inverse: &yes}, true
	case "small":
		return Look{Faint: &yes}, true
	case "a":
		return b.config.LinkText, true
	case "span", "font", "abbr", "q", "label", "bdi", "bdo", "data", "time", "output", "big":
		return b.config.HTMLSpan.StylePrimitive, true
	}
	return Look{}, false
}

// element takes an inline tag for what it means.
func (b *builder) element(e element, p pen) {
	switch {
	case e.name == "":
	case markdown.Hidden(e.name) && (e.closing || strings.HasSuffix(e.src, "/>")):
		b.raw = max(0, b.raw-1)
	case markdown.Hidden(e.name):
		b.raw++
	case b.raw == 0 && b.reading(e, p):
	case e.closing:
		b.closeTag(e.name, p)
	case b.raw > 0:
	case e.name == "br":
		b.flow.newline(e.at, e.end)
	case e.name == "img":
		b.imageTag(e, p)
	case e.name == "sup", e.name == "sub":
		b.openTag(b.scriptTag(e, p))
	default:
		if look, ok := b.lookOf(e.name); ok && !strings.HasSuffix(e.src, "/>") {
			t := tag{name: e.name, look: look}
			if href, _, _ := e.attr("href"); e.name == "a" {
				t.link = b.pal.link(destination([]byte(href)))
				if href == "" {
					t.look = Look{}
				}
			}
			edges := edgesOf(t.look)
			b.flow.adorn(edges.outside, b.styleOf(p))
			t.after = edges.insideEnd + edges.outsideEnd
			b.openTag(t)
			b.flow.adorn(edges.inside, b.styleOf(p))
		}
	}
}

// reading sets the reading of a word in parentheses; false: the tag is none
// around one.
func (b *builder) reading(e element, p pen) bool {
	sign, ok := b.ruby.Sign(e.name, e.closing)
	if ok {
		b.flow.adorn(sign, b.styleOf(p))
	}
	return ok
}

func (b *builder) openTag(t tag) {
	if len(b.tags) < maxTags {
		b.tags = append(b.tags, t)
	}
}

// closeTag ends the innermost element of that name and what is open in it.
func (b *builder) closeTag(name string, p pen) {
	for i := len(b.tags) - 1; i >= 0; i-- {
		if t := b.tags[i]; t.name == name {
			b.flow.adorn(t.after, b.styleOf(p))
			b.tags = b.tags[:i]
			return
		}
	}
}

// imageTag shows an image like a Markdown one. An empty alt says that it is
// an ornament.
func (b *builder) imageTag(e element, p pen) {
	src, _, _ := e.attr("src")
	alt, at, told := e.attr("alt")
	if alt == "" && told || src == "" && alt == "" {
		return
	}
	link := b.linkOf(0)
	if link == 0 {
		link = b.pal.link(destination([]byte(src)))
	}
	style := b.styleOf(p.with(b.config.ImageText))
	before, after := b.imageSign()
	begin := len(b.flow.cells)
	b.flow.adorn(before, style)
	if alt == "" {
		b.unnamed(destination([]byte(src)), p.with(b.config.ImageText))
	}
	b.htmlText(alt, e.at+at, style, link)
	b.flow.adorn(after, style)
	width, _, _ := e.attr("width")
	px, _ := strconv.Atoi(strings.TrimSuffix(width, "px"))
	b.pictured(embedded{destination([]byte(src)), max(px, 0)}, begin)
}

// htmlText adds text whose white space means nothing.
func (b *builder) htmlText(s string, at int, style, link uint16) {
	for s != "" {
		i := strings.IndexAny(s, "& \n")
		if i < 0 {
			break
		}
		b.flow.add(s[:i], at, style, link)
		s, at = s[i:], at+i
		n := 1
		if s[0] == '&' {
			var text string
			text, n = entity(s)
			b.flow.replace(text, at, at+n, style, link)
		} else {
			n = len(s) - len(strings.TrimLeft(s, " \n"))
			b.flow.space(at, at+n, style, link)
		}
		s, at = s[n:], at+n
	}
	b.flow.add(s, at, style, link)
}
