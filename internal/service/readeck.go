package service

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"net/url"
	"path"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/pattern"
)

// isReadeckMarkdown recognises an archive, or a folder, of folders with an
// index.md each whose head says when it was saved.
func isReadeckMarkdown(t *tree) bool {
	if _, ok := t.single(); ok {
		return false
	}
	for i, f := range t.matching("index.md") {
		if data, err := t.read(f); err == nil && readeckKey(string(data), "saved") != "" && readeckKey(string(data), "source") != "" {
			return true
		}
		if i > 20 {
			break
		}
	}
	return false
}

var (
	readeckHead = pattern.Lazy(`(?s)\A\x{feff}?---\r?\n(.*?)\n---\r?\n`)
	marked      = pattern.Lazy("(`+[^`]*`+)|==([^=\\s](?:(?:[^=]|=[^=])*?[^=\\s])?)==")
	paragraph   = pattern.Lazy(`\n[ \t]*\n`)
)

// readeckKey is what the head of a text says under a key, as it stands there:
// Readeck writes titles that are no YAML.
func readeckKey(text, key string) string {
	head := readeckHead().FindStringSubmatch(text)
	if head == nil {
		return ""
	}
	for line := range strings.Lines(head[1]) {
		if value, ok := strings.CutPrefix(line, key+":"); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// readReadeckMarkdown reads Readeck's archive of Markdown. Its highlights are
// ==marked== in the texts.
func readReadeckMarkdown(r *reading) error {
	for _, f := range r.files.matching("index.md") {
		data, err := r.files.read(f)
		if err != nil {
			r.leave(Broken, err.Error())
			continue
		}
		text := string(data)
		item := Item{
			Address: readeckKey(text, "source"), Title: readeckKey(text, "title"), Author: strings.Join(splitTags(readeckKey(text, "authors")), ", "), Site: readeckKey(text, "website"),
			Saved: parseTime(readeckKey(text, "saved")), Published: parseTime(readeckKey(text, "published")),
			Tags: ownTags(append(splitTags(readeckKey(text, "tag")), splitTags(readeckKey(text, "labels"))...)...),
		}
		body := text[len(readeckHead().FindString(text)):]
		plain, quotes := unmarked(body)
		var all []exchange.Highlight
		for _, q := range quotes {
			all = append(all, exchange.Highlight{Quote: q})
		}
		item.Notes = exchange.FromHighlights("readeck", item.Address, all)
		item.Content = func() (string, []byte, error) { return "index.md", []byte(plain), nil }
		item.Picture = func(ref string) ([]byte, bool) { return r.files.pictureAt(path.Dir(f.name), ref) }
		r.add(item)
	}
	return nil
}

// unmarked takes the signs of marks out of a text, but for code, and lists
// what was marked.
func unmarked(text string) (plain string, quotes []string) {
	var b, part strings.Builder
	flush := func() { // a mark stays within its paragraph
		p := part.String()
		part.Reset()
		end := 0
		for _, m := range marked().FindAllStringSubmatchIndex(p, -1) {
			if m[4] < 0 || paragraph().MatchString(p[m[0]:m[1]]) {
				continue
			}
			b.WriteString(p[end:m[0]] + p[m[4]:m[5]])
			quotes, end = append(quotes, p[m[4]:m[5]]), m[1]
		}
		b.WriteString(p[end:])
	}
	fenced := false
	for line := range strings.Lines(text) {
		fence := strings.HasPrefix(strings.TrimSpace(line), "```")
		if fenced = fenced != fence; fenced || fence || strings.HasPrefix(line, "    ") {
			flush()
			b.WriteString(line)
			continue
		}
		part.WriteString(line)
		if strings.TrimSpace(line) == "" {
			flush()
		}
	}
	flush()
	return b.String(), quotes
}

// isReadeckEPUB recognises a book whose chapters say that Readeck saved them.
func isReadeckEPUB(t *tree) bool {
	if len(t.matching("container.xml")) == 0 {
		return false
	}
	for _, f := range t.chapters()[:min(3, len(t.chapters()))] {
		if data, err := t.read(f); err == nil && bytes.Contains(data, []byte("readeck")) && bytes.Contains(data, []byte(`class="info"`)) {
			return true
		}
	}
	return false
}

// chapters are the texts of a book in their order, that of its package where
// that can be read.
func (t *tree) chapters() []file {
	byName := map[string]file{}
	var all []file
	for _, pattern := range []string{"*.html", "*.xhtml"} {
		for _, f := range t.matching(pattern) {
			byName[path.Base(f.name)] = f
			if base := path.Base(f.name); base != "nav.html" && base != "toc.html" && base != "nav.xhtml" && base != "toc.xhtml" {
				all = append(all, f)
			}
		}
	}
	ordered := t.spine(byName)
	if len(ordered) == 0 {
		return all
	}
	return ordered
}

// spine are the chapters in the order in which the book's package names them.
func (t *tree) spine(byName map[string]file) (ordered []file) {
	for _, f := range t.matching("*.opf") {
		var book struct {
			Items []struct {
				ID   string `xml:"id,attr"`
				Href string `xml:"href,attr"`
			} `xml:"manifest>item"`
			Refs []struct {
				ID string `xml:"idref,attr"`
			} `xml:"spine>itemref"`
		}
		data, err := t.read(f)
		if err != nil || xml.Unmarshal(data, &book) != nil {
			continue
		}
		href := map[string]string{}
		for _, i := range book.Items {
			href[i.ID] = i.Href
		}
		for _, ref := range book.Refs {
			if f, ok := byName[path.Base(href[ref.ID])]; ok && href[ref.ID] != "" {
				ordered = append(ordered, f)
			}
		}
	}
	return ordered
}

// readReadeckEPUB reads the articles of Readeck's book: a head with a list of
// what is known, and the text.
func readReadeckEPUB(r *reading) error {
	for _, f := range r.files.chapters() {
		data, err := r.files.read(f)
		if err == nil {
			err = r.readeckChapter(path.Dir(f.name), data)
		}
		if err != nil {
			r.leave(Broken, f.name+": "+err.Error())
		}
	}
	return nil
}

func (r *reading) readeckChapter(folder string, data []byte) error {
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return err
	}
	item := Item{Language: attributeOf(first(doc, is(atom.Html)), "lang")}
	item.Title = wordsOf(first(doc, hasClass("title")))
	item.Description = wordsOf(first(doc, hasClass("desc")))
	info := first(doc, hasClass("info"))
	item.Address = attributeOf(first(info, is(atom.A)), "href")
	if info == nil || item.Address == "" {
		return nil // a cover, or a page of contents
	}
	if item.Site = wordsOf(first(info, is(atom.Strong))); item.Site == "no site name" {
		item.Site = ""
	}
	for li := info.FirstChild; li != nil; li = li.NextSibling {
		if by, ok := strings.CutPrefix(wordsOf(li), "By "); ok {
			item.Author = by
		}
		if at, ok := strings.CutPrefix(wordsOf(li), "Published on "); ok {
			item.Published = parseDay(at)
		}
	}
	content := first(doc, is(atom.Main))
	item.Notes = exchange.FromHighlights("readeck", item.Address, annotated(doc, content))
	if content != nil {
		var b bytes.Buffer
		for c := content.FirstChild; c != nil; c = c.NextSibling {
			if err := html.Render(&b, c); err != nil {
				return err
			}
		}
		text := page(item.Address, b.String())
		item.Content = func() (string, []byte, error) { return "chapter.html", text, nil }
		shown := shownIn(content, item.Address)
		item.Picture = func(address string) ([]byte, bool) { return r.files.pictureAt(folder, shown[address]) }
	}
	r.add(item)
	return nil
}

// shownIn are the references of the pictures in a chapter, by what they become
// in the page at an address.
func shownIn(content *html.Node, address string) map[string]string {
	shown := map[string]string{}
	base, err := url.Parse(address)
	if err != nil {
		return shown
	}
	for n := range content.Descendants() {
		if n.DataAtom == atom.Img {
			if at, err := base.Parse(attributeOf(n, "src")); err == nil {
				shown[at.String()] = attributeOf(n, "src")
			}
		}
	}
	return shown
}

// annotated takes the highlights out of a chapter, with the notes on them that
// stand below it. One that runs over several elements is several marks in turn.
func annotated(doc, content *html.Node) (all []exchange.Highlight) {
	if content == nil {
		return nil
	}
	var marks, refs []*html.Node
	id, between, last := "", "", (*html.Node)(nil)
	for n := range content.Descendants() {
		switch {
		case n.Type == html.TextNode && markAround(n, content) == nil && !isNoteRef(n.Parent):
			between += n.Data
		case isNoteRef(n):
			refs = append(refs, n)
			if len(all) > 0 {
				all[len(all)-1].Body = noteBelow(doc, attributeOf(n, "href"))
			}
		case isMark(n):
			marks = append(marks, n)
			own := cmp.Or(attributeOf(n, "data-annotation-id-value"), attributeOf(n, "id"))
			if last == nil || own != id || strings.TrimSpace(between) != "" {
				all = append(all, exchange.Highlight{Colour: attributeOf(n, "data-annotation-color"), Body: attributeOf(n, "title")})
			} else if block(n) != block(last) || between != "" {
				all[len(all)-1].Quote += " "
			}
			all[len(all)-1].Quote += textIn(n)
			id, between, last = own, "", n
		}
	}
	for _, n := range refs {
		n.Parent.RemoveChild(n)
	}
	for _, n := range marks {
		unwrap(n)
	}
	for i := range all {
		all[i].Quote = article.CleanLine(all[i].Quote)
	}
	return all
}

func isMark(n *html.Node) bool {
	return n.Type == html.ElementNode && (n.Data == "rd-annotation" || n.Data == "mark")
}

// markAround is the mark that a text stands in; nil if it is none.
func markAround(n, within *html.Node) *html.Node {
	for n != nil && n != within && !isMark(n) {
		n = n.Parent
	}
	if n == within {
		return nil
	}
	return n
}

func isNoteRef(n *html.Node) bool {
	return n.DataAtom == atom.A && attributeOf(n, "epub:type") == "noteref"
}

// noteBelow is the note that a reference leads to, without its number.
func noteBelow(doc *html.Node, ref string) string {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Aside && "#"+attributeOf(n, "id") == ref {
			return strings.TrimSpace(strings.TrimPrefix(textIn(n), textIn(first(n, is(atom.A)))))
		}
	}
	return ""
}

// block is the element around n that is a paragraph, or something as that.
func block(n *html.Node) *html.Node {
	for n = n.Parent; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.P, atom.Li, atom.Div, atom.Section, atom.Article, atom.Blockquote, atom.Td, atom.Th, atom.Pre, atom.Dt, atom.Dd, atom.Figcaption, atom.Main,
			atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return n
		}
	}
	return nil
}

// unwrap puts what is in an element into its place.
func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

// parseDay reads a day that is written in words.
func parseDay(s string) (day time.Time) {
	for _, layout := range []string{"2 January 2006", "_2 January 2006", "January 2, 2006"} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return t
		}
	}
	return parseTime(s)
}

func is(a atom.Atom) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.DataAtom == a }
}

func hasClass(class string) func(*html.Node) bool {
	return func(n *html.Node) bool { return attributeOf(n, "class") == class }
}

// first is the first element below n that fits; nil if none does.
func first(n *html.Node, fits func(*html.Node) bool) *html.Node {
	if n == nil {
		return nil
	}
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && fits(c) {
			return c
		}
	}
	return nil
}

func wordsOf(n *html.Node) string { return article.CleanLine(textIn(n)) }

// textIn is the text in n as it stands there.
func textIn(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func attributeOf(n *html.Node, name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
