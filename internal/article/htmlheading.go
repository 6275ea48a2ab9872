package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// cleanHeadings takes off headings what helps to link to them and to change
// them.
func cleanHeadings(doc *html.Node) {
	for _, h := range findAll(doc, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6) {
		removeAll(h, func(n *html.Node) bool { return hasClass(n, "mw-editsection", "editsection", "edit-link") })
		text := CleanLine(textOf(h))
		for _, link := range findAll(h, atom.A) {
			words := CleanLine(textOf(link))
			switch {
			case walk(link, func(n *html.Node) bool { return n.DataAtom == atom.Img && hasWords(attr(n, "alt")) }):
			case !hasWords(words) && link.Parent.DataAtom != atom.Sup, strings.HasPrefix(attr(link, "href"), "#") && words != text && !isNoteMark(link) && isHeadingMark(link):
				keepID(h, link)
				replace(link)
			case strings.HasPrefix(attr(link, "href"), "#") && words == text:
				keepID(h, link)
				unwrap(link)
			}
		}
		trimMark(h)
	}
}

// isHeadingMark reports whether a link within a heading is there to be copied.
func isHeadingMark(link *html.Node) bool {
	class := attr(link, "class")
	return attr(link, "aria-hidden") == "true" || strings.Contains(class, "anchor") || strings.Contains(class, "headerlink") || strings.Contains(class, "hash-link") ||
		strings.Contains(strings.ToLower(class), "permalink") || strings.Contains(class, "direct-link") || strings.Contains(class, "heading-link") || strings.Contains(class, "header-link")
}

// keepID gives a heading the name by which a link in it is linked to.
func keepID(h, link *html.Node) {
	if id := firstOf(attr(link, "id"), attr(link, "name")); id != "" && attr(h, "id") == "" {
		setAttr(h, "id", id)
	}
}

// trimMark takes a paragraph's sign off the end of a heading.
func trimMark(h *html.Node) {
	n := h
	for n.LastChild != nil {
		n = n.LastChild
	}
	if n.Type == html.TextNode {
		n.Data = strings.TrimRight(n.Data, "¶ \n\t\u00a0")
	}
}
