package article

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/markdown"
	"manicule/internal/pattern"
)

// rst reads reStructuredText: that of docutils
// (docutils.sourceforge.io/docs/ref/rst/restructuredtext.html), with the
// directives and roles that Sphinx adds to it.
type rst struct {
	a       *Article
	inliner inliner
	styles  []string                // of headings' lines, in order of their first use
	targets map[string]string       // addresses by folded name
	images  map[string]*rstImage    // substitutions that are pictures
	replace map[string]string       // those that are text
	titles  map[string]string       // of the headings that targets stand above
	values  fields                  // metadata
	counts  map[string]int          // numbers given to notes without a label
	unnamed []string                // addresses of anonymous targets, in order
	parsers map[string]rstDirective // by name
}

type rstImage struct{ src, alt string }

// rstBlock is what belongs to a directive: what stands behind its name, its
// options and its content.
type rstBlock struct {
	name, argument string
	options        map[string]string
	content        []string
	depth          int
}

type rstDirective func(r *rst, b rstBlock) []*html.Node

func (a *Article) readRST(text string) {
	lines := textLines(text)
	r := &rst{
		a: a, targets: map[string]string{}, images: map[string]*rstImage{}, replace: map[string]string{}, titles: map[string]string{}, values: fields{},
		counts: map[string]int{}, parsers: rstDirectives(),
	}
	r.inliner.rules = r.rules()
	r.collect(lines)
	lines = r.head(lines)
	body := branch(atom.Body, r.blocks(lines, 0)...)
	a.writeTree(body, r.values)
}

