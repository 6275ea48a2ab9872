package article

import (
	"html"
	"strconv"
	"strings"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/markdown"
	"manicule/internal/pattern"
)

// rules are the inline markup of Org.
func (o *org) rules() map[byte][]inlineRule {
	rules := map[byte][]inlineRule{
		'*':  {emphasis("*", as(atom.Strong))},
		'/':  {emphasis("/", as(atom.Em))},
		'_':  {emphasis("_", as(atom.U)), lowered},
		'+':  {emphasis("+", as(atom.S))},
		'=':  {emphasis("=", literally(atom.Code))},
		'~':  {emphasis("~", literally(atom.Code))},
		'^':  {raised},
		'[':  {o.link, o.noteMark, orgBreakable},
		'<':  {orgAngle},
		'{':  {o.macro},
		'\\': {orgEntity},
		'@':  {orgExport},
		'$':  {orgMath},
	}
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		rules[c] = []inlineRule{orgCode, bareAddress}
	}
	return rules
}

func raised(in *inline, i int) ([]*nethtml.Node, int)  { return offLine(in, i, atom.Sup) }
func lowered(in *inline, i int) ([]*nethtml.Node, int) { return offLine(in, i, atom.Sub) }

// offLine reads ^{2} and _{2}, behind a letter.
func offLine(in *inline, i int, kind atom.Atom) ([]*nethtml.Node, int) {
	if !in.has(i+1, "{") || in.before(i) == ' ' {
		return nil, 0
	}
	end := in.near(i+2, "}", 200)
	if end < 0 {
		return nil, 0
	}
	return []*nethtml.Node{branch(kind, in.parse(in.s[i+2:end])...)}, end + 1
}

// link reads [[address][words]].
func (o *org) link(in *inline, i int) ([]*nethtml.Node, int) {
	if !in.has(i, "[[") {
		return nil, 0
	}
	end := in.find(i+2, "]]", nil)
	if end < 0 {
		return nil, 0
	}
	dest, text, named := strings.Cut(in.s[i+2:end], "][")
	if !named && strings.Contains(dest, "[[") {
		return nil, 0
	}
	to := o.destination(strings.TrimSpace(dest))
	switch {
	case isPictureName(to) && (!named || isPictureName(strings.TrimPrefix(text, "file:"))):
		return []*nethtml.Node{pictureNode(to, NameTitle(to))}, end + 2
	case !named:
		text = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(dest, "file:"), "*"), "#")
		return []*nethtml.Node{linkNode(to, textNode(text))}, end + 2
	}
	return []*nethtml.Node{linkNode(to, in.parse(text)...)}, end + 2
}

// destination is where a link of Org leads, in the words of Markdown.
func (o *org) destination(s string) string {
	kind, rest, ok := strings.Cut(s, ":")
	if to := o.links[kind]; ok && to != "" {
		if strings.Contains(to, "%s") {
			return strings.ReplaceAll(to, "%s", rest)
		}
		return to + rest
	}
	switch {
	case kind == "file" || kind == "attachment" || strings.HasPrefix(kind, "file+"):
		file, place, deeper := strings.Cut(rest, "::")
		if place = strings.TrimLeft(place, "*#"); deeper && strings.Trim(place, "0123456789") != "" {
			file += "#" + markdown.Slug(place)
		}
		return file
	case kind == "id" && ok:
		return "#" + rest
	case s != "" && s[0] == '*':
		return "#" + markdown.Slug(s[1:])
	case s != "" && s[0] == '#' || IsAddress(s) || strings.HasPrefix(s, "./") || strings.HasPrefix(s, "../") || strings.HasPrefix(s, "/"):
		return s
	}
	return "#" + markdown.Slug(s)
}

// isPictureName reports whether an address ends as a picture's does.
func isPictureName(s string) bool {
	s = strings.ToLower(firstPart(s, "?"))
	for _, ext := range []string{".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"} {
		if strings.HasSuffix(s, ext) {
			return true
		}
	}
	return false
}

// noteMark reads [fn:1], [fn:1:what it says] and [fn::what it says].
func (o *org) noteMark(in *inline, i int) ([]*nethtml.Node, int) {
	if !in.has(i, "[fn:") {
		return nil, 0
	}
	end := in.closing(i)
	if end < 0 {
		return nil, 0
	}
	label, text, within := strings.Cut(in.s[i+len("[fn:"):end], ":")
	if !within {
		return []*nethtml.Node{noteMark(noteLabel(label))}, end + 1
	}
	if label == "" {
		label = "inline-" + strconv.Itoa(len(o.notes)+1)
	}
	at := len(o.notes)
	o.notes = append(o.notes, nil)
	o.notes[at] = noteNode(noteLabel(label), branch(atom.P, in.parse(text)...))
	return []*nethtml.Node{noteMark(noteLabel(label))}, end + 1
}

// closing is the bracket that closes the one at i, within what a footnote may
// take; or -1.
func (in *inline) closing(i int) int {
	const longest = 4000
	depth := 0
	for at := i; at < min(len(in.s), i+longest); at++ {
		switch in.s[at] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return at
			}
		}
	}
	return -1
}

var (
	orgStamp     = pattern.Lazy(`^[<\[](\d{4}-\d\d-\d\d)((?: [^\d\s>\]]+)?(?: \d{1,2}:\d\d(?:-\d{1,2}:\d\d)?)?)(?: [.+]*\+\d+\w(?:/\d+\w)?| -{1,2}\d+\w)*[>\]]`)
	orgProgress  = pattern.Lazy(`^\[(?:\d*/\d*|\d*%)\]`)
	orgSource    = pattern.Lazy(`^src_([\w-]+)(?:\[[^\]]*\])?\{([^{}]*)\}`)
	orgInlineFor = pattern.Lazy(`^@@([\w-]+):`)
	orgName      = pattern.Lazy(`^\\([A-Za-z]+)(\{\}|\b)`)
)

