package article

import (
	"slices"
	"strings"

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
	return role == "navigation" || role == "banner" || role == "contentinfo" || role == "dialog" || role == "search" ||
		certain().MatchString(attr(n, "class")) || certain().MatchString(attr(n, "id"))
}

// furniture names what stands around the text of a page.
var furniture = strings.Fields("nav navbar navigation menu sidebar breadcrumb breadcrumbs footer header masthead banner comment comments related share social cookie newsletter promo advert ad ads")

// namesFurniture reports whether a word of a class or an id is one of those.
func namesFurniture(name string) bool {
	for word := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == '-' || r == '_' || r == ' ' }) {
		if slices.Contains(furniture, strings.ToLower(word)) {
			return true
		}
	}
	return false
}

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
		n.DataAtom == atom.Div && (namesFurniture(attr(n, "id")) || namesFurniture(attr(n, "class"))) && prose(n) < 500 && !isOverCode(n)
}

// isOverCode reports whether an element stands directly over code: it names it.
func isOverCode(n *html.Node) bool {
	next := nextElement(n)
	return next != nil && next.DataAtom == atom.Pre
}

// furnished reports whether a page has anything around its text, or says which
// part of it that is.
func furnished(doc *html.Node) bool {
	return walk(doc, func(n *html.Node) bool {
		return n.Type == html.ElementNode && (isFurniture(n) || n.DataAtom == atom.Main || n.DataAtom == atom.Article || n.DataAtom == atom.Td && isMenu(n))
	})
}

// isMenu reports whether a cell of a table holds nothing but links, three or
// more.
func isMenu(cell *html.Node) bool {
	links := findAll(cell, atom.A)
	if len(links) < 3 {
		return false
	}
	linked := 0
	for _, link := range links {
		linked += len(CleanLine(textOf(link)))
	}
	return linked*10 > 8*len(CleanLine(textOf(cell))) && find(cell, atom.Table) == nil
}

// manualTexts are the classes in which programs that make manuals, wikis and
// the pages of code hosts put the text, and nothing but the text.
var manualTexts = strings.Fields("markdown-body md-content__inner theme-doc-markdown vp-doc theme-default-content mw-parser-output main-page-content " +
	"devsite-article-body ltx_document manual-text markdown-section bd-article sl-markdown-content documentwrapper rst-content jp-Notebook")

// manualText is where a page has the text of a manual by what it is called, or
// nil where it has none or several.
func manualText(body *html.Node) *html.Node {
	all := allOf(body, func(n *html.Node) bool { return hasClass(n, manualTexts...) })
	if len(all) != 1 {
		return nil
	}
	return all[0]
}

// manualMakers are the programs that say that they made a page, of those that
// make manuals and documents.
var manualMakers = pattern.Lazy(`(?i)^(?:asciidoc|docutils|sphinx|mkdocs|docusaurus|vitepress|vuepress|rustdoc|javadoc|doxygen|makeinfo|texi|latexml|docbook|pandoc|quarto|gitbook|honkit|mdbook|antora|starlight|exdoc|yard|pdoc|rmarkdown|bookdown|man2html|groff|mandoc|pod::|latex2html|tex4ht|hevea|org[ -]mode|microsoft word|libreoffice|openoffice|jupyter)`)

// saysManual reports whether a program for manuals and documents made the page:
// it says so, or gives its headings links of the kind.
func saysManual(doc *html.Node) bool {
	return walk(doc, func(n *html.Node) bool {
		if n.DataAtom == atom.A {
			return hasClass(n, "headerlink", "copiable-link", "doc-anchor", "viewcode-link")
		}
		return n.DataAtom == atom.Meta && strings.EqualFold(attr(n, "name"), "generator") && manualMakers().MatchString(attr(n, "content"))
	})
}

