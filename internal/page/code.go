package page

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/yuin/goldmark/ast"

	"manicule/internal/syntax"
)

// code shows a code block line by line, plain where its tokens are not known
// yet.
func (b *builder) code(n ast.Node, lang string, gap int) {
	look := b.config.CodeBlock.StyleBlock
	b.edged(Block{StylePrimitive: edgesOnly(look.StylePrimitive)}, gap, func(gap int) { b.codeLines(n, lang, gap) })
}

// edgesOnly is a look without its colours.
func edgesOnly(l Look) Look {
	return Look{BlockPrefix: l.BlockPrefix, BlockSuffix: l.BlockSuffix, Prefix: l.Prefix, Suffix: l.Suffix}
}

func (b *builder) codeLines(n ast.Node, lang string, gap int) {
	j := b.join(segments(n))
	if j.text == "" {
		return
	}
	b.flow.wide = b.wide
	b.flow.cells = make([]Cell, 0, len(j.text))
	tokens, known := b.colours.of(codeText{lang, j.text})
	if !known {
		b.wanted = append(b.wanted, codeText{lang, j.text})
	}
	pos := 0
	for _, t := range append(tokens, syntax.Token{End: len(j.text), Type: chroma.Text}) { // tokens are clipped
		style := b.pal.token(t.Type, func() pen { return b.tokenPen(t.Type) })
		j.each(pos, t.End, func(text string, at int) { b.codeLine(text, at, style) })
		pos = t.End
	}
	b.finishCode(gap, b.drawing(lang, j.text))
}

func (b *builder) codeLine(s string, at int, style uint16) {
	line, _, ended := strings.Cut(s, newline)
	b.flow.add(line, at, style, 0)
	if ended {
		b.flow.cells = append(b.flow.cells, Cell{Text: newline, Start: at + len(line), End: at + len(line) + 1})
	}
}

// finishCode ends a block of code: blank lines at its end are dropped, its
// ground reaches over the whole width. What is drawn of it, if anything, is shown
// in its place.
func (b *builder) finishCode(gap int, drawn []Cell) {
	n := len(b.flow.cells)
	for n > 0 && strings.Trim(b.flow.cells[n-1].Text, " \n") == "" {
		n--
	}
	b.flow.cells = b.flow.cells[:n]
	blk := block{kind: code, gap: gap, indent: indentOf(b.config.CodeBlock.StyleBlock), drawn: drawn}
	if ground := b.codePen(); ground.bg != "" && ground.bg != b.marks.base.bg {
		blk.fill = int(b.pal.pen(ground)) + 1
	}
	b.finish(blk)
}
