package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// prune removes from the content what nothing is kept of, unless it belongs to
// the article all the same.
func (p *pageParts) prune(content *html.Node, a *Article) {
	p.markNotes(noteTargets(content))
	from, to := p.prose()
	if content.DataAtom == atom.Body {
		p.title = p.titleBefore(from)
	}
	p.dropped = make([]bool, len(p.elements))
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			i, known := p.index[c]
			switch {
			case !known:
			case p.isSurround(c, content, from, to), p.isTeasers(c, content), p.all[i] > 0 && p.kept[i]*4 <= p.kept[p.index[content]] && isHelp(c):
				p.dropped[i] = true
			case p.kept[i] > 0 && isOnePiece(c), p.kept[i] > 0 && p.isWholeList(c):
			case p.kept[i] > 0, p.chosen[i]:
				visit(c)
			case p.all[i] == 0 && !hasPicture(c), p.belongs(c):
			default:
				p.dropped[i] = true
			}
		}
	}
	visit(content)
	p.settleHeadings(content)
	for i, gone := range p.dropped {
		if gone {
			a.leaveOut(p.elements[i])
			p.elements[i].Parent.RemoveChild(p.elements[i])
		}
	}
}

// isOnePiece reports whether an element is kept or left out as a whole: the
// rows of a table and the terms of a list explain each other.
func isOnePiece(n *html.Node) bool {
	return n.DataAtom == atom.Dl || n.DataAtom == atom.Pre || n.DataAtom == atom.Table && !isLayout(n)
}

// isWholeList reports whether most of a list is kept, so that all of it is.
func (p *pageParts) isWholeList(n *html.Node) bool {
	i := p.index[n]
	return (n.DataAtom == atom.Ul || n.DataAtom == atom.Ol) && p.kept[i]*2 > p.all[i]
}

func (p *pageParts) markNotes(ids map[string]bool) {
	p.notes = make([]bool, len(p.elements))
	for i := len(p.elements) - 1; i >= 0; i-- {
		n := p.elements[i]
		p.notes[i] = p.notes[i] || ids[attr(n, "id")] || ids[attr(n, "name")]
		if j, known := p.index[n.Parent]; known && p.notes[i] {
			p.notes[j] = true
		}
	}
}

// prose are where the running text that is kept begins and ends.
func (p *pageParts) prose() (first, last int) {
	first = len(p.elements)
	for i, n := range p.elements {
		if p.kept[i] >= 80 && p.linked[i]*2 < p.all[i] && (n.DataAtom == atom.P || ownText(n) >= 80) {
			first, last = min(first, i), max(last, p.end[i])
		}
	}
	return first, last
}

// titleBefore is the last <h1> before an element, or 0.
func (p *pageParts) titleBefore(from int) int {
	for i := min(from, len(p.elements)) - 1; i > 0; i-- {
		if p.elements[i].DataAtom == atom.H1 {
			return i
		}
	}
	return 0
}

// isSurround reports whether readability keeps what stands around the text:
// links before it and behind it, and what is named as furniture.
func (p *pageParts) isSurround(n, content *html.Node, from, to int) bool {
	i := p.index[n]
	if p.kept[i] == 0 || p.kept[i]*4 > p.kept[p.index[content]] || p.quotes[i] || p.notes[i] || !isLine(n) || isEmbedded(n) {
		return false
	}
	links := p.linked[i]*2 >= p.all[i] && !isHeading(n.DataAtom)
	named := isNamedFurniture(n) && (p.linked[i]*3 >= p.all[i] || p.all[i] < 2000 && !isSentences(n, 80))
	return links && (p.end[i] < from || i > to) || named || p.end[i] < p.title
}

// isTeasers reports whether an element is a list of other articles: three or
// more of its parts, and no others of any size, have one heading each, which
// leads to another page. Where most of the text is such, the page is an index.
func (p *pageParts) isTeasers(n, content *html.Node) bool {
	const longest = 800
	i := p.index[n]
	if p.kept[i] == 0 || p.kept[p.index[content]]-p.kept[i] < 200 || n.DataAtom != atom.Ul && n.DataAtom != atom.Ol && !isContainer(n.DataAtom) {
		return false
	}
	teasers := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch j, known := p.index[c]; {
		case !known || p.all[j] < 40 && !isHeading(c.DataAtom):
		case p.all[j] <= longest && isTeaser(c):
			teasers++
		case !isHeading(c.DataAtom):
			return false
		}
	}
	return teasers >= 3
}

// isTeaser reports whether a part's only heading is a link to another page.
func isTeaser(n *html.Node) bool {
	all := findAll(n, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)
	if len(all) != 1 || isHeading(n.DataAtom) {
		return false
	}
	link := find(all[0], atom.A)
	for up := all[0].Parent; link == nil && up != nil && up != n.Parent; up = up.Parent {
		if up.DataAtom == atom.A {
			link = up
		}
	}
	if link == nil || attr(link, "href") == "" || strings.HasPrefix(attr(link, "href"), "#") {
		return false
	}
	return strings.Contains(CleanLine(textOf(link)), CleanLine(textOf(all[0])))
}

