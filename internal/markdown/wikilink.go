package markdown

import (
	"bytes"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// KindWikiLink is the kind of WikiLink.
var KindWikiLink = ast.NewNodeKind("ManiculeWikiLink")

// WikiLink is a link by name as wikis and Obsidian write it: [[name]],
// [[name#heading]], [[name|what is shown]]. Its one child is the text shown.
type WikiLink struct {
	ast.BaseInline
	Target text.Segment // what stands before the bar
}

// Kind implements ast.Node.
func (w *WikiLink) Kind() ast.NodeKind { return KindWikiLink }

// Dump implements ast.Node.
func (w *WikiLink) Dump(src []byte, level int) {
	ast.DumpHelper(w, src, level, map[string]string{"Target": string(w.Target.Value(src))}, nil)
}

// wikiLinkParser reads [[…]], and ![[…]], by which a page shows another one
// within itself: here a link to it.
type wikiLinkParser struct{}

func (wikiLinkParser) Trigger() []byte { return []byte{'[', '!'} }

func (wikiLinkParser) Parse(_ ast.Node, r text.Reader, _ parser.Context) ast.Node {
	line, seg := r.PeekLine()
	before := len("[[")
	if line[0] == '!' {
		before++
	}
	if seg.Padding > 0 || len(line) < before || !bytes.HasPrefix(line[before-2:], []byte("[[")) {
		return nil
	}
	length := wikiLength(string(line[before:min(len(line), before+maxWiki+3)]))
	if length == 0 {
		return nil
	}
	inner := string(line[before : before+length])
	target, shown := wikiParts(inner)
	at := seg.Start + before
	r.Advance(before + length + len("]]"))
	if dest := inner[target.Start:target.End]; before > len("[[") && isPicture(dest) {
		n := ast.NewImage(ast.NewLink())
		if width := embedWidth(inner[target.End:]); width != "" {
			n.SetAttributeString(WidthKey, width)
		}
		n.Destination = line[before+target.Start : before+target.End]
		if shown = caption(inner, target, shown); !shown.Empty() {
			n.AppendChild(n, ast.NewTextSegment(text.NewSegment(at+shown.Start, at+shown.End)))
		}
		return n
	}
	n := &WikiLink{Target: text.NewSegment(at+target.Start, at+target.End)}
	for i, s := range wikiShown(inner, shown) {
		if i > 0 {
			n.AppendChild(n, ast.NewString([]byte(" › ")))
		}
		n.AppendChild(n, ast.NewTextSegment(text.NewSegment(at+s.Start, at+s.End)))
	}
	return n
}

// WidthKey is the attribute of an image that says how wide it is to be, in
// pixels: a string of digits.
const WidthKey = "width"

// embedWidth is the width of an embedded picture, "300" of "|a caption|300x200".
func embedWidth(s string) string {
	last := s[strings.LastIndexByte(s, '|')+1:]
	width, _, _ := strings.Cut(last, "x")
	if last == s || len(width) > 5 || strings.Trim(last, "0123456789x") != "" {
		return ""
	}
	return width
}

// isPicture tells the name of a picture's file.
func isPicture(name string) bool {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif", ".tif", ".tiff":
		return true
	}
	return false
}

// caption is what an embedded picture's text says but for its size: "100",
// "100x200". Without one it is empty.
func caption(s string, target, shown Span) Span {
	if shown == target {
		return Span{}
	}
	for {
		bar := strings.LastIndexByte(s[shown.Start:shown.End], '|')
		if last := s[shown.Start+bar+1 : shown.End]; last != "" && strings.Trim(last, "0123456789x") != "" {
			return shown
		}
		if bar < 0 {
			return Span{}
		}
		shown.End = shown.Start + bar
	}
}

// wikiShown divides what is seen of a link by name without a text of its own:
// the name and its headings. The id of a block says nothing to a reader.
func wikiShown(s string, shown Span) (parts []Span) {
	if shown.Start > 0 {
		return []Span{shown}
	}
	for from := shown.Start; from <= shown.End; {
		n := lengthTo(s[from:shown.End], "#")
		if n > 0 && s[from] != '^' {
			parts = append(parts, Span{from, from + n})
		}
		from += n + 1
	}
	if parts == nil {
		return []Span{shown}
	}
	return parts
}

// maxWiki is the longest text between the brackets, in bytes.
const maxWiki = 1000

// wikiLength is the length of what stands between "[[" and "]]"; 0 where that
// is no name. It must be told from a text in brackets of its own, "[[1]](url)",
// from the mark of a source, "[[1]]", and from a test of the shell, "[[ -f x ]]".
func wikiLength(s string) int {
	n := strings.IndexAny(s[:min(len(s), maxWiki)], "[]\n")
	if n < 1 || !strings.HasPrefix(s[n:], "]]") {
		return 0
	}
	after := s[n+2:]
	switch {
	case s[0] == ' ' || s[0] == '^' || s[0] == '|':
		return 0
	case n <= 3 && strings.Trim(s[:n], "0123456789") == "":
		return 0
	case len(after) > 0 && after[0] == '(':
		return 0
	case len(after) > 1 && after[0] == '[' && after[1] != '[' && after[1] != '^':
		return 0
	}
	return n
}

// wikiParts are the target and what is shown of what stands in the brackets.
// In a table the bar is written with a backslash.
func wikiParts(s string) (target, shown Span) {
	bar := strings.IndexByte(s, '|')
	if bar < 0 {
		return Span{0, len(s)}, Span{0, len(s)}
	}
	target, shown = Span{0, bar}, Span{bar + 1, len(s)}
	if s[bar-1] == '\\' {
		target.End--
	}
	if shown.Empty() {
		shown = target
	}
	return target, shown
}

// wiki leaves out what is not seen of the link by name that begins here.
func (r *reading) wiki() bool {
	s, ok := strings.CutPrefix(r.text[r.pos:min(len(r.text), r.pos+maxWiki+5)], "[[")
	if !ok {
		return false
	}
	n := wikiLength(s)
	if n == 0 {
		return false
	}
	target, shown := wikiParts(s[:n])
	parts := wikiShown(s[:n], shown)
	if r.embeds && isPicture(s[target.Start:target.End]) {
		parts = parts[:0]
		if shown = caption(s[:n], target, shown); !shown.Empty() {
			parts = append(parts, shown)
		}
	}
	start := r.pos + len("[[")
	for i, p := range parts {
		r.cut(start + p.Start - r.pos)
		if i > 0 {
			r.part(Spaced)
		}
		r.pos += p.Len()
	}
	r.cut(start + n + len("]]") - r.pos)
	return true
}
