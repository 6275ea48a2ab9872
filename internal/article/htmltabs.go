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
		switch attr(n, "role") {
		case "tab":
			tabs = append(tabs, n)
		case "tabpanel":
			panels = append(panels, n)
		}
		if v, _ := attribute(n, "hidden"); strings.EqualFold(v, "until-found") {
			removeAttr(n, "hidden")
		}
		return false
	})
	names := map[*html.Node]string{}
	for i, tab := range tabs {
		panel := byID[attr(tab, "aria-controls")]
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
			p, strong := element(atom.P), element(atom.Strong)
			strong.AppendChild(textNode(name))
			p.AppendChild(strong)
			panel.InsertBefore(p, panel.FirstChild)
		}
	}
	if len(panels) > 0 {
		removeAll(doc, func(n *html.Node) bool { return attr(n, "role") == "tablist" })
	}
}
