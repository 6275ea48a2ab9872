package article

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// walk visits n and everything below it until visit returns true, and tells
// whether it did.
func walk(n *html.Node, visit func(*html.Node) bool) bool {
	if visit(n) {
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if walk(c, visit) {
			return true
		}
	}
	return false
}

// removeAll removes the elements below n for which gone holds.
func removeAll(n *html.Node, gone func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if gone(c) {
			n.RemoveChild(c)
		} else {
			removeAll(c, gone)
		}
		c = next
	}
}

// removeEmpty removes the emphasis of nothing. Of a tag that is never closed
// the parser puts one into every paragraph that follows.
func removeEmpty(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if removeEmpty(c); c.FirstChild == nil && isEmphasis(c.DataAtom) {
			n.RemoveChild(c)
		}
		c = next
	}
}

func isEmphasis(a atom.Atom) bool {
	switch a {
	case atom.B, atom.Strong, atom.I, atom.Em, atom.U, atom.S, atom.Strike, atom.Big, atom.Small, atom.Font, atom.Tt:
		return true
	}
	return false
}

func findAll(n *html.Node, kinds ...atom.Atom) []*html.Node {
	var all []*html.Node
	// a loop, for large pages are searched for dozens of kinds
	for c := n; c != nil; {
		if c.DataAtom != 0 && slices.Contains(kinds, c.DataAtom) && c.Type == html.ElementNode {
			all = append(all, c)
		}
		switch {
		case c.FirstChild != nil:
			c = c.FirstChild
		case c == n:
			return all
		default:
			for c != n && c.NextSibling == nil {
				c = c.Parent
			}
			if c == n {
				return all
			}
			c = c.NextSibling
		}
	}
	return all
}

// find is the first element of the kind, or nil.
func find(n *html.Node, kind atom.Atom) *html.Node {
	var found *html.Node
	walk(n, func(n *html.Node) bool {
		if n.Type == html.ElementNode && n.DataAtom == kind {
			found = n
		}
		return found != nil
	})
	return found
}

// textOf is all text below n as it stands.
func textOf(n *html.Node) string {
	var b strings.Builder
	walk(n, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		return false
	})
	return b.String()
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func attr(n *html.Node, key string) string {
	v, _ := attribute(n, key)
	return v
}

// setAttr sets an attribute, and leaves an absent one absent when v is empty.
func setAttr(n *html.Node, key, v string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = v
			return
		}
	}
	if v != "" {
		n.Attr = append(n.Attr, html.Attribute{Key: key, Val: v})
	}
}

func element(a atom.Atom, attrs ...html.Attribute) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: a.String(), DataAtom: a, Attr: attrs}
}

func textNode(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

// replace puts nodes in the place of n.
func replace(n *html.Node, by ...*html.Node) {
	if n.Parent == nil {
		return
	}
	for _, b := range by {
		n.Parent.InsertBefore(b, n)
	}
	n.Parent.RemoveChild(n)
}

// unwrap leaves what is in an element in its place.
func unwrap(n *html.Node) {
	if n.Parent == nil {
		return
	}
	for n.FirstChild != nil {
		c := n.FirstChild
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

// rename makes an element one of another kind.
func rename(n *html.Node, a atom.Atom) { n.Data, n.DataAtom = a.String(), a }

// hasClass reports whether one of an element's classes is one of the names.
func hasClass(n *html.Node, names ...string) bool {
	class := attr(n, "class")
	return class != "" && slices.ContainsFunc(strings.Fields(class), func(c string) bool { return slices.Contains(names, c) })
}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(s, word) })
}

// allOf are the elements below n, in order, for which ok holds, without those
// within one of them.
func allOf(n *html.Node, ok func(*html.Node) bool) (all []*html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && ok(c) {
			all = append(all, c)
		} else {
			all = append(all, allOf(c, ok)...)
		}
	}
	return all
}

func removeAttr(n *html.Node, key string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// ownText is the size of the text directly in an element.
func ownText(n *html.Node) (size int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			size += len(strings.TrimSpace(c.Data))
		}
	}
	return size
}

func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// above reports whether ok holds for n or for what it stands in.
func above(n *html.Node, ok func(*html.Node) bool) bool {
	for ; n != nil; n = n.Parent {
		if ok(n) {
			return true
		}
	}
	return false
}

func inside(n, outer *html.Node) bool {
	return above(n, func(p *html.Node) bool { return p == outer })
}

func insideHeading(n *html.Node) bool {
	return above(n, func(p *html.Node) bool { return isHeading(p.DataAtom) })
}

func insideLink(n *html.Node) bool {
	return above(n, func(p *html.Node) bool { return p.DataAtom == atom.A })
}

// hasWords reports whether a text has letters or digits.
func hasWords(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// joinTexts makes one text of neighbours, which the converter would do at a cost
// that grows with their square.
func joinTexts(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.TextNode {
			joinTexts(c)
			continue
		}
		var b strings.Builder
		for next := c.NextSibling; next != nil && next.Type == html.TextNode; next = c.NextSibling {
			b.WriteString(next.Data)
			n.RemoveChild(next)
		}
		c.Data += b.String()
	}
}
