package markdown

import (
	"iter"
	"strings"
)

// Part is a piece of an article's text that can be read on its own: it begins
// where a top-level block is certain to begin, whatever stands before it.
type Part struct {
	Span  Span
	Plain bool // too dangerous or too large for the parser: to be shown verbatim, wrapped
}

// The sizes of parts, in bytes.
const (
	partSize  = 2 << 10  // small blocks are gathered up to this
	partLimit = 64 << 10 // what cannot be cut below this becomes plain
	plainSize = 8 << 10  // plain text is cut to about this
)

// Parts tiles the text into consecutive parts that cover every byte, in time
// linear in its length.
func Parts(text string) []Part {
	var parts []Part
	c := NewCutter(Standard(text))
	for part, ok := c.Next(); ok; part, ok = c.Next() {
		parts = append(parts, part)
	}
	return parts
}

// Cutter cuts a text into parts from its beginning, on demand.
type Cutter struct {
	text  string
	scan  *scanner
	pos   int    // where the next part begins
	queue []Part // cut already, in order, ending at pos
}

// NewCutter starts at the beginning of a text that is Standard.
func NewCutter(text string) *Cutter {
	return &Cutter{text: text, scan: newScanner(text)}
}

// Next is the next part; false at the end of the text.
func (c *Cutter) Next() (Part, bool) {
	if len(c.queue) == 0 {
		c.fill()
	}
	if len(c.queue) == 0 {
		return Part{}, false
	}
	part := c.queue[0]
	c.queue = c.queue[1:]
	return part, true
}

// fill gathers blocks into one part. A block that must not be parsed ends the
// part and follows it in the queue as plain ones.
func (c *Cutter) fill() {
	start := c.pos
	for c.pos < len(c.text) && c.pos-start < partSize {
		block := Span{c.pos, c.scan.next()}
		c.pos = block.End
		if block.Len() <= partLimit && !dangerous(c.text[block.Start:block.End]) {
			continue
		}
		c.push(Span{start, block.Start}, false)
		c.cut(block)
		return
	}
	c.push(Span{start, c.pos}, false)
}

func (c *Cutter) push(s Span, plain bool) {
	if !s.Empty() {
		c.queue = append(c.queue, Part{Span: s, Plain: plain})
	}
}

// cut divides a block that is too large or dangerous: a long list between its
// items, everything else into plain text.
func (c *Cutter) cut(block Span) {
	start := block.Start
	for _, item := range append(c.scan.items, block.End) {
		if item-start < plainSize && item < block.End {
			continue
		}
		piece := Span{start, item}
		if piece.Len() <= partLimit && !dangerous(c.text[piece.Start:piece.End]) {
			c.push(piece, false)
		} else {
			c.cutPlain(piece)
		}
		start = item
	}
}

// cutPlain divides text at line ends, else at spaces, else between characters.
func (c *Cutter) cutPlain(s Span) {
	for s.Len() > plainSize*3/2 {
		n := plainCut(c.text[s.Start : s.Start+plainSize])
		c.push(Span{s.Start, s.Start + n}, true)
		s.Start += n
	}
	c.push(s, true)
}

// plainCut finds the best place to end a piece of at most len(s) bytes.
func plainCut(s string) int {
	const low = plainSize / 2
	if i := strings.LastIndexByte(s[low:], '\n'); i >= 0 {
		return low + i + 1
	}
	if i := strings.LastIndexByte(s[low:], ' '); i >= 0 {
		return low + i + 1
	}
	return clusterStart(s)
}

// Blocks yields the spans that begin where a top-level block is certain to
// begin. They tile the text.
func Blocks(text string) iter.Seq[Span] { return blocksOf(Standard(text)) }

// blocksOf is Blocks of a text that is Standard.
func blocksOf(text string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		scan := newScanner(text)
		for start := 0; start < len(text); {
			end := scan.next()
			if !yield(Span{start, end}) {
				return
			}
			start = end
		}
	}
}
