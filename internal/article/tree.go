package article

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/crash"
)

// Readers of other markups than Markdown and HTML make a tree of HTML of a
// text. What becomes of it is decided in one place, the one that saved pages go
// through: how a table is written, a footnote, code in a list.

// maxDepth is how deep blocks stand within each other; deeper ones are read as
// text of the last.
const maxDepth = 24

// branch is an element with what is in it; nil children are left out.
func branch(a atom.Atom, children ...*html.Node) *html.Node {
	n := element(a)
	add(n, children...)
	return n
}

// add puts nodes behind what is in n.
func add(n *html.Node, children ...*html.Node) {
	for _, c := range children {
		if c != nil {
			n.AppendChild(c)
		}
	}
}

// identified gives an element the name by which it is linked to.
func identified(n *html.Node, id string) *html.Node {
	setAttr(n, "id", id)
	return n
}

// headingNode is a heading of a level from 1 on.
func headingNode(level int, children ...*html.Node) *html.Node {
	levels := []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}
	return branch(levels[min(max(level, 1), len(levels))-1], children...)
}

// codeNode is a block of code as it stands.
func codeNode(lines []string, language string) *html.Node {
	code := branch(atom.Code, textNode(strings.Join(lines, "\n")))
	if language = firstPart(strings.ToLower(strings.TrimSpace(language)), " "); language != "" && language != "none" && language != "text" {
		setAttr(code, "class", "language-"+language)
	}
	return branch(atom.Pre, code)
}

// linkNode is a link; one to nowhere is its words.
func linkNode(href string, children ...*html.Node) *html.Node {
	if href == "" {
		return branch(atom.Span, children...)
	}
	n := branch(atom.A, children...)
	setAttr(n, "href", href)
	return n
}

func pictureNode(src, alt string) *html.Node {
	return element(atom.Img, html.Attribute{Key: "src", Val: src}, html.Attribute{Key: "alt", Val: alt})
}

// figureNode is a picture, or a picture with the words below it.
func figureNode(src, alt string, caption ...*html.Node) *html.Node {
	if alt == "" && len(caption) == 0 {
		alt = NameTitle(src)
	}
	n := branch(atom.Div, branch(atom.P, pictureNode(src, alt)))
	if len(caption) > 0 {
		add(n, branch(atom.P, branch(atom.Em, caption...)))
	}
	return n
}

// noteMark is the mark of a footnote.
func noteMark(label string) *html.Node { return verbatim("", "[^"+label+"]", "") }

// noteNode is the definition of a footnote.
func noteNode(label string, children ...*html.Node) *html.Node {
	n := branch(atom.Div, children...)
	setAttr(n, noteKey, label)
	return n
}

// noteLabel is a label that Markdown takes for a footnote's.
func noteLabel(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '[' || r == ']' || r == '^' || r == '\n' || r == '\\' {
			return '-'
		}
		return r
	}, s)
}

// alerts are the kinds of boxes that other markups have, as the five that
// Markdown has.
var alerts = map[string]string{
	"note": "NOTE", "tip": "TIP", "hint": "TIP", "important": "IMPORTANT", "warning": "WARNING", "caution": "CAUTION",
	"attention": "WARNING", "danger": "CAUTION", "error": "CAUTION", "admonition": "NOTE", "seealso": "NOTE", "todo": "NOTE",
	"info": "NOTE", "question": "NOTE", "example": "NOTE",
}

// boxNode is what a text sets apart, with a title of its own or none.
func boxNode(kind string, title, children []*html.Node) *html.Node {
	n := branch(atom.Blockquote)
	if sign := alerts[strings.ToLower(kind)]; sign != "" {
		add(n, branch(atom.P, verbatim("[!"+sign+"]", "", "")))
	}
	if len(title) > 0 {
		add(n, branch(atom.P, branch(atom.Strong, title...)))
	}
	add(n, children...)
	return n
}

// definitionNodes are a term and what it means.
func definitionNodes(term []*html.Node, meaning []*html.Node) []*html.Node {
	return append([]*html.Node{branch(atom.P, branch(atom.Strong, term...))}, meaning...)
}

