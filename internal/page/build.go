package page

import (
	"strconv"
	"strings"

	"github.com/clipperhouse/displaywidth"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"manicule/internal/article"
	"manicule/internal/markdown"
)

// maxNesting is how many containers indent what they hold; deeper ones are
// flattened.
const maxNesting = 8

// builder turns a part's tree into blocks.
type builder struct {
	config  *Config
	colours *colours
	marks   usualPens
	pal     *palette
	text    string // the article's, as markdown.Standard has it
	written string // the article's
	src     []byte // the part's
	base    int    // where the part begins in the text
	wide    displaywidth.Options
	notes   func() map[string]int // the footnotes' numbers

	blocks   []block
	frames   []*frame
	opened   int // frames already shown by a block
	pen      pen // of the block at hand
	flow     flow
	tags     []tag          // HTML elements open in the block at hand
	raw      int            // depth of elements whose text is not shown
	ruby     markdown.Ruby  // the readings beside words
	formulas []formula      // of the block at hand, still to come
	typed    []article.Span // of the block at hand
	images   []embedded     // of the block at hand
	imaged   int            // the cells that images have shown in it
	skip     int            // text of the part that ends up to here is shown already
	drawings *Drawings
	undrawn  []Code     // of which a drawing is to be made
	wanted   []codeText // code whose tokens are not known yet
}

// usualPens are those that are used again and again.
type usualPens struct{ base, quiet pen }

func newBuilder(c *Config, pal *palette, text string, wide displaywidth.Options) *builder {
	base := pen{}.with(c.Document.StylePrimitive).with(c.Text)
	quiet := base.with(c.HorizontalRule)
	if c.Quiet != nil {
		quiet = base.with(*c.Quiet)
	}
	return &builder{config: c, pal: pal, text: text, wide: wide, pen: base, marks: usualPens{base, quiet}}
}

// build makes the blocks of one part.
func (b *builder) build(tree ast.Node, src []byte, base int) []block {
	b.src, b.base = src, base
	b.children(tree, 1, 1)
	return b.blocks
}

// children adds the blocks of a container: first blank rows above the first
// one, between above each of the others.
func (b *builder) children(n ast.Node, first, between int) {
	gap := first
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		before := len(b.blocks)
		b.block(c, gap)
		if len(b.blocks) > before {
			gap = between
		}
	}
}

// block adds the blocks of one node.
func (b *builder) block(n ast.Node, gap int) {
	defer func(p pen) { b.pen = p }(b.pen)
	switch n := n.(type) {
	case *ast.Heading:
		b.heading(n, gap)
	case *ast.Paragraph, *ast.TextBlock:
		b.paragraph(n, gap)
	case *ast.ThematicBreak:
		b.rule(gap)
	case *ast.CodeBlock:
		b.code(n, "", gap)
	case *ast.FencedCodeBlock:
		b.code(n, string(n.Language(b.src)), gap)
	case *ast.HTMLBlock:
		b.container(b.config.HTMLBlock, gap, func(gap int) { b.htmlBlock(n, gap) })
	case *ast.Blockquote:
		b.quote(n, gap)
	case *ast.List:
		b.list(n, gap)
	case *markdown.Footnote:
		b.footnote(n, gap)
	case *markdown.Box:
		b.box(n, gap)
	case *markdown.BoxTitle:
		b.boxTitle(n, nil, gap, nil)
	case *east.Table:
		b.table(n, gap)
	case *east.DefinitionList:
		b.container(b.config.DefinitionList, gap, func(gap int) { b.definitions(n, gap) })
	case *ast.LinkReferenceDefinition:
	default:
		b.children(n, gap, 1)
	}
}

// finish ends the flow at hand as a block, unless it shows nothing.
func (b *builder) finish(blk block) {
	b.flow.trim()
	blk.images = b.figures()
	blk.cells = b.flow.cells
	b.flow = flow{wide: b.wide}
	b.tags, b.raw = b.tags[:0], 0
	if len(blk.cells) > 0 || blk.table != nil {
		b.add(blk)
	}
}

func (b *builder) add(blk block) {
	blk.frames = append([]*frame(nil), b.frames...)
	blk.opens = len(b.frames) - b.opened
	b.opened = len(b.frames)
	blk.typed, b.typed = b.typed, nil
	b.blocks = append(b.blocks, blk)
}

// within runs f inside a container. A container without content still shows
// its marker.
func (b *builder) within(fr *frame, f func()) {
	b.frames = append(b.frames, fr)
	before := len(b.blocks)
	f()
	if len(b.blocks) == before && len(fr.marker) > 0 {
		b.add(block{kind: prose, gap: fr.gap})
	}
	b.frames = b.frames[:len(b.frames)-1]
	b.opened = min(b.opened, len(b.frames))
}

