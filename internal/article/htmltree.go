package article

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// prepare makes a page's tree fit for looking for its article in it: without
// what is not shown, with what it shows by other means than text and what it
// says by its elements in words and elements that Markdown has.
func prepare(doc *html.Node, r resolver) {
	formulasToTeX(doc)
	findPictures(doc)
	showTabs(doc)
	linkEmbedded(doc)
	showBoxes(doc)
	removeAll(doc, isUnseen)
	removeEmpty(doc)
	walk(doc, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			n.Data = strings.Map(unmarked, n.Data)
		}
		return false
	})
	for _, n := range findAll(doc, atom.A, atom.Img) {
		key := "href"
		if n.DataAtom == atom.Img {
			key = "src"
		}
		setAttr(n, key, r.resolve(attr(n, key)))
	}
	for _, n := range findAll(doc, atom.Svg) {
		chartWords(n)
	}
	for _, n := range findAll(doc, atom.Dt) {
		definitionTerm(n)
	}
	for _, n := range findAll(doc, atom.Var, atom.Cite, atom.Dfn) {
		rename(n, atom.Em)
	}
	readRuby(doc)
	quoteMarks(doc)
	tellAbbreviations(doc)
	summariesInBold(doc)
	cleanHeadings(doc)
	unnumber(doc)
	keepLines(doc)
	for _, n := range findAll(doc, atom.Pre) {
		nameLanguage(n)
	}
}

// finish makes what was found to be the article fit for converting.
func finish(content *html.Node) {
	linkWithin(content)
	numberItems(content)
	flattenTables(content)
	holdBrackets(content)
	joinTexts(content)
}

// joinTexts makes one text of neighbours, which the converter would do at a cost
// that grows with their square.
func joinTexts(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.TextNode {
			joinTexts(c)
			continue
		}
		var b strings.Builder
		for next := c.NextSibling; next != nil && next.Type == html.TextNode; next = c.NextSibling {
			b.WriteString(next.Data)
			n.RemoveChild(next)
		}
		c.Data += b.String()
	}
}

// unmarked shows the controls that entities put into a text; the converter
// uses U+0007 and U+F002 as marks of its own and would drop them.
func unmarked(r rune) rune {
	switch {
	case r == '\uF002':
		return utf8.RuneError
	case r < ' ' && r != '\n' && r != '\t':
		return '\u2400' + r
	}
	return r
}

// heldBracket stands for a bracket in the text of a page until the page is
// converted: the converter looks through the rest of the line for each one that
// nothing closes. No clean text has it.
const heldBracket = "\x03"

func holdBrackets(page *html.Node) {
	walk(page, func(n *html.Node) bool {
		if n.Type == html.TextNode && !isLiteral(n) {
			n.Data = strings.ReplaceAll(n.Data, "[", heldBracket)
		}
		return false
	})
}

// isLiteral reports whether a text goes into the Markdown as it is.
func isLiteral(n *html.Node) bool {
	return above(n.Parent, func(p *html.Node) bool {
		_, as := attribute(p, verbatimKey)
		return as || p.DataAtom == atom.Pre || p.DataAtom == atom.Code
	})
}

// invisible finds the inline style that hides an element.
var invisible = pattern.Lazy(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

// isUnseen reports whether nothing of an element is there to be read.
func isUnseen(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Embed,
		atom.Button, atom.Input, atom.Select, atom.Textarea, atom.Canvas, atom.Audio, atom.Video:
		return true
	}
	if n.Type == html.CommentNode {
		return true
	}
	return isHidden(n) || hasClass(n, "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader", "sr-only-focusable", "u-visually-hidden", "screenreader-only", "assistive-text")
}

// isHidden reports whether a page hides an element from everybody.
func isHidden(n *html.Node) bool {
	_, hidden := attribute(n, "hidden")
	return hidden || invisible().MatchString(attr(n, "style"))
}

