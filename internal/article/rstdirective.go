package article

import (
	"encoding/csv"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/markdown"
)

// explicit reads what begins with two dots: a footnote, a target, a directive,
// or a comment, which is not shown.
func (r *rst) explicit(lines []string, i, depth int) ([]*html.Node, int) {
	l := lines[i]
	block, next := indentedFrom(lines, i+1, 1)
	if n := slices.IndexFunc(block, func(l string) bool { return !isBlankLine(l) }); n > 0 && l == ".." {
		return nil, i + 1 // an empty comment ends what stands before it
	}
	body := dedent(block, leastIndent(block))
	if m := rstNote().FindStringSubmatch(l); m != nil {
		content := append([]string{m[2]}, body...)
		return []*html.Node{noteNode(r.definedLabel(m[1]), r.blocks(trimBlank(content), depth+1)...)}, next
	}
	if m := rstTarget().FindStringSubmatch(l); m != nil {
		if m[2] != "" || strings.HasPrefix(l, ".. __") {
			return nil, next
		}
		return []*html.Node{identified(branch(atom.Span), markdown.Slug(foldName(strings.Trim(m[1], "`"))))}, i + 1
	}
	if rstSubst().MatchString(l) || rstUnnamed().MatchString(l) {
		return nil, next
	}
	if m := rstCommand().FindStringSubmatch(l); m != nil {
		return r.directive(newRSTBlock(m[1], m[2], body, depth)), next
	}
	r.a.remove(strings.Join(lines[i:next], "\n"), "a comment")
	return nil, next
}

// definedLabel is the label of a footnote that is defined; "#" alone are
// numbered.
func (r *rst) definedLabel(s string) string { return r.label(s, "defined ") }

func (r *rst) label(s, of string) string {
	switch {
	case s == "#" || s == "*":
		r.counts[of+s]++
		return map[string]string{"#": "auto", "*": "sign"}[s] + strconv.Itoa(r.counts[of+s])
	case s[0] == '#':
		s = s[1:]
	}
	return noteLabel(strings.ToLower(s))
}

// newRSTBlock parts a directive's options from its argument and its content.
func newRSTBlock(name, argument string, body []string, depth int) rstBlock {
	b := rstBlock{name: strings.ToLower(name), argument: argument, options: map[string]string{}, depth: depth}
	for len(body) > 0 && !isBlankLine(body[0]) && rstField().FindString(body[0]) == "" && argument != "" && takesLongArgument(b.name) {
		b.argument += " " + strings.TrimSpace(body[0])
		body = body[1:]
	}
	i := 0
	for i < len(body) {
		m := rstField().FindStringSubmatch(body[i])
		if m == nil {
			break
		}
		more, next := indentedFrom(body, i+1, 1)
		if slices.ContainsFunc(more, isBlankLine) {
			next = i + 1
			more = nil
		}
		b.options[m[1]] = strings.TrimSpace(m[2] + " " + joined(more))
		i = next
	}
	b.content = trimBlank(body[i:])
	return b
}

// takesLongArgument reports whether a directive's argument may go on in the
// next line: those of pictures and titles; with others that is their content.
func takesLongArgument(name string) bool {
	return slices.Contains([]string{"image", "figure", "include", "literalinclude", "rubric", "centered", "table", "list-table", "csv-table"}, name)
}

func (r *rst) directive(b rstBlock) []*html.Node {
	name := b.name
	if i := strings.LastIndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	if read, ok := r.parsers[name]; ok {
		return read(r, b)
	}
	if strings.HasPrefix(name, "auto") || len(b.content) == 0 {
		r.a.remove(".. "+b.name+":: "+b.argument, "a directive")
		return nil
	}
	return rstTitled(r, b)
}

// inside reads what a directive holds.
func (b rstBlock) inside(r *rst) []*html.Node { return r.blocks(b.content, b.depth+1) }

func (b rstBlock) title(r *rst) []*html.Node {
	if b.argument == "" {
		return nil
	}
	return r.inliner.parse(b.argument)
}

func rstDirectives() map[string]rstDirective {
	all := map[string]rstDirective{
		"image": rstPicture, "figure": rstPicture, "thumbnail": rstPicture,
		"math": rstMath, "toctree": rstContents, "table": rstTitled, "list-table": rstListTable, "csv-table": rstCSV,
		"literalinclude": rstInclude, "include": rstInclude, "rubric": rstRubric, "centered": rstRubric, "raw": rstRaw,
		"epigraph": rstQuote, "pull-quote": rstQuote, "highlights": rstQuote, "parsed-literal": rstCode, "productionlist": rstCode,
		"versionadded": rstVersion, "versionchanged": rstVersion, "deprecated": rstVersion, "versionremoved": rstVersion,
		"line-block": rstLines,
	}
	for _, name := range strings.Fields("code code-block sourcecode highlight-block doctest testcode testoutput ipython prompt graphviz digraph graph mermaid uml plantuml plot command-output") {
		all[name] = rstCode
	}
	for name := range alerts {
		all[name] = rstBox
	}
	for _, name := range strings.Fields("topic sidebar dropdown card") {
		all[name] = rstBox
	}
	for _, name := range strings.Fields("container only compound class glossary tabs tab-set grid hlist centered details nonumber") {
		all[name] = func(r *rst, b rstBlock) []*html.Node { return b.inside(r) }
	}
	for _, name := range strings.Fields("function method class attribute data exception module currentmodule option cmdoption envvar program describe object staticmethod classmethod decorator property macro type member struct enum enumerator var confval setting directive role rst:directive") {
		all[name] = rstObject
	}
	for _, name := range strings.Fields("contents index meta highlight default-role sectionauthor codeauthor tabularcolumns todolist sectnum section-numbering title header footer target-notes currentmodule module program bibliography role ifconfig") {
		all[name] = rstHidden
	}
	return all
}

