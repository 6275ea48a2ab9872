package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

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
	for _, n := range findAll(doc, atom.Img) {
		if hasClass(n, "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display") && isFormula(n.PrevSibling) {
			replace(n)
		} else if tex := attr(n, "alt"); tex != "" && hasClass(n, "latex", "tex", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display") {
			replace(n, formula(displayed(tex), hasClass(n, "mwe-math-fallback-image-display")))
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

func isFormula(n *html.Node) bool {
	if n == nil {
		return false
	}
	signs, is := attribute(n, verbatimKey)
	return is && strings.HasPrefix(signs, "$")
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
	return displayed(tex), display
}

// displayed is TeX without what has it set as in a line of its own.
func displayed(tex string) string {
	tex = strings.TrimSpace(tex)
	if s, ok := strings.CutPrefix(tex, `{\displaystyle`); ok {
		tex = strings.TrimSpace(strings.TrimSuffix(s, "}"))
	}
	return tex
}

// writtenFormula finds a formula as it is written for scripts that set them.
var writtenFormula = pattern.Lazy(`\\\((.+?)\\\)|\\\[((?s:.+?))\\\]|\$\$((?s:[^$]+?))\$\$`)

// findFormulas makes formulas of those that a page writes in its text between
// the signs that MathJax and KaTeX look for.
func findFormulas(doc *html.Node) {
	var texts []*html.Node
	walk(doc, func(n *html.Node) bool {
		if n.Type == html.TextNode && (strings.Contains(n.Data, `\`) || strings.Contains(n.Data, "$$")) && !isLiteral(n) {
			texts = append(texts, n)
		}
		return false
	})
	for _, n := range texts {
		at := 0
		for _, m := range writtenFormula().FindAllStringSubmatchIndex(n.Data, -1) {
			inline := m[2] >= 0
			n.Parent.InsertBefore(textNode(n.Data[at:m[0]]), n)
			group := 2
			for m[group] < 0 {
				group += 2
			}
			n.Parent.InsertBefore(formula(n.Data[m[group]:m[group+1]], !inline), n)
			at = m[1]
		}
		n.Data = n.Data[at:]
	}
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
	if n.Data == "msqrt" && len(parts) > 0 {
		return `\sqrt{` + strings.Join(parts, " ") + "}"
	}
	if n.Data == "mtext" && len(parts) > 0 {
		return `\text{` + strings.Join(parts, " ") + "}"
	}
	return strings.Join(parts, " ")
}

var mathForms = map[string]string{
	"msup": "{%}^{%}", "msub": "{%}_{%}", "msubsup": "{%}_{%}^{%}", "mfrac": `\frac{%}{%}`, "mover": "{%}^{%}", "munder": "{%}_{%}", "munderover": "{%}_{%}^{%}",
}
