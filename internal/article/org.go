package article

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/markdown"
	"manicule/internal/pattern"
)

// org reads Org mode's syntax (orgmode.org/worg/org-syntax.html). Drawers,
// planning and keywords tell Emacs something, and are left out.
type org struct {
	a       *Article
	inliner inliner
	values  fields
	states  []string          // words that headings may begin with
	links   map[string]string // #+LINK abbreviations
	macros  map[string]string
	notes   []*html.Node // those that are defined where they are marked
	caption string       // of the next picture, table or block
	tags    []any
}

func (a *Article) readOrg(text string) {
	o := &org{a: a, values: fields{}, states: []string{"TODO", "DONE"}, links: map[string]string{}, macros: map[string]string{}}
	o.inliner.rules = o.rules()
	lines := o.keywords(textLines(text))
	body := branch(atom.Body, o.blocks(lines, 0)...)
	add(body, o.notes...)
	if len(o.tags) > 0 {
		o.values.set("tags", o.tags)
	}
	a.writeTree(body, o.values)
}

var (
	orgKeyword  = pattern.Lazy(`(?i)^ *#\+([\w-]+)(?:\[[^\]]*\])?:(?: *(.*))?$`)
	orgHeading  = pattern.Lazy(`^(\*+) +(.*)$`)
	orgTags     = pattern.Lazy(`^(.*?) *(:[\pL\d_@#%:]+:)$`)
	orgBegin    = pattern.Lazy(`(?i)^ *#\+begin_(\S+)(?: +(.*))?$`)
	orgDrawer   = pattern.Lazy(`^ *:([\pL\d_-]+): *$`)
	orgPlanning = pattern.Lazy(`^ *(?:(?:SCHEDULED|DEADLINE|CLOSED): *[<\[][^>\]]*[>\]](?:--[<\[][^>\]]*[>\]])? *)+$|^ *CLOCK: `)
	orgItem     = pattern.Lazy(`^( *)([-+]|\*|\d+[.)]|[A-Za-z][.)])( +.*|)$`)
	orgState    = pattern.Lazy(`^(?:\[@(\d+)\] +)?(?:\[([ xX-])\] +)?(.*)$`)
	orgNote     = pattern.Lazy(`^\[fn:([\w-]+)\](?: +(.*))?$`)
	orgLatex    = pattern.Lazy(`^ *\\begin\{([A-Za-z]+\*?)\}`)
	orgRule     = pattern.Lazy(`^ *-{5,}$`)
	orgPriority = pattern.Lazy(`^\[#[A-Z\d]{1,2}\] +`)
)

// keywords takes in what the keywords of a document say, wherever they stand.
func (o *org) keywords(lines []string) []string {
	var left []string
	raw := false
	for _, l := range lines {
		m := orgKeyword().FindStringSubmatch(l)
		switch {
		case orgBegin().MatchString(l):
			raw = isRaw(orgBegin().FindStringSubmatch(l)[1])
		case raw && strings.HasPrefix(strings.ToLower(strings.TrimSpace(l)), "#+end_"):
			raw = false
		}
		if m == nil || raw || !o.keyword(strings.ToLower(m[1]), strings.TrimSpace(m[2])) {
			left = append(left, l)
			continue
		}
		o.a.remove(l, "a keyword")
	}
	return left
}

// keyword takes in a keyword of the document; false: it is one of a block.
func (o *org) keyword(key, v string) bool {
	switch key {
	case "caption", "name", "results", "attr_html", "attr_latex", "attr_org", "header", "headers", "plot", "tblfm", "include", "call", "toc", "html", "latex":
		return false
	case "title":
		if old, _ := o.values[key].(string); old != "" && len(old) < maxValue {
			v = old + " " + v
			delete(o.values, key)
		}
		o.values.set(key, CleanLine(textOf(branch(atom.Span, o.inliner.parse(v)...))))
	case "filetags":
		for _, t := range strings.FieldsFunc(v, func(r rune) bool { return r == ':' || r == ' ' }) {
			o.tags = append(o.tags, t)
		}
	case "todo", "seq_todo", "typ_todo":
		for _, w := range strings.Fields(v) {
			if w = firstPart(w, "("); w != "|" && w != "" && len(o.states) < 64 {
				o.states = append(o.states, w)
			}
		}
	case "link":
		if name, to, ok := strings.Cut(v, " "); ok {
			o.links[name] = strings.TrimSpace(to)
		}
	case "macro":
		if name, to, ok := strings.Cut(v, " "); ok {
			o.macros[name] = shortenTo(strings.TrimSpace(to), 500)
		}
	case "date":
		if m := orgStamp().FindStringSubmatch(v); m != nil {
			v = m[1]
		}
		o.values.set(key, v)
	default:
		o.values.set(key, v)
	}
	return true
}