// rstHidden leaves out what tells a program something.
func rstHidden(r *rst, b rstBlock) []*html.Node {
	r.a.remove(strings.Join(append([]string{".. " + b.name + ":: " + b.argument}, b.content...), "\n"), "a directive")
	return nil
}

func rstBox(r *rst, b rstBlock) []*html.Node {
	var title []*html.Node
	switch b.name {
	case "admonition", "topic", "sidebar", "dropdown", "card":
		title = b.title(r)
	case "seealso":
		title = words("See also")
	default:
	}
	if b.argument != "" && title == nil || b.name == "seealso" && b.argument != "" {
		b.content = append([]string{b.argument}, b.content...)
	}
	return []*html.Node{boxNode(b.name, title, b.inside(r))}
}

func rstTitled(r *rst, b rstBlock) []*html.Node {
	var out []*html.Node
	if b.argument != "" {
		out = append(out, branch(atom.P, branch(atom.Strong, b.title(r)...)))
	}
	return append(out, b.inside(r)...)
}

func rstQuote(r *rst, b rstBlock) []*html.Node {
	content := b.content
	if b.argument != "" {
		content = append([]string{b.argument}, content...)
	}
	return []*html.Node{branch(atom.Blockquote, r.quoted(content, b.depth)...)}
}

// languagesOf are the languages of directives that have one by their name.
var languagesOf = map[string]string{"doctest": "pycon", "testcode": "python", "ipython": "python", "graphviz": "dot", "mermaid": "mermaid"}

func rstCode(r *rst, b rstBlock) []*html.Node {
	content, language := b.content, firstOf(languagesOf[b.name], b.argument)
	if b.name == "productionlist" || b.name == "parsed-literal" {
		language = ""
	}
	if b.name == "digraph" || b.name == "graph" {
		language = "dot"
	}
	var out []*html.Node
	if caption := b.options["caption"]; caption != "" {
		out = append(out, branch(atom.P, branch(atom.Strong, r.inliner.parse(caption)...)))
	}
	if len(content) == 0 {
		return out
	}
	return append(out, codeNode(dedent(content, leastIndent(content)), language))
}

func rstPicture(r *rst, b rstBlock) []*html.Node {
	src := strings.ReplaceAll(b.argument, " ", "")
	if b.name != "figure" || len(b.content) == 0 {
		return []*html.Node{figureNode(src, b.options["alt"])}
	}
	n := slices.IndexFunc(b.content, isBlankLine)
	if n < 0 {
		n = len(b.content)
	}
	out := []*html.Node{figureNode(src, b.options["alt"], r.inliner.parse(joined(b.content[:n]))...)}
	return append(out, r.blocks(b.content[n:], b.depth+1)...)
}

func rstMath(_ *rst, b rstBlock) (out []*html.Node) {
	tex := strings.TrimSpace(b.argument + "\n" + strings.Join(b.content, "\n"))
	for _, part := range strings.Split(tex, "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, branch(atom.P, formula(part, true)))
		}
	}
	return out
}

// rstContents are the documents that belong to this one, as links.
func rstContents(r *rst, b rstBlock) []*html.Node {
	list := branch(atom.Ul)
	if _, hidden := b.options["hidden"]; hidden {
		return rstHidden(r, b)
	}
	for _, l := range b.content {
		l = strings.TrimSpace(l)
		title, file, named := strings.Cut(strings.TrimSuffix(l, ">"), " <")
		if l == "" || strings.HasPrefix(l, ":") || l == "self" {
			continue
		}
		if !named {
			file, title = l, NameTitle(l)
		}
		add(list, branch(atom.Li, linkNode(file, textNode(title))))
	}
	var out []*html.Node
	if caption := b.options["caption"]; caption != "" {
		out = append(out, branch(atom.P, branch(atom.Strong, r.inliner.parse(caption)...)))
	}
	if list.FirstChild == nil {
		return out
	}
	return append(out, list)
}

// rstInclude links to a file that belongs here.
func rstInclude(_ *rst, b rstBlock) []*html.Node {
	return []*html.Node{branch(atom.P, linkNode(b.argument, textNode(path.Base(b.argument))))}
}

