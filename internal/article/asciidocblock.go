package article

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// delimited reads what stands between two like lines.
func (p *adoc) delimited(fence, line string, lines []string, depth int, m adocMeta) []*html.Node {
	inside := func() []*html.Node { return p.blocks(lines, depth+1) }
	switch fence[0] {
	case '/':
		p.a.remove(strings.Join(lines, "\n"), "a comment")
		return nil
	case '`':
		return []*html.Node{codeNode(lines, strings.TrimPrefix(line, "```"))}
	case '.':
		return []*html.Node{codeNode(lines, p.languageOf(m))}
	case '+':
		return p.passed(lines, m)
	case '|', '!', ',', ':':
		return p.table(fence, lines, depth, m)
	case '_':
		return p.quoted(inside(), m, lines)
	case '*':
		return []*html.Node{boxNode("", nil, inside())}
	case '=':
		if alerts[strings.ToLower(m.style)] != "" && m.style != "example" {
			return []*html.Node{boxNode(m.style, nil, inside())}
		}
		return []*html.Node{branch(atom.Div, inside()...)}
	}
	if fence != "--" {
		return p.listing(lines, m)
	}
	switch {
	case m.style == "source" || m.style == "listing" || m.style == "literal":
		return p.listing(lines, m)
	case m.style == "quote" || m.style == "verse":
		return p.quoted(inside(), m, lines)
	case alerts[strings.ToLower(m.style)] != "":
		return []*html.Node{boxNode(m.style, nil, inside())}
	}
	return inside()
}

// languageOf is the language of code: what its attributes say, else what the
// document does.
func (p *adoc) languageOf(m adocMeta) string {
	if strings.HasPrefix(m.style, ",") || m.style == "source" || m.style == "" || m.style == "listing" {
		if len(m.rest) > 0 {
			return m.rest[0]
		}
		if m.style == "source" {
			return firstOf(m.named["language"], p.attrs["source-language"])
		}
	}
	return m.named["language"]
}

// adocCallout finds the numbers of remarks at the end of a line of code.
var adocCallout = pattern.Lazy(`(?: *(?://|#|--|;;)? *(?:<!--(?:\d+|\.)-->|<(?:\d+|\.)>))+$`)

// listing is code as it stands, but for the marks of what is remarked below.
func (p *adoc) listing(lines []string, m adocMeta) []*html.Node {
	out := make([]string, len(lines))
	number := 0
	for i, l := range lines {
		out[i] = l
		at := adocCallout().FindStringIndex(l)
		if at == nil {
			continue
		}
		marks := ""
		for _, n := range calloutNumber().FindAllString(l[at[0]:], -1) {
			if number++; n == "<.>" {
				n = strconv.Itoa(number)
			}
			marks += " (" + strings.Trim(n, "<>!-") + ")"
		}
		out[i] = l[:at[0]] + marks
	}
	if m.style == "stem" || m.style == "latexmath" {
		return []*html.Node{branch(atom.P, formula(strings.Join(lines, "\n"), true))}
	}
	return []*html.Node{codeNode(out, p.languageOf(m))}
}

var calloutNumber = pattern.Lazy(`<(?:!--)?(?:\d+|\.)(?:--)?>`)

// passed is what goes to a page as it stands.
func (p *adoc) passed(lines []string, m adocMeta) []*html.Node {
	text := strings.Join(lines, "\n")
	if m.style == "stem" || m.style == "latexmath" || m.style == "asciimath" {
		return []*html.Node{branch(atom.P, formula(text, true))}
	}
	return pieceOfPage(text)
}

// quoted is a quotation, or verse, and who said it.
func (p *adoc) quoted(inside []*html.Node, m adocMeta, lines []string) []*html.Node {
	if m.style == "verse" {
		inside = []*html.Node{p.verse(lines)}
	}
	q := branch(atom.Blockquote, inside...)
	if by := strings.Join(m.rest, ", "); by != "" {
		add(q, branch(atom.P, append(words("— "), p.inliner.parse(by)...)...))
	}
	return []*html.Node{q}
}