// help names what a page has for going about in it and changing it.
var help = pattern.Lazy(`(?i)(?:^|\s)(?:noprint|no-print|d-print-none|printfooter|catlinks|navbox\S*|mw-jump-link|skip-?(?:to-content|link|nav)\S*|back-?to-?top\S*|edit-?(?:this-?page|page|link)|viewcode-link|hideme|(?:page|chapter|prev-?next|bottom|top)-?nav\S*|nav-(?:panel|wrapper|bar|header|footer)|headerlink|pagination\S*|md-source-file|out-of-band|src|rightside|sphinxsidebar\S*|feedback\S*|theme-doc-(?:footer|breadcrumbs|version-badge|toc-mobile)|VPDocFooter|titleauthor|wy-breadcrumbs\S*|rst-footer-buttons)(?:\s|$)`)

// isHelp reports whether an element is there for going about in a page: it is
// named so, or is a link of its own within the page.
func isHelp(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Aside, atom.Section:
		if notePart().MatchString(shortText(n)) {
			return true
		}
	}
	if class := attr(n, "class"); class != "" && help().MatchString(class) && n.DataAtom != atom.Body && n.DataAtom != atom.Code && n.DataAtom != atom.Pre && prose(n) < 500 {
		return true
	}
	if n.DataAtom != atom.A || !strings.HasPrefix(attr(n, "href"), "#") || n.Parent == nil || !isContainer(n.Parent.DataAtom) {
		return false
	}
	return skip().MatchString(CleanLine(textOf(n)))
}

// notePart is what sites put between paragraphs, as a whole block.
var notePart = pattern.Lazy(`(?i)^\W*(?:advertisements?|advertentie|anzeige|werbung|publicité|publicidad|pubblicità|реклама|広告|广告|sponsored content|story continues below(?: this)?(?: advertisement)?|article continues below(?: this)?(?: advertisement)?|continue reading below|skip advertisement|subscribe now|subscribe|sign up now)\W*$`)

// shortText is the text of an element, or "" if that is long.
func shortText(n *html.Node) string {
	const longest = 80
	size := 0
	if walk(n, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			size += len(n.Data)
		}
		return size > 4*longest
	}) {
		return ""
	}
	t := CleanLine(textOf(n))
	if len(t) > longest {
		return ""
	}
	return t
}

// skip are the words of links that lead around in a page.
var skip = pattern.Lazy(`(?i)^\W*(?:skip (?:to|nav)|jump to|back to|go to|to the top|top\b|nach oben|haut de page|zum inhalt|aller au contenu|ir al contenido)`)

// headingTexts are the headings of a page.
func headingTexts(content *html.Node) map[string]bool {
	titles := map[string]bool{}
	for _, h := range findAll(content, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6) {
		titles[foldTitle(CleanLine(textOf(h)))] = true
	}
	return titles
}

// isContents reports whether an element is a list of the page's headings, which
// the reader has anyway.
func isContents(n *html.Node, of func() map[string]bool) bool {
	switch n.DataAtom {
	case atom.Ul, atom.Ol:
	case atom.Div, atom.Details, atom.Section:
		if !tocName().MatchString(attr(n, "class") + " " + attr(n, "id")) {
			return false
		}
	default:
		return false
	}
	titles := of()
	if len(titles) < 2 {
		return false
	}
	links, others, other := 0, 0, false
	walk(n, func(c *html.Node) bool {
		switch {
		case isHeading(c.DataAtom) || c.DataAtom == atom.Pre || c.DataAtom == atom.P && links == 0 && isSentences(c, 60):
			other = n.DataAtom == atom.Ul || n.DataAtom == atom.Ol || c.DataAtom != atom.H1 && c.DataAtom != atom.H2 && c.DataAtom != atom.H3
		case c.DataAtom == atom.A && strings.Contains(attr(c, "href"), "#") && titles[foldTitle(CleanLine(textOf(c)))]:
			links++
		case c.DataAtom == atom.A:
			others++
		}
		return other
	})
	return !other && links >= 2 && links >= 4*others
}

// tocName names a table of contents.
var tocName = pattern.Lazy(`(?i)(?:^|[-_\s])(?:toc\d?|contents|table-of-contents|tableofcontents|tocify|outline)(?:$|[-_\s])`)