func rstRubric(r *rst, b rstBlock) []*html.Node {
	return []*html.Node{branch(atom.P, branch(atom.Strong, b.title(r)...))}
}

// rstRaw is HTML as it stands; what is for other formats is left out.
func rstRaw(r *rst, b rstBlock) []*html.Node {
	if !strings.Contains(b.argument, "html") {
		return rstHidden(r, b)
	}
	return pieceOfPage(strings.Join(b.content, "\n"))
}

var versions = map[string]string{"versionadded": "New in version ", "versionchanged": "Changed in version ", "deprecated": "Deprecated since version ", "versionremoved": "Removed in version "}

func rstVersion(r *rst, b rstBlock) []*html.Node {
	number, more, _ := strings.Cut(b.argument, " ")
	end := "."
	if more != "" || len(b.content) > 0 {
		end = ": "
	}
	p := branch(atom.P, branch(atom.Em, textNode(versions[b.name]+number+end)))
	add(p, r.inliner.parse(more)...)
	rest := b.inside(r)
	if len(rest) > 0 && rest[0].DataAtom == atom.P && more == "" {
		for rest[0].FirstChild != nil {
			c := rest[0].FirstChild
			rest[0].RemoveChild(c)
			add(p, c)
		}
		rest = rest[1:]
	}
	return append([]*html.Node{p}, rest...)
}

func rstLines(r *rst, b rstBlock) []*html.Node {
	lines := make([]string, len(b.content))
	for i, l := range b.content {
		lines[i] = "| " + l
	}
	nodes, _ := r.lineBlock(lines, 0)
	return nodes
}

// rstObject describes a function, a class, an option: what it is called as code,
// and what is said of it.
func rstObject(r *rst, b rstBlock) []*html.Node {
	if b.argument == "" {
		return b.inside(r)
	}
	name := b.name[strings.LastIndexByte(b.name, ':')+1:]
	if name == "class" && len(b.content) == 0 {
		return rstHidden(r, b)
	}
	text := b.argument
	if name == "class" || name == "exception" {
		text = name + " " + text
	}
	var out []*html.Node
	id := markdown.Slug(firstPart(b.argument, "("))
	out = append(out, identified(branch(atom.P, branch(atom.Code, textNode(text))), id))
	for len(b.content) > 0 && !isBlankLine(b.content[0]) && strings.HasSuffix(text, `\`) { // further signatures
		text = strings.TrimSpace(b.content[0])
		out = append(out, branch(atom.P, branch(atom.Code, textNode(text))))
		b.content = b.content[1:]
	}
	if inside := b.inside(r); len(inside) > 0 {
		out = append(out, branch(atom.Div, inside...))
	}
	return out
}

func rstListTable(r *rst, b rstBlock) []*html.Node {
	heads, _ := strconv.Atoi(b.options["header-rows"])
	var rows [][][]*html.Node
	for _, row := range itemsOf(b.content) {
		var cells [][]*html.Node
		for _, cell := range itemsOf(row) {
			cells = append(cells, r.cell(cell, b.depth+1))
		}
		rows = append(rows, cells)
	}
	return rstTable(r, b, rows, heads)
}

// itemsOf are the items of a list with the bullets * or -, without these.
func itemsOf(lines []string) (items [][]string) {
	for i := 0; i < len(lines); {
		if !strings.HasPrefix(lines[i], "* ") && !strings.HasPrefix(lines[i], "- ") && lines[i] != "-" && lines[i] != "*" {
			i++
			continue
		}
		width := 1 + indentOf(lines[i][1:])
		block, next := indentedFrom(lines, i+1, 1)
		items = append(items, append([]string{strings.TrimLeft(lines[i][1:], " ")}, dedent(block, width)...))
		i = next
	}
	return items
}

func rstCSV(r *rst, b rstBlock) []*html.Node {
	text := strings.Join(b.content, "\n")
	heads, _ := strconv.Atoi(b.options["header-rows"])
	if head := b.options["header"]; head != "" {
		text, heads = head+"\n"+text, 1
	}
	in := csv.NewReader(strings.NewReader(text))
	in.FieldsPerRecord, in.LazyQuotes, in.TrimLeadingSpace = -1, true, true
	records, err := in.ReadAll()
	if err != nil || isHuge(records) {
		return []*html.Node{codeNode(b.content, "")}
	}
	var rows [][][]*html.Node
	for _, record := range records {
		var cells [][]*html.Node
		for _, s := range record {
			cells = append(cells, r.cell(strings.Split(s, "\n"), b.depth+1))
		}
		rows = append(rows, cells)
	}
	return rstTable(r, b, rows, heads)
}

func rstTable(r *rst, b rstBlock, rows [][][]*html.Node, heads int) []*html.Node {
	if isHuge(rows) {
		return []*html.Node{codeNode(b.content, "")}
	}
	t := tableNode(rows, heads)
	if b.argument == "" {
		return []*html.Node{t}
	}
	return []*html.Node{branch(atom.P, branch(atom.Strong, b.title(r)...)), t}
}
