package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// goldmark's own footnotes are gathered at the document's end and numbered
// again. An article keeps its order here: a definition stays where it is
// written and a reference shows the label it is written with.

// KindFootnote is the kind of Footnote.
var KindFootnote = ast.NewNodeKind("ManiculeFootnote")

// Footnote is a footnote definition; its children are the blocks of its body.
type Footnote struct {
	ast.BaseBlock
	Label text.Segment // without [^ and ]
}

// Kind implements ast.Node.
func (f *Footnote) Kind() ast.NodeKind { return KindFootnote }

// Dump implements ast.Node.
func (f *Footnote) Dump(src []byte, level int) {
	ast.DumpHelper(f, src, level, map[string]string{"Label": string(f.Label.Value(src))}, nil)
}

// KindFootnoteRef is the kind of FootnoteRef.
var KindFootnoteRef = ast.NewNodeKind("ManiculeFootnoteRef")

// FootnoteRef is a reference to a footnote that the article defines somewhere.
type FootnoteRef struct {
	ast.BaseInline
	Label text.Segment // without [^ and ]
}

// Kind implements ast.Node.
func (f *FootnoteRef) Kind() ast.NodeKind { return KindFootnoteRef }

// Dump implements ast.Node.
func (f *FootnoteRef) Dump(src []byte, level int) {
	ast.DumpHelper(f, src, level, map[string]string{"Label": string(f.Label.Value(src))}, nil)
}

// footnoteLabel measures the label in "[^label]" at the start of line: its end
// is the closing bracket's place.
func footnoteLabel(line []byte) (end int, ok bool) {
	n := noteMark(string(line[:min(len(line), maxNoteMark)]))
	return n - 1, n > 0
}

// footnoteParser reads "[^label]: body", the body's further lines being
// indented by four columns (PHP Markdown Extra).
type footnoteParser struct{}

func (footnoteParser) Trigger() []byte { return []byte{'['} }

func (footnoteParser) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := r.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || seg.Padding > 0 {
		return nil, parser.NoChildren
	}
	end, ok := footnoteLabel(line[pos:])
	if !ok || pos+end+1 >= len(line) || line[pos+end+1] != ':' {
		return nil, parser.NoChildren
	}
	start := seg.Start + pos
	node := &Footnote{Label: text.NewSegment(start+2, start+end)}
	r.Advance(pos + end + 2)
	return node, parser.HasChildren
}

func (footnoteParser) Continue(_ ast.Node, r text.Reader, _ parser.Context) parser.State {
	line, _ := r.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, r.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	r.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func (footnoteParser) Close(ast.Node, text.Reader, parser.Context) {}

func (footnoteParser) CanInterruptParagraph() bool { return true }

func (footnoteParser) CanAcceptIndentedLine() bool { return false }

// footnoteRefParser reads "[^label]" where the article defines the label;
// elsewhere the brackets stay text.
type footnoteRefParser struct{}

func (footnoteRefParser) Trigger() []byte { return []byte{'[', '!'} }

func (footnoteRefParser) Parse(_ ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, seg := r.PeekLine()
	exclaimed := line[0] == '!'
	if exclaimed {
		line = line[1:]
	}
	end, ok := footnoteLabel(line)
	if !ok || seg.Padding > 0 {
		return nil
	}
	ctx, _ := pc.(*context)
	if ctx == nil || ctx.alone || !ctx.source.hasNote(string(line[2:end])) {
		return nil
	}
	if exclaimed { // a sentence that ends so, and no image
		r.Advance(1)
		return ast.NewTextSegment(text.NewSegment(seg.Start, seg.Start+1))
	}
	r.Advance(end + 1)
	return &FootnoteRef{Label: text.NewSegment(seg.Start+2, seg.Start+end)}
}
