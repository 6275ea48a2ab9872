package article

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// rules are the inline markup of AsciiDoc.
func (p *adoc) rules() map[byte][]inlineRule {
	rules := map[byte][]inlineRule{
		'\\': {adocEscape},
		'*':  {anywhere("**", "**", as(atom.Strong)), emphasis("*", as(atom.Strong))},
		'_':  {anywhere("__", "__", as(atom.Em)), emphasis("_", as(atom.Em))},
		'`':  {anywhere("``", "``", adocCode), adocCurved, emphasis("`", adocCode)},
		'#':  {anywhere("##", "##", as(atom.Mark)), emphasis("#", as(atom.Mark))},
		'^':  {anywhere("^", "^", closely(atom.Sup))},
		'~':  {anywhere("~", "~", closely(atom.Sub))},
		'+':  {anywhere("+++", "+++", plainly), emphasis("+", plainly)},
		'<':  {p.reference, angled},
		'[':  {adocAnchor, adocRole},
		'{':  {p.attribute},
		'(':  {adocIndex, adocSign},
		'"':  {adocQuoted("\"`", "`\"", "“", "”")},
		'\'': {adocQuoted("'`", "`'", "‘", "’"), adocApostrophe},
		'-':  {adocDash},
		'.':  {adocDots},
	}
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		rules[c] = []inlineRule{p.macroWithin, p.linkAddress, wholeWord}
	}
	return rules
}

func adocEscape(in *inline, i int) ([]*html.Node, int) {
	if i+1 >= len(in.s) || !strings.ContainsRune("*_`#^~+<[{(\"'-.\\|hi", rune(in.s[i+1])) {
		return nil, 0
	}
	if in.s[i+1] == 'h' || in.s[i+1] == 'i' {
		return nil, i + 1
	}
	if n := len(in.s[i+1:]) - len(strings.TrimLeft(in.s[i+1:], in.s[i+1:i+2])); n > 0 {
		return words(in.s[i+1 : i+1+n]), i + 1 + n
	}
	return nil, 0
}

