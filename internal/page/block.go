package page

import "manicule/internal/article"

// kind is how a block is laid out.
type kind uint8

const (
	prose   kind = iota // wrapped at spaces
	heading             // wrapped at spaces
	code                // wrapped anywhere, filled with its background
	rule                // centred
	grid                // a table
	plain               // wrapped at spaces, white space kept
)

// block is a leaf of the article's tree with its looks decided, not yet laid
// out at a width.
type block struct {
	kind   kind
	level  int            // of a heading
	cells  []Cell         // the flow; newline cells end lines
	table  *table         // of a grid
	gap    int            // blank rows wanted above
	frames []*frame       // containers around it, outermost first
	opens  int            // how many of the innermost frames begin with this block
	fill   int            // of code: style of the ground plus one; 0: no ground
	indent int            // columns left free at the left
	typed  []article.Span // what is quoted as it is typed, in order: formulas, an alert's label
	term   bool           // is explained by the block below
	images []embedded     // the destinations of images that are all it shows
	right  bool           // goes from right to left; see direct
	fold   *fold          // that it is the title of
	drawn  []Cell         // shown in place of code; nil: nothing is
}

// frame is a container: a quote, a list item, a footnote.
type frame struct {
	marker []Cell // stands before the first line of the container's first block
	bar    []Cell // stands before the other lines
	hang   bool   // nothing stands before the first line
	gap    int    // blank rows above it where it holds nothing
	fold   *fold  // of a callout that can be folded
}

// table is a table's fields.
type table struct {
	align []int8 // -1 left, 0 centre, 1 right
	rows  [][]field
}

// field is one cell of a table.
type field []Cell
