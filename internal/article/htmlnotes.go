package article

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/markdown"
)

// noteKey is the attribute that makes a division the definition of a footnote,
// of that label.
const noteKey = "manicule-note"

// withinLinks makes the links within a page lead somewhere: to footnotes, to
// headings by their slugs, to places by names of their own. What leads nowhere
// becomes text.
type withinLinks struct {
	content *html.Node
	byID    map[string]*html.Node
	labels  map[*html.Node]string // of the notes
	marks   map[*html.Node]string // of the notes, as the page shows them
	taken   map[string]bool       // labels
	refs    map[*html.Node]bool   // the marks of notes, and what they stand in
	wanted  map[string][]*html.Node
	items   map[*html.Node]*html.Node // what was found to be around a target
	fit     map[*html.Node]bool       // whether a block can be a note
}

func linkWithin(content *html.Node) {
	w := &withinLinks{
		content: content, byID: map[string]*html.Node{}, labels: map[*html.Node]string{}, marks: map[*html.Node]string{}, taken: map[string]bool{}, refs: map[*html.Node]bool{},
		wanted: map[string][]*html.Node{}, items: map[*html.Node]*html.Node{}, fit: map[*html.Node]bool{},
	}
	walk(content, func(n *html.Node) bool {
		for _, key := range []string{"id", "name"} {
			if id := attr(n, key); id != "" && w.byID[id] == nil && (key == "id" || n.DataAtom == atom.A) {
				w.byID[id] = n
			}
		}
		return false
	})
	for _, link := range findAll(content, atom.A) {
		id, ok := strings.CutPrefix(attr(link, "href"), "#")
		if !ok || link.Parent == nil {
			continue
		}
		if w.byID[id] == nil {
			id = decoded(id)
		}
		w.link(link, id)
	}
	w.defineNotes()
	w.namePlaces()
}

// link decides what a link to an element of that id is.
func (w *withinLinks) link(link *html.Node, id string) {
	target := w.byID[id]
	switch {
	case (target == nil || id == "") && isBackMark(link):
		replace(link)
	case target == nil || id == "":
		w.toText(link)
	case w.leadsBack(link, target):
		replace(link)
	case isNoteMark(link) && w.isRef(link, target):
	default:
		w.wanted[id] = append(w.wanted[id], link)
	}
}

// isBackMark reports whether a link is nothing but the sign that leads from a
// note back to its mark.
func isBackMark(link *html.Node) bool {
	t := strings.TrimSpace(textOf(link))
	return t != "" && (attr(link, "role") == "doc-backlink" && !hasWords(t) || strings.Trim(t, "↩↵⏎⤴↑\ufe0e\ufe0f^ ") == "")
}

// toText leaves a link's words, and what is linked to by its name.
func (w *withinLinks) toText(link *html.Node) {
	if attr(link, "id")+attr(link, "name") != "" {
		removeAttr(link, "href")
		return
	}
	unwrap(link)
}

// leadsBack reports whether a link in a note leads to where the note's mark is.
func (w *withinLinks) leadsBack(link, target *html.Node) bool {
	return above(link, func(n *html.Node) bool { return w.labels[n] != "" }) &&
		(w.refs[target] || w.refs[target.Parent] && strings.TrimSpace(textOf(target)) == "")
}

// isRef makes a note's mark of a link, if what it leads to is a note.
func (w *withinLinks) isRef(link, target *html.Node) bool {
	item, known := w.items[target]
	if !known {
		item = w.noteAround(target)
		w.items[target] = item
	}
	if item == nil || inside(link, item) {
		return false
	}
	label := w.labels[item]
	if label == "" {
		label = w.newLabel(link)
		w.labels[item], w.marks[item] = label, strings.Trim(CleanLine(textOf(link)), "[]() ")
	}
	mark := verbatim("", "[^"+label+"]", "")
	for _, key := range []string{"id", "name"} {
		if id := attr(link, key); id != "" {
			w.byID[id] = mark
		}
	}
	replace(link, mark)
	trimBrackets(mark)
	w.refs[mark] = true
	for p := mark.Parent; p != nil && p != w.content; {
		up := p.Parent
		w.refs[p] = true
		if isNoteBlock(p.DataAtom) {
			break
		}
		if p.DataAtom == atom.Sup {
			unwrap(p)
		}
		p = up
	}
	return true
}

// newLabel is the label that a mark shows, or the next number.
func (w *withinLinks) newLabel(link *html.Node) string {
	label := strings.Trim(CleanLine(textOf(link)), "[]() ")
	if label == "" || len(label) > 12 || strings.ContainsFunc(label, func(r rune) bool { return !hasWords(string(r)) }) || w.taken[label] {
		n := len(w.labels) + 1
		for w.taken[strconv.Itoa(n)] {
			n++
		}
		label = strconv.Itoa(n)
	}
	w.taken[label] = true
	return label
}

// trimBrackets takes off the brackets that a page writes around a mark.
func trimBrackets(mark *html.Node) {
	before, after := mark.PrevSibling, mark.NextSibling
	if before == nil || after == nil || before.Type != html.TextNode || after.Type != html.TextNode {
		return
	}
	b, ok := strings.CutSuffix(before.Data, "[")
	a, ok2 := strings.CutPrefix(after.Data, "]")
	if ok && ok2 {
		before.Data, after.Data = b, a
	}
}