// adocCode is code; in it attributes are looked up, and "+" keeps signs.
func adocCode(in *inline, s string) []*html.Node {
	if len(s) > 2 && s[0] == '+' && s[len(s)-1] == '+' {
		s = s[1 : len(s)-1]
	}
	return []*html.Node{branch(atom.Code, textNode(strings.ReplaceAll(s, `\`, "")))}
}

// adocCurved reads the apostrophe that a backquote and a quote make.
func adocCurved(in *inline, i int) ([]*html.Node, int) {
	if in.has(i, "`'") && unicode.IsLetter(in.before(i)) {
		return words("’"), i + 2
	}
	return nil, 0
}

func adocQuoted(open, shut, left, right string) inlineRule {
	return anywhere(open, shut, func(in *inline, s string) []*html.Node {
		return append(append(words(left), in.parse(s)...), textNode(right))
	})
}

func adocApostrophe(in *inline, i int) ([]*html.Node, int) {
	if unicode.IsLetter(in.before(i)) && unicode.IsLetter(in.after(i+1)) {
		return words("’"), i + 1
	}
	return nil, 0
}

func adocDash(in *inline, i int) ([]*html.Node, int) {
	switch {
	case in.has(i, "->"):
		return words("→"), i + 2
	case in.has(i, "---") || !in.has(i, "--") || in.before(i) == '-':
		return nil, 0
	case in.before(i) == ' ' && in.after(i+2) == ' ', isWordRune(in.before(i)) && isWordRune(in.after(i+2)):
		return words("—"), i + 2
	}
	return nil, 0
}

func adocDots(in *inline, i int) ([]*html.Node, int) {
	if in.has(i, "...") {
		return words("…"), i + 3
	}
	return nil, 0
}

func adocSign(in *inline, i int) ([]*html.Node, int) {
	for sign, is := range map[string]string{"(C)": "©", "(R)": "®", "(TM)": "™"} {
		if in.has(i, sign) {
			return words(is), i + len(sign)
		}
	}
	return nil, 0
}

// adocIndex reads terms of the index: seen within two parentheses, unseen
// within three.
func adocIndex(in *inline, i int) ([]*html.Node, int) {
	if in.has(i, "(((") {
		if end := in.find(i+3, ")))", nil); end >= 0 {
			return nil, end + 3
		}
		return nil, 0
	}
	if !in.has(i, "((") {
		return nil, 0
	}
	if end := in.find(i+2, "))", nil); end >= 0 {
		return in.parse(in.s[i+2 : end]), end + 2
	}
	return nil, 0
}

func plainly(_ *inline, s string) []*html.Node { return words(s) }

// closely wraps what holds no space.
func closely(a atom.Atom) func(*inline, string) []*html.Node {
	return func(in *inline, s string) []*html.Node {
		if strings.ContainsAny(s, " \n") {
			return append(words(string("^~"[b2i(a == atom.Sub)])), append(in.parse(s), textNode(string("^~"[b2i(a == atom.Sub)])))...)
		}
		return as(a)(in, s)
	}
}

// reference reads <<id,words>>.
func (p *adoc) reference(in *inline, i int) ([]*html.Node, int) {
	if !in.has(i, "<<") {
		return nil, 0
	}
	end := in.find(i+2, ">>", nil)
	if end < 0 {
		return nil, 0
	}
	id, text, _ := strings.Cut(in.s[i+2:end], ",")
	return []*html.Node{p.cross(id, strings.TrimSpace(text))}, end + 2
}

// cross is a link to a place here or in another document.
func (p *adoc) cross(id, text string) *html.Node {
	id = strings.TrimSpace(p.expand(id))
	file, place, other := strings.Cut(id, "#")
	if !other && strings.Contains(id, ".adoc") {
		file, place, other = id, "", true
	}
	if other && file != "" {
		if place != "" {
			place = "#" + place
		}
		return linkNode(file+place, textNode(firstOf(text, NameTitle(file))))
	}
	id = strings.TrimPrefix(id, "#")
	title := p.titles[id]
	if title == "" && p.titles[strings.ToLower(id)] != "" { // by its title
		title = id
		id = p.autoID(id)
	}
	return linkNode("#"+id, p.inliner.parse(firstOf(text, title, refTitle(strings.Trim(id, "_"))))...)
}

// angled reads an address between angle brackets, and arrows.
func angled(in *inline, i int) ([]*html.Node, int) {
	if in.has(i, "<-") || in.has(i, "<=") && in.after(i+2) != ' ' {
		return words(map[byte]string{'-': "←", '=': "⇐"}[in.s[i+1]]), i + 2
	}
	end := addressEnd(in.s, i+1)
	if end == 0 || !in.has(end, ">") {
		return nil, 0
	}
	return []*html.Node{linkNode(in.s[i+1:end], textNode(in.s[i+1:end]))}, end + 1
}

func adocAnchor(in *inline, i int) ([]*html.Node, int) {
	if !in.has(i, "[[") {
		return nil, 0
	}
	end := in.near(i+2, "]]", 200)
	if end < 0 || strings.ContainsAny(in.s[i+2:end], " []") && !strings.Contains(in.s[i+2:end], ",") {
		return nil, 0
	}
	n := end + 2
	label := firstPart(in.s[i+2:end], ",")
	if in.before(i) == '[' && in.has(n, "]") { // of a bibliography
		return []*html.Node{identified(branch(atom.Span, textNode(label)), label)}, n
	}
	return []*html.Node{identified(branch(atom.Span), label)}, n
}

// adocRole reads what says how the marked words behind it are to look.
func adocRole(in *inline, i int) ([]*html.Node, int) {
	m := adocRoled().FindStringSubmatch(in.s[i:min(len(in.s), i+80)])
	if m == nil {
		return nil, 0
	}
	start := i + len(m[0]) - 1
	end := in.find(start+1, "#", nil)
	if end < 0 {
		return nil, 0
	}
	kind := atom.Span
	switch {
	case strings.Contains(m[1], "line-through"):
		kind = atom.S
	case strings.Contains(m[1], "underline"):
		kind = atom.U
	}
	return []*html.Node{branch(kind, in.parse(strings.Trim(in.s[start+1:end], "#"))...)}, end + 1 + b2i(in.has(end+1, "#"))
}

var adocRoled = pattern.Lazy(`^\[([.#][\w. #%-]+)\]#`)

// adocKnown are attributes that every document has.
var adocKnown = map[string]string{
	"nbsp": "\u00a0", "zwsp": "", "wj": "", "amp": "&", "lt": "<", "gt": ">", "asterisk": "*", "plus": "+", "caret": "^", "startsb": "[", "endsb": "]",
	"backslash": `\`, "backtick": "`", "tilde": "~", "empty": "", "sp": " ", "blank": "", "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "apos": "'",
	"deg": "°", "vbar": "|", "cpp": "C++", "two-colons": "::", "two-semicolons": ";;", "brvbar": "¦", "quot": `"`, "cxx": "C++",
}

func (p *adoc) attribute(in *inline, i int) ([]*html.Node, int) {
	m := adocName().FindStringSubmatch(in.s[i:min(len(in.s), i+80)])
	if m == nil {
		return nil, 0
	}
	name := strings.ToLower(m[1])
	if v, ok := adocKnown[name]; ok {
		return words(v), i + len(m[0])
	}
	if v, ok := p.attrs[name]; ok && in.depth < maxInline {
		if v, ok = in.inliner.expand(v); !ok {
			return nil, 0
		}
		if addressEnd(v, 0) == len(v) && len(v) > 0 && in.has(i+len(m[0]), "[") {
			if end := in.find(i+len(m[0]), "]", nil); end >= 0 {
				return []*html.Node{linkNode(v, in.parse(linkWords(in.s[i+len(m[0])+1:end]))...)}, end + 1
			}
		}
		return in.parse(v), i + len(m[0])
	}
	return nil, 0
}

var adocName = pattern.Lazy(`^\{([\w][\w-]*)\}`)

// expand puts the values of attributes into an address, once.
func (p *adoc) expand(s string) string {
	if !strings.Contains(s, "{") {
		return s
	}
	return adocNames().ReplaceAllStringFunc(s, func(name string) string {
		key := strings.ToLower(strings.Trim(name, "{}"))
		if v, ok := adocKnown[key]; ok {
			return v
		}
		v, ok := p.attrs[key]
		if ok {
			v, ok = p.inliner.expand(v)
		}
		if !ok {
			return name
		}
		return v
	})
}

var adocNames = pattern.Lazy(`\{[\w][\w-]*\}`)

// linkWords are the words of a link, without what says how it opens.
func linkWords(s string) string {
	parts := splitQuoted(s)
	for len(parts) > 1 && strings.Contains(parts[len(parts)-1], "=") {
		parts = parts[:len(parts)-1]
	}
	return strings.TrimSuffix(strings.Trim(strings.TrimSpace(strings.Join(parts, ",")), `"`), "^")
}

// linkAddress reads an address, with its words in brackets if it has any.
func (p *adoc) linkAddress(in *inline, i int) ([]*html.Node, int) {
	if isWordRune(in.before(i)) {
		return nil, 0
	}
	end := addressEnd(in.s, i)
	if end == 0 {
		return nil, 0
	}
	address := in.s[i:end]
	if rest := in.s[end:]; strings.HasPrefix(rest, "[") {
		if shut := in.find(end, "]", nil); shut >= 0 {
			text := linkWords(in.s[end+1 : shut])
			return []*html.Node{linkNode(p.expand(address), in.parse(firstOf(text, strings.TrimPrefix(address, "mailto:")))...)}, shut + 1
		}
	}
	return []*html.Node{linkNode(address, textNode(address))}, end
}

// wholeWord reads a word that is none of the above, so that nothing is looked
// for within it.
func wholeWord(in *inline, i int) ([]*html.Node, int) {
	end := i
	for end < len(in.s) && in.s[end]|0x20 >= 'a' && in.s[end]|0x20 <= 'z' {
		end++
	}
	for _, name := range []string{"footnote", "footnoteref"} { // it may stand right behind a word
		if word, is := strings.CutSuffix(in.s[i:end], name); is && word != "" && strings.HasPrefix(in.s[end:], ":") {
			return words(word), i + len(word)
		}
	}
	return words(in.s[i:end]), end
}

var adocWithin = pattern.Lazy(`^(link|xref|image|icon|footnote|footnoteref|kbd|btn|menu|pass|stem|latexmath|asciimath|anchor|indexterm2?|mailto|quanda):([^\s\[\]]*)\[`)

// macroWithin reads name:target[words].
func (p *adoc) macroWithin(in *inline, i int) ([]*html.Node, int) {
	if isWordRune(in.before(i)) && !strings.HasPrefix(in.s[i:], "footnote") {
		return nil, 0
	}
	m := adocWithin().FindStringSubmatch(in.s[i:min(len(in.s), i+2200)])
	if m == nil {
		return nil, 0
	}
	start := i + len(m[0])
	end := in.find(start, "]", func(at int) bool { return in.before(at) != '\\' })
	if end < 0 {
		return nil, 0
	}
	if m[1] == "footnote" && strings.Contains(in.s[start:end], "[") { // with a link in it
		if again := in.find(end+1, "]", nil); again >= 0 {
			end = again
		}
	}
	return p.withinNodes(m[1], p.expand(m[2]), strings.ReplaceAll(in.s[start:end], `\]`, "]")), end + 1
}

func (p *adoc) withinNodes(name, target, args string) []*html.Node {
	one := func(n *html.Node) []*html.Node { return []*html.Node{n} }
	switch name {
	case "link", "mailto":
		if name == "mailto" {
			target = "mailto:" + target
		}
		return one(linkNode(target, p.inliner.parse(firstOf(linkWords(args), strings.TrimPrefix(target, "mailto:")))...))
	case "xref":
		return one(p.cross(target, linkWords(args)))
	case "image":
		return one(pictureNode(target, firstOf(strings.Trim(firstPart(args, ","), `"`), NameTitle(target))))
	case "icon":
		return words("(" + target + ")")
	case "footnote", "footnoteref":
		return p.footnote(name, target, args)
	case "kbd":
		return one(branch(atom.Kbd, textNode(args)))
	case "btn":
		return one(branch(atom.Strong, textNode(args)))
	case "menu":
		return one(branch(atom.Strong, textNode(target+" ▸ "+strings.ReplaceAll(args, " > ", " ▸ "))))
	case "stem", "latexmath", "asciimath":
		return one(formula(args, false))
	case "anchor":
		return one(identified(branch(atom.Span), target))
	case "pass", "indexterm2":
		return words(args)
	}
	return []*html.Node{textNode("")}
}

// footnote takes a note's text out of where it stands.
func (p *adoc) footnote(name, id, text string) []*html.Node {
	if name == "footnoteref" {
		id, text, _ = strings.Cut(text, ",")
	}
	if label := p.named[id]; id != "" && label != "" {
		return []*html.Node{noteMark(label)}
	}
	label := strconv.Itoa(len(p.notes) + 1)
	if id != "" {
		p.named[id] = label
	}
	at := len(p.notes)
	p.notes = append(p.notes, nil)
	p.notes[at] = noteNode(label, branch(atom.P, p.inliner.parse(strings.TrimSpace(text))...))
	return []*html.Node{noteMark(label)}
}
