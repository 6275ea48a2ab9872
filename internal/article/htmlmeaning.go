package article

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// What a page says by its elements is put into words and elements here that
// Markdown has too, before its article is looked for.

// verbatim is an element whose text goes into the Markdown as it is, between
// open and shut.
func verbatim(open, text, shut string) *html.Node {
	n := element(atom.Span, html.Attribute{Key: verbatimKey, Val: open + "\x00" + shut})
	if text != "" {
		n.AppendChild(textNode(text))
	}
	return n
}

const verbatimKey = "manicule-verbatim"

// showBoxes shows the boxes of a list of things to do as ticked or not.
func showBoxes(doc *html.Node) {
	for _, n := range findAll(doc, atom.Input) {
		if strings.EqualFold(attr(n, "type"), "checkbox") && !isHidden(n) {
			_, checked := attribute(n, "checked")
			showBox(n, checked)
		}
	}
	for _, n := range findAll(doc, atom.Div, atom.Span, atom.I) {
		switch on := hasClass(n, "checkbox-on", "fa-check-square-o"); {
		case attr(n, "role") == "checkbox":
			showBox(n, attr(n, "aria-checked") == "true")
		case n.FirstChild == nil && (on || hasClass(n, "checkbox-off", "fa-square-o")):
			showBox(n, on)
		}
	}
}

// showBox puts the sign of a box in its place, if it is one of an item.
func showBox(n *html.Node, checked bool) {
	item := n.Parent
	for item != nil && (item.DataAtom == atom.Label || item.DataAtom == atom.P || item.DataAtom == atom.Span) {
		item = item.Parent
	}
	if item != nil && (item.DataAtom == atom.Td || item.DataAtom == atom.Th) {
		replace(n, textNode(map[bool]string{false: "☐", true: "☑"}[checked]))
		return
	}
	if item == nil || item.DataAtom != atom.Li {
		return
	}
	sign := "[ ] "
	if checked {
		sign = "[x] "
	}
	if next := n.NextSibling; next != nil && next.Type == html.TextNode {
		next.Data = strings.TrimLeft(next.Data, " \n\t")
	}
	replace(n, verbatim("", strings.TrimSpace(sign), " "))
}

// readRuby puts readings behind the words that they are for, in parentheses. The
// words of neighbouring readings stay together, so that they are one word.
func readRuby(doc *html.Node) {
	var base, reading strings.Builder
	for _, n := range findAll(doc, atom.Ruby) {
		collectRuby(n, &base, &reading)
		if next := n.NextSibling; next != nil && next.DataAtom == atom.Ruby {
			replace(n)
			continue
		}
		text := base.String()
		if reading.Len() > 0 {
			open, shut := "（", "）"
			if isASCII(reading.String()) {
				open, shut = " (", ")"
			}
			text += open + reading.String() + shut
		}
		replace(n, textNode(text))
		base.Reset()
		reading.Reset()
	}
}

func collectRuby(n *html.Node, base, reading *strings.Builder) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			base.WriteString(strings.TrimSpace(c.Data))
		case c.DataAtom == atom.Rp:
		case c.DataAtom == atom.Rt || c.Data == "rtc":
			reading.WriteString(strings.TrimSpace(textOf(c)))
		default:
			collectRuby(c, base, reading)
		}
	}
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// quoteMarks puts the marks around a quotation within a sentence.
func quoteMarks(doc *html.Node) {
	for _, n := range findAll(doc, atom.Q) {
		open, shut := "“", "”"
		if above(n.Parent, func(p *html.Node) bool { return p.DataAtom == atom.Q }) {
			open, shut = "‘", "’"
		}
		n.InsertBefore(textNode(open), n.FirstChild)
		n.AppendChild(textNode(shut))
	}
	for _, n := range findAll(doc, atom.Q) {
		rename(n, atom.Span)
	}
}

// tellAbbreviations puts what an abbreviation stands for behind it, once.
func tellAbbreviations(doc *html.Node) {
	all := findAll(doc, atom.Abbr, atom.Acronym)
	if len(all) == 0 {
		return
	}
	text, told := textOf(doc), map[string]bool{}
	for _, n := range all {
		title := CleanLine(attr(n, "title"))
		if title == "" || told[title] || hasClass(n, "published", "updated", "timeago") || isDate(attr(n, "title")) {
			continue
		}
		if told[title] = true; len(told) < 100 && !strings.Contains(text, title) && !sameTitle(title, textOf(n)) {
			n.AppendChild(textNode(" (" + title + ")"))
		}
	}
}

// summariesInBold sets what can be unfolded apart from what it unfolds.
func summariesInBold(doc *html.Node) {
	for _, n := range findAll(doc, atom.Summary) {
		if !walk(n, func(n *html.Node) bool { return isHeading(n.DataAtom) }) {
			definitionTerm(n)
		} else {
			rename(n, atom.Div)
		}
	}
}

