package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// boxTitle names the titles of boxes, listings and the like, in the classes of
// Sphinx, MkDocs, GitHub, Docusaurus, VitePress, Quarto and Asciidoctor.
var boxTitle = pattern.Lazy(`(?:^|\s)(?:admonition-title|markdown-alert-title|custom-block-title|admonition-?[Hh]eading\S*|callout-(?:title|header|caption|title-container)|alert-title|notecard-title|topic-title|sidebar-title|rubric|versionmodified|sd-card-title|titlebar)(?:\s|$)`)

// inBoxTitles are what each of those has in it.
var inBoxTitles = strings.Fields("title eading header caption rubric versionmodified")

// nameBoxes sets the titles of boxes in bold, as paragraphs of their own, and
// takes the tables apart that Asciidoctor makes boxes of.
func nameBoxes(doc *html.Node) {
	for _, n := range findAll(doc, atom.P, atom.Div, atom.Span, atom.H5, atom.H6) {
		class := attr(n, "class")
		if class == "" || n.Parent == nil {
			continue
		}
		asciidoc := class == "title" && n.DataAtom == atom.Div && strings.HasSuffix(firstPart(attr(n.Parent, "class"), " "), "block")
		if (asciidoc || containsAny(class, inBoxTitles) && boxTitle().MatchString(class)) && !walk(n, func(c *html.Node) bool { return c != n && isBoldOrBlock(c) }) {
			embolden(n)
		}
	}
	for _, t := range findAll(doc, atom.Table) {
		if p := t.Parent; p != nil && hasClass(p, "admonitionblock") {
			unboxTable(t)
		}
	}
}

func isBoldOrBlock(n *html.Node) bool {
	return n.DataAtom == atom.B || n.DataAtom == atom.Strong || isHeading(n.DataAtom) || isLine(n)
}

// embolden sets all of an element in bold, if there is anything in it.
func embolden(n *html.Node) {
	if CleanLine(textOf(n)) == "" {
		return
	}
	strong := element(atom.Strong)
	for n.FirstChild != nil {
		c := n.FirstChild
		n.RemoveChild(c)
		strong.AppendChild(c)
	}
	n.AppendChild(strong)
	if n.DataAtom != atom.Span {
		rename(n, atom.P)
	}
}

// unboxTable makes a table of an icon and a text divisions.
func unboxTable(t *html.Node) {
	for _, cell := range findAll(t, atom.Td) {
		if hasClass(cell, "icon") && !walk(cell, func(n *html.Node) bool { return n.DataAtom == atom.Strong }) {
			name := CleanLine(textOf(cell))
			if i := find(cell, atom.I); name == "" && i != nil {
				name = attr(i, "title")
			}
			if img := find(cell, atom.Img); name == "" && img != nil {
				name = attr(img, "alt")
			}
			for cell.FirstChild != nil {
				cell.RemoveChild(cell.FirstChild)
			}
			if name != "" {
				cell.AppendChild(boldLine(name))
			}
		}
	}
	divide(t)
}

// itemOfWord is what Word writes before an item of a list: a bullet or a
// number, and blanks.
var itemOfWord = pattern.Lazy(`^\s*(?:[·•o§ü▪–-]|(\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])[\s\x{00a0}]+`)

// listsOfWord makes lists of the paragraphs that Word makes of items.
func listsOfWord(doc *html.Node) {
	var list *html.Node
	for _, p := range findAll(doc, atom.P) {
		if !strings.HasPrefix(attr(p, "class"), "MsoListParagraph") {
			continue
		}
		m := itemOfWord().FindStringSubmatch(textOf(p))
		if m == nil {
			continue
		}
		kind := atom.Ul
		if m[1] != "" {
			kind = atom.Ol
		}
		if list == nil || list.DataAtom != kind || previousElement(p) != list {
			list = element(kind)
			p.Parent.InsertBefore(list, p)
		}
		cutText(p, len(m[0]))
		p.Parent.RemoveChild(p)
		rename(p, atom.Li)
		list.AppendChild(p)
	}
}

func previousElement(n *html.Node) *html.Node {
	for n = n.PrevSibling; n != nil; n = n.PrevSibling {
		if n.Type == html.ElementNode || strings.TrimSpace(n.Data) != "" {
			return n
		}
	}
	return nil
}

// cutText takes that many bytes off the start of an element's text.
func cutText(n *html.Node, size int) {
	walk(n, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			cut := min(size, len(n.Data))
			n.Data, size = n.Data[cut:], size-cut
		}
		return size == 0
	})
}

// tablesByRole makes tables of what says that it is one by its roles, and of
// the grids that javadoc makes of its summaries.
func tablesByRole(doc *html.Node) {
	walk(doc, func(n *html.Node) bool {
		switch role := attr(n, "role"); {
		case n.DataAtom == atom.Table || n.Type != html.ElementNode:
		case role == "table" || role == "grid" || role == "treegrid":
			tableOfRoles(n)
		case hasClass(n, "summary-table"):
			tableOfGrid(n)
		}
		return false
	})
}

func tableOfRoles(t *html.Node) {
	rows := allOf(t, func(n *html.Node) bool { return attr(n, "role") == "row" })
	if len(rows) < 2 {
		return
	}
	table := element(atom.Table)
	for _, row := range rows {
		tr := element(atom.Tr)
		for _, cell := range allOf(row, func(n *html.Node) bool {
			role := attr(n, "role")
			return role == "cell" || role == "gridcell" || role == "columnheader" || role == "rowheader"
		}) {
			kind := atom.Td
			if strings.HasSuffix(attr(cell, "role"), "header") {
				kind = atom.Th
			}
			tr.AppendChild(moved(cell, kind))
		}
		table.AppendChild(tr)
	}
	for t.FirstChild != nil {
		t.RemoveChild(t.FirstChild)
	}
	t.AppendChild(table)
}

func tableOfGrid(t *html.Node) {
	var cells []*html.Node
	columns := 0
	for c := t.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			cells = append(cells, c)
			if hasClass(c, "table-header") {
				columns++
			}
		}
	}
	if columns < 2 || len(cells)%columns != 0 {
		return
	}
	table := element(atom.Table)
	var tr *html.Node
	for i, cell := range cells {
		if i%columns == 0 {
			tr = element(atom.Tr)
			table.AppendChild(tr)
		}
		kind := atom.Td
		if i < columns {
			kind = atom.Th
		}
		tr.AppendChild(moved(cell, kind))
	}
	for t.FirstChild != nil {
		t.RemoveChild(t.FirstChild)
	}
	t.AppendChild(table)
}

// moved is a new element of that kind with all that is in n.
func moved(n *html.Node, kind atom.Atom) *html.Node {
	to := element(kind)
	for n.FirstChild != nil {
		c := n.FirstChild
		n.RemoveChild(c)
		to.AppendChild(c)
	}
	return to
}
