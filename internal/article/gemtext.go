package article

import (
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readGemtext reads a page of Gemini (geminiprotocol.net/docs/gemtext.gmi), in
// which each line is a paragraph, and the first signs of a line say what it is.
func (a *Article) readGemtext(text string) {
	fields, text := a.takeFrontMatter(text)
	if fields == nil {
		fields = map[string]any{}
	}
	lines := textLines(text)
	body := branch(atom.Body)
	for i := 0; i < len(lines); {
		var n *html.Node
		if n, i = gemtextBlock(lines, i); n != nil {
			add(body, n)
		}
	}
	a.writeTree(body, fields)
}

func gemtextBlock(lines []string, i int) (*html.Node, int) {
	l := lines[i]
	switch {
	case strings.HasPrefix(l, "```"):
		end := i + 1
		for end < len(lines) && !strings.HasPrefix(lines[end], "```") {
			end++
		}
		return codeNode(lines[i+1:end], ""), end + 1
	case strings.HasPrefix(l, "=>"):
		return gemtextList(lines, i, "=>", atom.Ul, gemtextLink)
	case strings.HasPrefix(l, "* "):
		return gemtextList(lines, i, "* ", atom.Ul, func(s string) *html.Node { return branch(atom.Li, textNode(s)) })
	case strings.HasPrefix(l, ">"):
		return gemtextList(lines, i, ">", atom.Blockquote, func(s string) *html.Node { return branch(atom.P, textNode(s)) })
	case strings.HasPrefix(l, "#"):
		text := strings.TrimLeft(l, "#")
		return headingNode(min(len(l)-len(text), 3), textNode(strings.TrimSpace(text))), i + 1
	case isBlankLine(l):
		return nil, i + 1
	}
	return branch(atom.P, textNode(l)), i + 1
}

// gemtextList gathers neighbouring lines that begin alike.
func gemtextList(lines []string, i int, sign string, kind atom.Atom, item func(string) *html.Node) (*html.Node, int) {
	list := branch(kind)
	for i < len(lines) && strings.HasPrefix(lines[i], sign) {
		if s := strings.TrimSpace(lines[i][len(sign):]); s != "" {
			add(list, item(s))
		}
		i++
	}
	if list.FirstChild == nil {
		return nil, i
	}
	return list, i
}

func gemtextLink(s string) *html.Node {
	to, text, _ := strings.Cut(s, " ")
	text = strings.TrimSpace(text)
	if isPictureName(to) && !IsAddress(to) {
		return branch(atom.Li, pictureNode(to, firstOf(text, NameTitle(path.Base(to)))))
	}
	return branch(atom.Li, linkNode(to, textNode(firstOf(text, to))))
}
