package article

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// rowsOf are the rows of a table, without those of tables within it.
func rowsOf(table *html.Node) (rows []*html.Node) {
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			rows = append(rows, c)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			rows = append(rows, rowsOf(c)...)
		}
	}
	return rows
}

func cellsOf(row *html.Node) (cells []*html.Node) {
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			cells = append(cells, c)
		}
	}
	return cells
}

// flattenTables makes the cells of tables lines, as Markdown's are: blocks in a
// cell are parted by line breaks. A table that only places things on the page
// is taken apart.
func flattenTables(content *html.Node) {
	for _, t := range findAll(content, atom.Table) {
		if t.Parent == nil || above(t.Parent, func(p *html.Node) bool { return p.DataAtom == atom.Td || p.DataAtom == atom.Th }) {
			continue // in a cell that is flat by now
		}
		for link := t.Parent; link != nil; link = link.Parent {
			if link.DataAtom == atom.A {
				unwrap(link)
				break
			}
		}
		if isLayout(t) {
			divide(t)
			flattenTables(t)
			continue
		}
		for _, row := range rowsOf(t) {
			for _, cell := range cellsOf(row) {
				flatten(cell)
			}
		}
	}
}

// isLayout reports whether a table only places things: it says so, or has one
// column with anything in it, without a head, or cells that hold whole parts of the
// page.
func isLayout(t *html.Node) bool {
	if role := attr(t, "role"); role == "presentation" || role == "none" {
		return true
	}
	rows, columns := rowsOf(t), 0
	filled := map[int]bool{}
	for _, row := range rows {
		cells := cellsOf(row)
		columns = max(columns, len(cells))
		for i, cell := range cells {
			if !filled[i] && hasContent(cell) {
				filled[i] = true
			}
			if cell.DataAtom == atom.Th {
				return false
			}
			if len(findAll(cell, atom.H1, atom.H2, atom.H3, atom.H4)) > 0 || len(findAll(cell, atom.P)) > 3 {
				return true
			}
		}
	}
	return columns < 2 || len(filled) < 2
}

// hasContent reports whether there is anything to read or to see in an element.
func hasContent(n *html.Node) bool {
	return walk(n, func(n *html.Node) bool {
		return n.DataAtom == atom.Img || n.Type == html.TextNode && strings.TrimSpace(n.Data) != ""
	})
}

// divide makes a table's parts divisions.
func divide(t *html.Node) {
	for _, row := range rowsOf(t) {
		for _, cell := range cellsOf(row) {
			rename(cell, atom.Div)
		}
		rename(row, atom.Div)
		if p := row.Parent; p != t {
			rename(p, atom.Div)
		}
	}
	for c := t.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Caption {
			rename(c, atom.P)
		}
	}
	rename(t, atom.Div)
}

// flatCell gathers what stands in a cell, line by line.
type flatCell struct {
	nodes []*html.Node
	brk   bool // the next thing begins a line
}

func flatten(cell *html.Node) {
	if !walk(cell, func(n *html.Node) bool { return n != cell && endsLine(n) }) {
		return
	}
	var f flatCell
	f.children(cell)
	for cell.FirstChild != nil {
		cell.RemoveChild(cell.FirstChild)
	}
	for _, n := range f.nodes {
		cell.AppendChild(n)
	}
}

func (f *flatCell) add(n *html.Node) {
	if n.Type == html.TextNode && strings.TrimSpace(n.Data) == "" && (f.brk || len(f.nodes) == 0) {
		return
	}
	if f.brk && len(f.nodes) > 0 {
		f.nodes = append(f.nodes, element(atom.Br))
	}
	f.brk = false
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
	f.nodes = append(f.nodes, n)
}

func (f *flatCell) children(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		f.node(c)
		c = next
	}
}

func (f *flatCell) node(n *html.Node) {
	switch {
	case n.Type != html.ElementNode:
		if n.Type == html.TextNode {
			f.add(n)
		}
	case n.DataAtom == atom.Br, n.DataAtom == atom.Hr:
		f.brk = true
	case n.DataAtom == atom.Pre:
		f.code(n)
	case n.DataAtom == atom.Table:
		f.table(n)
	case n.DataAtom == atom.Ol, n.DataAtom == atom.Ul:
		f.list(n)
	case isHeading(n.DataAtom):
		rename(n, atom.Strong)
		f.brk = true
		f.add(n)
		f.brk = true
	case isLine(n):
		f.brk = true
		f.children(n)
		f.brk = true
	case !walk(n, endsLine):
		f.add(n)
	case n.DataAtom == atom.A:
		for _, b := range allOf(n, isLine) {
			rename(b, atom.Span)
		}
		f.add(n)
	default:
		f.children(n)
	}
}