// orgBreakable reads dates that are not for the agenda, and how much is done.
func orgBreakable(in *inline, i int) ([]*nethtml.Node, int) {
	if m := orgStamp().FindStringSubmatch(in.s[i:min(len(in.s), i+60)]); m != nil {
		return words(m[1] + m[2]), i + len(m[0])
	}
	if m := orgProgress().FindString(in.s[i:min(len(in.s), i+20)]); m != "" {
		return words(m), i + len(m)
	}
	return nil, 0
}

// orgAngle reads dates, addresses and targets, which are not shown.
func orgAngle(in *inline, i int) ([]*nethtml.Node, int) {
	if m := orgStamp().FindStringSubmatch(in.s[i:min(len(in.s), i+60)]); m != nil {
		return words(m[1] + m[2]), i + len(m[0])
	}
	if in.has(i, "<<") {
		end := in.near(i+2, ">>", 200)
		if end < 0 {
			return nil, 0
		}
		name := strings.Trim(in.s[i+2:end], "<>")
		n := identified(branch(atom.Span), markdown.Slug(name))
		if in.has(i, "<<<") {
			add(n, textNode(name))
		}
		return []*nethtml.Node{n}, end + 2 + b2i(in.has(i, "<<<") && in.has(end+2, ">"))
	}
	end := addressEnd(in.s, i+1)
	if end == 0 || !in.has(end, ">") {
		return nil, 0
	}
	return []*nethtml.Node{linkNode(in.s[i+1:end], textNode(in.s[i+1:end]))}, end + 1
}

// macro reads {{{name(arguments)}}}.
func (o *org) macro(in *inline, i int) ([]*nethtml.Node, int) {
	if !in.has(i, "{{{") {
		return nil, 0
	}
	end := in.near(i+3, "}}}", 500)
	if end < 0 {
		return nil, 0
	}
	name, args, _ := strings.Cut(strings.TrimSuffix(in.s[i+3:end], ")"), "(")
	to, ok := o.macros[name]
	if !ok || in.depth >= 2 {
		return words(args), end + 3
	}
	for n, arg := range strings.SplitN(args, ",", 9) {
		to = strings.ReplaceAll(to, "$"+strconv.Itoa(n+1), shortenTo(strings.TrimSpace(arg), 100))
	}
	if to, ok = in.expand(to); !ok {
		return words(args), end + 3
	}
	return in.parse(to), end + 3
}

// orgEntity reads \alpha and \(formula\); "\\" at the end of a line is read
// with the line.
func orgEntity(in *inline, i int) ([]*nethtml.Node, int) {
	for open, shut := range map[string]string{`\(`: `\)`, `\[`: `\]`} {
		if in.has(i, open) {
			if end := in.find(i+2, shut, nil); end > i+2 {
				return []*nethtml.Node{formula(in.s[i+2:end], open == `\[`)}, end + 2
			}
		}
	}
	m := orgName().FindStringSubmatch(in.s[i:min(len(in.s), i+40)])
	if m == nil {
		return nil, 0
	}
	if s, ok := orgNames[m[1]]; ok {
		return words(s), i + len(m[0])
	}
	if s := html.UnescapeString("&" + m[1] + ";"); s != "&"+m[1]+";" {
		return words(s), i + len(m[0])
	}
	return nil, 0
}

// orgNames are characters that Org calls otherwise than HTML.
var orgNames = map[string]string{"to": "→", "rightarrow": "→", "leftarrow": "←", "dots": "…", "ldots": "…", "vert": "|", "slash": "/", "plus": "+", "under": "_", "equal": "=", "asciicirc": "^", "dollar": "$", "star": "*", "hbar": "ħ", "checkmark": "✓", "colon": ":", "TeX": "TeX", "LaTeX": "LaTeX"}

// orgCode reads src_python{code}.
func orgCode(in *inline, i int) ([]*nethtml.Node, int) {
	if isWordRune(in.before(i)) || !in.has(i, "src_") {
		return nil, 0
	}
	m := orgSource().FindStringSubmatch(in.s[i:min(len(in.s), i+500)])
	if m == nil {
		return nil, 0
	}
	return []*nethtml.Node{branch(atom.Code, textNode(m[2]))}, i + len(m[0])
}

// orgExport reads what is for one format only: @@html:…@@.
func orgExport(in *inline, i int) ([]*nethtml.Node, int) {
	m := orgInlineFor().FindStringSubmatch(in.s[i:min(len(in.s), i+40)])
	if m == nil {
		return nil, 0
	}
	end := in.find(i+len(m[0]), "@@", nil)
	if end < 0 {
		return nil, 0
	}
	if m[1] == "html" {
		return words(tagless(in.s[i+len(m[0]) : end])), end + 2
	}
	return nil, end + 2
}

// orgMath reads $x$ and $$x$$.
func orgMath(in *inline, i int) ([]*nethtml.Node, int) {
	sign := "$"
	if in.has(i, "$$") {
		sign = "$$"
	}
	start := i + len(sign)
	if isWordRune(in.before(i)) || in.after(start) == ' ' {
		return nil, 0
	}
	end := in.near(start+1, sign, 500)
	if end < 0 || in.before(end) == ' ' || isWordRune(in.after(end+len(sign))) {
		return nil, 0
	}
	return []*nethtml.Node{formula(in.s[start:end], sign == "$$")}, end + len(sign)
}