// belongs reports whether an element that readability drops is part of the
// article: what a note's mark leads to, what stands in a quotation or a
// picture's frame, a heading that says the title, and, between parts that are
// kept, prose and boxes of it, and pictures.
func (p *pageParts) belongs(n *html.Node) bool {
	i := p.index[n]
	within := i > p.first && i < p.last
	switch {
	case p.notes[i]:
		return true
	case above(n.Parent, func(p *html.Node) bool { return p.DataAtom == atom.Blockquote }):
		return true
	case n.DataAtom == atom.H1:
		return true
	case attr(n, "role") == "tabpanel":
		return p.isPanelOfKept(n)
	case isEmbedded(n):
		return i > p.first
	case n.DataAtom == atom.P && within && p.linked[i] == 0 && isSentences(n, 25):
		return true
	case isCertainFurniture(n):
		return false
	case n.DataAtom == atom.Table, n.DataAtom == atom.Dl, n.DataAtom == atom.Pre, n.DataAtom == atom.Math, n.DataAtom == atom.Figure:
		return within && p.linked[i]*2 <= p.all[i]
	case n.DataAtom == atom.P && p.linked[i]*10 >= p.all[i]*9:
		return within && isSentences(n, 60)
	case n.DataAtom == atom.P, n.DataAtom == atom.Blockquote:
		return isSentences(n, 30) && (within || p.linked[i] == 0 && n.PrevSibling != nil) && p.linked[i]*3 < p.all[i]
	case n.DataAtom == atom.Aside, isContainer(n.DataAtom):
		if only := onlyElement(n); only != nil && p.belongs(only) {
			return true
		}
		if within && p.linked[i] == 0 && p.all[i] >= 40 && len(findAll(n, atom.Ul, atom.Ol, atom.Dl, atom.Table)) > 0 {
			return true
		}
		return within && isSentences(n, 40) && p.linked[i]*5 < p.all[i]
	}
	return false
}

// isPanelOfKept reports whether a panel is one of several of which another is
// kept.
func (p *pageParts) isPanelOfKept(n *html.Node) bool {
	for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && attr(c, "role") == "tabpanel" && p.kept[p.index[c]] > 0 {
			return true
		}
	}
	return false
}

// onlyElement is the only thing in an element, or nil.
func onlyElement(n *html.Node) (only *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
		case c.Type != html.ElementNode || only != nil:
			return nil
		default:
			only = c
		}
	}
	return only
}

// isSentences reports whether an element's text is at least that many bytes
// long and ends as a sentence does.
func isSentences(n *html.Node, size int) bool {
	t := CleanLine(textOf(n))
	return len(t) >= size && endsSentence(strings.TrimRight(t, " \t\"”’)»"))
}

func hasPicture(n *html.Node) bool {
	return walk(n, func(n *html.Node) bool { return n.DataAtom == atom.Img })
}

// noteTargets are the ids that marks of notes lead to.
func noteTargets(n *html.Node) map[string]bool {
	ids := map[string]bool{}
	for _, link := range findAll(n, atom.A) {
		if id, ok := strings.CutPrefix(attr(link, "href"), "#"); ok && id != "" && isNoteMark(link) {
			ids[id] = true
			ids[decoded(id)] = true
		}
	}
	return ids
}

// isNoteMark reports whether a link's words are a note's mark: raised, or a
// number, a letter or a sign, in brackets or not.
func isNoteMark(link *html.Node) bool {
	whole := CleanLine(textOf(link))
	t := strings.Trim(whole, "[]()")
	if t == "" || len(t) > 12 || strings.ContainsAny(t, " \t") {
		return false
	}
	if !hasWords(t) && strings.Trim(t, "*†‡§¶") != "" {
		return false // an arrow leads back
	}
	if above(link, func(n *html.Node) bool { return n.DataAtom == atom.Sup }) || walk(link, func(n *html.Node) bool { return n.DataAtom == atom.Sup }) {
		return true
	}
	if strings.Trim(t, "0123456789") == "" {
		return len(t) <= 3
	}
	return strings.Trim(t, "*†‡§¶") == "" || len(t) <= 2 && whole == "["+t+"]" || strings.Contains(attr(link, "class")+attr(link, "rel")+attr(link, "role"), "note")
}

// addNotes moves what marks of notes in the content lead to behind it.
func (p *pageParts) addNotes(content *html.Node) {
	body := p.elements[0]
	if content == body {
		return
	}
	notes := noteTargets(content)
	if len(notes) == 0 {
		return
	}
	var moved []*html.Node
	for _, n := range p.elements {
		if !notes[attr(n, "id")] && !notes[attr(n, "name")] || inside(n, content) || inside(content, n) {
			continue
		}
		top := n
		for top.Parent != body && !inside(content, top.Parent) && !isCertainFurniture(top.Parent) {
			top = top.Parent
		}
		if len(moved) == 0 || moved[len(moved)-1] != top {
			moved = append(moved, top)
		}
	}
	for _, n := range moved {
		n.Parent.RemoveChild(n)
		content.AppendChild(n)
		delete(p.index, n)
	}
}
