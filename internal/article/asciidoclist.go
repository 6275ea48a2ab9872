package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// list reads the items of a list, which may hold lists of other markers.
func (p *adoc) list(lines []string, i, depth int, m adocMeta) ([]*html.Node, int) {
	nodes, next := p.listOf(lines, i, depth, nil)
	if start := m.named["start"]; start != "" && len(nodes) > 0 {
		setAttr(nodes[0], "start", start)
	}
	return nodes, next
}

// listMarker is a list's marker, with those alike folded.
func listMarker(l string) string {
	m := adocList().FindStringSubmatch(l)
	if m == nil {
		return ""
	}
	switch s := m[1]; {
	case s[0] == '<':
		return "<"
	case s[0] != '*' && s[0] != '-' && s[0] != '.':
		return "1."
	default:
		return s
	}
}

// listOf reads a list; those of the markers above end it.
func (p *adoc) listOf(lines []string, i, depth int, above []string) ([]*html.Node, int) {
	marker := listMarker(lines[i])
	list := branch(atom.Ul)
	if marker[0] != '*' && marker[0] != '-' {
		list = branch(atom.Ol)
	}
	for i < len(lines) && listMarker(lines[i]) == marker {
		var item *html.Node
		item, i = p.item(lines, i, depth, append(above, marker))
		add(list, item)
		for next := i; next < len(lines); next++ { // items may stand apart
			if listMarker(lines[next]) == marker {
				i = next
				break
			}
			if !isBlankLine(lines[next]) {
				break
			}
		}
	}
	return []*html.Node{list}, i
}

// item reads an item: its text, what is attached to it by a line "+", and the
// lists in it.
func (p *adoc) item(lines []string, i, depth int, above []string) (*html.Node, int) {
	text := adocList().FindStringSubmatch(lines[i])[2]
	end := i + 1
	for end < len(lines) && isItemText(lines[end]) {
		text += " " + strings.TrimSpace(lines[end])
		end++
	}
	sign := ""
	if m := adocBox().FindStringSubmatch(text); m != nil {
		sign, text = map[bool]string{true: "[x]", false: "[ ]"}[m[1] != " "], m[2]
	}
	par := branch(atom.P)
	if sign != "" {
		add(par, verbatim("", sign, " "))
	}
	add(par, p.inliner.parse(text)...)
	item := branch(atom.Li, par)
	return item, p.attached(item, lines, end, depth, above)
}

var adocBox = pattern.Lazy(`^\[([ xX*])\] +(.*)$`)

// isItemText reports whether a line goes on with an item's text.
func isItemText(l string) bool {
	if isBlankLine(l) || l == "+" || listMarker(l) != "" || adocFence(l) != "" || strings.HasPrefix(l, "//") {
		return false
	}
	if t := adocTerm().FindStringSubmatch(l); t != nil && isTerm(t[1]) {
		return false
	}
	return !adocBlockID().MatchString(l) && !(strings.HasPrefix(l, "[") && strings.HasSuffix(l, "]"))
}

// attached puts into an item what belongs to it, and tells where that ends.
func (p *adoc) attached(item *html.Node, lines []string, i, depth int, above []string) int {
	for i < len(lines) {
		switch {
		case lines[i] == "+":
			meta, next := p.meta(lines, i+1)
			if next >= len(lines) {
				return next
			}
			nodes, end := p.block(lines[:p.endOfAttached(lines, next)], next, depth+1, meta)
			add(item, nodes...)
			i = max(end, next+1)
		case depth < maxDepth && len(above) < 8 && p.nestedAt(lines, i, above) >= 0:
			nodes, end := p.listOf(lines, p.nestedAt(lines, i, above), depth+1, above)
			add(item, nodes...)
			i = end
		default:
			return i
		}
	}
	return i
}

// endOfAttached is where a paragraph that is attached ends, which a line "+"
// does too; blocks between lines know their end.
func (p *adoc) endOfAttached(lines []string, i int) int {
	if adocFence(lines[i]) != "" {
		return len(lines)
	}
	for i < len(lines) && lines[i] != "+" && !isBlankLine(lines[i]) {
		i++
	}
	return i
}

// nestedAt is where a list within an item begins: at a marker that is none of
// those above, behind blank lines or not; -1: none does.
func (p *adoc) nestedAt(lines []string, i int, above []string) int {
	for end := min(i+2, len(lines)); i < end && isBlankLine(lines[i]); {
		i++
	}
	if i >= len(lines) {
		return -1
	}
	if m := listMarker(lines[i]); m == "" || slices.Contains(above, m) {
		return -1
	}
	return i
}

// terms reads a list of terms and what they mean.
func (p *adoc) terms(lines []string, i, depth int, m adocMeta) (out []*html.Node, next int) {
	for i < len(lines) {
		t := adocTerm().FindStringSubmatch(lines[i])
		if t == nil || !isTerm(t[1]) {
			break
		}
		item := branch(atom.Div)
		text, end := t[3], i+1
		for text == "" && end < len(lines) && isBlankLine(lines[end]) {
			end++
		}
		for end < len(lines) && isItemText(lines[end]) {
			text = strings.TrimSpace(text + " " + strings.TrimSpace(lines[end]))
			end++
		}
		if text != "" {
			add(item, branch(atom.P, p.inliner.parse(text)...))
		}
		i = p.attached(item, lines, end, depth, nil)
		term := p.inliner.parse(t[1])
		if m.style == "qanda" {
			term = []*html.Node{branch(atom.Em, term...)}
		}
		out = append(out, definitionNodes(term, []*html.Node{item})...)
		for next := i; next < len(lines); next++ {
			if t := adocTerm().FindStringSubmatch(lines[next]); t != nil && isTerm(t[1]) {
				i = next
				break
			}
			if !isBlankLine(lines[next]) {
				break
			}
		}
	}
	return out, i
}
