package page

import "manicule/internal/article"

// Unit is a unit of reading. Units go by the visible text and do not depend on
// the width: a sentence with emphasis and links in it is one.
type Unit int

// The units, from small to large. A paragraph is a block that reads as one: a
// paragraph, heading, item's text, row of a table, code block. A section goes
// from a heading to the next one of whatever level.
const (
	Word Unit = iota
	Sentence
	Paragraph
	Section
)

func (p *Page) Unit(off int, u Unit) article.Span { return article.Span{Start: off, End: off} }

// Next is the first unit that starts after off.
func (p *Page) Next(off int, u Unit) (article.Span, bool) { return article.Span{}, false }

// Prev is the last unit that starts before off.
func (p *Page) Prev(off int, u Unit) (article.Span, bool) { return article.Span{}, false }

// Quote is the visible text of a span.
func (p *Page) Quote(s article.Span) string { return p.article.Text[s.Start:s.End] }
