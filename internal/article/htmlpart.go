package article

import (
	"net/url"
	"strconv"
	"strings"
	"sync"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxNodes is how large a page, in elements and pieces of text, the search for
// its readable part may cost time on; in a larger one everything but the
// navigation is kept.
const maxNodes = 50_000

// maxRemovals is how many parts of a page that are left out are told.
const maxRemovals = 60

// readable is the part of a page to read. In a page with anything around its
// text readability finds it; of a manual, and where readability finds nothing,
// it is everything but what is marked as apart. manual reports whether the page
// says that it is one. What it leaves out is removed
// from the tree and listed in Removed.
func (a *Article) readable(doc *html.Node, manual bool) *html.Node {
	body := find(doc, atom.Body)
	if body == nil {
		return doc
	}
	if a.source.whole || !furnished(doc) {
		return body
	}
	p := newPageParts(body)
	if made := manualText(body); made != nil {
		return a.whole(p, made)
	}
	main := contentOf(body)
	if p.nodes > maxNodes || manual || !p.look(doc, a.Meta.Source) {
		return a.whole(p, main)
	}
	a.byline = p.byline
	content := p.content(body)
	if p.isManual(content) && (main != body || p.bareHeadings(content) == 0) {
		return a.whole(p, main)
	}
	p.addNotes(content)
	if u, err := url.Parse(a.Meta.Source); err == nil {
		p.host = strings.TrimPrefix(u.Host, "www.")
	}
	p.prune(content, a)
	a.leaveRest(body, content)
	return content
}

// whole is everything of a page's main part but what is marked as apart.
func (a *Article) whole(p *pageParts, content *html.Node) *html.Node {
	p.addNotes(content)
	titles := sync.OnceValue(func() map[string]bool { return headingTexts(content) })
	removeAll(content, func(n *html.Node) bool {
		if n.Type != html.ElementNode || !isHelp(n) && !isContents(n, titles) && (!isFurniture(n) || p.saysMore(n)) {
			return false
		}
		a.leaveOut(n)
		return true
	})
	a.leaveRest(p.elements[0], content)
	return content
}

// saysMore reports whether what is marked as being around the text is part of
// it all the same: who said a quotation, and boxes with more text than links.
func (p *pageParts) saysMore(n *html.Node) bool {
	if above(n.Parent, func(p *html.Node) bool { return p.DataAtom == atom.Blockquote }) {
		return true
	}
	i, known := p.index[n]
	if !known || isCertainFurniture(n) || p.linked[i]*5 > p.all[i] {
		return false
	}
	return isSentences(n, 30) || len(findAll(n, atom.Pre, atom.Table, atom.Dl)) > 0
}

// leaveRest notes what of the body stands around the content.
func (a *Article) leaveRest(body, content *html.Node) {
	for n := content; n != body; n = n.Parent {
		for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
			if c != n {
				a.leaveOut(c)
			}
		}
	}
}

// leaveOut notes that an element is not shown, by its first words.
func (a *Article) leaveOut(n *html.Node) {
	if len(a.Removed) >= maxRemovals {
		return
	}
	if t := firstWords(n); t != "" {
		a.remove(t, "not part of the article")
	}
}

// firstWords are the words that an element begins with, on one line.
func firstWords(n *html.Node) string {
	const enough = 100
	var b strings.Builder
	walk(n, func(n *html.Node) bool {
		if n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" {
			b.WriteString(strings.TrimSpace(shortenTo(n.Data, 2*enough)) + " ")
		}
		return b.Len() > enough
	})
	return shortenTo(CleanLine(b.String()), enough)
}

// contentOf is the page's only <main> or <article>, else its body.
func contentOf(body *html.Node) *html.Node {
	content := find(body, atom.Main)
	if articles := findAll(body, atom.Article); content == nil && len(articles) == 1 {
		content = articles[0]
	}
	if content == nil {
		walk(body, func(n *html.Node) bool {
			if attr(n, "role") == "main" {
				content = n
			}
			return content != nil
		})
	}
	if content == nil || prose(content) == 0 && prose(body) > 0 {
		return body
	}
	return content
}

// pageParts are the elements of a page, in order, and what of them is kept.
type pageParts struct {
	nodes    int // of all kinds
	elements []*html.Node
	index    map[*html.Node]int
	end      []int  // the last element below, or the element itself
	apart    []bool // it, or what it stands in, is marked as being around the text
	quotes   []bool // there is a quotation in it
	notes    []bool // a note's mark leads to something in it
	chosen   []bool // by readability
	dropped  []bool // it is left out, with all below it
	kept     []int  // bytes of text below an element that are kept
	all      []int  // bytes of text below it
	linked   []int  // of these, in links
	first    int    // the first element that has kept text of its own
	last     int
	title    int // the heading that the text begins with; 0: none is known
	byline   string
	host     string // of the page's address, where that is known
}

func newPageParts(body *html.Node) *pageParts {
	p := &pageParts{index: map[*html.Node]int{}, first: -1}
	walk(body, func(n *html.Node) bool {
		p.nodes++
		if n.Type == html.ElementNode {
			i, known := p.index[n.Parent]
			p.index[n] = len(p.elements)
			p.elements = append(p.elements, n)
			p.apart = append(p.apart, known && p.apart[i] || isFurniture(n))
		}
		return false
	})
	p.chosen = make([]bool, len(p.elements))
	p.measure()
	p.end, p.quotes = make([]int, len(p.elements)), make([]bool, len(p.elements))
	for i := len(p.elements) - 1; i >= 0; i-- {
		p.end[i] = max(p.end[i], i)
		p.quotes[i] = p.quotes[i] || p.elements[i].DataAtom == atom.Blockquote
		if j, known := p.index[p.elements[i].Parent]; known {
			p.end[j] = max(p.end[j], p.end[i])
			p.quotes[j] = p.quotes[j] || p.quotes[i]
		}
	}
	return p
}

