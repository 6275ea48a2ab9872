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
	a.pageTitle(doc, front)
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
	if json.Unmarshal([]byte(script), &v) != nil {
		return
	}
	thing := findWritten(v, 4)
	for k, v := range collect(thing) {
		f.set(k, v)
	}
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
func (a *Article) pageTitle(doc *html.Node, front fields) {
	if front.text(keys.title) != "" {
		return
	}
	var headings []string
	for _, n := range findAll(doc, atom.H1) {
		if t := shorten(CleanLine(textOf(n))); t != "" {
			headings = append(headings, t)
		}
	}
	if a.Meta.Title == "" {
		if n := find(doc, atom.Title); n != nil {
			a.Meta.Title = shorten(CleanLine(textOf(n)))
		}
	}
	if a.Meta.Title == "" && len(headings) > 0 {
		a.Meta.Title = headings[0]
	}
	a.trimSite(headings)
}

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