// numberItems has the numbers of lists stand as they are shown: where value or
// reversed says so, a list becomes several.
func numberItems(doc *html.Node) {
	for _, list := range findAll(doc, atom.Ol) {
		var items []*html.Node
		numbered := false
		for c := list.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Li {
				items = append(items, c)
				numbered = numbered || attr(c, "value") != ""
			}
		}
		_, reversed := attribute(list, "reversed")
		if !numbered && !reversed || len(items) == 0 || list.Parent == nil {
			continue
		}
		number, step := 1, 1
		if reversed {
			number, step = len(items), -1
		}
		if n, err := strconv.Atoi(attr(list, "start")); err == nil {
			number = n
		}
		var run *html.Node
		last := 0
		for _, li := range items {
			if n, err := strconv.Atoi(attr(li, "value")); err == nil {
				number = n
			}
			if run == nil || number != last+1 {
				run = element(atom.Ol, html.Attribute{Key: "start", Val: strconv.Itoa(max(0, number))})
				list.Parent.InsertBefore(run, list)
			}
			list.RemoveChild(li)
			run.AppendChild(li)
			last = number
			number += step
		}
		list.Parent.RemoveChild(list)
	}
}

// prepare makes a page's tree fit for looking for its article in it: without
// what is not shown, with what it shows by other means than text and what it
// says by its elements in words and elements that Markdown has.
func prepare(doc *html.Node, r resolver) {
	formulasToTeX(doc)
	in := kindsIn(doc)
	for _, step := range []struct {
		needed bool
		do     func(*html.Node)
	}{
		{in.any(0), standardElements},
		{in.any(0, atom.Img, atom.Noscript), findPictures},
		{in.roles || in.classes, showTabs},
		{in.any(atom.Label), labelTabs},
		{in.classes, nameBoxes},
		{in.classes, listsOfWord},
		{in.roles || in.classes, tablesByRole},
		{in.any(0, atom.Iframe, atom.Video, atom.Audio, atom.Object, atom.Embed), linkEmbedded},
		{in.any(atom.Input) || in.roles || in.classes, showBoxes},
	} {
		if step.needed {
			step.do(doc)
		}
	}
	removeAll(doc, isUnseen)
	removeEmpty(doc)
	resolveAddresses(doc, r)
	if in.any(atom.Svg, atom.Dt, atom.Var, atom.Cite, atom.Dfn) {
		for _, n := range findAll(doc, atom.Svg, atom.Dt, atom.Var, atom.Cite, atom.Dfn) {
			switch n.DataAtom {
			case atom.Svg:
				chartWords(n)
			case atom.Dt:
				definitionTerm(n)
			default:
				rename(n, atom.Em)
			}
		}
	}
	for _, step := range []struct {
		needed bool
		do     func(*html.Node)
	}{
		{in.any(atom.Ruby), readRuby},
		{in.any(atom.Q), quoteMarks},
		{in.any(atom.Abbr, atom.Acronym), tellAbbreviations},
		{in.any(atom.Summary), summariesInBold},
		{true, cleanHeadings},
		{in.any(atom.A), removeMarks},
		{in.any(atom.Table), unnumber},
		{in.any(atom.Code), linesToCode},
		{true, findFormulas},
		{in.styles, keepLines},
	} {
		if step.needed {
			step.do(doc)
		}
	}
	for _, n := range findAll(doc, atom.Pre) {
		flattenCode(n)
		nameLanguage(n)
	}
}

// pageKinds are what kinds of elements a page has, and of attributes that say more.
// Large pages are not searched for what they have not.
type pageKinds struct {
	atoms                  map[atom.Atom]bool
	roles, classes, styles bool
}

func kindsIn(doc *html.Node) *pageKinds {
	in := &pageKinds{atoms: map[atom.Atom]bool{}}
	walk(doc, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return false
		}
		if !in.atoms[n.DataAtom] {
			in.atoms[n.DataAtom] = true
		}
		for _, a := range n.Attr {
			in.roles = in.roles || a.Key == "role" || a.Key == "hidden"
			in.classes = in.classes || a.Key == "class"
			in.styles = in.styles || a.Key == "style"
		}
		return false
	})
	return in
}

// any reports whether there are elements of one of the kinds.
func (k *pageKinds) any(kinds ...atom.Atom) bool {
	return slices.ContainsFunc(kinds, func(a atom.Atom) bool { return k.atoms[a] })
}

// resolveAddresses makes the addresses of links and pictures absolute, and the
// controls in texts visible.
func resolveAddresses(doc *html.Node, r resolver) {
	walk(doc, func(n *html.Node) bool {
		switch {
		case n.Type == html.TextNode:
			n.Data = strings.Map(unmarked, n.Data)
		case n.DataAtom == atom.A:
			setAttr(n, "href", r.resolve(attr(n, "href")))
		case n.DataAtom == atom.Img:
			setAttr(n, "src", r.resolve(attr(n, "src")))
		}
		return false
	})
}

// finish makes what was found to be the article fit for converting.
func finish(content *html.Node) {
	moveSideNotes(content)
	linkWithin(content)
	unwrapNames(content)
	divideLists(content)
	spaceApart(content)
	trimRules(content)
	numberItems(content)
	flattenTables(content)
	holdBrackets(content)
	joinTexts(content)
}

// unwrapNames takes off what only names a place and links to nowhere.
func unwrapNames(content *html.Node) {
	for _, n := range findAll(content, atom.A) {
		if attr(n, "href") == "" {
			unwrap(n)
		}
	}
}

// isPageNumber reports whether an element tells where a page of the printed
// book begins.
func isPageNumber(n *html.Node) bool {
	return hasClass(n, "pagenum", "pageno", "page-number", "pb", "pagebreak", "page-break", "x-ebookmaker-pageno") && len(textOf(n)) < 20 && !walk(n, func(n *html.Node) bool { return n.DataAtom == atom.Img })
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
	if n.Type == html.CommentNode || isPageNumber(n) || hasClass(n, "mw-editsection", "editsection") {
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
