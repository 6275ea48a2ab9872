package article

import (
	"encoding/csv"
	"regexp"
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

// adocCell finds where a cell begins: how often it stands, over how many
// columns and rows it goes, how it is set, what it holds.
var adocCell = pattern.Lazy(`(?:^|[ \t])(?:(\d+)([*+])|(?:(\d*)\.(\d+))\+)?(?:[<^>]?(?:\.[<^>])?)([adehlmsv]?)\||\|`)

// table reads a table: cells one behind another, as many in a row as there are
// columns.
func (p *adoc) table(fence string, lines []string, depth int, m adocMeta) []*html.Node {
	if fence[0] == ',' || fence[0] == ':' || m.named["format"] == "csv" || m.named["format"] == "dsv" {
		return p.separated(fence, lines, depth, m)
	}
	cells, inFirst := p.cells(lines, fence[0])
	styles := columnStyles(m.named["cols"])
	columns := max(1, len(styles))
	if len(styles) == 0 {
		columns = max(1, inFirst)
	}
	if len(cells) > maxFields {
		return []*html.Node{codeNode(lines, "")}
	}
	t := branch(atom.Table)
	options := m.named["options"] + "," + m.named["opts"] + "," + m.roles
	head := strings.Contains(options, "header") || !strings.Contains(options, "noheader") && headByBlank(lines, fence[0])
	row, room := branch(atom.Tr), columns
	var covered []int // for each row to come, columns taken by cells above
	for _, c := range cells {
		kind := atom.Td
		if head && t.FirstChild == nil || c.style == 'h' {
			kind = atom.Th
		}
		if at := columns - room; c.style == 0 && at < len(styles) && kind == atom.Td {
			c.style = styles[at]
		}
		n := branch(kind, p.cell(c, depth)...)
		if c.columns > 1 {
			setAttr(n, "colspan", strconv.Itoa(c.columns))
		}
		if c.rows > 1 {
			setAttr(n, "rowspan", strconv.Itoa(c.rows))
			for len(covered) < c.rows-1 {
				covered = append(covered, 0)
			}
			for i := range c.rows - 1 {
				covered[i] += c.columns
			}
		}
		add(row, n)
		if room -= c.columns; room <= 0 {
			add(t, row)
			row, room = branch(atom.Tr), columns
			if len(covered) > 0 {
				room, covered = room-covered[0], covered[1:]
			}
		}
	}
	if row.FirstChild != nil {
		add(t, row)
	}
	return []*html.Node{t}
}

// headByBlank reports whether a blank line behind the first row makes it the
// head.
func headByBlank(lines []string, sign byte) bool {
	return len(lines) > 1 && strings.IndexByte(lines[0], sign) >= 0 && isBlankLine(lines[1])
}

// columnStyles are the styles of the columns that "1,2*,3a" has.
func columnStyles(s string) (styles []byte) {
	const most = 1000
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' }) {
		times, _, ok := strings.Cut(part, "*")
		n, err := strconv.Atoi(strings.TrimSpace(times))
		if !ok || err != nil {
			n = 1
		}
		style := byte(0)
		if last := part[len(part)-1]; strings.IndexByte("adehlmsv", last) >= 0 {
			style = last
		}
		styles = append(styles, slices.Repeat([]byte{style}, min(max(n, 1), maxSpan))...)
		if len(styles) > most {
			return styles
		}
	}
	return styles
}

type adocCellText struct {
	lines         []string
	columns, rows int
	style         byte
}