func isRaw(block string) bool {
	return slices.Contains([]string{"src", "example", "export", "comment"}, strings.ToLower(block))
}

func (o *org) blocks(lines []string, depth int) (out []*html.Node) {
	if depth > maxDepth {
		return []*html.Node{codeNode(lines, "")}
	}
	skip := 0 // level of a heading that is left out with all below it
	from := 0
	for i := 0; i < len(lines); {
		if m := orgHeading().FindStringSubmatch(lines[i]); m != nil && depth == 0 {
			if skip > 0 && len(m[1]) <= skip {
				o.a.remove(strings.Join(lines[from:i], "\n"), "a part that is not for readers")
				skip = 0
			}
			if skip == 0 {
				var h *html.Node
				if h, skip = o.heading(len(m[1]), m[2], lines[i+1:]); skip == 0 {
					out = append(out, h)
				} else {
					from = i
				}
			}
			i++
			continue
		}
		if skip > 0 || isBlankLine(lines[i]) {
			i++
			continue
		}
		nodes, next := o.block(lines, i, depth)
		out = append(out, nodes...)
		i = max(next, i+1)
	}
	if skip > 0 {
		o.a.remove(strings.Join(lines[from:], "\n"), "a part that is not for readers")
	}
	return out
}

// heading makes a heading without state, priority and tags; of one that is not
// to be exported the level is told.
func (o *org) heading(level int, text string, below []string) (h *html.Node, skip int) {
	shown := ""
	if word, rest, _ := strings.Cut(text, " "); slices.Contains(o.states, word) {
		text, shown = strings.TrimSpace(rest), word
	}
	text = orgPriority().ReplaceAllString(text, "")
	if m := orgTags().FindStringSubmatch(text); m != nil {
		text = m[1]
		if strings.Contains(m[2], ":noexport:") {
			return nil, level
		}
	}
	if text == "COMMENT" || strings.HasPrefix(text, "COMMENT ") {
		return nil, level
	}
	nodes := o.inliner.parse(text)
	if shown != "" {
		nodes = append([]*html.Node{branch(atom.Code, textNode(shown)), textNode(" ")}, nodes...)
	}
	h = headingNode(level+1, append(nodes, identified(branch(atom.Span), markdown.Slug(text)))...)
	return identified(h, propertyID(below)), 0
}

