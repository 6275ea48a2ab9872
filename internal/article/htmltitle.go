package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// pageTitle takes the site's name off the title, and finds a title where no
// metadata tell one: in <title>, checked against the headings, or in the only <h1>.
func (a *Article) pageTitle(doc *html.Node, front, all fields) {
	if front.text(keys.title) != "" {
		return
	}
	headings, banners := pageHeadings(doc)
	tag := ""
	if n := find(doc, atom.Title); n != nil {
		tag = trimSeparators(shorten(CleanLine(textOf(n))))
	}
	a.Meta.Title = trimSeparators(a.Meta.Title)
	repeated := func(t string) bool {
		return sameTitle(t, tag) || extends(tag, t) || slices.ContainsFunc(headings, func(h string) bool { return sameTitle(h, t) })
	}
	for _, k := range keys.title {
		if t := value(all.get(k)); t != "" && repeated(t) && !repeated(a.Meta.Title) && !extends(a.Meta.Title, t) {
			a.Meta.Title = t
		}
	}
	a.Meta.Title = firstOf(a.Meta.Title, tag)
	if len(headings) == 1 && (untitled().MatchString(a.Meta.Title) || a.isSiteName(a.Meta.Title) && !sameTitle(a.Meta.Title, headings[0])) {
		a.Meta.Title = headings[0]
	}
	if a.Meta.Title == "" {
		a.Meta.Title = firstOf(append(headings, banners...)...)
	}
	if len(headings) == 0 && len(banners) > 0 && sameTitle(banners[0], a.Meta.Title) {
		headings = banners
	}
	for _, p := range siteParts(a.Meta.Title) {
		if p.behind && a.Meta.Site == "" && slices.ContainsFunc(banners, func(b string) bool { return sameTitle(b, p.site) }) {
			a.Meta.Site = p.site
		}
	}
	a.trimSite(headings)
}

// untitled is what programs call a page that nobody has named.
var untitled = pattern.Lazy(`(?i)^(?:untitled(?: document| page)?|home ?page|home|index|document|new page(?: \d+)?|page|unbenanntes dokument|document sans (?:titre|nom)|documento sin título|無題(?:ドキュメント)?|无标题文档)$`)

// isSiteName reports whether a title is nothing but the site's name.
func (a *Article) isSiteName(title string) bool {
	return a.Meta.Site != "" && sameTitle(title, a.Meta.Site) || a.Meta.Site == "" && len(strings.Fields(title)) <= 3 && capitalised(title) && publication().MatchString(title)
}

// titleClass are the classes of headings of any level that are the title.
var titleClass = []string{"entry-title", "post-title", "article-title", "p-name", "topic-title", "page-title"}

// pageHeadings are a page's headings of the first level, and others that it
// calls its title, and apart those in the banner above it, which may be the
// site's name.
func pageHeadings(doc *html.Node) (headings, banners []string) {
	all := findAll(doc, atom.H1, atom.H2, atom.H3)
	all = slices.DeleteFunc(all, func(n *html.Node) bool {
		return n.DataAtom != atom.H1 && (!hasClass(n, titleClass...) || insideOthers(n))
	})
	for _, n := range all {
		t := shorten(CleanLine(textOf(n)))
		switch {
		case t == "":
		case above(n, isBanner):
			banners = append(banners, t)
		default:
			headings = append(headings, t)
		}
	}
	return headings, banners
}

// isBanner reports whether an element is the banner above a page, with the
// site's name.
func isBanner(n *html.Node) bool {
	return n.DataAtom == atom.Header && isFurniture(n) || attr(n, "role") == "banner" || hasClass(n, "site-title", "site-name", "blog-title", "menu-title", "logo", "site-branding", "navbar-brand")
}

// trimSeparators takes separators off the ends of a title that stand between
// nothing.
func trimSeparators(t string) string {
	for _, sep := range separators {
		sep = strings.TrimSpace(sep)
		t = strings.TrimPrefix(strings.TrimSuffix(t, " "+sep), sep+" ")
	}
	return t
}

// trimSite cuts the site's name off the title: a name that is known, or what
// stands beside a heading's words, else what looks like a site's.
func (a *Article) trimSite(headings []string) {
	for _, p := range siteParts(a.Meta.Title) {
		if a.Meta.Site != "" && sameTitle(p.site, a.Meta.Site) {
			a.Meta.Title = p.title
			for _, h := range headings { // a section between the two
				if extends(p.title, h) {
					a.Meta.Title = h
				}
			}
			return
		}
	}
	for _, h := range headings {
		if rest, ok := strings.CutSuffix(a.Meta.Title, ": "+h); ok && len(strings.Fields(rest)) <= 5 {
			a.Meta.Title, a.Meta.Site = h, firstOf(a.Meta.Site, rest)
			return
		}
	}
	headings = slices.DeleteFunc(headings, func(h string) bool { return !extends(a.Meta.Title, h) })
	title, site := splitSite(a.Meta.Title, headings, nil)
	if site == "" || a.Meta.Site != "" && len(headings) == 0 {
		return
	}
	a.Meta.Title = title
	if a.Meta.Site == "" {
		a.Meta.Site = site
	}
}