// noteAround is the block that a note's mark leads to, or nil where it is none:
// a heading, a part of a table, or too long.
func (w *withinLinks) noteAround(target *html.Node) *html.Node {
	content, item := w.content, target
	for item != content && item != nil && !isNoteBlock(item.DataAtom) {
		item = item.Parent
	}
	if item == nil || item == content {
		return nil
	}
	if item.DataAtom == atom.P && item.Parent.DataAtom == atom.Li && item.Parent != content && item.PrevSibling == nil {
		item = item.Parent
	}
	fit, known := w.fit[item]
	if !known {
		fit = isNote(item)
		w.fit[item] = fit
	}
	if !fit {
		return nil
	}
	return item
}

// isNote reports whether a block can be a footnote.
func isNote(item *html.Node) bool {
	const longest = 10_000
	if t := strings.TrimSpace(textOf(item)); len(t) > longest || !hasWords(t) {
		return false
	}
	return !above(item, func(n *html.Node) bool { return n.DataAtom == atom.Td || n.DataAtom == atom.Th }) &&
		!walk(item, func(n *html.Node) bool { return isHeading(n.DataAtom) })
}

func isNoteBlock(a atom.Atom) bool {
	switch a {
	case atom.Li, atom.P, atom.Dd, atom.Div, atom.Aside, atom.Blockquote, atom.Section:
		return true
	}
	return false
}

// defineNotes makes what marks lead to the definitions of footnotes.
func (w *withinLinks) defineNotes() {
	for item, label := range w.labels {
		if list := item.Parent; item.DataAtom == atom.Li && list != nil {
			for c := list.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom == atom.Li {
					rename(c, atom.Div)
				}
			}
			rename(list, atom.Div)
		}
		rename(item, atom.Div)
		setAttr(item, noteKey, label)
		trimLabel(item, label)
		if mark := w.marks[item]; mark != "" && strings.Trim(mark, "*†‡§¶") == "" {
			trimLabel(item, mark)
		}
	}
}

// trimLabel takes a note's own number off its start.
func trimLabel(item *html.Node, label string) {
	walk(item, func(n *html.Node) bool {
		if n.Type != html.TextNode || strings.TrimSpace(n.Data) == "" {
			return false
		}
		t := strings.TrimLeft(n.Data, " \n\t\u00a0^↑[(")
		if rest, ok := strings.CutPrefix(t, label); ok && (rest == "" || strings.ContainsRune(".:)] \n\t\u00a0", []rune(rest)[0])) {
			t = strings.TrimLeft(rest, ".:)] \n\t\u00a0")
		} else if hasWords(n.Data) {
			return true
		}
		n.Data = strings.TrimLeft(t, ".:)] \n\t\u00a0")
		return hasWords(n.Data)
	})
}

// namePlaces has the other links lead to headings or to names in the text.
func (w *withinLinks) namePlaces() {
	if len(w.wanted) == 0 {
		return
	}
	slugs := w.slugs()
	var pending []string // ids that are linked to, until the next text
	var last *html.Node
	seen := map[*html.Node]string{}
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for i, id := range []string{attr(n, "id"), attr(n, "name")} {
			if len(w.wanted[id]) > 0 && w.byID[id] == n && (i == 0 || id != attr(n, "id")) {
				pending = append(pending, id)
			}
		}
		if n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" {
			last = n
			if len(pending) > 0 {
				w.place(pending, n, slugs, seen)
				pending = nil
			}
		}
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			visit(c)
			c = next
		}
	}
	visit(w.content)
	if last != nil && len(pending) > 0 {
		w.place(pending, last, slugs, seen)
	}
}

// place has the links to those ids lead to where the text n stands.
func (w *withinLinks) place(ids []string, n *html.Node, slugs map[*html.Node]string, seen map[*html.Node]string) {
	at, name := startOf(n), ""
	for p := n; p != nil && p != w.content.Parent; p = p.Parent {
		if slugs[p] != "" {
			name = slugs[p]
		}
		if p.DataAtom == atom.Pre || p.DataAtom == atom.Code || p.DataAtom == atom.A {
			at = startOf(p)
		}
	}
	if name == "" {
		name = seen[at]
	}
	if name == "" {
		name = ids[0]
		seen[at] = name
		anchor := verbatim("", `<a id="`+html.EscapeString(CleanLine(name))+`"></a>`, "")
		if at.DataAtom == atom.Pre {
			p := element(atom.P)
			p.AppendChild(anchor)
			anchor = p
		}
		at.Parent.InsertBefore(anchor, at)
	}
	for _, id := range ids {
		for _, link := range w.wanted[id] {
			setAttr(link, "href", (&url.URL{Fragment: name}).String())
		}
	}
}

// startOf is n, or the outermost inline element that begins with it.
func startOf(n *html.Node) *html.Node {
	for p := n.Parent; p != nil && p.FirstChild == n && isInline(p.DataAtom); p = p.Parent {
		n = p
	}
	return n
}

func isInline(a atom.Atom) bool {
	return isEmphasis(a) || a == atom.Span || a == atom.A || a == atom.Code || a == atom.Kbd || a == atom.Mark
}

// slugs are the slugs of the headings that have one.
func (w *withinLinks) slugs() map[*html.Node]string {
	var all []markdown.Heading
	nodes := findAll(w.content, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)
	nodes = slices.DeleteFunc(nodes, func(n *html.Node) bool {
		return above(n, func(p *html.Node) bool { return p.DataAtom == atom.Blockquote || p.DataAtom == atom.Li }) || CleanLine(textOf(n)) == ""
	})
	for _, n := range nodes {
		all = append(all, markdown.Heading{Title: CleanLine(textOf(n))})
	}
	slugs := map[*html.Node]string{}
	for i, s := range markdown.Slugs(all) {
		slugs[nodes[i]] = s
	}
	return slugs
}