// partMark begins the names by which elements are known again in what
// readability returns. It copies an id to the paragraph that it puts in a
// division's place, and the attributes of an element to its only child.
const partMark = "manicule-"

// look has readability choose; false: it found nothing.
func (p *pageParts) look(doc *html.Node, source string) bool {
	attrs := make([][]html.Attribute, len(p.elements))
	for i, n := range p.elements {
		attrs[i] = n.Attr
		mark := partMark + strconv.Itoa(i)
		n.Attr = append([]html.Attribute{{Key: mark}}, n.Attr...)
		setAttr(n, "id", attr(n, "id")+" "+mark)
	}
	r := readability.NewParser()
	r.KeepClasses = true
	r.DisableJSONLD = true
	page, _ := url.Parse(source)
	found, err := r.ParseDocument(doc, page)
	for i, n := range p.elements {
		n.Attr = attrs[i]
	}
	if err != nil || found.Node == nil {
		return false
	}
	p.byline = p.ownByline(found.Byline())
	walk(found.Node, func(n *html.Node) bool {
		for _, at := range n.Attr {
			name := at.Key
			if name == "id" {
				name = at.Val[strings.LastIndexByte(at.Val, ' ')+1:]
			}
			if digits, ok := strings.CutPrefix(name, partMark); ok {
				if i, err := strconv.Atoi(digits); err == nil && i < len(p.chosen) {
					p.chosen[i] = true
				}
			}
		}
		return false
	})
	return p.measure()
}

// ownByline is the byline that readability found, unless it is of a comment or
// of another article.
func (p *pageParts) ownByline(byline string) string {
	const longest = 200
	for i, n := range p.elements {
		if p.all[i] > 0 && p.all[i] <= longest && CleanLine(textOf(n)) == byline && !insideOthers(n) {
			return byline
		}
	}
	return ""
}

// measure adds the texts up, from the leaves on; false: nothing is kept.
func (p *pageParts) measure() bool {
	p.kept, p.all, p.linked = make([]int, len(p.elements)), make([]int, len(p.elements)), make([]int, len(p.elements))
	for i := len(p.elements) - 1; i >= 0; i-- {
		n := p.elements[i]
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.Type {
			case html.TextNode:
				size := len(strings.TrimSpace(c.Data))
				p.all[i] += size
				if size > 0 && p.chosen[i] {
					p.kept[i] += size
					p.first, p.last = i, max(p.last, i)
				}
			case html.ElementNode:
				j := p.index[c]
				p.kept[i], p.all[i], p.linked[i] = p.kept[i]+p.kept[j], p.all[i]+p.all[j], p.linked[i]+p.linked[j]
			}
		}
		if n.DataAtom == atom.A && attr(n, "href") != "" {
			p.linked[i] = p.all[i]
		}
	}
	return p.first >= 0
}

// content is the smallest part of the body that holds all that is kept.
func (p *pageParts) content(body *html.Node) *html.Node {
	n := body
	for {
		var only *html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" && p.chosen[p.index[n]]:
				return n
			case c.Type != html.ElementNode || p.kept[p.index[c]] == 0:
			case only != nil:
				return n
			default:
				only = c
			}
		}
		if only == nil || !isContainer(only.DataAtom) {
			return n
		}
		n = only
	}
}

// isContainer reports whether an element does nothing but hold blocks.
func isContainer(a atom.Atom) bool {
	switch a {
	case atom.Div, atom.Section, atom.Article, atom.Main, atom.Center, atom.Form, atom.Body:
		return true
	}
	return false
}

// isManual reports whether a page explains a thing by its parts: by code, by
// terms, or by headings with parts so short that readability drops them.
func (p *pageParts) isManual(content *html.Node) bool {
	code, terms := 0, len(findAll(content, atom.Dd))
	for _, n := range findAll(content, atom.Pre) {
		code += p.all[p.index[n]]
	}
	lists := 0
	for _, n := range findAll(content, atom.Dl) {
		lists += p.all[p.index[n]]
	}
	return code*6 > p.all[p.index[content]] || terms >= 8 || terms >= 3 && lists*3 > p.all[p.index[content]] || p.bareHeadings(content) >= 2
}

// bareHeadings counts the headings that readability keeps over nothing.
func (p *pageParts) bareHeadings(content *html.Node) int {
	bare, dropped, linked := 0, 0, 0
	heading := false
	settle := func() {
		if heading && dropped > 0 && linked*10 < dropped*6 {
			bare++
		}
	}
	for i := p.index[content]; i <= p.end[p.index[content]]; i++ {
		n := p.elements[i]
		switch {
		case isHeading(n.DataAtom) && p.kept[i] > 0:
			settle()
			heading, dropped, linked = true, 0, 0
		case insideHeading(n):
		case ownText(n) > 0 && p.chosen[i]:
			settle()
			heading = false
		case ownText(n) > 0 && !p.apart[i]:
			dropped += ownText(n)
			if insideLink(n) {
				linked += ownText(n)
			}
		}
	}
	settle()
	return bare
}
