package article

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/markdown"
	"manicule/internal/pattern"
)

// rules are the inline markup of reStructuredText.
func (r *rst) rules() map[byte][]inlineRule {
	rules := map[byte][]inlineRule{
		'\\': {escaped},
		'*':  {emphasis("**", as(atom.Strong)), emphasis("*", as(atom.Em))},
		'`':  {rstLiteral, r.interpreted},
		':':  {r.role},
		'|':  {r.substitution},
		'[':  {r.noteReference},
	}
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") {
		rules[c] = []inlineRule{bareAddress, r.reference}
	}
	return rules
}

// rstLiteral reads code between two pairs of backquotes, which may stand beside
// letters as they never do in docutils, but do in what people write.
func rstLiteral(in *inline, i int) ([]*html.Node, int) {
	if !in.has(i, "``") {
		return nil, 0
	}
	end := in.find(i+3, "``", func(at int) bool { return !isWordRune(in.after(at+2)) && !in.has(at+2, "`") })
	if end < 0 {
		return nil, 0
	}
	return []*html.Node{branch(atom.Code, textNode(in.s[i+2:end]))}, end + 2
}

// interpreted reads what stands between backquotes: a link where "_" follows,
// else a title or whatever a role behind it says.
func (r *rst) interpreted(in *inline, i int) ([]*html.Node, int) {
	if in.has(i, "``") {
		return nil, 0
	}
	end := in.find(i+2, "`", func(at int) bool { return in.before(at) != '\\' && !isWordRune(in.after(at+1)) || in.has(at+1, "_") })
	if end < 0 {
		return nil, 0
	}
	text := in.s[i+1 : end]
	switch {
	case in.has(end+1, "__"):
		return r.linked(text, true), end + 3
	case in.has(end+1, "_"):
		return r.linked(text, false), end + 2
	case in.has(end+1, ":"):
		if m := rstRoleBehind().FindStringSubmatch(in.s[end+1 : min(len(in.s), end+60)]); m != nil {
			return r.roleNodes(m[1], text), end + 1 + len(m[0])
		}
	}
	return []*html.Node{branch(atom.Em, in.parse(text)...)}, end + 1
}

var (
	rstRoleBehind = pattern.Lazy(`^:([A-Za-z][\w.+:-]*):`)
	rstRole       = pattern.Lazy("^:([A-Za-z][\\w.+:-]*):`")
)

