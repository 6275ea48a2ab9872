package article

import (
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// readPageMeta completes Meta with what a page says of itself: in its front
// matter, in <meta> elements, in JSON-LD, in what the program that saved it
// noted, and at last in its title and headings.
func (a *Article) readPageMeta(doc *html.Node, front fields) {
	f := fields{}
	for k, v := range front {
		f[k] = v
	}
	if a.from != "" {
		f["source"] = a.canonical(doc)
	}
	f.set("source", savedFrom(doc))
	for _, n := range findAll(doc, atom.Meta) {
		f.add(firstOf(attr(n, "property"), attr(n, "name"), attr(n, "itemprop")), attr(n, "content"))
	}
	for _, n := range findAll(doc, atom.Link) {
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			f.set("canonical", attr(n, "href"))
		}
	}
	if n := find(doc, atom.Html); n != nil {
		f.set("lang", attr(n, "lang"))
	}
	for _, n := range findAll(doc, atom.Script) {
		if strings.EqualFold(attr(n, "type"), "application/ld+json") {
			f.addLinkedData(textOf(n))
		}
	}
	for _, n := range findAll(doc, atom.Time) {
		if when := attr(n, "datetime"); isDate(when) { // it may be a duration
			f.set("created", when) // the last resort among the dates
		}
	}
	a.readMeta(f)
	a.pageTitle(doc, front, f)
	if a.Meta.Author == "" || isHandle(a.Meta.Author) {
		a.Meta.Author = firstOf(writerOf(doc), a.Meta.Author)
	}
}

// add collects a key that may be given several times, as authors and tags are.
func (f fields) add(key, v string) {
	if key == "" || v == "" {
		return
	}
	key = strings.ToLower(key)
	if i := strings.LastIndexByte(key, ':'); i >= 0 && strings.HasPrefix(key, "http") {
		return
	}
	switch key {
	case "citation_author", "article:author", "article:tag", "author", "dc.creator":
		old, _ := f[key].([]any)
		if old == nil && f[key] != nil {
			return // the front matter's
		}
		if len(old) < maxValues {
			f[key] = append(old, v)
		}
	default:
		f.set(key, v)
	}
}

func firstOf(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// savers are the comments in which programs note where a page came from:
// SingleFile's "url: …", Internet Explorer's and Chrome's "saved from url=(0042)…".
var savers = pattern.Lazy(`(?:^|\n)\s*url: *(https?://\S+)|saved from url=\(\d+\)(https?://\S+)`)

// savedFrom is the address in a saver's comment at the start of a page, or "".
func savedFrom(doc *html.Node) string {
	var address string
	walk(doc, func(n *html.Node) bool {
		if n.Type == html.CommentNode {
			if m := savers().FindStringSubmatch(n.Data); m != nil {
				address = m[1] + m[2]
			}
		}
		return address != "" || n.DataAtom == atom.Body
	})
	return address
}

// written are schema.org's types of things to read.
var written = pattern.Lazy(`(?:Article|BlogPosting|Posting|Report|Review|Recipe|Book|Chapter|CreativeWork|Thesis|HowTo|QAPage)$`)

// addLinkedData adds the properties of the first thing to read that a JSON-LD
// script describes.
func (f fields) addLinkedData(script string) {
	if len(script) > 4*maxFrontMatter {
		return
	}
	var v any
	if json.Unmarshal([]byte(cdata().ReplaceAllString(script, "")), &v) != nil {
		return
	}
	named := map[string]any{}
	nameThings(v, named, 4)
	for k, v := range collect(findWritten(v, 4)) {
		f.set(k, resolved(v, named))
	}
}

// cdata are the marks that keep a script from being read as markup.
var cdata = pattern.Lazy(`^\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*$`)

// nameThings gathers the things of a graph by their ids, at most deep levels down.
func nameThings(v any, named map[string]any, deep int) {
	if deep == 0 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			nameThings(x, named, deep-1)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && v["name"] != nil {
			named[id] = v["name"]
		}
		for _, x := range v {
			nameThings(x, named, deep-1)
		}
	}
}

