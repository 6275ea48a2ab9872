package article

import (
	"strings"

	"manicule/internal/pattern"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// cleanHeadings takes off headings what helps to link to them and to change
// them.
func cleanHeadings(doc *html.Node) {
	for _, h := range findAll(doc, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6) {
		removeAll(h, func(n *html.Node) bool { return hasClass(n, "edit-link") })
		for only := onlyElement(h); only != nil && (only.DataAtom == atom.B || only.DataAtom == atom.Strong); only = onlyElement(h) {
			unwrap(only)
		}
		text := CleanLine(textOf(h))
		for _, link := range findAll(h, atom.A) {
			words := CleanLine(textOf(link))
			switch {
			case hasPicture(link) && walk(link, func(n *html.Node) bool { return n.DataAtom == atom.Img && hasWords(attr(n, "alt")) }):
			case isMarkOnly(link, words), words != text && aside().MatchString(words), strings.HasPrefix(attr(link, "href"), "#") && words != text && !isNoteMark(link) && isHeadingMark(link):
				keepID(h, link)
				replace(link)
			case strings.HasPrefix(attr(link, "href"), "#") && words == text:
				keepID(h, link)
				unwrap(link)
			}
		}
		trimMark(h)
		trimEmptyBrackets(h)
	}
}

// emptyBrackets are those around links that were taken off.
var emptyBrackets = pattern.Lazy(`\[[\s|]*\]\s*$`)

func trimEmptyBrackets(h *html.Node) {
	if !emptyBrackets().MatchString(textOf(h)) {
		return
	}
	var texts []*html.Node
	walk(h, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			texts = append(texts, n)
		}
		return false
	})
	for i := len(texts) - 1; i >= 0; i-- {
		if texts[i].Data = strings.TrimRight(texts[i].Data, "[]| \n\t"); texts[i].Data != "" {
			return
		}
	}
}

// aside are the words of links in headings that are no part of them.
var aside = pattern.Lazy(`(?i)^\W*(?:top|back to top|edit|edit source|permalink|link|source|src|view source|anchor|copy link|bearbeiten|quelltext bearbeiten|modifier|modifier le code|editar|modifica|править|править код|編集|编辑|編輯|편집|edytuj|bewerken|redigera|#)\W*$`)

// isMarkOnly reports whether a link shows nothing but a sign: a link to where
// it stands, or an icon. One that is raised is a note's mark.
func isMarkOnly(link *html.Node, words string) bool {
	if hasWords(words) || link.Parent.DataAtom == atom.Sup || hasPicture(link) || strings.Trim(words, "*†‡") == "" && words != "" {
		return false
	}
	href := attr(link, "href")
	return words == "" || strings.Contains(href, "#") && strings.Trim(words, "¶§#🔗⚓ \u200b\ufe0f\ue000\uf0c1") == ""
}

// removeMarks takes away the links that show nothing, and those that are there
// to be copied. What they were named stays as the name of what they stood in.
func removeMarks(doc *html.Node) {
	for _, link := range findAll(doc, atom.A) {
		if link.Parent == nil || attr(link, "href") == "" {
			continue
		}
		if isMarkOnly(link, CleanLine(textOf(link))) {
			keepID(link.Parent, link)
			if attr(link, "id")+attr(link, "name") != "" && attr(link.Parent, "id") != firstOf(attr(link, "id"), attr(link, "name")) {
				removeAttr(link, "href")
				continue
			}
			replace(link)
		}
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
