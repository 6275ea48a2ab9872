package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// showTabs shows every panel of tabs under its tab's name.
func showTabs(doc *html.Node) {
	byID := map[string]*html.Node{}
	var tabs, panels []*html.Node
	walk(doc, func(n *html.Node) bool {
		if id := attr(n, "id"); id != "" && byID[id] == nil {
			byID[id] = n
		}
		switch role := attr(n, "role"); {
		case role == "tab" || opensTab(n):
			tabs = append(tabs, n)
		case role == "tabpanel" || n.DataAtom == atom.Div && hasClass(n, "tab-pane"):
			setAttr(n, "role", "tabpanel")
			panels = append(panels, n)
		}
		if v, _ := attribute(n, "hidden"); strings.EqualFold(v, "until-found") {
			removeAttr(n, "hidden")
		}
		return false
	})
	unfold(doc, byID)
	names := map[*html.Node]string{}
	for i, tab := range tabs {
		panel := byID[firstOf(attr(tab, "aria-controls"), tabTarget(tab))]
		if panel == nil && len(tabs) == len(panels) {
			panel = panels[i]
		}
		if panel != nil {
			names[panel] = CleanLine(textOf(tab))
		}
	}
	for _, panel := range panels {
		name := names[panel]
		if tab := byID[attr(panel, "aria-labelledby")]; name == "" && tab != nil {
			name = CleanLine(textOf(tab))
		}
		removeAttr(panel, "hidden")
		removeAttr(panel, "aria-hidden")
		setAttr(panel, "style", "")
		if name = firstOf(name, attr(panel, "aria-label")); name != "" {
			panel.InsertBefore(boldLine(name), panel.FirstChild)
		}
	}
	if len(panels) > 0 {
		removeAll(doc, func(n *html.Node) bool { return attr(n, "role") == "tablist" || hasClass(n, "nav-tabs") })
	}
}

// unfold shows what buttons unfold, and the words of those in headings.
func unfold(doc *html.Node, byID map[string]*html.Node) {
	for _, b := range findAll(doc, atom.Button) {
		if _, folds := attribute(b, "aria-expanded"); !folds || !insideHeading(b.Parent) {
			continue
		}
		if panel := byID[attr(b, "aria-controls")]; panel != nil {
			removeAttr(panel, "hidden")
			removeAttr(panel, "aria-hidden")
			setAttr(panel, "style", "")
		}
		unwrap(b)
	}
}

// opensTab reports whether a link or a button shows a panel, by the attributes
// of Bootstrap.
func opensTab(n *html.Node) bool {
	switch firstOf(attr(n, "data-toggle"), attr(n, "data-bs-toggle")) {
	case "tab", "pill":
		return tabTarget(n) != ""
	}
	return false
}

// tabTarget is the id of the panel that a tab leads to.
func tabTarget(tab *html.Node) string {
	id, ok := strings.CutPrefix(firstOf(attr(tab, "data-target"), attr(tab, "data-bs-target"), attr(tab, "href")), "#")
	if !ok {
		return ""
	}
	return id
}

// labelTabs shows every part of tabs that are switched without scripts: radio
// buttons with labels, each followed by its part, or all of them followed by a
// box with as many parts.
func labelTabs(doc *html.Node) {
	for _, label := range findAll(doc, atom.Label) {
		if attr(label, "for") == "" || label.Parent == nil || !hasRadio(label) {
			continue
		}
		if part := nextElement(label); part != nil && part.DataAtom == atom.Div {
			nameTab(part, label)
			replace(label)
			continue
		}
		labels := label.Parent
		names := childrenOf(labels, atom.Label)
		box := nextElement(labels)
		if box == nil || len(names) < 2 {
			continue
		}
		parts := childrenOf(box, atom.Div)
		if len(parts) != len(names) {
			continue
		}
		for i, part := range parts {
			nameTab(part, names[i])
		}
		for _, l := range names {
			replace(l)
		}
	}
}

// hasRadio reports whether a label is of a radio button beside it, or before
// the box that it stands in.
func hasRadio(label *html.Node) bool {
	id := attr(label, "for")
	for _, box := range []*html.Node{label.Parent, label.Parent.Parent} {
		if box == nil {
			continue
		}
		for c := box.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Input && attr(c, "id") == id && strings.EqualFold(attr(c, "type"), "radio") {
				return true
			}
		}
	}
	return false
}

// nextElement is the element behind n, but for radio buttons; or nil.
func nextElement(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil; n = n.NextSibling {
		if n.Type == html.ElementNode && n.DataAtom != atom.Input {
			return n
		}
	}
	return nil
}

func childrenOf(n *html.Node, kind atom.Atom) (all []*html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == kind {
			all = append(all, c)
		}
	}
	return all
}

// nameTab writes a tab's name above its part.
func nameTab(part, label *html.Node) {
	if name := CleanLine(textOf(label)); name != "" {
		part.InsertBefore(boldLine(name), part.FirstChild)
	}
}

// boldLine is a paragraph in bold.
func boldLine(words string) *html.Node {
	p, strong := element(atom.P), element(atom.Strong)
	strong.AppendChild(textNode(words))
	p.AppendChild(strong)
	return p
}
