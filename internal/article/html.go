package article

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/crash"
	"manicule/internal/markdown"
	"manicule/internal/pattern"
)

// readHTML makes Markdown of what there is to read in a page: the article,
// not the navigation around it. What can't be read as a tree is shown as text.
func (a *Article) readHTML(text string) {
	fm, text := a.takeFrontMatter(Clean(text))
	a.readSaved(text, fm, a.showDataPictures)
}

// readSaved reads a page of which something is known; change may change its
// tree, in which all addresses are absolute.
func (a *Article) readSaved(text string, fm fields, change func(doc *html.Node)) {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		a.readMeta(fm)
		a.warn("a page nested too deeply: shown as plain text")
		a.Text = plainMarkdown(plainBlocks(tagless(text)))
		a.Meta.fallBack(a.Name, fm)
		return
	}
	a.readPageMeta(doc, fm)
	manual := saysManual(doc)
	if a.Format == HTML {
		nameDataPictures(text, doc)
	}
	prepare(doc, a.resolver(doc, fm))
	change(doc)
	content := a.readable(doc, manual)
	if a.isWeakAuthor(a.Meta.Author) {
		a.Meta.Author = firstOf(nameIn(textNode(a.byline)), a.Meta.Author)
	}
	a.Text = a.pageMarkdown(content)
	a.Meta.fallBack(a.Name, fm)
	_, a.TitleSpan = a.findTitle()
}

// resolver makes the addresses of a page absolute.
type resolver struct {
	base     *url.URL // nil: they stay as they are
	rootOnly bool     // relative ones stay so: the page may have been saved with others
	fetched  bool     // no files were saved with the page
}

// resolver goes by <base>, by where the page says it was saved from, and at
// last by what it says of its address, which tells nothing of the files that it
// was saved with.
func (a *Article) resolver(doc *html.Node, front fields) resolver {
	u, err := url.Parse(a.Meta.Source)
	if err != nil || a.Meta.Source == "" {
		u = nil
	}
	r := resolver{base: u, rootOnly: savedFrom(doc) == "" && front.address() == ""}
	if from, err := url.Parse(a.from); err == nil && a.from != "" {
		u, r = from, resolver{base: from, fetched: true}
	}
	b := find(doc, atom.Base)
	if b == nil {
		return r
	}
	ref, err := url.Parse(attr(b, "href"))
	switch {
	case err != nil || attr(b, "href") == "" || u == nil && !ref.IsAbs():
		return r
	case u == nil:
		return resolver{base: ref}
	}
	return resolver{base: u.ResolveReference(ref), fetched: r.fetched}
}

// resolve makes an address absolute. Of a picture within the page, as base64, its
// kind is left, and its number; a file that the browser saved with the page stays where
// it is.
func (r resolver) resolve(ref string) string {
	ref = strings.TrimSpace(ref)
	if strings.HasPrefix(ref, "data:") {
		if strings.Contains(ref, dataPart) {
			return ref
		}
		return dataKind(ref)
	}
	u, err := url.Parse(ref)
	if err != nil || r.base == nil || ref == "" || strings.HasPrefix(ref, "#") {
		return ref
	}
	if !u.IsAbs() && u.Host == "" && (r.rootOnly && !strings.HasPrefix(ref, "/") || !r.fetched && savedFile().MatchString(ref)) {
		return ref
	}
	return r.base.ResolveReference(u).String()
}

// savedFile finds the folder in which a browser saves what belongs to a page.
var savedFile = pattern.Lazy(`^(?:\./)?[^/?#]+(?:_files|\.files|_fichiers|-Dateien|_archivos|\.assets)/`)

// prose measures the running text below n in bytes: blocks long enough to be
// sentences that are not mostly links.
func prose(n *html.Node) int {
	if n == nil {
		return 0
	}
	sum := 0
	walk(n, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.P, atom.Li, atom.Pre, atom.Dd, atom.Td, atom.Blockquote:
			if all, linked := textSize(n, false); all >= 80 && linked*2 < all {
				sum += all
			}
		}
		return false
	})
	return sum
}

// textSize is the text directly in a block, not in blocks below it, in bytes:
// all of it and what is linked.
func textSize(n *html.Node, inLink bool) (all, linked int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			size := len(strings.TrimSpace(c.Data))
			all += size
			if inLink {
				linked += size
			}
		case c.Type == html.ElementNode && !isBlock(c.DataAtom):
			x, y := textSize(c, inLink || c.DataAtom == atom.A)
			all, linked = all+x, linked+y
		}
	}
	return all, linked
}

func isBlock(a atom.Atom) bool {
	return slices.Contains([]atom.Atom{atom.P, atom.Li, atom.Pre, atom.Dd, atom.Td, atom.Blockquote, atom.Ul, atom.Ol, atom.Table, atom.Div, atom.Section}, a)
}

// pageMarkdown converts the readable part. A page that the converter can't
// take is shown as text.
func (a *Article) pageMarkdown(n *html.Node) (text string) {
	plainly := func(why any) string {
		a.warn(CleanLine(fmt.Sprintf("a page that can't be converted (%v): shown as plain text", why)))
		return plainMarkdown(plainBlocks(Clean(strings.ReplaceAll(textOf(n), heldBracket, "["))))
	}
	defer crash.Survive(func(c *crash.Crash) { text = plainly(c.What) })
	a.dropTitle(n)
	if !a.source.whole {
		a.dropByline(n)
	}
	finish(n)
	c := newConverter()
	out, err := c.ConvertNode(n)
	if err != nil {
		return plainly(err)
	}
	text = strings.ReplaceAll(string(out), heldBracket, `\[`)
	text = markdown.EscapeDialect(Clean(strings.TrimSpace(Clean(text)))) // a mark may have stood on a space that is gone
	if text != "" {
		text += "\n"
	}
	return text
}

// dropTitle takes the heading that says the title off the start of the text.
func (a *Article) dropTitle(n *html.Node) {
	walk(n, func(h *html.Node) bool {
		switch {
		case h.Type == html.TextNode:
			return isRunning(h)
		case h.DataAtom != atom.H1 && h.DataAtom != atom.H2:
			return false
		}
		t := CleanLine(textOf(h))
		if !sameTitle(t, a.Meta.Title) {
			return false
		}
		a.remove(t, "title, shown above the text")
		h.Parent.RemoveChild(h)
		return true
	})
}

// isRunning reports whether a piece of text belongs to the article, and is not
// a kicker, a date or another heading above its title.
func isRunning(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.H1 || p.DataAtom == atom.H2 || p.DataAtom == atom.H3 {
			return false
		}
	}
	t := CleanLine(n.Data)
	return len(t) >= 80 || endsSentence(t)
}

// tagless is the text of a page that is no tree, its tags cut out.
func tagless(page string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	skip := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return Clean(b.String())
		case html.TextToken:
			if !skip {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			skip = a == atom.Script || a == atom.Style
			if isBlock(a) || a == atom.Br {
				b.WriteString("\n\n")
			}
		case html.EndTagToken:
			skip = false
		}
	}
}
