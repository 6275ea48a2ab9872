package article

import (
	"bytes"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

var emptyElement = pattern.Lazy(`<(a|span|div|p|i|b|em|strong|title|script|style|td|th|li|h[1-6])((?:\s[^<>]*)?)/>`)

// elementOf is the element of an id, or nil.
func elementOf(root *html.Node, id string) (found *html.Node) {
	if id == "" {
		return nil
	}
	walk(root, func(n *html.Node) bool {
		if n.Type == html.ElementNode && (attr(n, "id") == id || n.DataAtom == atom.A && attr(n, "name") == id) {
			found = n
		}
		return found != nil
	})
	return found
}

// bringNotes puts the notes that a page's marks lead to, and that stand in other
// pages, behind it, so that they become its footnotes.
func (e *epub) bringNotes(page *html.Node, file string) {
	const most = 2_000
	others := map[string]map[string]*html.Node{}
	brought := map[string]bool{}
	for _, link := range findAll(page, atom.A) {
		href := attr(link, "href")
		_, id, ok := strings.Cut(href, "#")
		other := zipPath(file, href)
		if !ok || IsAddress(href) || other == file || firstPart(href, "#") == "" || !isNoteLink(link) || len(brought) >= most {
			continue
		}
		if _, known := others[other]; !known {
			if len(others) >= 4 {
				continue
			}
			others[other] = e.noteBlocks(other)
		}
		note := others[other][decoded(id)]
		if note == nil {
			continue
		}
		local := "note-" + id
		setAttr(link, "href", "#"+local)
		if !brought[local] {
			brought[local] = true
			add(page, identified(branch(atom.Div, cloneNode(note)), local))
		}
	}
}

// isNoteLink reports whether a link is the mark of a note.
func isNoteLink(link *html.Node) bool {
	kind := attr(link, "epub:type") + " " + attr(link, "role") + " " + attr(link, "class")
	if strings.Contains(kind, "noteref") || strings.Contains(kind, "footnote") {
		return true
	}
	t := strings.Trim(CleanLine(textOf(link)), "[]()* ")
	short := t != "" && len(t) <= 4 && strings.Trim(t, "0123456789†‡§") == ""
	return short && (link.Parent != nil && link.Parent.DataAtom == atom.Sup || find(link, atom.Sup) != nil)
}

// noteBlocks are the short blocks of a page by the ids that lead to them.
func (e *epub) noteBlocks(file string) map[string]*html.Node {
	const longest = 10_000
	blocks := map[string]*html.Node{}
	data, err := e.read(file, maxBookPart)
	if err != nil {
		return blocks
	}
	doc, err := html.Parse(bytes.NewReader([]byte(unclosed(Clean(string(data))))))
	if err != nil {
		return blocks
	}
	walk(doc, func(n *html.Node) bool {
		id := firstOf(attr(n, "id"), attr(n, "name"))
		if id == "" || n.Type != html.ElementNode || len(blocks) > maxBookEntries {
			return false
		}
		block := n
		for block != nil && !isNoteBlock(block.DataAtom) {
			block = block.Parent
		}
		if block != nil && len(shortTextOf(block, longest+1)) <= longest {
			blocks[id] = block
		}
		return false
	})
	return blocks
}

// cloneNode is a copy of what is in an element, without the ids.
func cloneNode(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data}
	for _, at := range n.Attr {
		if at.Key != "id" && at.Key != "name" && at.Key != "href" {
			c.Attr = append(c.Attr, at)
		}
	}
	if c.DataAtom == atom.Li || c.DataAtom == atom.Dd || c.DataAtom == atom.Aside {
		rename(c, atom.Div)
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.DataAtom == atom.A && isBackLink(k) {
			continue
		}
		c.AppendChild(cloneNode(k))
	}
	return c
}

// isBackLink reports whether a link in a note leads back to its mark.
func isBackLink(link *html.Node) bool {
	t := CleanLine(textOf(link))
	return strings.Contains(attr(link, "epub:type")+attr(link, "role"), "backlink") || t == "↩" || t == "↩︎" || t == "↑" || t == "^"
}

// address has the links of a page lead to chapters, and its pictures into the
// book.
func (e *epub) address(page *html.Node, file, name string) {
	for _, n := range findAll(page, atom.Img, atom.Image) {
		key := "src"
		if n.DataAtom == atom.Image {
			key = "href"
		}
		src := firstOf(attr(n, key), attr(n, "xlink:href"), attr(n, "href"))
		if src != "" && !IsAddress(src) {
			src = (&url.URL{Path: zipPath(file, src)}).EscapedPath()
		}
		if n.DataAtom == atom.Image {
			showDrawn(n, src)
			continue
		}
		setAttr(n, "src", src)
	}
	for _, link := range findAll(page, atom.A) {
		href := attr(link, "href")
		if href == "" || IsAddress(href) || href[0] == '#' {
			continue
		}
		_, id, deeper := strings.Cut(href, "#")
		to := zipPath(file, href)
		chapter := firstOf(e.place[to+"#"+decoded(id)], e.place[to])
		switch {
		case chapter == "":
			removeAttr(link, "href")
		case chapter == path.Base(name) && deeper:
			setAttr(link, "href", "#"+id)
		case deeper && e.place[to+"#"+decoded(id)] == "":
			setAttr(link, "href", (&url.URL{Path: chapter, Fragment: decoded(id)}).String())
		default:
			setAttr(link, "href", (&url.URL{Path: chapter}).String())
		}
	}
}

// showDrawn puts a picture in the place of a drawing that only shows it, as
// covers are.
func showDrawn(n *html.Node, src string) {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Svg {
			replace(p, branch(atom.P, pictureNode(src, NameTitle(path.Base(src)))))
			return
		}
	}
}