// linked makes a link of "words <address>" or of a target's name.
func (r *rst) linked(text string, unnamed bool) []*html.Node {
	shown, address := explicitTarget(text)
	switch {
	case address == "" && unnamed && len(r.unnamed) > 0:
		address, r.unnamed = r.unnamed[0], r.unnamed[1:]
	case address == "":
		address = r.address(shown)
	case strings.HasSuffix(address, "_") && r.targets[foldName(strings.TrimSuffix(address, "_"))] != "":
		address = r.address(strings.TrimSuffix(address, "_"))
	}
	return []*html.Node{linkNode(address, textNode(strings.ReplaceAll(shown, `\`, "")))}
}

// address is where a name leads: a target, by way of others, else a heading.
func (r *rst) address(name string) string {
	const most = 8
	for range most {
		to, ok := r.targets[foldName(name)]
		if !ok {
			return "#" + markdown.Slug(foldName(name))
		}
		m := rstNameOnly().FindStringSubmatch(to)
		if m == nil || !strings.HasSuffix(to, "_") {
			return to
		}
		name = m[1] + m[2]
	}
	return ""
}

// explicitTarget parts "words <address>"; without the latter, all are words.
func explicitTarget(s string) (shown, address string) {
	rest, ok := strings.CutSuffix(s, ">")
	i := strings.LastIndexByte(rest, '<')
	if !ok || i < 0 || i > 0 && rest[i-1] != ' ' && rest[i-1] != '\n' {
		return s, ""
	}
	address = strings.Join(strings.Fields(rest[i+1:]), "")
	shown = strings.TrimSpace(rest[:i])
	return firstOf(shown, address), address
}

// reference reads a name with "_" behind it that a target has, and words like
// any other that are none.
func (r *rst) reference(in *inline, i int) ([]*html.Node, int) {
	if isWordRune(in.before(i)) {
		return nil, 0
	}
	end := i
	for end < len(in.s) && (in.s[end] == '_' || in.s[end] >= '0' && in.s[end] <= '9' || in.s[end]|0x20 >= 'a' && in.s[end]|0x20 <= 'z' || in.s[end] >= 0x80) {
		end++
	}
	word := in.s[i:end]
	name := strings.TrimRight(word, "_")
	if len(word)-len(name) < 1 || len(word)-len(name) > 2 || name == "" {
		return words(word), end
	}
	if _, known := r.targets[foldName(name)]; !known && !strings.HasSuffix(word, "__") {
		return words(word), end
	}
	return r.linked(name, strings.HasSuffix(word, "__")), end
}

// noteReference reads the mark of a footnote or citation.
func (r *rst) noteReference(in *inline, i int) ([]*html.Node, int) {
	end := in.near(i, "]_", 100)
	if end < 0 || strings.ContainsAny(in.s[i+1:end], "[ ") || end == i+1 {
		return nil, 0
	}
	return []*html.Node{noteMark(r.label(in.s[i+1:end], "used "))}, end + 2
}

func (r *rst) substitution(in *inline, i int) ([]*html.Node, int) {
	end := in.find(i+1, "|", nil)
	if end <= i+1 || unicode.IsSpace(in.after(i+1)) {
		return nil, 0
	}
	name, next := foldName(in.s[i+1:end]), end+1
	for next < len(in.s) && in.s[next] == '_' {
		next++
	}
	if img := r.images[name]; img != nil {
		if _, ok := r.inliner.expand(img.src + img.alt); !ok {
			return nil, 0
		}
		return []*html.Node{pictureNode(img.src, firstOf(img.alt, in.s[i+1:end]))}, next
	}
	if text, ok := r.replace[name]; ok {
		if text, ok = in.expand(text); !ok {
			return nil, 0
		}
		return in.parse(text), next
	}
	if value, ok := rstKnown[name]; ok {
		return words(value), next
	}
	return nil, 0
}

// rstKnown are substitutions that Sphinx makes of its configuration.
var rstKnown = map[string]string{"version": "(version)", "release": "(release)", "today": "(today)"}

func (r *rst) role(in *inline, i int) ([]*html.Node, int) {
	m := rstRole().FindStringSubmatch(in.s[i:min(len(in.s), i+60)])
	if m == nil || isWordRune(in.before(i)) {
		return nil, 0
	}
	start := i + len(m[0])
	end := in.find(start, "`", func(at int) bool { return in.before(at) != '\\' })
	if end < 0 {
		return nil, 0
	}
	return r.roleNodes(m[1], in.s[start:end]), end + 1
}

// roleNodes are what a role says of a text.
func (r *rst) roleNodes(role, text string) []*html.Node {
	shown, target := explicitTarget(text)
	one := func(n *html.Node) []*html.Node { return []*html.Node{n} }
	switch role[strings.LastIndexByte(role, ':')+1:] {
	case "ref", "numref", "any", "hyperlink":
		if target == "" {
			return one(linkNode(r.address(text), textNode(firstOf(r.titles[foldName(text)], refTitle(text)))))
		}
		return one(linkNode(r.address(target), textNode(shown)))
	case "doc":
		if target == "" {
			target, shown = text, NameTitle(text)
		}
		return one(linkNode(target, textNode(shown)))
	case "download":
		return one(linkNode(firstOf(target, text), textNode(shown)))
	case "pep":
		return one(linkNode("https://peps.python.org/pep-"+firstPart(text, "#")+"/", textNode("PEP "+text)))
	case "rfc":
		return one(linkNode("https://www.rfc-editor.org/rfc/rfc"+firstPart(text, "#"), textNode("RFC "+text)))
	case "sup", "superscript":
		return one(branch(atom.Sup, textNode(text)))
	case "sub", "subscript":
		return one(branch(atom.Sub, textNode(text)))
	case "math":
		return one(formula(text, false))
	case "strong", "guilabel", "menuselection":
		return one(branch(atom.Strong, textNode(strings.NewReplacer("-->", "→", "&", "").Replace(text))))
	case "emphasis", "dfn", "title", "title-reference", "t", "cite":
		return one(branch(atom.Em, r.inliner.parse(text)...))
	case "term", "abbr", "token", "sc", "fullname", "index", "orcid", "citep", "citet":
		return words(shown)
	case "raw-html", "fa", "octicon":
		return nil
	}
	if name, short := strings.CutPrefix(shown, "~"); short {
		shown = name[strings.LastIndexByte(name, '.')+1:]
	}
	return one(branch(atom.Code, textNode(strings.TrimPrefix(shown, "!"))))
}

// refTitle is what a label says where its title is not known.
func refTitle(label string) string {
	return strings.NewReplacer("-", " ", "_", " ").Replace(label[strings.LastIndexByte(label, ':')+1:])
}
