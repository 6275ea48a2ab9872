package article

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"manicule/internal/pattern"
)

// fields are metadata as found, by canonical key: a value is a string, a
// []any of values, or fields. A key that was given without a value has nil.
type fields map[string]any

// set gives the key a value unless it has one. What is empty is no value.
func (f fields) set(key string, v any) {
	key = canonicalKey(key)
	if isEmpty(v) {
		v = nil
	}
	if f[key] == nil {
		f[key] = v
	}
}

// canonicalKey is a key in small letters, its words joined by underscores.
func canonicalKey(key string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(key), "-", "_"), " ", "_")
}

// isEmpty reports whether a value says nothing: a string without words, a list
// or fields of such values.
func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case []any:
		return !slices.ContainsFunc(v, func(x any) bool { return !isEmpty(x) })
	case fields:
		return v.empty()
	}
	return false
}

// empty reports whether no key has a value.
func (f fields) empty() bool {
	for _, v := range f {
		if !isEmpty(v) {
			return false
		}
	}
	return true
}

// merge sets what g has. Fields in both are merged.
func (f fields) merge(g fields) {
	for k, v := range g {
		mine, both := f[k].(fields)
		if nested, ok := v.(fields); ok && both {
			mine.merge(nested)
			continue
		}
		f.set(k, v)
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
	id, title, author, site, source, published, added, tags, aliases, language, description []string
}{
	id: []string{"id", "uuid", "guid"},
	title: []string{
		"title", "full_title", "og:title", "headline", "twitter:title", "citation_title",
		"dc.title", "dcterms.title", "parsely_title", "resolved_title", "given_title", "name",
	},
	author: []string{
		"author", "authors", "by", "byline", "byl", "creator", "taxonomies.authors", "extra.author", "extra.authors",
		"citation_author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "parsely_author", "sailthru.author", "article.author", "book:author",
		"cxenseparse:author", "mediator_author", "author_name", "twitter:creator",
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
	added: []string{
		"added", "added_at", "date_added", "dateadded", "saved", "saved_at", "date_saved", "time_added", "clipped", "created", "created_at", "datecreated",
	},
	tags: []string{
		"tags", "tag", "keywords", "categories", "category", "topics", "labels", "taxonomies.tags", "taxonomies.categories",
		"article:tag", "news_keywords", "citation_keywords", "parsely_tags",
	},
	aliases:     []string{"aliases", "alias"},
	language:    []string{"lang", "language", "inlanguage", "locale", "og:locale", "citation_language", "dc.language", "dcterms.language"},
	description: []string{"description", "summary", "excerpt", "abstract", "subtitle", "dek", "og:description", "twitter:description", "dc.description"},
}

// maxValue bounds a value of Meta in bytes; a longer one ends in "…".
const maxValue = 1000

// meta makes Meta of the fields; what they don't tell is empty. It says what
// could not be taken over.
func (f fields) meta() (m Meta, problems []string) {
	tags, leftOut := f.tags()
	published, unread := f.date(keys.published)
	added, _ := f.date(keys.added)
	m = Meta{
		ID:          f.text(keys.id),
		Title:       f.text(keys.title),
		Author:      strings.Join(f.people(), ", "),
		Source:      f.address(),
		Published:   published,
		Added:       added,
		Tags:        tags,
		Aliases:     f.aliases(),
		Language:    strings.ReplaceAll(f.text(keys.language), "_", "-"),
		Description: f.text(keys.description),
	}
	m.Site = f.site()
	return m, slices.DeleteFunc([]string{leftOut, unread}, func(s string) bool { return s == "" })
}

// date is the day of the first of the keys that has one, and what could not be read on
// the way to it.
func (f fields) date(names []string) (day time.Time, problem string) {
	for _, k := range names {
		s := value(f.get(k))
		if s == "" {
			continue
		}
		if t, ok := metaDate(s); ok {
			return t, problem
		}
		if problem == "" {
			problem = fmt.Sprintf("%q is not an unambiguous date", shortenTo(s, 60))
		}
	}
	return day, problem
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
			if s := value(v[k]); s != "" && (k != "@id" || isURL(s)) {
				return s
			}
		}
	}
	return ""
}

func shorten(s string) string { return shortenTo(s, maxValue) }

