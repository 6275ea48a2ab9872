package article

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fields are metadata as found, by canonical key: a value is a string, a
// []any of values, or fields.
type fields map[string]any

// set gives the key a value unless it has one.
func (f fields) set(key string, v any) {
	key = strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(key))
	if _, ok := f[key]; !ok && v != nil && v != "" {
		f[key] = v
	}
}

// get returns the value of a key; a dot leads into nested fields.
func (f fields) get(key string) any {
	if v, ok := f[key]; ok {
		return v
	}
	outer, inner, ok := strings.Cut(key, ".")
	if nested, is := f[outer].(fields); ok && is {
		return nested.get(inner)
	}
	return nil
}

// keys lists, for each part of Meta, the keys it is known by, the best first.
// They are those of Jekyll, Hugo, Zola (extra, taxonomies), Obsidian's Web
// Clipper, Pocket, Readwise and Pelican, of Open Graph, Twitter, Dublin Core
// and Google Scholar tags, and schema.org's JSON-LD.
var keys = struct {
	id, title, author, site, source, published, tags, language, description []string
}{
	id: []string{"id", "uuid", "guid"},
	title: []string{
		"title", "full_title", "og:title", "headline", "twitter:title", "citation_title",
		"dc.title", "dcterms.title", "parsely_title", "resolved_title", "given_title", "name",
	},
	author: []string{
		"author", "authors", "by", "byline", "creator", "taxonomies.authors", "extra.author", "extra.authors",
		"citation_author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "parsely_author", "sailthru.author", "twitter:creator",
	},
	site: []string{
		"site", "site_name", "publication", "website", "source_name", "source_title", "og:site_name",
		"publisher", "citation_journal_title", "dc.publisher", "dcterms.publisher", "application_name", "extra.site",
	},
	source: []string{
		"source", "source_url", "url", "original_url", "original", "link", "canonical_url", "canonical", "permalink",
		"resolved_url", "given_url", "href", "uri", "og:url", "mainentityofpage", "dc.identifier", "extra.source",
	},
	published: []string{
		"published", "published_at", "date_published", "datepublished", "publish_date", "publishdate", "publication_date", "pubdate",
		"article:published_time", "og:article:published_time", "citation_publication_date", "citation_date", "citation_online_date",
		"parsely_pub_date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date", "date", "extra.date",
		"created", "created_at", "datecreated",
	},
	tags: []string{
		"tags", "tag", "keywords", "categories", "category", "topics", "labels", "taxonomies.tags", "taxonomies.categories",
		"article:tag", "news_keywords", "citation_keywords", "parsely_tags",
	},
	language:    []string{"lang", "language", "inlanguage", "locale", "og:locale", "citation_language", "dc.language", "dcterms.language"},
	description: []string{"description", "summary", "excerpt", "abstract", "subtitle", "dek", "og:description", "twitter:description", "dc.description"},
}

// maxValue bounds a value of Meta in bytes; a longer one ends in "…".
const maxValue = 1000

// meta makes Meta of the fields; what they don't tell is empty.
func (f fields) meta() Meta {
	m := Meta{
		ID:          f.text(keys.id),
		Title:       f.text(keys.title),
		Author:      strings.Join(f.people(), ", "),
		Source:      f.address(),
		Tags:        f.tags(),
		Language:    strings.ReplaceAll(f.text(keys.language), "_", "-"),
		Description: f.text(keys.description),
	}
	m.Site = f.site()
	for _, k := range keys.published {
		if t, ok := parseDate(value(f.get(k))); ok {
			m.Published = t
			break
		}
	}
	return m
}

// text returns the first of the keys that has words.
func (f fields) text(names []string) string {
	for _, k := range names {
		if s := value(f.get(k)); s != "" {
			return s
		}
	}
	return ""
}

// value is a value in clean words: of a list the first, of fields its name.
func value(v any) string {
	switch v := v.(type) {
	case string:
		return shorten(CleanLine(v))
	case []any:
		for _, x := range v {
			if s := value(x); s != "" {
				return s
			}
		}
	case fields:
		for _, k := range []string{"name", "@value", "title", "@id"} {
			if s := value(v[k]); s != "" {
				return s
			}
		}
	}
	return ""
}