// ornament is decoration in a look.
func (b *builder) ornament(s string, p pen) []Cell {
	f := flow{wide: b.wide}
	f.adorn(s, b.pal.pen(p))
	return f.cells
}

func spaces(n int, style uint16) []Cell {
	cells := make([]Cell, n)
	for i := range cells {
		cells[i] = adornment(" ", style)
	}
	return cells
}

// heading looks by its level; two rows keep the great divisions apart.
func (b *builder) heading(n *ast.Heading, gap int) {
	look, outer := b.headingLook(n.Level), b.pen
	b.pen = b.pen.with(look.StylePrimitive)
	edges := edgesOf(look.StylePrimitive)
	b.open(edges, outer)
	before := len(b.flow.cells)
	b.inlines(n)
	if len(b.flow.cells) == before {
		b.flow.cells = nil
		return
	}
	b.close(edges, outer)
	if n.Level <= 2 && gap > 0 && len(b.frames) == 0 {
		gap = 2
	}
	b.finish(block{kind: heading, level: n.Level, gap: gap, indent: indentOf(look)})
}

// headingLook is the look of a heading of that level.
func (b *builder) headingLook(level int) Block {
	c := b.config
	levels := []Block{c.H1, c.H2, c.H3, c.H4, c.H5, c.H6}
	return cascade(c.Heading, levels[min(max(level, 1), len(levels))-1])
}

// paragraph is text, or a formula that stands by itself.
func (b *builder) paragraph(n ast.Node, gap int) {
	look, outer := b.config.Paragraph, b.pen
	b.pen = b.pen.with(look.StylePrimitive)
	edges := edgesOf(look.StylePrimitive)
	b.open(edges, outer)
	before := len(b.flow.cells)
	blk := block{kind: prose, gap: gap, indent: indentOf(look)}
	if b.isDisplay(n, b.inlines(n)) {
		blk.indent += 4
	}
	if len(b.flow.cells) == before {
		b.flow.cells = nil
	} else {
		b.close(edges, outer)
	}
	b.finish(blk)
}

func (b *builder) rule(gap int) {
	look := b.config.HorizontalRule
	s := strings.TrimSpace(look.Format)
	if s == "" {
		s = "* * *"
	}
	outer, styleOf := b.pen, b.pen.with(look)
	look.Format = ""
	edges := edgesOf(look)
	b.flow.wide = b.wide
	b.pen = styleOf
	b.open(edges, outer)
	b.flow.adorn(s, b.pal.pen(styleOf))
	b.close(edges, outer)
	b.finish(block{kind: rule, gap: gap})
}

func (b *builder) quote(n ast.Node, gap int) {
	if title, ok := n.FirstChild().(*markdown.BoxTitle); ok {
		b.boxed(n, title, gap)
		return
	}
	a := b.alert(n)
	if a == nil {
		b.within(&frame{bar: b.quoteBar(b.marks.quiet)}, func() {
			b.edged(b.config.BlockQuote, gap, func(gap int) { b.children(n, gap, 1) })
		})
		return
	}
	f := b.foldOf(b.base + a.start)
	b.within(&frame{bar: b.quoteBar(a.pen), fold: f}, func() {
		b.alertLabel(a, gap, f)
		b.children(n, 0, 1)
	})
}

// quoteBar is what stands left of a quote.
func (b *builder) quoteBar(p pen) []Cell {
	look := b.config.BlockQuote
	token, times := "│ ", 1
	if look.IndentToken != nil {
		token = *look.IndentToken
	}
	if look.Indent != nil {
		times = int(min(max(*look.Indent, 1), maxNesting))
	}
	return append(spaces(cells(look.Margin), b.pal.pen(b.marks.base)), b.ornament(strings.Repeat(token, times), p)...)
}

// list shows a list. One within another begins as far right of it as the style
// has it, if that is behind its bullet.
func (b *builder) list(n *ast.List, gap int) {
	look := b.config.List
	if inner := n.Parent().Kind() == ast.KindListItem; inner {
		beyond := max(0, int(min(look.LevelIndent, maxIndent))-Line(b.frames[len(b.frames)-1].bar).Width())
		look.StyleBlock = Block{StylePrimitive: Look{}}
		if beyond > 0 {
			by := uint(beyond)
			look.Indent = &by
		}
	}
	b.container(look.StyleBlock, gap, func(gap int) { b.items(n, gap) })
}

// items hang their text behind bullets or numbers of one width.
func (b *builder) items(n *ast.List, gap int) {
	between := 1
	if n.IsTight {
		between = 0
	}
	number, width := n.Start, 0
	if n.IsOrdered() {
		width = len(strconv.Itoa(n.Start + n.ChildCount() - 1))
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		marker := b.marker(n, c, number, width)
		bar := spaces(Line(marker).Width(), b.pal.pen(b.marks.base))
		b.within(&frame{marker: marker, bar: bar, gap: gap}, func() { b.children(c, gap, between) })
		gap = between
		number++
	}
}