// tableNode is a table of cells; the first rows are its head. More fields than
// a table can have are shown as they are written.
func tableNode(rows [][][]*html.Node, heads int) *html.Node {
	t := branch(atom.Table)
	for i, row := range rows {
		kind := atom.Td
		if i < heads {
			kind = atom.Th
		}
		tr := branch(atom.Tr)
		for _, cell := range row {
			add(tr, branch(kind, cell...))
		}
		add(t, tr)
	}
	return t
}

// maxFields is how many fields a table has at most, with those that its rows
// leave out.
const maxFields = 20_000

// isHuge reports whether so many rows would be too large a table.
func isHuge[T any](rows [][]T) bool {
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	return columns*len(rows) > maxFields
}

// closeUp sets the marks of footnotes right behind what they are on: some markups
// want a space there.
func closeUp(body *html.Node) {
	for _, n := range findAll(body, atom.Span) {
		_, is := attribute(n, verbatimKey)
		if before := n.PrevSibling; is && before != nil && before.Type == html.TextNode && strings.HasPrefix(textOf(n), "[^") {
			before.Data = strings.TrimRight(before.Data, " ")
		}
	}
}

// dropEmptyEnd takes off a heading "Footnotes" that only these follow, for they
// are shown where they belong.
func dropEmptyEnd(body *html.Node) {
	n := body.LastChild
	for n != nil && attr(n, noteKey) != "" {
		n = n.PrevSibling
	}
	if n != nil && n.NextSibling != nil && strings.EqualFold(strings.Trim(textOf(n), ": "), "footnotes") {
		body.RemoveChild(n)
	}
}

// tighten makes an item's only paragraph its text.
func tighten(li *html.Node) {
	p := li.FirstChild
	if p == nil || p.DataAtom != atom.P {
		return
	}
	for c := p.NextSibling; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Ul && c.DataAtom != atom.Ol {
			return
		}
	}
	unwrap(p)
}

// writeTree makes the article's text of a tree, and its metadata of fields. A
// heading at the start is its title, where the fields have none.
func (a *Article) writeTree(body *html.Node, f fields) {
	walk(body, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			n.Data = strings.Map(unmarked, n.Data)
		}
		return false
	})
	for _, li := range findAll(body, atom.Li) {
		tighten(li)
	}
	closeUp(body)
	dropEmptyEnd(body)
	f.merge(a.head)
	if h := find(body, atom.H1); h != nil {
		f.set("title", CleanLine(textOf(h)))
	}
	a.readMeta(f)
	a.Text = a.pageMarkdown(body)
	a.Meta.fallBack(a.Name, f)
	_, a.TitleSpan = a.findTitle()
}

// words are a text as the only node of a list.
func words(s string) []*html.Node {
	if s == "" {
		return nil
	}
	return []*html.Node{textNode(s)}
}

// pieceOfPage is a piece of HTML as nodes; of one nested too deeply, its text.
func pieceOfPage(text string) (nodes []*html.Node) {
	body := branch(atom.Body)
	parsed, err := html.ParseFragment(strings.NewReader(text), body)
	if err != nil {
		return []*html.Node{branch(atom.P, textNode(tagless(text)))}
	}
	add(body, parsed...)
	prepare(body, resolver{})
	for body.FirstChild != nil {
		nodes = append(nodes, body.FirstChild)
		body.RemoveChild(body.FirstChild)
	}
	return nodes
}

// readMarkup reads a text by a reader of another markup; one that breaks at it
// leaves it as plain text.
func (a *Article) readMarkup(text string, read func(text string)) {
	text = Clean(text)
	defer crash.Survive(func(c *crash.Crash) {
		a.warn(CleanLine(fmt.Sprintf("a form that is not understood (%v): shown as plain text", c.What)))
		a.readPlain(text)
	})
	read(a.takeForeignHead(text))
}

// takeForeignHead takes off front matter that other programs put before a
// text of any markup: between fences, or keys as RFCs have them.
func (a *Article) takeForeignHead(text string) string {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	if first = strings.TrimRight(first, " "); first != "---" && first != "+++" && !plainKeyLine().MatchString(first) {
		return text
	}
	head, rest := a.takeFrontMatter(text)
	a.head = head
	return rest
}
