package article

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/crash"
	"manicule/internal/pattern"
)

// maxElements is how large a page the search for its readable part may cost
// time on; in a larger one everything but the navigation is kept.
const maxElements = 50_000

// readHTML makes Markdown of what there is to read in a page: the article,
// not the navigation around it. What can't be read as a tree is shown as text.
func (a *Article) readHTML(text string) {
	fm, text := a.takeFrontMatter(Clean(text))
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		a.readMeta(fm)
		a.warn("a page nested too deeply: shown as plain text")
		a.Text = plainMarkdown(plainBlocks(tagless(text)))
		a.Meta.fallBack(a.Name, fm)
		return
	}
	a.readPageMeta(doc, fm)
	prepare(doc, a.base(doc))
	a.Text = a.pageMarkdown(a.readable(doc))
	a.Meta.fallBack(a.Name, fm)
	_, a.TitleSpan = findTitle(a.Text, a.Meta.Title)
}

// base is the address that relative links of a page start from, or nil.
func (a *Article) base(doc *html.Node) *url.URL {
	u, err := url.Parse(a.Meta.Source)
	if err != nil || a.Meta.Source == "" {
		u = nil
	}
	b := find(doc, atom.Base)
	if b == nil {
		return u
	}
	ref, err := url.Parse(attr(b, "href"))
	switch {
	case err != nil || u == nil && !ref.IsAbs():
		return u
	case u == nil:
		return ref
	}
	return u.ResolveReference(ref)
}

// readable is the part of a page to read. Readability finds it in pages with
// navigation; where it leaves out much of the prose, as it does of manuals, and
// in pages without navigation, it is everything but what is marked as apart.
func (a *Article) readable(doc *html.Node) *html.Node {
	whole := contentOf(doc)
	if !furnished(doc) || nodeCount(doc) > maxElements {
		return whole
	}
	p := readability.NewParser()
	p.KeepClasses = true
	p.DisableJSONLD = true
	page, _ := url.Parse(a.Meta.Source)
	found, err := p.ParseDocument(doc, page)
	if err != nil || found.Node == nil || prose(found.Node)*10 < prose(whole)*7 {
		return whole
	}
	return found.Node
}

// contentOf is the page's only <main> or <article>, else its body, without
// the parts that are marked as apart.
func contentOf(doc *html.Node) *html.Node {
	content := find(doc, atom.Main)
	if articles := findAll(doc, atom.Article); content == nil && len(articles) == 1 {
		content = articles[0]
	}
	body := find(doc, atom.Body)
	if content == nil || prose(content)*10 < prose(body)*7 {
		content = body
	}
	content = clone(content)
	removeAll(content, isFurniture)
	return content
}

// furniture names what stands around the text of a page.
var furniture = pattern.Lazy(`(?i)(?:^|[-_ ])(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?|footer|header|masthead|banner|comments?|related|share|social|cookie|newsletter|promo|advert|ads?)(?:$|[-_ ])`)

// isFurniture tells whether an element is marked as being around the text. A
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

// furnished tells whether a page has anything around its text.
func furnished(doc *html.Node) bool {
	return walk(doc, func(n *html.Node) bool { return n.Type == html.ElementNode && isFurniture(n) })
}

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
	holdBrackets(n)
	c := converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(),
		commonmark.NewCommonmarkPlugin(),
		strikethrough.NewStrikethroughPlugin(),
		table.NewTablePlugin(table.WithSpanCellBehavior(table.SpanBehaviorMirror), table.WithNewlineBehavior(table.NewlineBehaviorPreserve), table.WithHeaderPromotion(true)),
	))
	out, err := c.ConvertNode(n)
	if err != nil {
		return plainly(err)
	}
	text = strings.ReplaceAll(string(out), heldBracket, `\[`)
	text = Clean(strings.TrimSpace(Clean(text))) // a mark may have stood on a space that is gone
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

// isRunning tells whether a piece of text belongs to the article, and is not
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