// foldName is the form in which names of targets are compared.
func foldName(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(s, `\`, "")), " "))
}

var (
	rstTarget   = pattern.Lazy("^ *\\.\\. _(`[^`]+`|(?:[^:\\\\`]|\\\\.|:[^ ])+):(?: +(.*))?$")
	rstUnnamed  = pattern.Lazy(`^ *(?:\.\. __:|__) +(\S.*)$`)
	rstSubst    = pattern.Lazy(`^ *\.\. \|([^|]+)\| +([\w-]+)::(?: +(.*))?$`)
	rstNote     = pattern.Lazy(`^\.\. \[(#[\w.-]*|\*|[\w][\w.:+-]*)\](?: +(.*))?$`)
	rstCommand  = pattern.Lazy(`^\.\. +([A-Za-z][\w.+:-]*?) ?::(?: +(.*))?$`)
	rstField    = pattern.Lazy(`^:((?:[^:\\]|\\.|:[^ ` + "`" + `])+):(?: +(.*))?$`)
	rstBullet   = pattern.Lazy(`^([-*+•‣]) +\S|^([-*+•‣])$`)
	rstNumber   = pattern.Lazy(`^(\(?)(\d{1,9}|#|[A-Za-z]|[ivxlcdmIVXLCDM]{1,9})([.)]) +\S`)
	rstOption   = pattern.Lazy(`^(-[A-Za-z0-9](?: ?[<\w][^ ]*)?|--[\w][\w-]*(?:[ =][<\w][^ ]*)?|/[A-Z])(?:, (?:-[A-Za-z0-9](?: ?[<\w][^ ]*)?|--[\w][\w-]*(?:[ =][<\w][^ ]*)?))*(?:  +(\S.*))?$`)
	rstSimple   = pattern.Lazy(`^=+(?: +=+)+$`)
	rstGrid     = pattern.Lazy(`^\+[-=+]+\+$`)
	rstAdorned  = pattern.Lazy(`^[!-/:-@\[-` + "`" + `{-~]+$`)
	rstNameOnly = pattern.Lazy("^`([^`]+)`__?$|^([\\w.-]+)__?$")
)

// isAdornment reports whether a line is drawn with one sign.
func isAdornment(l string) bool {
	return len(l) >= 2 && rstAdorned().MatchString(l) && strings.Trim(l, l[:1]) == ""
}

// collect takes in the targets and substitutions, which may be used before they
// are defined.
func (r *rst) collect(lines []string) {
	for i, l := range lines {
		if !strings.Contains(l, ".. ") && !strings.HasPrefix(strings.TrimLeft(l, " "), "__ ") {
			continue
		}
		if m := rstUnnamed().FindStringSubmatch(l); m != nil {
			r.unnamed = append(r.unnamed, m[1])
		} else if m := rstTarget().FindStringSubmatch(l); m != nil {
			name := foldName(strings.Trim(m[1], "`"))
			address := strings.ReplaceAll(m[2], " ", "")
			for j := i + 1; address != "" && j < len(lines) && indentOf(lines[j]) > indentOf(l) && addressEnd(address, 0) > 0; j++ {
				address += strings.TrimSpace(lines[j])
			}
			if address == "" {
				address = "#" + markdown.Slug(name)
				r.titles[name] = r.titleBelow(lines, i+1)
			}
			r.targets[name] = strings.ReplaceAll(address, `\`, "")
		} else if m := rstSubst().FindStringSubmatch(l); m != nil {
			r.substitute(m, lines[i+1:], indentOf(l))
		}
	}
}

// titleBelow is the heading that stands below a target; "" where none does.
func (r *rst) titleBelow(lines []string, i int) string {
	for end := min(i+8, len(lines)); i < end && (isBlankLine(lines[i]) || strings.HasPrefix(lines[i], ".. _")); {
		i++
	}
	if n := r.headingLines(lines, i); n > 0 {
		return strings.TrimSpace(lines[i+n-2])
	}
	return ""
}

func (r *rst) substitute(m []string, below []string, indent int) {
	block, _ := indentedFrom(below, 0, indent+1)
	switch m[2] {
	case "image":
		img := &rstImage{src: m[3]}
		for _, l := range block {
			if alt, ok := strings.CutPrefix(strings.TrimSpace(l), ":alt: "); ok {
				img.alt = alt
			}
		}
		r.images[foldName(m[1])] = img
	case "replace":
		r.replace[foldName(m[1])] = strings.TrimSpace(m[3] + " " + joined(block))
	case "unicode":
		r.replace[foldName(m[1])] = rstUnicode(m[3])
	}
}

// rstUnicode is what codes of characters mean.
func rstUnicode(s string) string {
	var b strings.Builder
	for _, w := range strings.Fields(firstPart(s, " .. ")) {
		hex := strings.TrimSuffix(strings.NewReplacer("U+", "", "0x", "", "\\u", "", "&#x", "").Replace(w), ";")
		if n, err := strconv.ParseUint(hex, 16, 21); err == nil && hex != w {
			b.WriteString(Clean(string(rune(n))))
		} else {
			b.WriteString(w)
		}
	}
	return b.String()
}

// head takes the fields at the start of a document for its metadata: those
// before and those behind its title.
func (r *rst) head(lines []string) []string {
	start := 0
	lines = r.takeFields(lines, start)
	for start < len(lines) && (isBlankLine(lines[start]) || strings.HasPrefix(lines[start], "..")) {
		start++
		_, start = indentedFrom(lines, start, 1)
	}
	if n := r.headingLines(lines, start); n > 0 {
		return r.takeFields(lines, r.subtitleEnd(lines, start, n))
	}
	return lines
}

// subtitleEnd is where the subtitle ends that stands below a title of n lines,
// drawn otherwise; else where the title does.
func (r *rst) subtitleEnd(lines []string, start, n int) int {
	next := start + n
	for next < len(lines) && isBlankLine(lines[next]) {
		next++
	}
	m := r.headingLines(lines, next)
	if m == 0 || m == n && lines[next+m-1][0] == lines[start+n-1][0] {
		return start + n
	}
	return next + m
}

func (r *rst) takeFields(lines []string, i int) []string {
	for i < len(lines) && isBlankLine(lines[i]) {
		i++
	}
	from := i
	for i < len(lines) {
		m := rstField().FindStringSubmatch(lines[i])
		if m == nil {
			break
		}
		block, next := indentedFrom(lines, i+1, 1)
		r.values.set(m[1], value(strings.TrimSpace(m[2]+" "+joined(block))))
		i = next
		for i+1 < len(lines) && isBlankLine(lines[i]) && rstField().MatchString(lines[i+1]) {
			i++
		}
	}
	if i == from {
		return lines
	}
	r.a.remove(strings.Join(lines[from:i], "\n"), "fields of the document")
	return append(slices.Clone(lines[:from]), lines[i:]...)
}

// headingLines is of how many lines a heading is that begins at i; 0: none does.
func (r *rst) headingLines(lines []string, i int) int {
	title := func(at int) bool {
		return at < len(lines) && !isBlankLine(lines[at]) && !isAdornment(strings.TrimSpace(lines[at]))
	}
	drawn := func(at int, text string) bool {
		return at < len(lines) && isAdornment(lines[at]) && (len(lines[at]) >= 4 || len(lines[at]) >= len([]rune(text)))
	}
	switch {
	case i+2 < len(lines) && isAdornment(lines[i]) && title(i+1) && lines[i+2] == lines[i]:
		return 3
	case title(i) && indentOf(lines[i]) == 0 && drawn(i+1, lines[i]) && !strings.HasPrefix(lines[i], ".. "):
		return 2
	}
	return 0
}

// heading makes a heading of its lines; how it is drawn tells its level.
func (r *rst) heading(lines []string) *html.Node {
	style, text := lines[len(lines)-1][:1], lines[len(lines)-2]
	if len(lines) == 3 {
		style += style
	}
	level := slices.Index(r.styles, style)
	if level < 0 {
		level = len(r.styles)
		r.styles = append(r.styles, style)
	}
	h := headingNode(level+1, r.inliner.parse(strings.TrimSpace(text))...)
	return identified(h, markdown.Slug(foldName(textOf(h))))
}

// blocks reads lines as blocks.
func (r *rst) blocks(lines []string, depth int) (out []*html.Node) {
	if depth > maxDepth {
		return []*html.Node{codeNode(lines, "")}
	}
	for i := 0; i < len(lines); {
		if isBlankLine(lines[i]) {
			i++
			continue
		}
		nodes, next := r.block(lines, i, depth)
		out = append(out, nodes...)
		i = max(next, i+1)
	}
	return out
}

// block reads the block that begins at a line, and tells where the next does.
func (r *rst) block(lines []string, i, depth int) ([]*html.Node, int) {
	l := lines[i]
	if n := r.headingLines(lines, i); n > 0 && (depth == 0 || n == 2 && !rstSimple().MatchString(lines[i+1])) {
		return []*html.Node{r.heading(lines[i : i+n])}, i + n
	}
	switch {
	case indentOf(l) > 0:
		return r.quotation(lines, i, depth)
	case l == ".." || strings.HasPrefix(l, ".. "):
		return r.explicit(lines, i, depth)
	case strings.HasPrefix(l, "__ "):
		return nil, i + 1
	case strings.HasPrefix(l, ">>>"):
		return r.doctest(lines, i)
	case l == "|" || strings.HasPrefix(l, "| "):
		return r.lineBlock(lines, i)
	case rstGrid().MatchString(l):
		return r.gridTable(lines, i, depth)
	case rstSimple().MatchString(l):
		return r.simpleTable(lines, i, depth)
	case isAdornment(l) && len(l) >= 4 && (i+1 == len(lines) || isBlankLine(lines[i+1])):
		return []*html.Node{branch(atom.Hr)}, i + 1
	case rstBullet().MatchString(l):
		return r.list(lines, i, depth, atom.Ul, rstBullet())
	case rstNumber().MatchString(l) && !r.isProse(lines, i):
		return r.list(lines, i, depth, atom.Ol, rstNumber())
	case rstField().MatchString(l):
		return r.fieldList(lines, i, depth)
	case rstOption().MatchString(l):
		return r.optionList(lines, i, depth)
	}
	return r.paragraph(lines, i, depth)
}

// isProse reports whether a line that begins as a list's item goes on in the
// next as a paragraph does: "A. Reed wrote".
func (r *rst) isProse(lines []string, i int) bool {
	next := i + 1
	if next >= len(lines) || isBlankLine(lines[next]) {
		return false
	}
	return indentOf(lines[next]) == 0 && !rstNumber().MatchString(lines[next])
}

func (r *rst) paragraph(lines []string, i, depth int) ([]*html.Node, int) {
	if i+1 < len(lines) && !isBlankLine(lines[i+1]) && indentOf(lines[i+1]) > 0 {
		return r.definition(lines, i, depth)
	}
	end := i
	for end < len(lines) && !isBlankLine(lines[end]) && (end == i || indentOf(lines[end]) == 0 && lines[end] != "..") {
		end++
	}
	text := joined(lines[i:end])
	rest, literal := strings.CutSuffix(text, "::")
	if !literal {
		return []*html.Node{branch(atom.P, r.inliner.parse(text)...)}, end
	}
	var out []*html.Node
	if rest = strings.TrimRight(rest, " "); rest != "" {
		if rest+"::" == text {
			rest += ":"
		}
		out = append(out, branch(atom.P, r.inliner.parse(rest)...))
	}
	code, next := literalBlock(lines, end)
	if len(code) > 0 {
		out = append(out, codeNode(code, ""))
	}
	return out, next
}

// literalBlock are the lines behind "::": those set in, or those that all begin
// with one sign.
func literalBlock(lines []string, i int) ([]string, int) {
	for i < len(lines) && isBlankLine(lines[i]) {
		i++
	}
	block, next := indentedFrom(lines, i, 1)
	if len(block) > 0 {
		return dedent(block, leastIndent(block)), next
	}
	for next = i; next < len(lines) && !isBlankLine(lines[next]) && rstAdorned().MatchString(lines[next][:1]) && lines[next][0] == lines[i][0]; next++ {
	}
	return lines[i:next], next
}

// definition reads a term and what is set in below it.
func (r *rst) definition(lines []string, i, depth int) ([]*html.Node, int) {
	block, next := indentedFrom(lines, i+1, 1)
	term, kind, _ := strings.Cut(lines[i], " : ")
	nodes := r.inliner.parse(term)
	if kind != "" {
		nodes = append(nodes, textNode(" ("), branch(atom.Em, r.inliner.parse(kind)...), textNode(")"))
	}
	return definitionNodes(nodes, r.blocks(dedent(block, leastIndent(block)), depth+1)), next
}

// quotation reads lines that are set in; who said it may stand last.
func (r *rst) quotation(lines []string, i, depth int) ([]*html.Node, int) {
	indent := indentOf(lines[i])
	block, next := indentedFrom(lines, i, 1)
	n := slices.IndexFunc(block, func(l string) bool { return !isBlankLine(l) && indentOf(l) < indent })
	if n > 0 {
		block, next = block[:n], i+n
	}
	block = trimBlank(dedent(block, leastIndent(block)))
	return []*html.Node{branch(atom.Blockquote, r.quoted(block, depth)...)}, next
}

func (r *rst) quoted(block []string, depth int) []*html.Node {
	by := slices.IndexFunc(block, func(l string) bool { return strings.HasPrefix(l, "-- ") || strings.HasPrefix(l, "— ") })
	if by <= 0 || len(block)-by > 3 {
		return r.blocks(block, depth+1)
	}
	said := strings.TrimSpace(strings.TrimLeft(joined(block[by:]), "-— "))
	return append(r.blocks(block[:by], depth+1), branch(atom.P, append(words("— "), r.inliner.parse(said)...)...))
}

func (r *rst) doctest(lines []string, i int) ([]*html.Node, int) {
	end := i
	for end < len(lines) && !isBlankLine(lines[end]) {
		end++
	}
	return []*html.Node{codeNode(lines[i:end], "pycon")}, end
}

// lineBlock reads lines whose ends count.
func (r *rst) lineBlock(lines []string, i int) ([]*html.Node, int) {
	p := branch(atom.P)
	for first := true; i < len(lines) && !isBlankLine(lines[i]); i++ {
		text, ok := strings.CutPrefix(lines[i], "|")
		switch {
		case !ok && indentOf(lines[i]) == 0:
			return []*html.Node{p}, i
		case !ok:
			add(p, textNode(" "))
		case !first:
			add(p, branch(atom.Br))
		}
		first = false
		text = strings.TrimPrefix(text, " ")
		add(p, textNode(strings.Repeat("\u00a0", indentOf(text)*min(1, len(strings.TrimSpace(text))))))
		add(p, r.inliner.parse(strings.TrimSpace(text))...)
	}
	return []*html.Node{p}, i
}

// list reads the items of a list that begin alike.
func (r *rst) list(lines []string, i, depth int, kind atom.Atom, marker *regexp.Regexp) ([]*html.Node, int) {
	list := branch(kind)
	first := marker.FindStringSubmatch(lines[i])
	if n, err := strconv.Atoi(first[min(2, len(first)-1)]); kind == atom.Ol && err == nil && n != 1 {
		setAttr(list, "start", strconv.Itoa(n))
	}
	for i < len(lines) {
		m := marker.FindStringSubmatch(lines[i])
		if m == nil || kind == atom.Ul && m[1] != first[1] || kind == atom.Ol && (m[1] != first[1] || m[3] != first[3]) {
			break
		}
		sign := strings.IndexByte(lines[i]+" ", ' ')
		width := sign + indentOf(lines[i][min(sign, len(lines[i])):])
		block, next := indentedFrom(lines, i+1, min(width, sign+1))
		item := append([]string{strings.Repeat(" ", width) + lines[i][min(width, len(lines[i])):]}, block...)
		add(list, branch(atom.Li, r.blocks(dedent(item, width), depth+1)...))
		for i = next; i+1 < len(lines) && isBlankLine(lines[i]); i++ {
		}
	}
	return []*html.Node{list}, i
}

// fieldList reads fields within a text as terms and what they mean.
func (r *rst) fieldList(lines []string, i, depth int) (out []*html.Node, next int) {
	for i < len(lines) {
		m := rstField().FindStringSubmatch(lines[i])
		if m == nil {
			break
		}
		block, next := indentedFrom(lines, i+1, 1)
		body := append([]string{m[2]}, dedent(block, leastIndent(block))...)
		item := branch(atom.Li, r.blocks(body, depth+1)...)
		name := branch(atom.Strong, r.inliner.parse(fieldName(m[1]))...)
		if p := item.FirstChild; p != nil && p.DataAtom == atom.P {
			p.InsertBefore(textNode(" "), p.FirstChild)
			p.InsertBefore(name, p.FirstChild)
		} else {
			item.InsertBefore(branch(atom.P, name), p)
		}
		out = append(out, item)
		for i = next; i+1 < len(lines) && isBlankLine(lines[i]) && rstField().MatchString(lines[i+1]); i++ {
		}
	}
	return []*html.Node{branch(atom.Ul, out...)}, i
}

// fieldNames are what Sphinx makes of the names of fields in descriptions of
// code.
var fieldNames = map[string]string{
	"param": "", "parameter": "", "arg": "", "argument": "", "key": "", "keyword": "", "var": "", "ivar": "", "cvar": "", "type": "type of ",
	"raises": "raises ", "raise": "raises ", "except": "raises ", "exception": "raises ",
	"returns": "returns", "return": "returns", "rtype": "returns a", "vartype": "type of ",
}

func fieldName(s string) string {
	kind, name, _ := strings.Cut(s, " ")
	shown, ok := fieldNames[kind]
	if !ok {
		return s + ":"
	}
	if i := strings.LastIndexByte(name, ' '); i >= 0 && shown == "" {
		name = name[i+1:] + " (" + name[:i] + ")"
	}
	return shown + strings.TrimSpace(name) + ":"
}

// optionList reads the options of a command.
func (r *rst) optionList(lines []string, i, depth int) (out []*html.Node, next int) {
	for i < len(lines) {
		m := rstOption().FindStringSubmatch(lines[i])
		if m == nil {
			break
		}
		block, next := indentedFrom(lines, i+1, 1)
		body := append([]string{m[2]}, dedent(block, leastIndent(block))...)
		option := strings.TrimSpace(strings.TrimSuffix(lines[i], m[2]))
		out = append(out, branch(atom.P, branch(atom.Code, textNode(option))))
		out = append(out, r.blocks(trimBlank(body), depth+1)...)
		for i = next; i+1 < len(lines) && isBlankLine(lines[i]) && rstOption().MatchString(lines[i+1]); i++ {
		}
	}
	return out, i
}