// chartWords puts the words of a drawing in its place, one label a line; a
// drawing without words goes.
func chartWords(svg *html.Node) {
	p := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
	walk(svg, func(n *html.Node) bool {
		if n.Type == html.ElementNode && (n.Data == "text" || n.Data == "title" || n.Data == "desc") {
			if t := CleanLine(textOf(n)); t != "" {
				p.AppendChild(&html.Node{Type: html.TextNode, Data: t})
				p.AppendChild(&html.Node{Type: html.ElementNode, Data: "br", DataAtom: atom.Br})
			}
		}
		return false
	})
	if svg.Parent == nil {
		return
	}
	if p.LastChild != nil {
		p.RemoveChild(p.LastChild)
		svg.Parent.InsertBefore(p, svg)
	}
	svg.Parent.RemoveChild(svg)
}

// definitionTerm sets a term in bold, for Markdown in common has no
// definition lists; what it means follows as a paragraph.
func definitionTerm(dt *html.Node) {
	strong := &html.Node{Type: html.ElementNode, Data: "strong", DataAtom: atom.Strong}
	for dt.FirstChild != nil {
		c := dt.FirstChild
		dt.RemoveChild(c)
		strong.AppendChild(c)
	}
	dt.AppendChild(strong)
	dt.Data, dt.DataAtom = "p", atom.P
}

// language finds a code's language in the class names that highlighters set.
var language = pattern.Lazy(`(?:^|[\s])(?:language-|lang-|highlight-source-|sourceCode |brush:\s*|hljs (?:language-)?)([\w+#-]+)`)

// nameLanguage tells the converter a code block's language.
func nameLanguage(pre *html.Node) {
	code := pre.FirstChild
	if code == nil || code.DataAtom != atom.Code {
		code = pre
	}
	if lang := languageOf(code, pre, pre.Parent); lang != "" {
		setAttr(code, "class", "language-"+lang)
	}
}

// languageOf is the language that the first of the elements names, or "".
func languageOf(nodes ...*html.Node) string {
	for _, n := range nodes {
		if n == nil {
			continue
		}
		if m := language().FindStringSubmatch(attr(n, "class")); m != nil {
			return m[1]
		}
		if lang := firstOf(attr(n, "data-lang"), attr(n, "data-language")); lang != "" {
			return lang
		}
	}
	return ""
}

// walk visits n and everything below it until visit returns true, and tells
// whether it did.
func walk(n *html.Node, visit func(*html.Node) bool) bool {
	if visit(n) {
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if walk(c, visit) {
			return true
		}
	}
	return false
}

// removeAll removes the elements below n for which gone holds.
func removeAll(n *html.Node, gone func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if gone(c) {
			n.RemoveChild(c)
		} else {
			removeAll(c, gone)
		}
		c = next
	}
}

// removeEmpty removes the emphasis of nothing. Of a tag that is never closed
// the parser puts one into every paragraph that follows.
func removeEmpty(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if removeEmpty(c); c.FirstChild == nil && isEmphasis(c.DataAtom) {
			n.RemoveChild(c)
		}
		c = next
	}
}

func isEmphasis(a atom.Atom) bool {
	switch a {
	case atom.B, atom.Strong, atom.I, atom.Em, atom.U, atom.S, atom.Strike, atom.Big, atom.Small, atom.Font, atom.Tt:
		return true
	}
	return false
}

func findAll(n *html.Node, kinds ...atom.Atom) []*html.Node {
	var all []*html.Node
	walk(n, func(n *html.Node) bool {
		if n.Type == html.ElementNode && slices.Contains(kinds, n.DataAtom) {
			all = append(all, n)
		}
		return false
	})
	return all
}

// find is the first element of the kind, or nil.
func find(n *html.Node, kind atom.Atom) *html.Node {
	var found *html.Node
	walk(n, func(n *html.Node) bool {
		if n.Type == html.ElementNode && n.DataAtom == kind {
			found = n
		}
		return found != nil
	})
	return found
}

// textOf is all text below n as it stands.
func textOf(n *html.Node) string {
	var b strings.Builder
	walk(n, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		return false
	})
	return b.String()
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func attr(n *html.Node, key string) string {
	v, _ := attribute(n, key)
	return v
}

// setAttr sets an attribute, and leaves an absent one absent when v is empty.
func setAttr(n *html.Node, key, v string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = v
			return
		}
	}
	if v != "" {
		n.Attr = append(n.Attr, html.Attribute{Key: key, Val: v})
	}
}
