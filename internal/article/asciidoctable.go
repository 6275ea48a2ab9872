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