// marker is an item's bullet, number or box.
func (b *builder) marker(n *ast.List, item ast.Node, number, width int) []Cell {
	if box := taskBox(item); box != nil {
		s, look := b.config.Task.Unticked, b.config.Task.StylePrimitive
		switch {
		case box.IsChecked:
			s = b.config.Task.Ticked
		case taskSigns[b.taskState(item)] != "":
			s = taskSigns[b.taskState(item)]
		}
		return b.mark(s, look)
	}
	if n.IsOrdered() {
		look := b.config.Enumeration
		if n.Marker == ')' {
			look.BlockPrefix = strings.Replace(look.BlockPrefix, ".", ")", 1)
		}
		s := strconv.Itoa(number)
		return b.mark(strings.Repeat(" ", max(0, width-len(s)))+s, look)
	}
	return b.mark("", b.config.Item)
}

// mark is a bullet, number or box with what the style writes around it.
func (b *builder) mark(s string, look Look) []Cell {
	e := edgesOf(look)
	return b.ornament(s+e.outside+e.inside+e.insideEnd+e.outsideEnd, b.marks.quiet.with(look))
}

// taskSigns stand for the states of a task that Obsidian's readers use beside
// done and not done.
var taskSigns = map[byte]string{'/': "◐ ", '-': "⊘ ", '>': "→ ", '<': "← ", '?': "? ", '!': "! ", '*': "★ "}

// taskState is what is written in an item's box.
func (b *builder) taskState(item ast.Node) byte {
	if lines := item.FirstChild().Lines(); lines.Len() > 0 {
		if at := b.base + lines.At(0).Start + 1; at < len(b.written) {
			return b.written[at]
		}
	}
	return ' '
}

// taskBox is the check box that a list item begins with, or nil.
func taskBox(item ast.Node) *east.TaskCheckBox {
	if c := item.FirstChild(); c != nil {
		box, _ := c.FirstChild().(*east.TaskCheckBox)
		return box
	}
	return nil
}

// plainText adds source bytes as they are.
func (b *builder) plainText(f *flow, start, stop int, style, link uint16) {
	start, stop = start+b.base, stop+b.base
	f.add(b.text[start:stop], start, style, link)
}

func (b *builder) definitions(n ast.Node, gap int) {
	base, term, told := b.pen, edgesOf(b.config.DefinitionTerm), edgesOf(b.config.DefinitionDescription)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.pen = base
		if c.Kind() == east.KindDefinitionTerm {
			b.pen = b.pen.with(b.config.DefinitionTerm)
			b.open(term, base)
			b.inlines(c)
			b.close(term, base)
			b.finish(block{kind: prose, gap: gap, term: true})
			gap = 0
			continue
		}
		b.pen = b.pen.with(b.config.DefinitionDescription)
		marker := b.ornament(told.outside+told.inside+told.insideEnd+told.outsideEnd, b.marks.quiet.with(b.config.DefinitionDescription))
		fr := &frame{marker: marker, bar: spaces(max(4, Line(marker).Width()), b.pal.pen(b.marks.base))}
		if len(marker) > 0 {
			fr.marker = append(marker, spaces(len(fr.bar)-Line(marker).Width(), b.pal.pen(b.marks.base))...)
		}
		b.within(fr, func() { b.children(c, 0, 1) })
		gap = 1
		if next := c.NextSibling(); next != nil && next.Kind() == east.KindDefinitionDescription {
			gap = 0
		}
	}
}

func (b *builder) table(n *east.Table, gap int) {
	t := &table{}
	for _, a := range n.Alignments {
		switch a {
		case east.AlignRight:
			t.align = append(t.align, 1)
		case east.AlignCenter:
			t.align = append(t.align, 0)
		default:
			t.align = append(t.align, -1)
		}
	}
	look := b.config.Table.StyleBlock
	base := b.pen.with(look.StylePrimitive)
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		b.pen = base
		if row.Kind() == east.KindTableHeader {
			b.pen.bold = true
		}
		t.rows = append(t.rows, b.fields(row))
	}
	b.edged(look, gap, func(gap int) { b.finish(block{kind: grid, table: t, gap: gap, indent: indentOf(look)}) })
}

func (b *builder) fields(row ast.Node) []field {
	var fields []field
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		b.inlines(c)
		b.flow.trim()
		fields = append(fields, b.flow.cells)
		b.flow, b.images, b.imaged = flow{wide: b.wide}, nil, 0
		b.tags, b.raw = b.tags[:0], 0
	}
	return fields
}