func (p *adoc) verse(lines []string) *html.Node {
	v := branch(atom.P)
	for i, l := range trimBlank(lines) {
		if i > 0 {
			add(v, branch(atom.Br))
		}
		add(v, textNode(strings.Repeat("\u00a0", indentOf(l)*b2i(!isBlankLine(l)))))
		add(v, p.inliner.parse(strings.TrimSpace(l))...)
	}
	return v
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// macro reads a picture, a film or a file that belongs here.
func (p *adoc) macro(mac []string, m adocMeta) []*html.Node {
	target := p.expand(mac[2])
	args := splitQuoted(mac[3])
	switch mac[1] {
	case "image":
		alt := strings.Trim(args[0], `"`)
		if strings.Contains(alt, "=") {
			alt = ""
		}
		if dir := p.attrs["imagesdir"]; dir != "" && !IsAddress(target) && !strings.HasPrefix(target, "/") {
			target = strings.TrimSuffix(dir, "/") + "/" + target
		}
		return []*html.Node{figureNode(target, firstOf(alt, m.title))}
	case "video", "audio", "include":
		if m.named["opts"] == "optional" {
			return nil
		}
		switch {
		case mac[1] == "video" && args[0] == "youtube":
			target = "https://www.youtube.com/watch?v=" + target
		case mac[1] == "video" && args[0] == "vimeo":
			target = "https://vimeo.com/" + target
		}
		return []*html.Node{branch(atom.P, linkNode(target, textNode(embeddedName(target))))}
	}
	p.a.remove(mac[0], "a directive")
	return nil
}

func (p *adoc) paragraph(lines []string, i, depth int, m adocMeta) ([]*html.Node, int) {
	end := i
	for end < len(lines) && !isBlankLine(lines[end]) && (end == i || adocFence(lines[end]) == "" && lines[end] != "+") {
		end++
	}
	block := lines[i:end]
	if indentOf(block[0]) > 0 && m.style == "" {
		return []*html.Node{codeNode(dedent(block, leastIndent(block)), "")}, end
	}
	switch {
	case m.style == "source" || m.style == "listing" || m.style == "literal" || strings.HasPrefix(m.style, "source"):
		return p.listing(block, m), end
	case m.style == "stem" || m.style == "latexmath" || m.style == "pass":
		return p.passed(block, m), end
	case m.style == "comment":
		return nil, end
	case m.style == "quote" || m.style == "verse":
		return p.quoted([]*html.Node{p.flow(block, m)}, m, block), end
	}
	if k := adocKind().FindStringSubmatch(block[0]); k != nil {
		block = append([]string{k[2]}, block[1:]...)
		return []*html.Node{boxNode(k[1], nil, []*html.Node{p.flow(block, m)})}, end
	}
	if alerts[strings.ToLower(m.style)] != "" && m.style != "example" {
		return []*html.Node{boxNode(m.style, nil, []*html.Node{p.flow(block, m)})}, end
	}
	return []*html.Node{p.flow(block, m)}, end
}

// flow is a paragraph; a "+" at the end of a line breaks it there.
func (p *adoc) flow(lines []string, m adocMeta) *html.Node {
	par := branch(atom.P)
	hard := m.named["options"] == "hardbreaks" || strings.Contains(m.roles, "hardbreaks") || p.attrs["hardbreaks"] != ""
	start := 0
	for i, l := range lines {
		cut, broken := strings.CutSuffix(l, " +")
		if i < len(lines)-1 && !broken && !hard {
			continue
		}
		text := joined(append(slices.Clone(lines[start:i]), cut))
		add(par, p.inliner.parse(text)...)
		if i < len(lines)-1 {
			add(par, branch(atom.Br))
		}
		start = i + 1
	}
	return par
}