// shortenTo bounds a string in bytes; what it cuts ends in "…".
func shortenTo(s string, most int) string {
	if len(s) <= most {
		return s
	}
	n := most - len("…")
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
var email = pattern.Lazy(`\s*<[^<>\s]+@[^<>\s]+>$`)

// people are the authors: names, not addresses of profiles, and the names of
// accounts only where there are no others.
func (f fields) people() []string {
	var handles []string
	for _, k := range keys.author {
		var out []string
		for _, s := range list(f.get(k)) {
			if s = unlink(s); strings.HasSuffix(s, ">") {
				s = email().ReplaceAllString(s, "")
			}
			s = strings.TrimPrefix(strings.TrimPrefix(s, "By "), "by ")
			if s != "" && !isURL(s) && !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
		if names := slices.DeleteFunc(slices.Clone(out), isHandle); len(names) > 0 {
			return names
		}
		if len(handles) == 0 {
			handles = out
		}
	}
	return handles
}

// wikilink is Obsidian's link, with or without another text to show.
var wikilink = pattern.Lazy(`\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]`)

func unlink(s string) string {
	if !strings.Contains(s, "[[") {
		return s
	}
	return wikilink().ReplaceAllString(s, "$1")
}

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

// maxTags is how many tags an article can have.
const maxTags = 500

// tags joins what all keys for tags hold. An item of a list is one tag, whatever
// is in it; a string is a list, see splitTags. It says what it leaves out.
func (f fields) tags() (tags []string, problem string) {
	long, many := 0, 0
	for _, k := range keys.tags {
		for _, s := range tagsIn(f.get(k)) {
			s = CleanLine(strings.TrimLeft(unlink(CleanLine(s)), "# "))
			switch {
			case s == "" || slices.Contains(tags, s):
			case len(s) > maxValue:
				long++
			case len(tags) == maxTags:
				many++
			default:
				tags = append(tags, s)
			}
		}
	}
	switch {
	case many > 0:
		problem = fmt.Sprintf("it has more than %d tags: the last ones are left out", maxTags)
	case long > 0:
		problem = fmt.Sprintf("a tag of more than %d bytes is left out", maxValue)
	}
	return tags, problem
}

// maxAliases is how many other names an article can have.
const maxAliases = 50

// aliases are the article's other names, as Obsidian has them. Hugo and Jekyll
// keep addresses under that key, which are none.
func (f fields) aliases() (names []string) {
	for _, k := range keys.aliases {
		for _, s := range tagsIn(f.get(k)) {
			s = CleanLine(s)
			if s != "" && len(s) <= maxValue && len(names) < maxAliases && !strings.HasPrefix(s, "/") && !strings.Contains(s, "://") && !slices.Contains(names, s) {
				names = append(names, s)
			}
		}
	}
	return names
}

// tagsIn are the tags in a value.
func tagsIn(v any) (tags []string) {
	switch v := v.(type) {
	case string:
		return splitTags(v)
	case []any:
		for _, x := range v {
			if s, ok := x.(string); ok {
				tags = append(tags, s)
			} else {
				tags = append(tags, tagsIn(x)...)
			}
		}
	case fields:
		return []string{value(v)}
	}
	return tags
}

// splitTags cuts a string at its commas, semicolons and line ends; one without
// them is one tag, but "#a #b" are two. What stands between spaces alone is
// cut where the dialect says so, see spaceTags.
func splitTags(s string) []string {
	if list := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;\n，；、،", r) }); len(list) > 1 {
		return list
	}
	words := strings.Fields(s)
	if slices.ContainsFunc(words, func(w string) bool { return w[0] != '#' || len(w) == 1 }) {
		return []string{s}
	}
	return words
}

// spaceTags cuts the strings that Jekyll takes for lists of words: those of
// "tags" and "categories" in YAML (jekyllrb.com/docs/posts). As others write
// "Machine Learning" there, only words in small letters are cut.
func (f fields) spaceTags() {
	for _, k := range []string{"tags", "categories"} {
		s, ok := f[k].(string)
		if !ok || s != strings.ToLower(s) || len(splitTags(s)) > 1 {
			continue
		}
		var words []any
		for _, w := range strings.Fields(s) {
			words = append(words, w)
		}
		f[k] = words
	}
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
		base = strings.ReplaceAll(strings.ReplaceAll(base, "-", " "), "_", " ")
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
