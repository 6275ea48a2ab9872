package markdown

import (
	"bytes"
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
	target, shown := wikiParts(string(line[before : before+length]))
	at := seg.Start + before
	r.Advance(before + length + len("]]"))
	n := &WikiLink{Target: text.NewSegment(at+target.Start, at+target.End)}
	n.AppendChild(n, ast.NewTextSegment(text.NewSegment(at+shown.Start, at+shown.End)))
	return n
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
	_, shown := wikiParts(s[:n])
	r.cut(len("[[") + shown.Start)
	r.pos += shown.Len()
	r.cut(n - shown.End + len("]]"))
	return true
}
