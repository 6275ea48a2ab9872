package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

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
					text := strings.TrimLeft(line, " ")
					line = strings.Repeat("\u00a0", len(line)-len(text)) + text
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
		line := isCodeLine(n.DataAtom)
		if line && b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
			b.WriteByte('\n')
		}
		start := b.Len()
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
		if line && (b.Len() == start || !strings.HasSuffix(b.String(), "\n")) {
			b.WriteByte('\n')
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		visit(c)
	}
	return b.String()
}

// isCodeLine reports whether highlighters set single lines in such an element.
func isCodeLine(a atom.Atom) bool {
	return a == atom.Div || a == atom.Li || a == atom.Tr || a == atom.P
}

// flattenCode makes one text of code whose lines stand in elements of their
// own, and takes the lines' numbers out of it.
func flattenCode(pre *html.Node) {
	removeAll(pre, func(n *html.Node) bool {
		return hasClass(n, "ln", "lnt", "lineno", "linenos", "line-number", "line-numbers", "linenumber", "line-numbers-rows", "hljs-ln-numbers", "react-syntax-highlighter-line-number") &&
			strings.Trim(textOf(n), "0123456789 \t\n\u00a0") == ""
	})
	inner := pre
	if only := onlyElement(pre); only != nil && only.DataAtom == atom.Code {
		inner = only
	}
	if !walk(inner, func(n *html.Node) bool { return n != inner && isCodeLine(n.DataAtom) }) {
		return
	}
	text := strings.TrimSuffix(codeText(inner), "\n")
	for inner.FirstChild != nil {
		inner.RemoveChild(inner.FirstChild)
	}
	inner.AppendChild(textNode(text))
}

// linesToCode makes blocks of code that has several lines though it is set as
// a word would be, where it stands alone.
func linesToCode(doc *html.Node) {
	for _, n := range findAll(doc, atom.Code) {
		if find(n, atom.Br) == nil || insideCode(n) {
			continue
		}
		switch p := n.Parent; {
		case p.DataAtom == atom.P && onlyElement(p) == n:
			unwrap(p)
		case !isContainer(p.DataAtom):
			continue
		}
		inner := element(atom.Code, html.Attribute{Key: "class", Val: attr(n, "class")})
		inner.AppendChild(textNode(strings.Trim(codeText(n), "\n")))
		pre := element(atom.Pre)
		pre.AppendChild(inner)
		replace(n, pre)
	}
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
	return hasClass(cell, "code", "blob-code", "blob-code-inner", "rouge-code", "line-code", "js-file-line", "crayon-code", "hljs-ln-code", "code-cell")
}

// language finds a code's language in the class names that highlighters set.
var language = pattern.Lazy(`(?:^|[\s])(?:language-|lang-|lang:|highlight-source-|highlight-text-|sourceCode |src-|hl-i?|brush:\s*|hljs (?:language-)?|highlight-)([\w+#-]+)`)

// noLanguages are what highlighters call code whose language they don't know,
// and other words that stand where one does.
var noLanguages = map[string]bool{"default": true, "none": true, "text": true, "plaintext": true, "plain": true, "auto": true, "nohighlight": true, "rouge": true, "block": true, "wrapper": true, "container": true, "source": true}

// nameLanguage tells the converter a code block's language, and takes away the
// label that shows it above the code.
func nameLanguage(pre *html.Node) {
	code := pre.FirstChild
	for code != nil && code.Type == html.TextNode && strings.TrimSpace(code.Data) == "" {
		code = code.NextSibling
	}
	if code == nil || code.DataAtom != atom.Code {
		code = pre
	}
	around := []*html.Node{code, pre}
	for p := pre.Parent; p != nil && len(around) < 5 && (p.DataAtom == atom.Div || p.DataAtom == atom.Figure || p.DataAtom == atom.Pre); p = p.Parent {
		if find(p, atom.Pre) != pre && p.DataAtom != atom.Pre {
			break
		}
		around = append(around, p)
	}
	lang := languageOf(around...)
	if label := codeLabel(pre); label != nil && (lang == "" || strings.EqualFold(lang, CleanLine(textOf(label)))) {
		lang = strings.ToLower(CleanLine(textOf(label)))
		replace(label)
	}
	setAttr(code, "class", "")
	setAttr(pre, "class", "")
	if lang != "" {
		setAttr(code, "class", "language-"+lang)
	}
}

// codeLabel is an element before code, in the same box, that shows the code's
// language and nothing else; or nil.
func codeLabel(pre *html.Node) *html.Node {
	for n := pre.PrevSibling; n != nil; n = n.PrevSibling {
		switch {
		case n.Type == html.TextNode && strings.TrimSpace(n.Data) == "":
		case n.Type != html.ElementNode:
			return nil
		default:
			t := CleanLine(textOf(n))
			if t == "" {
				continue
			}
			if label := codeHead().MatchString(attr(n, "class")) && codeName().MatchString(t) || strings.Contains(strings.ToLower(attr(n, "class")), "lang") || find(n, atom.Span) != nil && walk(n, func(n *html.Node) bool { return strings.Contains(attr(n, "class"), "lang") }); label && len(t) <= 16 && !strings.Contains(t, " ") {
				return n
			}
			return nil
		}
	}
	return nil
}

var (
	// codeHead names what stands on a box of code.
	codeHead = pattern.Lazy(`(?i)code\S*(?:head|title|toolbar|info|top|bar)`)
	codeName = pattern.Lazy(`^[A-Za-z][A-Za-z+#]*$`)
)

// languageOf is the language that the first of the elements names, or "".
func languageOf(nodes ...*html.Node) string {
	for _, n := range nodes {
		if n == nil {
			continue
		}
		for _, m := range language().FindAllStringSubmatch(attr(n, "class"), -1) {
			if name := strings.TrimPrefix(m[1], "ipython3"); !noLanguages[strings.ToLower(m[1])] {
				return firstOf(strings.TrimPrefix(name, "python3"), "python")
			}
		}
		if lang := firstOf(attr(n, "data-lang"), attr(n, "data-language"), attr(n, "data-enlighter-language")); lang != "" && !noLanguages[lang] {
			return lang
		}
		if n.DataAtom == atom.Pre && hasClass(n, "rust") {
			return "rust"
		}
	}
	return ""
}