// cells cuts lines at the signs that cells begin with, and tells how many begin
// in the first line that has any.
func (p *adoc) cells(lines []string, sign byte) (cells []adocCellText, inFirst int) {
	pat := adocCell()
	for _, l := range lines {
		if sign != '|' {
			l = strings.ReplaceAll(l, string(sign), "|")
		}
		marks := cellMarks(pat, l)
		if len(cells) > 0 && len(marks) == 0 {
			last := &cells[len(cells)-1]
			last.lines = append(last.lines, l)
			continue
		}
		if inFirst == 0 {
			inFirst = len(marks)
		}
		if len(marks) > 0 && marks[0][0] > 0 && len(cells) > 0 {
			last := &cells[len(cells)-1]
			last.lines = append(last.lines, l[:marks[0][0]])
		}
		for i, m := range marks {
			end := len(l)
			if i+1 < len(marks) {
				end = marks[i+1][0]
			}
			cells = append(cells, newAdocCell(l, m, l[m[1]:end])...)
			if len(cells) > maxFields {
				return cells, inFirst
			}
		}
	}
	return cells, inFirst
}

// cellMarks are where cells begin, without those behind a backslash.
func cellMarks(pat *regexp.Regexp, l string) (marks [][]int) {
	for _, m := range pat.FindAllStringSubmatchIndex(l, -1) {
		if m[1] < 2 || l[m[1]-2] != '\\' {
			marks = append(marks, m)
		}
	}
	return marks
}

func newAdocCell(l string, m []int, text string) []adocCellText {
	c := adocCellText{lines: []string{strings.ReplaceAll(text, `\|`, "|")}, columns: 1, rows: 1}
	number := func(i int) int {
		if m[i] < 0 {
			return 1
		}
		n, err := strconv.Atoi(l[m[i]:m[i+1]])
		if err != nil {
			return 1
		}
		return min(max(n, 1), maxSpan)
	}
	times := 1
	switch {
	case m[4] >= 0 && l[m[4]] == '*':
		times = number(2)
	case m[4] >= 0:
		c.columns = number(2)
	case m[8] >= 0:
		c.columns, c.rows = number(6), number(8)
	}
	if m[10] >= 0 && m[11] > m[10] {
		c.style = l[m[10]]
	}
	return slices.Repeat([]adocCellText{c}, times)
}

func (p *adoc) cell(c adocCellText, depth int) []*html.Node {
	lines := trimBlank(c.lines)
	if len(lines) == 0 {
		return nil
	}
	switch c.style {
	case 'a':
		return p.blocks(dedent(lines, leastIndent(lines)), depth+1)
	case 'l':
		return []*html.Node{codeNode(lines, "")}
	case 'm':
		return []*html.Node{branch(atom.Code, textNode(joined(lines)))}
	}
	var out []*html.Node
	start := 0
	for i := 0; i <= len(lines); i++ {
		if i < len(lines) && !isBlankLine(lines[i]) {
			continue
		}
		if text := joined(lines[start:i]); text != "" {
			out = append(out, branch(atom.P, p.inliner.parse(text)...))
		}
		start = i + 1
	}
	if len(out) == 1 {
		rename(out[0], atom.Span)
	}
	if c.style == 's' || c.style == 'e' {
		kind := map[byte]atom.Atom{'s': atom.Strong, 'e': atom.Em}[c.style]
		return []*html.Node{branch(kind, out...)}
	}
	return out
}

// separated reads a table of values with a sign between them.
func (p *adoc) separated(fence string, lines []string, depth int, m adocMeta) []*html.Node {
	in := csv.NewReader(strings.NewReader(strings.Join(lines, "\n")))
	in.FieldsPerRecord, in.LazyQuotes, in.TrimLeadingSpace = -1, true, true
	if fence[0] == ':' || m.named["format"] == "dsv" {
		in.Comma = ':'
	}
	records, err := in.ReadAll()
	if err != nil || isHuge(records) {
		return []*html.Node{codeNode(lines, "")}
	}
	heads := 0
	if strings.Contains(m.named["options"]+m.named["opts"]+m.roles, "header") {
		heads = 1
	}
	var rows [][][]*html.Node
	for _, record := range records {
		var row [][]*html.Node
		for _, s := range record {
			row = append(row, p.inliner.parse(strings.TrimSpace(s)))
		}
		rows = append(rows, row)
	}
	return []*html.Node{tableNode(rows, heads)}
}
