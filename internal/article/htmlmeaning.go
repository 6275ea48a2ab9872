package article

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

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

func element(a atom.Atom, attrs ...html.Attribute) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: a.String(), DataAtom: a, Attr: attrs}
}

func textNode(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

// replace puts nodes in the place of n.
func replace(n *html.Node, by ...*html.Node) {
	if n.Parent == nil {
		return
	}
	for _, b := range by {
		n.Parent.InsertBefore(b, n)
	}
	n.Parent.RemoveChild(n)
}

// unwrap leaves what is in an element in its place.
func unwrap(n *html.Node) {
	if n.Parent == nil {
		return
	}
	for n.FirstChild != nil {
		c := n.FirstChild
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

// rename makes an element one of another kind.
func rename(n *html.Node, a atom.Atom) { n.Data, n.DataAtom = a.String(), a }

// hasClass reports whether one of an element's classes is one of the names.
func hasClass(n *html.Node, names ...string) bool {
	class := attr(n, "class")
	return class != "" && slices.ContainsFunc(strings.Fields(class), func(c string) bool { return slices.Contains(names, c) })
}

// allOf are the elements below n, in order, for which ok holds, without those
// within one of them.
func allOf(n *html.Node, ok func(*html.Node) bool) (all []*html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && ok(c) {
			all = append(all, c)
		} else {
			all = append(all, allOf(c, ok)...)
		}
	}
	return all
}

// formulasToTeX puts each formula once, as TeX, in the place of what MathJax,
// KaTeX and Wikipedia make of it.
func formulasToTeX(doc *html.Node) {
	isMade := func(n *html.Node) bool {
		return hasClass(n, "katex", "katex-display", "mwe-math-element", "MathJax_Display") || n.Data == "mjx-container" || n.DataAtom == atom.Math
	}
	for _, n := range allOf(doc, isMade) {
		tex, display := texOf(n)
		if tex != "" {
			replace(n, formula(tex, display))
		}
	}
	scripts := false
	for _, n := range findAll(doc, atom.Script) {
		if kind := attr(n, "type"); strings.HasPrefix(kind, "math/tex") {
			scripts = true
			replace(n, formula(textOf(n), strings.Contains(kind, "mode=display")))
		}
	}
	if scripts {
		removeAll(doc, func(n *html.Node) bool {
			return hasClass(n, "MathJax", "MathJax_Preview", "MathJax_SVG", "MathJax_CHTML", "MathJax_Display", "MathJax_SVG_Display", "MJX_Assistive_MathML")
		})
	}
}

func formula(tex string, display bool) *html.Node {
	tex = strings.Join(strings.Fields(tex), " ")
	if tex == "" {
		return textNode("")
	}
	sign := "$"
	if display {
		sign = "$$"
	}
	return verbatim(sign, tex, sign)
}

// texOf is the TeX of a formula: what it was made from, else what its MathML
// says.
func texOf(n *html.Node) (tex string, display bool) {
	display = hasClass(n, "katex-display", "MathJax_Display") || attr(n, "display") == "true" || attr(n, "display") == "block"
	math := n
	if n.DataAtom != atom.Math {
		math = find(n, atom.Math)
	}
	walk(n, func(n *html.Node) bool {
		if n.Type == html.ElementNode && n.Data == "annotation" && strings.Contains(attr(n, "encoding"), "tex") {
			tex = textOf(n)
		}
		return tex != ""
	})
	if math != nil {
		display = display || attr(math, "display") == "block"
		if tex == "" {
			tex = firstOf(attr(math, "alttext"), mathML(math, 0))
		}
	}
	tex = strings.TrimSpace(tex)
	if s, ok := strings.CutPrefix(tex, `{\displaystyle`); ok {
		tex = strings.TrimSpace(strings.TrimSuffix(s, "}"))
	}
	return tex, display
}

// mathML writes MathML as TeX.
func mathML(n *html.Node, deep int) string {
	const deepest = 50
	if n.Type == html.TextNode {
		return strings.TrimSpace(n.Data)
	}
	if deep > deepest || strings.HasPrefix(n.Data, "annotation") {
		return ""
	}
	var parts []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if s := mathML(c, deep+1); s != "" {
			parts = append(parts, s)
		}
	}
	if form, ok := mathForms[n.Data]; ok && len(parts) == strings.Count(form, "%") {
		for _, p := range parts {
			form = strings.Replace(form, "%", p, 1)
		}
		return form
	}
	if n.Data == "mtext" && len(parts) > 0 {
		return `\text{` + strings.Join(parts, " ") + "}"
	}
	return strings.Join(parts, " ")
}

var mathForms = map[string]string{
	"msup": "{%}^{%}", "msub": "{%}_{%}", "msubsup": "{%}_{%}^{%}", "mfrac": `\frac{%}{%}`, "mover": "{%}^{%}", "munder": "{%}_{%}", "munderover": "{%}_{%}^{%}",
}

// showTabs shows every panel of tabs under its tab's name.
func showTabs(doc *html.Node) {
	byID := map[string]*html.Node{}
	var tabs, panels []*html.Node
	walk(doc, func(n *html.Node) bool {
		if id := attr(n, "id"); id != "" && byID[id] == nil {
			byID[id] = n
		}
		switch attr(n, "role") {
		case "tab":
			tabs = append(tabs, n)
		case "tabpanel":
			panels = append(panels, n)
		}
		if v, _ := attribute(n, "hidden"); strings.EqualFold(v, "until-found") {
			removeAttr(n, "hidden")
		}
		return false
	})
	names := map[*html.Node]string{}
	for i, tab := range tabs {
		panel := byID[attr(tab, "aria-controls")]
		if panel == nil && len(tabs) == len(panels) {
			panel = panels[i]
		}
		if panel != nil {
			names[panel] = CleanLine(textOf(tab))
		}
	}
	for _, panel := range panels {
		name := names[panel]
		if tab := byID[attr(panel, "aria-labelledby")]; name == "" && tab != nil {
			name = CleanLine(textOf(tab))
		}
		removeAttr(panel, "hidden")
		removeAttr(panel, "aria-hidden")
		setAttr(panel, "style", "")
		if name = firstOf(name, attr(panel, "aria-label")); name != "" {
			p, strong := element(atom.P), element(atom.Strong)
			strong.AppendChild(textNode(name))
			p.AppendChild(strong)
			panel.InsertBefore(p, panel.FirstChild)
		}
	}
	if len(panels) > 0 {
		removeAll(doc, func(n *html.Node) bool { return attr(n, "role") == "tablist" })
	}
}

func removeAttr(n *html.Node, key string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// tracker finds the addresses of frames that show nothing to read.
var tracker = pattern.Lazy(`(?i)doubleclick|googlesyndication|googletagmanager|adservice|amazon-adsystem|/ads?[/.?]|facebook\.com/(?:plugins|tr)|platform\.twitter\.com|recaptcha|disqus|about:|javascript:|^data:`)

// film finds the places where films and talks are shown.
var film = pattern.Lazy(`(?i)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|twitch\.tv|ted\.com|soundcloud\.com|spotify\.com|archive\.org|bilibili\.com|wistia|peertube)`)

// linkEmbedded puts a link in the place of a film, a talk or another page that
// is shown within the page.
func linkEmbedded(doc *html.Node) {
	for _, n := range findAll(doc, atom.Iframe, atom.Video, atom.Audio, atom.Object, atom.Embed) {
		src := firstOf(attr(n, "src"), attr(n, "data-src"), attr(n, "data"))
		if source := find(n, atom.Source); src == "" && source != nil {
			src = attr(source, "src")
		}
		title := CleanLine(firstOf(attr(n, "title"), attr(n, "aria-label")))
		if src == "" || isHidden(n) || attr(n, "width") == "0" || attr(n, "width") == "1" || attr(n, "height") == "0" || tracker().MatchString(src) {
			continue
		}
		if n.DataAtom == atom.Iframe && title == "" && !film().MatchString(src) {
			continue
		}
		if title == "" {
			title = embeddedName(src)
		}
		link := element(atom.A, html.Attribute{Key: "href", Val: src})
		link.AppendChild(textNode(title))
		replace(n, link)
	}
}

// embeddedName names a film without a title by its host or its file.
func embeddedName(src string) string {
	u, err := url.Parse(src)
	if err != nil {
		return src
	}
	if u.Host != "" {
		return strings.TrimPrefix(u.Host, "www.")
	}
	return u.Path[strings.LastIndexByte(u.Path, '/')+1:]
}

// showBoxes shows the boxes of a list of things to do as ticked or not.
func showBoxes(doc *html.Node) {
	for _, n := range findAll(doc, atom.Input) {
		if !strings.EqualFold(attr(n, "type"), "checkbox") || isHidden(n) {
			continue
		}
		item := n.Parent
		for item != nil && (item.DataAtom == atom.Label || item.DataAtom == atom.P || item.DataAtom == atom.Span) {
			item = item.Parent
		}
		if item == nil || item.DataAtom != atom.Li {
			continue
		}
		sign := "[ ] "
		if _, checked := attribute(n, "checked"); checked {
			sign = "[x] "
		}
		if next := n.NextSibling; next != nil && next.Type == html.TextNode {
			next.Data = strings.TrimLeft(next.Data, " \n\t")
		}
		replace(n, verbatim("", strings.TrimSpace(sign), " "))
	}
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

// keepLines keeps the lines of what a style says is set as it is written.
func keepLines(doc *html.Node) {
	walk(doc, func(n *html.Node) bool {
		style := attr(n, "style")
		if !strings.Contains(style, "white-space") || n.DataAtom == atom.Pre || n.DataAtom == atom.Body || insideCode(n) {
			return false
		}
		switch m := whiteSpace().FindStringSubmatch(style); {
		case m == nil:
		case n.DataAtom == atom.Code || n.DataAtom == atom.Span || m[1] != "pre":
			breakLines(n)
		case !walk(n, func(c *html.Node) bool { return c != n && isBlock(c.DataAtom) }):
			rename(n, atom.Pre)
		}
		return false
	})
}

var whiteSpace = pattern.Lazy(`white-space\s*:\s*(pre(?:-wrap|-line)?|break-spaces)\s*(?:;|!|$)`)

// breakLines makes line ends line breaks.
func breakLines(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.TextNode && strings.Contains(strings.TrimSpace(c.Data), "\n"):
			for i, line := range strings.Split(strings.Trim(c.Data, "\n"), "\n") {
				if i > 0 {
					n.InsertBefore(element(atom.Br), c)
				}
				n.InsertBefore(textNode(line), c)
			}
			n.RemoveChild(c)
		case c.Type == html.ElementNode && c.DataAtom != atom.Pre && c.DataAtom != atom.Code && !isBlock(c.DataAtom):
			breakLines(c)
		}
		c = next
	}
}

func insideCode(n *html.Node) bool {
	return above(n.Parent, func(p *html.Node) bool { return p.DataAtom == atom.Pre || p.DataAtom == atom.Code })
}

// cleanHeadings takes off headings what helps to link to them and to change
// them.
func cleanHeadings(doc *html.Node) {
	for _, h := range findAll(doc, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6) {
		removeAll(h, func(n *html.Node) bool { return hasClass(n, "mw-editsection", "editsection", "edit-link") })
		text := CleanLine(textOf(h))
		for _, link := range findAll(h, atom.A) {
			words := CleanLine(textOf(link))
			switch {
			case walk(link, func(n *html.Node) bool { return n.DataAtom == atom.Img && hasWords(attr(n, "alt")) }):
			case !hasWords(words) && link.Parent.DataAtom != atom.Sup, strings.HasPrefix(attr(link, "href"), "#") && words != text && !isNoteMark(link) && isHeadingMark(link):
				keepID(h, link)
				replace(link)
			case strings.HasPrefix(attr(link, "href"), "#") && words == text:
				keepID(h, link)
				unwrap(link)
			}
		}
		trimMark(h)
	}
}

// isHeadingMark reports whether a link within a heading is there to be copied.
func isHeadingMark(link *html.Node) bool {
	class := attr(link, "class")
	return attr(link, "aria-hidden") == "true" || strings.Contains(class, "anchor") || strings.Contains(class, "headerlink") || strings.Contains(class, "hash-link") ||
		strings.Contains(strings.ToLower(class), "permalink") || strings.Contains(class, "direct-link") || strings.Contains(class, "heading-link") || strings.Contains(class, "header-link")
}

// keepID gives a heading the name by which a link in it is linked to.
func keepID(h, link *html.Node) {
	if id := firstOf(attr(link, "id"), attr(link, "name")); id != "" && attr(h, "id") == "" {
		setAttr(h, "id", id)
	}
}

// trimMark takes a paragraph's sign off the end of a heading.
func trimMark(h *html.Node) {
	n := h
	for n.LastChild != nil {
		n = n.LastChild
	}
	if n.Type == html.TextNode {
		n.Data = strings.TrimRight(n.Data, "¶ \n\t\u00a0")
	}
}

// findPictures gives pictures the address that a browser would load in the end.
func findPictures(doc *html.Node) {
	for _, n := range findAll(doc, atom.Noscript) {
		picturesOf(n)
	}
	for _, n := range findAll(doc, atom.Img) {
		if isEmoji(n) {
			replace(n, textNode(attr(n, "alt")))
			continue
		}
		if src := strings.TrimSpace(attr(n, "src")); src != "" && !isPlaceholder(src) {
			continue
		}
		best := ""
		for _, key := range []string{"data-src", "data-original", "data-lazy-src", "data-lazy", "data-actualsrc"} {
			best = firstOf(best, attr(n, key))
		}
		best = firstOf(best, largest(attr(n, "data-srcset")), largest(attr(n, "data-lazy-srcset")), largest(attr(n, "srcset")))
		if p := n.Parent; best == "" && p != nil && p.DataAtom == atom.Picture {
			for _, s := range findAll(p, atom.Source) {
				best = firstOf(best, largest(firstOf(attr(s, "srcset"), attr(s, "data-srcset"))))
			}
		}
		setAttr(n, "src", firstOf(best, attr(n, "src")))
	}
}

// isPlaceholder reports whether an address is of a picture that stands for
// another until it is loaded.
func isPlaceholder(src string) bool {
	return strings.HasPrefix(src, "data:") || strings.HasPrefix(src, "about:") || strings.HasSuffix(src, "/spacer.gif") || strings.HasSuffix(src, "/blank.gif") || strings.HasSuffix(src, "1x1.gif")
}

// picturesOf puts the pictures for browsers without scripts in the place of
// what a script would have replaced.
func picturesOf(n *html.Node) {
	const most = 10_000
	inner := textOf(n)
	if !strings.Contains(inner, "<img") || len(inner) > most {
		return
	}
	nodes, err := html.ParseFragment(strings.NewReader(inner), element(atom.Div))
	if err != nil {
		return
	}
	box := element(atom.Div)
	for _, c := range nodes {
		box.AppendChild(c)
	}
	for _, img := range findAll(box, atom.Img) {
		if attr(img, "width") == "1" || attr(img, "height") == "1" || n.Parent == nil {
			continue
		}
		before := n.PrevSibling
		for before != nil && before.Type == html.TextNode && strings.TrimSpace(before.Data) == "" {
			before = before.PrevSibling
		}
		img.Parent.RemoveChild(img)
		if before != nil && before.DataAtom == atom.Img {
			if alt := attr(before, "alt"); attr(img, "alt") == "" {
				setAttr(img, "alt", alt)
			}
			replace(before)
		}
		n.Parent.InsertBefore(img, n)
	}
}

// largest is the address of the widest picture of a srcset, or of the first.
func largest(srcset string) (best string) {
	most := -1.0
	for _, s := range strings.Split(srcset, ", ") {
		words := strings.Fields(strings.Trim(s, ", \n\t"))
		if len(words) == 0 {
			continue
		}
		width := 0.0
		if size, ok := strings.CutSuffix(words[len(words)-1], "w"); ok && len(words) > 1 {
			width, _ = strconv.ParseFloat(size, 64)
		}
		if width > most {
			best, most = words[0], width
		}
	}
	return best
}

// isEmoji reports whether a picture stands for a character.
func isEmoji(n *html.Node) bool {
	alt := attr(n, "alt")
	if alt == "" || len(alt) > 40 || isASCII(alt) || hasWords(alt) {
		return false
	}
	class := attr(n, "class")
	return strings.Contains(class, "emoji") || strings.Contains(class, "smiley") || strings.Contains(attr(n, "src"), "emoji") || strings.Contains(attr(n, "src"), "twemoji")
}

// unnumber makes code of a table whose first column are the lines' numbers.
func unnumber(doc *html.Node) {
	for _, t := range findAll(doc, atom.Table) {
		rows := rowsOf(t)
		var code strings.Builder
		var pre *html.Node
		for _, row := range rows {
			cells := cellsOf(row)
			if len(cells) != 2 || !isLineNumbers(cells[0]) || !isCodeCell(cells[1]) {
				pre = nil
				break
			}
			pre = find(cells[1], atom.Pre)
			if pre == nil {
				pre = cells[1]
			}
			if code.Len() > 0 && !strings.HasSuffix(code.String(), "\n") {
				code.WriteByte('\n')
			}
			code.WriteString(codeText(pre))
		}
		if pre == nil {
			continue
		}
		block, inner := element(atom.Pre), element(atom.Code)
		lang := languageOf(pre, find(pre, atom.Code), t, t.Parent)
		if lang != "" {
			setAttr(inner, "class", "language-"+lang)
		}
		inner.AppendChild(textNode(strings.TrimSuffix(code.String(), "\n")))
		block.AppendChild(inner)
		replace(t, block)
	}
}

// codeText is the text of code; line breaks and divisions end lines.
func codeText(n *html.Node) string {
	var b strings.Builder
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.DataAtom == atom.Br:
			b.WriteByte('\n')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
		if n.DataAtom == atom.Div && !strings.HasSuffix(b.String(), "\n") {
			b.WriteByte('\n')
		}
	}
	visit(n)
	return b.String()
}

// isLineNumbers reports whether a cell holds nothing but numbers.
func isLineNumbers(cell *html.Node) bool {
	t := strings.Join(strings.Fields(textOf(cell)), "")
	if t == "" {
		return attr(cell, "data-line-number") != "" || hasClass(cell, "blob-num", "gutter", "lineno", "line-number", "lntd", "linenos")
	}
	return strings.Trim(t, "0123456789") == ""
}

// isCodeCell reports whether a cell holds code and nothing else.
func isCodeCell(cell *html.Node) bool {
	if only := onlyElement(cell); only != nil && (only.DataAtom == atom.Pre || only.DataAtom == atom.Code || only.DataAtom == atom.Div && find(only, atom.Pre) != nil) {
		return true
	}
	return hasClass(cell, "code", "blob-code", "blob-code-inner", "rouge-code", "line-code", "js-file-line")
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
