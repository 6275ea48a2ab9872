package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"manicule/internal/pattern"
	"manicule/internal/script"
)

// Heading is a section heading.
type Heading struct {
	Level int    // 1 to 6
	Title string // plain text, without markup
	Span  Span   // the heading's line or lines in the text, without the line end
}

// Outline lists the headings at the top level of a text, except the one at
// title. Headings within quotes and lists are somebody else's sections.
func Outline(text string, title Span) []Heading {
	var all []Heading
	s := NewSource(text)
	for i := 0; ; i++ {
		part, ok := s.Part(i)
		if !ok {
			return all
		}
		for _, h := range s.Headings(part) {
			if title.Empty() || h.Span != title {
				all = append(all, h)
			}
		}
	}
}

// Headings are the top-level headings of one part.
func (s *Source) Headings(part Part) []Heading {
	if part.Plain || !maybeHeading(s.text[part.Span.Start:part.Span.End]) {
		return nil
	}
	var all []Heading
	doc, src := s.Tree(part)
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Lines().Len() > 0 {
			at := headingSpan(h, src)
			at.Start, at.End = at.Start+part.Span.Start, at.End+part.Span.Start
			all = append(all, Heading{Level: h.Level, Title: HeadingTitle(h, src), Span: at})
		}
	}
	return all
}

// maybeHeading reports whether a line begins like an ATX heading or underlines
// one; a part without is not worth parsing.
func maybeHeading(text string) bool { return anyLine(text, isHeading, isUnderline) }

// MaybeTitle reports whether a line begins like a heading of level 1 or
// underlines one.
func MaybeTitle(text string) bool {
	return anyLine(text,
		func(line string) bool { return isHeading(line) && !strings.HasPrefix(line, "##") },
		func(line string) bool { return line[0] == '=' && isUnderline(line) })
}

// anyLine reports whether a line that is indented by less than four spaces is
// headed, beginning with #, or underlines, beginning with = or -.
func anyLine(text string, headed, underlines func(line string) bool) bool {
	for text != "" {
		end := lineStop(text, 0)
		line := text[:end]
		text = text[min(end+1, len(text)):]
		for n := 0; n < 3 && line != "" && line[0] == ' '; n++ {
			line = line[1:]
		}
		if line == "" {
			continue
		}
		switch c := line[0]; {
		case c == '#' && headed(line), (c == '=' || c == '-') && underlines(line):
			return true
		}
	}
	return false
}

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
var attributes = pattern.Lazy(`\s*\{[#:.][^{}]*\}$`)

// HeadingTitle is what a heading says on one line, without what some writers put
// behind it for their tools.
func HeadingTitle(h *ast.Heading, src []byte) string {
	return script.CleanLine(attributes().ReplaceAllString(script.CleanLine(Shown(h, src)), ""))
}

// Shown is what a reader sees of what stands in a block or an inline node of
// src's tree, without markup: a space for a line end.
func Shown(n ast.Node, src []byte) string {
	var b strings.Builder
	writeShown(&b, n, src)
	return b.String()
}

func writeShown(b *strings.Builder, n ast.Node, src []byte) {
	var ruby Ruby
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if raw := c.IsRaw() || n.Kind() == ast.KindCodeSpan; raw {
				b.Write(c.Segment.Value(src))
			} else {
				b.Write(Unescape(c.Segment.Value(src)))
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(src))
		case *Sign:
			switch c.Means {
			case NoteOpen, NoteClose:
				b.WriteByte(' ')
			case EmojiName:
				b.WriteString(c.Emoji)
			}
		case *ast.RawHTML:
			tag := string(c.Segments.Value(src))
			if sign, ok := ruby.sign(tag); ok {
				b.WriteString(sign)
				continue
			}
			b.WriteString(shownOfTag(tag))
		default:
			writeShown(b, c, src)
		}
	}
}

// shownOfTag is what stands for an HTML tag: a space where it parts words, and
// the text of an image.
func shownOfTag(tag string) string {
	name := strings.ToLower(TagName(tag))
	if name == "" || gapOf(name) == Joined {
		return ""
	}
	if alt, _, _ := Attr(tag, "alt"); name == "img" {
		return " " + string(Unescape([]byte(alt))) + " "
	}
	return " "
}

// Unescape is text with its escapes and entities turned into characters.
func Unescape(s []byte) []byte {
	if bytes.IndexByte(s, '&') < 0 && bytes.IndexByte(s, '\\') < 0 {
		return s
	}
	var out []byte
	for len(s) > 0 {
		n := bytes.IndexByte(s, '\\')
		if n < 0 || n+1 == len(s) {
			n = len(s)
		}
		out = append(out, script.Clean(string(util.ResolveEntityNames(util.ResolveNumericReferences(s[:n]))))...)
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