func (f *flatCell) code(n *html.Node) {
	for line := range strings.Lines(strings.Trim(codeText(n), "\n")) {
		f.brk = true
		if line = strings.TrimRight(line, "\n"); strings.TrimSpace(line) != "" {
			code := element(atom.Code)
			code.AppendChild(textNode(line))
			f.add(code)
		}
	}
	f.brk = true
}

func (f *flatCell) table(n *html.Node) {
	for _, row := range rowsOf(n) {
		f.brk = true
		for i, cell := range cellsOf(row) {
			if i > 0 {
				f.brk = false
				f.add(textNode(" · "))
			}
			f.children(cell)
		}
	}
	f.brk = true
}

func (f *flatCell) list(n *html.Node) {
	number, _ := strconv.Atoi(firstOf(attr(n, "start"), "1"))
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Li {
			continue
		}
		sign := "• "
		if n.DataAtom == atom.Ol {
			sign = strconv.Itoa(number) + ". "
			number++
		}
		f.brk = true
		f.add(textNode(sign))
		f.children(c)
	}
	f.brk = true
}

// isLine reports whether an element stands on lines of its own.
func isLine(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Address, atom.Article, atom.Aside, atom.Details, atom.Dl, atom.Dd, atom.Dt, atom.Figure, atom.Figcaption, atom.Footer, atom.Header, atom.Center, atom.Summary, atom.Li, atom.Tr, atom.Tbody, atom.Thead, atom.Fieldset, atom.Form, atom.Main, atom.Nav:
		return true
	}
	return isBlock(n.DataAtom) || isHeading(n.DataAtom)
}

func endsLine(n *html.Node) bool {
	return n.Type == html.ElementNode && (isLine(n) || n.DataAtom == atom.Br || n.DataAtom == atom.Hr)
}

// maxSpan is how many columns or rows a cell may go over.
const maxSpan = 64

// spanOf is how many columns or rows a cell says that it goes over.
func spanOf(cell *html.Node, key string) int {
	n, err := strconv.Atoi(strings.TrimSpace(attr(cell, key)))
	if err != nil {
		return 1
	}
	return min(max(1, n), maxSpan)
}

// grid are the cells of a table by row and column; nil stands for where a cell
// goes on from the left or from above, so that its text is said once.
func grid(t *html.Node) (rows [][]*html.Node) {
	var below []int // for each column, the rows that a cell above still covers
	for _, row := range headFirst(rowsOf(t)) {
		var line []*html.Node
		skip := func() {
			for len(line) < len(below) && below[len(line)] > 0 {
				below[len(line)]--
				line = append(line, nil)
			}
		}
		for _, cell := range cellsOf(row) {
			skip()
			for i := range spanOf(cell, "colspan") {
				if len(below) <= len(line) {
					below = append(below, 0)
				}
				below[len(line)] = spanOf(cell, "rowspan") - 1
				if i > 0 {
					line = append(line, nil)
				} else {
					line = append(line, cell)
				}
			}
		}
		skip()
		if len(line) > 0 {
			rows = append(rows, line)
		}
	}
	return rows
}

// headFirst puts the rows of a table's head before the others.
func headFirst(rows []*html.Node) []*html.Node {
	var head, rest []*html.Node
	for _, r := range rows {
		if r.Parent != nil && r.Parent.DataAtom == atom.Thead {
			head = append(head, r)
		} else {
			rest = append(rest, r)
		}
	}
	return append(head, rest...)
}

// alignmentOf is the row of dashes' cell for a column that begins with a cell.
func alignmentOf(cell *html.Node) (before, after string) {
	if cell == nil {
		return "-", "-"
	}
	align := attr(cell, "align")
	if _, style, ok := strings.Cut(strings.ReplaceAll(attr(cell, "style"), " ", ""), "text-align:"); ok && align == "" {
		align = firstPart(style, ";")
	}
	switch strings.ToLower(align) {
	case "left":
		return ":", "-"
	case "center":
		return ":", ":"
	case "right":
		return "-", ":"
	}
	return "-", "-"
}

// pad fills a cell's text up to the width of its column; a wide column is not
// filled up, for that would cost rows × width.
func pad(s string, width int) string {
	const widest = 40
	return s + strings.Repeat(" ", max(0, min(width, widest)-utf8.RuneCountInString(s)))
}
