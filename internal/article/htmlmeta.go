package article

import (
	"encoding/json"
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
	dated := f.addPage(doc)
	a.readMeta(f)
	a.pageTitle(doc, front, f)
	if front.text(keys.author) == "" {
		a.pageAuthor(doc)
	}
	if dated {
		return
	}
	if day, ok := shownDay(doc); ok {
		a.Meta.Published = day
	}
}

// pageAuthor takes off the author what is not a name, and looks for one in the
// page where there is none.
func (a *Article) pageAuthor(doc *html.Node) {
	a.Meta.Author = writersIn(a.Meta.Author)
	if who, of := strings.CutSuffix(a.Meta.Author, ", "+a.Meta.Site); of && a.Meta.Site != "" {
		a.Meta.Author = who
	}
	if a.isWeakAuthor(a.Meta.Author) {
		a.Meta.Author = firstOf(a.writerOf(doc), a.Meta.Author)
	}
}

// addPage adds what a page says of itself in elements for programs, and reports
// whether that is when it was published.
func (f fields) addPage(doc *html.Node) (dated bool) {
	found := map[atom.Atom][]*html.Node{}
	for _, n := range findAll(doc, atom.Meta, atom.Link, atom.Script, atom.Time) {
		found[n.DataAtom] = append(found[n.DataAtom], n)
	}
	f.addMetas(found[atom.Meta])
	f.addLinks(found[atom.Link])
	if n := find(doc, atom.Html); n != nil {
		f.set("lang", attr(n, "lang"))
	}
	for _, n := range found[atom.Script] {
		if strings.EqualFold(attr(n, "type"), "application/ld+json") {
			f.addLinkedData(textOf(n))
		}
	}
	dated = f.text(keys.published) != ""
	for _, n := range found[atom.Time] {
		if when := attr(n, "datetime"); isDate(when) && !insideOthers(n) { // it may be a duration
			f.set("created", when) // the last resort among the dates
		}
	}
	return dated
}

// addMetas adds what meta elements say.
func (f fields) addMetas(metas []*html.Node) {
	label := map[string]string{}
	for _, n := range metas {
		if name := attr(n, "name"); strings.HasPrefix(name, "twitter:label") || strings.HasPrefix(name, "twitter:data") {
			label[name] = attr(n, "content")
		}
		f.add(firstOf(attr(n, "property"), attr(n, "name"), attr(n, "itemprop")), attr(n, "content"))
	}
	for _, i := range []string{"1", "2"} {
		if writtenLabel().MatchString(label["twitter:label"+i]) {
			f.add("author", label["twitter:data"+i])
		}
	}
}

// addLinks adds what link elements say.
func (f fields) addLinks(links []*html.Node) {
	for _, n := range links {
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			f.set("canonical", attr(n, "href"))
		}
		if title := attr(n, "title"); strings.EqualFold(attr(n, "rel"), "author") && names().MatchString(title) {
			f.set("byline", title)
		}
	}
}

// writtenLabel is what a card for social networks calls the author.
var writtenLabel = pattern.Lazy(`(?i)^(?:written by|by|author|verfasst von|geschrieben von|écrit par|escrito por|scritto da|автор)`)

// add collects a key that may be given several times, as authors and tags are.
func (f fields) add(key, v string) {
	if key == "" || v == "" {
		return
	}
	key = strings.ToLower(key)
	if i := strings.LastIndexByte(key, ':'); i >= 0 && strings.HasPrefix(key, "http") {
		return
	}
	if m := inverted().FindStringSubmatch(v); m != nil && (key == "citation_author" || key == "dc.creator") {
		v = m[2] + " " + m[1]
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

// inverted is a name with the family's first, as catalogues have it.
var inverted = pattern.Lazy(`^(\p{Lu}[\p{L}'’ -]+), (\p{Lu}[\p{L}.'’ -]*)$`)

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
	if containsAny(script, []string{"<!", "]]>", "-->"}) {
		script = cdata().ReplaceAllString(script, "")
	}
	if json.Unmarshal([]byte(script), &v) != nil && json.Unmarshal([]byte(mendedJSON(script)), &v) != nil {
		return
	}
	named := map[string]any{}
	nameThings(v, named, 4)
	for k, v := range collect(findWritten(v, 4)) {
		f.set(k, resolved(v, named))
	}
}

// mendedJSON is a script without what JSON does not allow but people and their
// programs write: line ends within strings, commas behind the last of a list,
// semicolons at the end.
func mendedJSON(script string) string {
	script = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, script)
	return lastComma().ReplaceAllString(strings.TrimRight(script, " ;"), "$1")
}

var lastComma = pattern.Lazy(`,\s*([}\]])`)

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