// propertyID is the CUSTOM_ID, or ID, in the drawer below a heading.
func propertyID(lines []string) string {
	for i, l := range lines {
		if i > 12 || strings.TrimSpace(l) == ":END:" || strings.HasPrefix(l, "*") {
			break
		}
		key, v, _ := strings.Cut(strings.TrimSpace(l), ": ")
		if key == ":CUSTOM_ID" || key == ":ID" {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

func (o *org) block(lines []string, i, depth int) ([]*html.Node, int) {
	l := lines[i]
	switch m := orgBegin().FindStringSubmatch(l); {
	case m != nil:
		return o.delimited(m, lines, i, depth)
	case orgKeyword().MatchString(l):
		return o.affiliated(orgKeyword().FindStringSubmatch(l), lines, i)
	case orgDrawer().MatchString(l):
		if next := o.drawer(lines, i); next > 0 {
			return nil, next
		}
	case orgPlanning().MatchString(l):
		o.a.remove(l, "planning")
		return nil, i + 1
	case orgNote().MatchString(l):
		return o.note(lines, i, depth)
	case orgLatex().MatchString(l):
		return o.latex(lines, i)
	case orgRule().MatchString(l):
		return []*html.Node{branch(atom.Hr)}, i + 1
	case strings.HasPrefix(strings.TrimLeft(l, " "), "|"):
		return o.table(lines, i)
	case isFixed(l):
		return o.fixed(lines, i)
	case isOrgComment(l):
		o.a.remove(l, "a comment")
		return nil, i + 1
	}
	if isOrgItem(l) {
		return o.list(lines, i, depth)
	}
	return o.paragraph(lines, i)
}

func isOrgComment(l string) bool {
	l = strings.TrimLeft(l, " ")
	return l == "#" || strings.HasPrefix(l, "# ")
}

func isFixed(l string) bool {
	l = strings.TrimLeft(l, " ")
	return l == ":" || strings.HasPrefix(l, ": ")
}

// isOrgItem reports whether a list's item begins in a line. A star at its start
// would be a heading's.
func isOrgItem(l string) bool {
	m := orgItem().FindStringSubmatch(l)
	return m != nil && (m[2] != "*" || m[1] != "")
}

// affiliated takes in what is said of the block below.
func (o *org) affiliated(m []string, lines []string, i int) ([]*html.Node, int) {
	switch strings.ToLower(m[1]) {
	case "caption":
		o.caption = m[2]
		return nil, i + 1
	case "include":
		file := strings.Trim(firstOf(strings.Fields(m[2] + " -")[0]), `"`)
		return []*html.Node{branch(atom.P, linkNode(file, textNode(file)))}, i + 1
	case "html":
		return pieceOfPage(m[2]), i + 1
	}
	o.a.remove(lines[i], "a keyword")
	return nil, i + 1
}

// captioned puts the caption that was given above what it belongs to.
func (o *org) captioned(n *html.Node) []*html.Node {
	if o.caption == "" {
		return []*html.Node{n}
	}
	title := branch(atom.P, branch(atom.Strong, o.inliner.parse(o.caption)...))
	o.caption = ""
	return []*html.Node{title, n}
}

// drawer is where the drawer that begins at i ends; 0: it is none.
func (o *org) drawer(lines []string, i int) int {
	const longest = 2000
	for j := i + 1; j < min(len(lines), i+longest); j++ {
		if strings.EqualFold(strings.TrimSpace(lines[j]), ":END:") {
			o.a.remove(strings.Join(lines[i:j+1], "\n"), "a drawer")
			return j + 1
		}
		if orgHeading().MatchString(lines[j]) || orgDrawer().MatchString(lines[j]) {
			return 0
		}
	}
	return 0
}

// delimited reads a block between #+begin_ and #+end_.
func (o *org) delimited(m []string, lines []string, i, depth int) ([]*html.Node, int) {
	shut := "#+end_" + strings.ToLower(m[1])
	end := i + 1
	for end < len(lines) && !strings.HasPrefix(strings.ToLower(strings.TrimLeft(lines[end], " ")), shut) {
		end++
	}
	inside := dedent(lines[i+1:end], indentOf(lines[i]))
	next := end + 1
	name := strings.ToLower(m[1])
	switch name {
	case "src":
		return o.captioned(codeNode(unescapeOrg(dedent(inside, leastIndent(inside))), firstPart(m[2], " "))), next
	case "example":
		return o.captioned(codeNode(unescapeOrg(inside), "")), next
	case "comment":
		o.a.remove(strings.Join(inside, "\n"), "a comment")
		return nil, next
	case "export":
		if strings.HasPrefix(strings.ToLower(m[2]), "html") {
			return pieceOfPage(strings.Join(inside, "\n")), next
		}
		o.a.remove(strings.Join(inside, "\n"), "for another format")
		return nil, next
	case "verse":
		v := branch(atom.P)
		for j, l := range trimBlank(inside) {
			if j > 0 {
				add(v, branch(atom.Br))
			}
			add(v, textNode(strings.Repeat("\u00a0", indentOf(l)*b2i(!isBlankLine(l)))))
			add(v, o.inliner.parse(strings.TrimSpace(l))...)
		}
		return []*html.Node{branch(atom.Blockquote, v)}, next
	case "quote":
		return []*html.Node{branch(atom.Blockquote, o.blocks(inside, depth+1)...)}, next
	}
	if alerts[name] != "" {
		return []*html.Node{boxNode(name, nil, o.blocks(inside, depth+1))}, next
	}
	return o.blocks(inside, depth+1), next
}

// unescapeOrg takes off the commas that keep lines of code from being headings.
func unescapeOrg(lines []string) []string {
	for i, l := range lines {
		if rest := strings.TrimLeft(l, " "); strings.HasPrefix(rest, ",*") || strings.HasPrefix(rest, ",#+") || strings.HasPrefix(rest, ",,*") || strings.HasPrefix(rest, ",,#+") {
			lines[i] = l[:len(l)-len(rest)] + rest[1:]
		}
	}
	return lines
}

func (o *org) fixed(lines []string, i int) ([]*html.Node, int) {
	var code []string
	for i < len(lines) && isFixed(lines[i]) {
		code = append(code, strings.TrimPrefix(strings.TrimLeft(lines[i], " ")[1:], " "))
		i++
	}
	return o.captioned(codeNode(code, "")), i
}

func (o *org) latex(lines []string, i int) ([]*html.Node, int) {
	name := orgLatex().FindStringSubmatch(lines[i])[1]
	end := i
	for end < len(lines) && !strings.Contains(lines[end], `\end{`+name+"}") && !orgHeading().MatchString(lines[end]) {
		end++
	}
	end = min(end+1, len(lines))
	return []*html.Node{branch(atom.P, formula(strings.Join(lines[i:end], "\n"), true))}, end
}

// note reads the definition of a footnote, up to the next or to two blank lines.
func (o *org) note(lines []string, i, depth int) ([]*html.Node, int) {
	m := orgNote().FindStringSubmatch(lines[i])
	end := i + 1
	for end < len(lines) && !orgNote().MatchString(lines[end]) && !orgHeading().MatchString(lines[end]) {
		if isBlankLine(lines[end]) && (end+1 >= len(lines) || isBlankLine(lines[end+1])) {
			break
		}
		end++
	}
	body := append([]string{m[2]}, lines[i+1:end]...)
	return []*html.Node{noteNode(noteLabel(m[1]), o.blocks(body, depth+1)...)}, end
}

func (o *org) paragraph(lines []string, i int) ([]*html.Node, int) {
	end := i + 1
	for end < len(lines) && o.goesOn(lines[end]) {
		end++
	}
	par := branch(atom.P)
	start := i
	for j := i; j < end; j++ {
		cut, broken := strings.CutSuffix(lines[j], `\\`)
		if !broken && j < end-1 {
			continue
		}
		add(par, o.inliner.parse(joined(append(slices.Clone(lines[start:j]), cut)))...)
		if j < end-1 {
			add(par, branch(atom.Br))
		}
		start = j + 1
	}
	if img := onlyElement(par); o.caption != "" && img != nil && img.DataAtom == atom.Img {
		nodes := o.inliner.parse(o.caption)
		o.caption = ""
		return []*html.Node{figureNode(attr(img, "src"), "", nodes...)}, end
	}
	return []*html.Node{par}, end
}

// goesOn reports whether a line goes on with the paragraph before it.
func (o *org) goesOn(l string) bool {
	t := strings.TrimLeft(l, " ")
	switch {
	case t == "" || strings.HasPrefix(t, "|") || strings.HasPrefix(t, "#+") || orgLatex().MatchString(l) || isOrgComment(l) || isFixed(l):
		return false
	}
	return !orgHeading().MatchString(l) && !isOrgItem(l) && !orgNote().MatchString(l) && !orgDrawer().MatchString(l) && !orgRule().MatchString(l)
}

// list reads the items that are set in alike.
func (o *org) list(lines []string, i, depth int) ([]*html.Node, int) {
	indent := indentOf(lines[i])
	first := orgItem().FindStringSubmatch(lines[i])
	list := branch(atom.Ul)
	if strings.ContainsAny(first[2], ".)") {
		list = branch(atom.Ol)
		if n, err := strconv.Atoi(strings.TrimRight(first[2], ".)")); err == nil && n != 1 {
			setAttr(list, "start", strconv.Itoa(n))
		}
	}
	var terms []*html.Node
	for i < len(lines) && isOrgItem(lines[i]) && indentOf(lines[i]) == indent {
		m := orgItem().FindStringSubmatch(lines[i])
		if strings.ContainsAny(m[2], ".)") != strings.ContainsAny(first[2], ".)") {
			break
		}
		end := i + 1
		for end < len(lines) && (indentOf(lines[end]) > indent || isBlankLine(lines[end])) {
			if isBlankLine(lines[end]) && (end+1 >= len(lines) || isBlankLine(lines[end+1]) || indentOf(lines[end+1]) <= indent && !isOrgItem(lines[end+1])) {
				break
			}
			end++
		}
		block := slices.Clone(lines[i+1 : end])
		n, term := o.item(m[3], dedent(block, leastIndent(block)), depth)
		if term != nil {
			terms = append(terms, definitionNodes(term, []*html.Node{n})...)
		} else {
			add(list, n)
		}
		i = end
	}
	if list.FirstChild == nil {
		return terms, i
	}
	return append([]*html.Node{list}, terms...), i
}

// item reads an item; one of "term :: what it means" also has a term.
func (o *org) item(text string, block []string, depth int) (n *html.Node, term []*html.Node) {
	m := orgState().FindStringSubmatch(strings.TrimSpace(text))
	kind := atom.Li
	rest := m[3]
	if t, meaning, ok := strings.Cut(rest+" ", " :: "); ok {
		term, rest, kind = o.inliner.parse(t), strings.TrimSpace(meaning), atom.Div
	}
	n = branch(kind, o.blocks(append([]string{rest}, block...), depth+1)...)
	if m[1] != "" {
		setAttr(n, "value", m[1])
	}
	if m[2] != "" {
		box := verbatim("", map[bool]string{true: "[x]", false: "[ ]"}[m[2] == "x" || m[2] == "X"], " ")
		if p := n.FirstChild; p != nil && p.DataAtom == atom.P {
			p.InsertBefore(box, p.FirstChild)
		} else {
			n.InsertBefore(branch(atom.P, box), p)
		}
	}
	return n, term
}

func (o *org) table(lines []string, i int) ([]*html.Node, int) {
	var rows [][]string
	heads, end := 0, i
	for ; end < len(lines) && strings.HasPrefix(strings.TrimLeft(lines[end], " "), "|"); end++ {
		l := strings.TrimSpace(lines[end])
		if strings.HasPrefix(l, "|-") {
			if heads == 0 {
				heads = len(rows)
			}
			continue
		}
		row := strings.Split(strings.TrimSuffix(l[1:], "|"), "|")
		if !isAlignment(row) {
			rows = append(rows, row)
		}
	}
	if isHuge(rows) || len(rows) == 0 {
		return []*html.Node{codeNode(lines[i:end], "")}, end
	}
	if heads == len(rows) {
		heads = 0
	}
	cells := make([][][]*html.Node, len(rows))
	for j, row := range rows {
		for _, s := range row {
			cells[j] = append(cells[j], o.inliner.parse(strings.ReplaceAll(strings.TrimSpace(s), `\vert{}`, "|")))
		}
	}
	return o.captioned(tableNode(cells, heads)), end
}

// isAlignment reports whether a row only says how wide columns are: <l10>, <r>.
func isAlignment(row []string) bool {
	seen := false
	for _, s := range row {
		s = strings.TrimSpace(s)
		if s != "" && (len(s) < 3 || s[0] != '<' || s[len(s)-1] != '>' || strings.Trim(s[1:len(s)-1], "lcr0123456789") != "") {
			return false
		}
		seen = seen || s != ""
	}
	return seen
}
