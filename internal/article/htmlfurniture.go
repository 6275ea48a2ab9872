package article

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// certain names what is furniture, by the whole of a class.
var certain = pattern.Lazy(`(?i)(?:^|\s)\S*(?:newsletter|subscri|sign-?up|promo|advert|sponsor|cookie|gdpr|consent|paywall|share|sharing|social|follow-us|related-(?:articles?|posts?|stories|content|links|news|items?|topics?)|read-?more|recommend|trending|most-(?:read|popular)|comments?(?:-list|-area|-section|s)?(?:\s|$)|author-?(?:bio|box|info|card)|byline|breadcrumb|pagination|toolbar)`)

// isCertainFurniture reports whether an element cannot be part of an article.
func isCertainFurniture(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Form, atom.Footer, atom.Header, atom.Menu:
		return true
	}
	return isNamedFurniture(n) || walk(n, func(n *html.Node) bool { return n.DataAtom == atom.Form })
}

// isNamedFurniture reports whether an element's role, class or id says that it
// stands around the text.
func isNamedFurniture(n *html.Node) bool {
	role := attr(n, "role")
	return role == "navigation" || role == "banner" || role == "contentinfo" || role == "dialog" || role == "alert" || role == "search" ||
		certain().MatchString(attr(n, "class")) || certain().MatchString(attr(n, "id"))
}

// furniture names what stands around the text of a page.
var furniture = pattern.Lazy(`(?i)(?:^|[-_ ])(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?|footer|header|masthead|banner|comments?|related|share|social|cookie|newsletter|promo|advert|ads?)(?:$|[-_ ])`)

// isFurniture reports whether an element is marked as being around the text. A
// header within the text is its title and byline.
func isFurniture(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer:
		return true
	case atom.Header:
		return n.Parent == nil || n.Parent.DataAtom == atom.Body
	case atom.Body, atom.Main, atom.Article, atom.Html:
		return false
	}
	role := attr(n, "role")
	return role == "navigation" || role == "banner" || role == "contentinfo" || role == "complementary" ||
		n.DataAtom == atom.Div && furniture().MatchString(attr(n, "id")+" "+attr(n, "class")) && prose(n) < 500
}

// furnished reports whether a page has anything around its text.
func furnished(doc *html.Node) bool {
	return walk(doc, func(n *html.Node) bool { return n.Type == html.ElementNode && isFurniture(n) })
}
