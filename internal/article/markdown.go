package article

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Source is what the parts of one article share.
type Source struct{ text string }

// NewSource prepares the text's parts for parsing; it reads nothing yet.
func NewSource(text string) *Source { return &Source{text: text} }

// Tree is the part's goldmark document and the bytes its segments point into:
// offsets are relative to part.Span.Start.
func (s *Source) Tree(part Part) (ast.Node, []byte) {
	src := []byte(s.text[part.Span.Start:part.Span.End])
	return goldmark.DefaultParser().Parse(text.NewReader(src)), src
}
