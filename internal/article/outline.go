package article

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// outline lists the headings at the top level of a text, except the one at
// title. Headings within quotes and lists are somebody else's sections.
func outline(text string, title Span) []Heading {
	var all []Heading
	s := NewSource(text)
	for i := 0; ; i++ {
		part, ok := s.Part(i)
		if !ok {
			return all
		}
		for _, h := range s.headings(part) {
			if title.Empty() || h.Span != title {
				all = append(all, h)
			}
		}
	}
}

// headings are the top-level headings of one part.
func (s *Source) headings(part Part) []Heading {
	if part.Plain || !maybeHeading().MatchString(s.text[part.Span.Start:part.Span.End]) {
		return nil
	}
	var all []Heading
	doc, src := s.Tree(part)
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Lines().Len() > 0 {
			at := headingSpan(h, src)
			at.Start, at.End = at.Start+part.Span.Start, at.End+part.Span.Start
			all = append(all, Heading{Level: h.Level, Title: headingTitle(h, src), Span: at})
		}
	}
	return all
}

// maybeHeading finds a line that begins like an ATX heading or underlines one;
// a part without is not worth parsing.
var maybeHeading = pattern(`(?m)^ {0,3}(?:#{1,6}(?: |$)|=+ *$|-+ *$)`)

// headingSpan is a heading's lines in src, with "#" signs or underline.
func headingSpan(h *ast.Heading, src []byte) Span {
	start := h.Lines().At(0).Start
	for start > 0 && src[start-1] != '\n' {
		start--
	}
	end := lineEnd(src, h.Lines().At(h.Lines().Len()-1).Start)
	if !strings.HasPrefix(strings.TrimLeft(string(src[start:end]), " "), "#") && end < len(src) {
		end = lineEnd(src, end+1)
	}
	return Span{start, end}
}

func lineEnd(src []byte, at int) int {
	for at < len(src) && src[at] != '\n' {
		at++
	}
	return at
}

// attributes is what some writers put behind a heading for their tools: "{#id}".
var attributes = pattern(`\s*\{[#:.][^{}]*\}$`)

func headingTitle(h *ast.Heading, src []byte) string {
	var b strings.Builder
	plainText(&b, h, src)
	return CleanLine(attributes().ReplaceAllString(CleanLine(b.String()), ""))
}

// plainText writes what a reader sees of an inline tree, without markup.
func plainText(b *strings.Builder, n ast.Node, src []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(resolved(c.Segment.Value(src), c.IsRaw() || n.Kind() == ast.KindCodeSpan))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(src))
		default:
			plainText(b, c, src)
		}
	}
}

// resolved is text with its escapes and entities turned into characters.
func resolved(s []byte, raw bool) []byte {
	if raw || bytes.IndexByte(s, '&') < 0 && bytes.IndexByte(s, '\\') < 0 {
		return s
	}
	var out []byte
	for len(s) > 0 {
		n := bytes.IndexByte(s, '\\')
		if n < 0 || n+1 == len(s) {
			n = len(s)
		}
		out = append(out, util.ResolveEntityNames(util.ResolveNumericReferences(s[:n]))...)
		if s = s[n:]; len(s) == 0 {
			break
		}
		if !util.IsPunct(s[1]) {
			out = append(out, '\\')
		} else {
			out = append(out, s[1])
			s = s[1:]
		}
		s = s[1:]
	}
	return out
}
