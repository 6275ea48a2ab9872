package article

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/script"
)

// What pages place by styles is put where text without styles has it.

// moveSideNotes puts notes that stand in the midst of a sentence, for styles to
// set aside, behind the paragraph, with a mark that leads there.
func moveSideNotes(content *html.Node) {
	for i, n := range allOf(content, func(n *html.Node) bool {
		return hasClass(n, "sidenote", "ltx_role_footnote", "footnote-inline", "side-note") && (n.DataAtom == atom.Span || n.DataAtom == atom.Small)
	}) {
		removeAll(n, func(n *html.Node) bool { return hasClass(n, "ltx_note_mark", "ltx_tag_note", "sidenote-number") })
		if !hasWords(textOf(n)) {
			continue
		}
		block := n.Parent
		for block != nil && block != content && !isNoteBlock(block.DataAtom) {
			block = block.Parent
		}
		if block == nil || block == content || block.Parent == nil {
			continue
		}
		name := "manicule-side-" + strconv.Itoa(i+1)
		link := element(atom.A, html.Attribute{Key: "href", Val: "#" + name})
		link.AppendChild(textNode("[" + strconv.Itoa(i+1) + "]"))
		n.Parent.InsertBefore(link, n)
		n.Parent.RemoveChild(n)
		note := moved(n, atom.P)
		setAttr(note, "id", name)
		after := block.NextSibling
		for after != nil && strings.HasPrefix(attr(after, "id"), "manicule-side-") {
			after = after.NextSibling
		}
		block.Parent.InsertBefore(note, after)
	}
}

// divideLists makes divisions of lists whose items are sections with headings.
func divideLists(content *html.Node) {
	for _, list := range findAll(content, atom.Ul, atom.Ol) {
		items := childrenOf(list, atom.Li)
		sections := len(items) > 0
		for _, li := range items {
			sections = sections && len(findAll(li, atom.H1, atom.H2, atom.H3, atom.H4)) > 0
		}
		if !sections {
			continue
		}
		for _, li := range items {
			rename(li, atom.Div)
		}
		rename(list, atom.Div)
	}
}

// spaceApart puts a blank between the words of elements that stand in a row of
// nothing else: styles set them apart.
func spaceApart(content *html.Node) {
	walk(content, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Div, atom.Li, atom.Header, atom.Td, atom.Section, atom.Figcaption, atom.Dd:
		default:
			return false
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
				return false
			}
		}
		for c := n.FirstChild; c != nil && c.NextSibling != nil; c = c.NextSibling {
			if next := c.NextSibling; isWord(c) && isWord(next) && !grown(textOf(c), textOf(next)) {
				n.InsertBefore(textNode(" "), next)
				c = c.NextSibling
			}
		}
		return false
	})
}

// isWord reports whether an element stands within a line, and may be one of
// several in a row.
func isWord(n *html.Node) bool {
	return n.Type == html.ElementNode && (n.DataAtom == atom.Span || n.DataAtom == atom.A || n.DataAtom == atom.Time || n.DataAtom == atom.Strong || n.DataAtom == atom.Em || n.DataAtom == atom.Label)
}

// grown reports whether two texts are one word: the first is a single letter,
// as the large one that begins a chapter, the second no word, or there are no
// spaces in their script.
func grown(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return utf8.RuneCountInString(a) < 2 || b == "" || script.Unspaced(last) || script.Unspaced(first) || unicode.IsSpace(last) || unicode.IsSpace(first) ||
		!unicode.IsLetter(first) && !unicode.IsDigit(first) && first != '('
}

// trimRules takes lines drawn across the page off the start of the content.
func trimRules(content *html.Node) {
	var rules []*html.Node
	walk(content, func(n *html.Node) bool {
		if n.DataAtom == atom.Hr {
			rules = append(rules, n)
		}
		return n.DataAtom == atom.Img || n.Type == html.TextNode && strings.TrimSpace(n.Data) != ""
	})
	for _, n := range rules {
		replace(n)
	}
}
