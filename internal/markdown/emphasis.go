package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"manicule/internal/script"
)

// emphasisParser is goldmark's but that signs beside a character of Chinese,
// Japanese or Korean, or beside a dialect's sign, open and close as beside a
// space: CommonMark's rule (0.31.2, 6.2) takes spaces between words for granted.
type emphasisParser struct{ parser.InlineParser }

func (p emphasisParser) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	before := r.PrecendingCharacter()
	line, _ := r.PeekLine()
	n := p.InlineParser.Parse(parent, r, pc)
	if d, ok := n.(*parser.Delimiter); ok && d.Char == '*' {
		after, _ := utf8.DecodeRune(line[d.OriginalLength:])
		if d.OriginalLength == len(line) {
			after = ' '
		}
		opens, closes := besideIdeograph(before, after)
		d.CanOpen, d.CanClose = d.CanOpen || opens, d.CanClose || closes
	}
	return n
}

// besideIdeograph tells what signs of emphasis between the two characters may do
// more than by CommonMark's rule.
func besideIdeograph(before, after rune) (opens, closes bool) {
	if !unspaced(before) && !unspaced(after) {
		return false, false
	}
	return signKind(after) == aSign, signKind(before) == aSign
}

// unspaced tells a character that words border on without a space.
func unspaced(r rune) bool {
	switch {
	case r < ' ':
		return r != '\n' && r != '\t'
	case r < 0x1100:
		return false
	}
	return script.Ideographic(r) || r >= 0x3000 && r <= 0x30ff || r >= 0xff00 && r <= 0xffef ||
		r >= 0x1100 && r <= 0x11ff || r >= 0x3130 && r <= 0x318f || r >= 0xac00 && r <= 0xd7af
}