func shorten(s string) string {
	if len(s) <= maxValue {
		return s
	}
	n := maxValue - len("…")
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.TrimSpace(s[:n]) + "…"
}

// list is a value as the strings it lists.
func list(v any) []string {
	items, ok := v.([]any)
	if !ok {
		items = []any{v}
	}
	var out []string
	for _, x := range items {
		if s := value(x); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// email is an address behind a name: "Jane Doe <jane@example.org>".
var email = pattern(`\s*<[^<>\s]+@[^<>\s]+>$`)

// people are the authors: of names, not of profile addresses.
func (f fields) people() []string {
	for _, k := range keys.author {
		var out []string
		for _, s := range list(f.get(k)) {
			s = email().ReplaceAllString(unlink(s), "")
			s = strings.TrimPrefix(strings.TrimPrefix(s, "By "), "by ")
			if s != "" && !isURL(s) && !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// wikilink is Obsidian's link, with or without another text to show.
var wikilink = pattern(`\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]`)

func unlink(s string) string { return wikilink().ReplaceAllString(s, "$1") }

// site is the publication: named as such, or a "source" that is no address.
func (f fields) site() string {
	for _, k := range keys.site {
		if s := unlink(value(f.get(k))); s != "" && !isURL(s) {
			return s
		}
	}
	if s := unlink(value(f.get("source"))); s != "" && !isURL(s) && !strings.Contains(s, "://") {
		return s
	}
	return ""
}

// address is the first key that holds the address of a web page.
func (f fields) address() string {
	for _, k := range keys.source {
		if s := value(f.get(k)); isURL(s) {
			return s
		}
	}
	return ""
}

func isURL(s string) bool {
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && !strings.Contains(s, " ")
}

// tags joins what all keys for tags hold. A string is a list by commas, else
// by spaces if each of its words is small (Jekyll).
func (f fields) tags() []string {
	var out []string
	for _, k := range keys.tags {
		values := list(f.get(k))
		if len(values) == 1 {
			values = splitTags(values[0])
		}
		for _, s := range values {
			s = strings.TrimSpace(strings.TrimLeft(unlink(s), "#"))
			if s != "" && !slices.Contains(out, s) && len(out) < 100 {
				out = append(out, s)
			}
		}
	}
	return out
}

func splitTags(s string) []string {
	for _, sep := range []string{",", ";"} {
		if strings.Contains(s, sep) {
			return strings.Split(s, sep)
		}
	}
	if s == strings.ToLower(s) || strings.HasPrefix(s, "#") {
		return strings.Fields(s)
	}
	return []string{s}
}

// fallBack fills what the article does not tell from the file's name, a path
// that it declares and its address.
func (m *Meta) fallBack(name string, f fields) {
	places := []string{value(f.get("path")), value(f.get("permalink")), value(f.get("slug")), name, m.Source}
	for i := 0; m.Published.IsZero() && i < len(places); i++ {
		m.Published, _ = pathDate(places[i])
	}
	if m.Title == "" {
		m.Title = NameTitle(name)
	}
}

// NameTitle makes a title of a file's name: without extension and date,
// separators as spaces. An index page is named by its folder.
func NameTitle(name string) string {
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if dir := path.Base(path.Dir(name)); dir != "." && dir != "/" {
		switch strings.ToLower(base) {
		case "index", "_index", "readme":
			base = dir
		}
	}
	if i := datePrefix(base); i < len(base) {
		base = base[i:]
	}
	if !strings.Contains(base, " ") {
		base = strings.NewReplacer("-", " ", "_", " ").Replace(base)
	}
	title := shorten(CleanLine(base))
	if title == "" || name == "" {
		title = shorten(CleanLine(name))
	}
	if title == "" {
		return "Untitled"
	}
	r, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(r)) + title[size:]
}