// resolved is a value with what it refers to by an id put in its place, and
// its entities read.
func resolved(v any, named map[string]any) any {
	switch v := v.(type) {
	case string:
		return html.UnescapeString(v)
	case []any:
		for i := range v {
			v[i] = resolved(v[i], named)
		}
	case fields:
		if id, ok := v["@id"].(string); ok && v["name"] == nil && named[id] != nil {
			return resolved(collected(named[id]), named)
		}
		if name, ok := v["name"].(string); ok {
			v["name"] = html.UnescapeString(name)
		}
	}
	return v
}

// findWritten looks for the thing in lists and graphs, at most deep levels down.
func findWritten(v any, deep int) map[string]any {
	if deep == 0 {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			if found := findWritten(x, deep-1); found != nil {
				return found
			}
		}
	case map[string]any:
		for _, t := range list(collected(v["@type"])) {
			if written().MatchString(t) {
				return v
			}
		}
		for _, k := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if found := findWritten(v[k], deep-1); found != nil {
				return found
			}
		}
	}
	return nil
}

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

// pageHeadings are a page's headings of the first level, and apart those in the
// banner above it, which may be the site's name.
func pageHeadings(doc *html.Node) (headings, banners []string) {
	for _, n := range findAll(doc, atom.H1) {
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

// bylines are the classes of what says who wrote a page.
var bylines = []string{"byline", "p-author", "author-name", "byline-name", "post-author", "entry-author", "article-author", "author"}

// writerOf is who a page says wrote it, where a reader sees it: as the author's
// link or property, else in a line that begins with "By".
func writerOf(doc *html.Node) string {
	found := ""
	for _, is := range []func(*html.Node) bool{
		func(n *html.Node) bool { return attr(n, "rel") == "author" && n.DataAtom == atom.A },
		func(n *html.Node) bool { return attr(n, "itemprop") == "author" },
		func(n *html.Node) bool { return hasClass(n, bylines...) },
	} {
		walk(doc, func(n *html.Node) bool {
			if n.Type == html.ElementNode && is(n) && !insideOthers(n) {
				found = nameIn(n)
			}
			return found != ""
		})
		if found != "" {
			break
		}
	}
	return found
}

// insideOthers reports whether an element is in a comment or a list of other
// articles.
func insideOthers(n *html.Node) bool {
	return above(n, func(p *html.Node) bool {
		return p.DataAtom == atom.Nav || p.DataAtom == atom.Aside || strings.Contains(attr(p, "class")+attr(p, "id"), "comment") || strings.Contains(attr(p, "class"), "related")
	})
}

// by are the words before a name in a line that says who wrote a page.
var by = pattern.Lazy(`(?i)^(?:(?:written |posted |published )?by|von|par|por|door|di|av|author|text)\b:?\s+`)

// nameIn is the name in an element that says who wrote a page, or "".
func nameIn(n *html.Node) string {
	const longest = 100
	for _, inner := range allOf(n, func(n *html.Node) bool { return attr(n, "itemprop") == "name" || attr(n, "rel") == "author" }) {
		n = inner
		break
	}
	t := CleanLine(seenText(n))
	for _, sep := range []string{" | ", " » ", " • ", " · ", " – ", " — ", " - "} {
		t = firstPart(t, sep)
	}
	t = strings.TrimSpace(strings.TrimRight(by().ReplaceAllString(t, ""), " ,|"))
	if len(t) > longest || !hasWords(t) || isHandle(t) || isURL(t) || strings.ContainsAny(t, "@<>") || isDate(t) || strings.EqualFold(t, "by") {
		return ""
	}
	return t
}

// seenText is the text of an element without what is for screen readers.
func seenText(n *html.Node) string {
	var b strings.Builder
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if !isUnseen(c) {
				visit(c)
			}
		}
	}
	visit(n)
	return b.String()
}

// isHandle reports whether a name is that of an account: "@ada".
func isHandle(s string) bool { return strings.HasPrefix(s, "@") && !strings.Contains(s, " ") }

// trimSite cuts the site's name off the title: a name that is known, or what
// stands beside a heading's words, else what looks like a site's.
func (a *Article) trimSite(headings []string) {
	for _, p := range siteParts(a.Meta.Title) {
		if a.Meta.Site != "" && sameTitle(p.site, a.Meta.Site) {
			a.Meta.Title = p.title
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
