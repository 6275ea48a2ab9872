package page

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// maxHighlight is the largest code block that is coloured.
const maxHighlight = 64 << 10

// code shows a code block line by line.
func (b *builder) code(n ast.Node, lang string, gap int) {
	j := b.join(segments(n))
	if j.text == "" {
		return
	}
	b.flow.wide = b.wide
	b.flow.cells = make([]Cell, 0, len(j.text))
	styles := b.tokenStyles()
	var spans []span
	if len(j.text) <= maxHighlight {
		spans = highlight(lang, j.text)
	}
	pos := 0
	for _, s := range append(spans, span{len(j.text), plainToken}) {
		j.each(pos, s.end, func(text string, at int) { b.codeLine(text, at, styles[s.token]) })
		pos = s.end
	}
	b.finishCode(gap)
}

func (b *builder) codeLine(s string, at int, style uint16) {
	line, _, ended := strings.Cut(s, newline)
	b.flow.add(line, at, style, 0)
	if ended {
		b.flow.cells = append(b.flow.cells, Cell{Text: newline, Start: at + len(line), End: at + len(line) + 1})
	}
}

// finishCode ends a block of code: blank lines at its end are dropped, its
// ground reaches over the whole width.
func (b *builder) finishCode(gap int) {
	n := len(b.flow.cells)
	for n > 0 && strings.Trim(b.flow.cells[n-1].Text, " \n") == "" {
		n--
	}
	b.flow.cells = b.flow.cells[:n]
	blk := block{kind: code, gap: gap}
	if ground := b.codePen(); ground.bg != "" {
		blk.fill = int(b.pal.pen(ground)) + 1
	} else if m := b.config.CodeBlock.Margin; m != nil {
		blk.indent = int(min(*m, 8))
	}
	b.finish(blk)
}

// codePen is the pen of code without a token.
func (b *builder) codePen() pen {
	p := b.marks.base.with(b.config.CodeBlock.Look)
	if t := b.config.CodeBlock.Chroma; t != nil {
		p = p.with(t.Text)
		if p.bg == "" {
			p = p.with(Look{BackgroundColor: t.Background.BackgroundColor})
		}
	}
	return p
}

// tokenStyles are the styles by token.
func (b *builder) tokenStyles() (styles [numTokens]uint16) {
	p := b.codePen()
	t := b.config.CodeBlock.Chroma
	if t == nil {
		t = &Tokens{}
	}
	for i, look := range [numTokens]Look{
		plainToken: {}, commentToken: t.Comment, preprocToken: t.CommentPreproc, keywordToken: t.Keyword,
		typeToken: t.KeywordType, builtinToken: t.NameBuiltin, functionToken: t.NameFunction, keyToken: t.NameTag,
		attrToken: t.NameAttribute, numberToken: t.LiteralNumber, stringToken: t.LiteralString,
		addedToken: t.GenericInserted, removedToken: t.GenericDeleted, headToken: t.GenericSubheading,
	} {
		look.BackgroundColor = nil
		styles[i] = b.pal.pen(p.with(look))
	}
	return styles
}
