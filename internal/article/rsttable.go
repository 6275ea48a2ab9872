package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/script"
)

// runes are a table's lines by column: behind a character of two stands a zero.
func runes(lines []string) [][]rune {
	out := make([][]rune, len(lines))
	for i, l := range lines {
		for _, r := range l {
			out[i] = append(out[i], r)
			if script.Unspaced(r) { // two columns
				out[i] = append(out[i], 0)
			}
		}
	}
	return out
}

// columnsOf cuts lines to the columns from a to b.
func columnsOf(lines [][]rune, a, b int) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		cell := l[min(a, len(l)):min(b, len(l))]
		out[i] = strings.TrimRight(strings.ReplaceAll(string(cell), "\x00", ""), " ")
	}
	return out
}

// cell is what stands in a table's cell.
func (r *rst) cell(lines []string, depth int) []*html.Node {
	lines = trimBlank(dedent(lines, leastIndent(lines)))
	if len(lines) == 0 || len(lines) == 1 && lines[0] == `\` {
		return nil
	}
	nodes := r.blocks(lines, depth+1)
	if len(nodes) == 1 && nodes[0].DataAtom == atom.P {
		unwrapped := branch(atom.Span)
		for nodes[0].FirstChild != nil {
			c := nodes[0].FirstChild
			nodes[0].RemoveChild(c)
			add(unwrapped, c)
		}
		return []*html.Node{unwrapped}
	}
	return nodes
}

// gridTable reads a table drawn with + - |. Its columns are those of its first
// line; cells that go over several are read as the first.
func (r *rst) gridTable(lines []string, i, depth int) ([]*html.Node, int) {
	end := i
	for end < len(lines) && (strings.HasPrefix(lines[end], "|") || strings.HasPrefix(lines[end], "+")) {
		end++
	}
	edges := gridEdges(lines[i:end])
	if len(edges) < 2 || (len(edges)-1)*(end-i) > maxFields {
		return []*html.Node{codeNode(lines[i:end], "")}, end
	}
	var rows [][][]*html.Node
	var open [][]rune
	heads := 0
	flush := func() {
		if len(open) > 0 {
			rows = append(rows, r.gridRow(open, edges, depth))
		}
		open = nil
	}
	for _, l := range runes(lines[i+1 : end]) {
		s := string(l)
		switch {
		case strings.HasPrefix(s, "+") && !strings.Contains(s, "|") && rstGrid().MatchString(s):
			flush()
			if strings.Contains(s, "=") {
				heads = len(rows)
			}
		case strings.HasPrefix(s, "+"):
			flush()
		default:
			open = append(open, l)
		}
	}
	flush()
	return []*html.Node{tableNode(rows, heads)}, end
}

// gridEdges are the columns in which a table's vertical lines stand.
func gridEdges(lines []string) (edges []int) {
	best := ""
	for _, l := range lines {
		if rstGrid().MatchString(l) && strings.Count(l, "+") > strings.Count(best, "+") {
			best = l
		}
	}
	for at, c := range best {
		if c == '+' {
			edges = append(edges, at)
		}
	}
	return edges
}

// gridRow cuts lines at those edges where a line stands. A cell that goes over
// several columns stands in the first.
func (r *rst) gridRow(lines [][]rune, edges []int, depth int) (row [][]*html.Node) {
	from, over := edges[0], 0
	for _, to := range edges[1:] {
		bordered := slices.ContainsFunc(lines, func(l []rune) bool { return to < len(l) && (l[to] == '|' || l[to] == '+') })
		if !bordered && to != edges[len(edges)-1] {
			over++
			continue
		}
		row = append(row, r.cell(columnsOf(lines, from+1, to), depth))
		for range over {
			row = append(row, nil)
		}
		from, over = to, 0
	}
	return row
}

// simpleTable reads a table whose columns are drawn with =.
func (r *rst) simpleTable(lines []string, i, depth int) ([]*html.Node, int) {
	ruler := lines[i]
	end, rulers := i+1, 1
	for ; end < len(lines) && !(rulers > 1 && isBlankLine(lines[end]) && isSimpleRuler(lines[end-1])); end++ {
		if isSimpleRuler(lines[end]) {
			rulers++
		}
	}
	if rulers < 2 {
		return []*html.Node{codeNode(lines[i:i+1], "")}, i + 1
	}
	var edges [][2]int
	at := 0
	for _, part := range strings.Fields(ruler) {
		at += strings.Index(ruler[at:], part)
		edges = append(edges, [2]int{at, at + len(part)})
		at += len(part)
	}
	edges[len(edges)-1][1] = 1 << 20
	if len(edges)*(end-i) > maxFields {
		return []*html.Node{codeNode(lines[i:end], "")}, end
	}
	return []*html.Node{r.simpleRows(lines[i+1:end], edges, rulers, depth)}, end
}

func isSimpleRuler(l string) bool { return rstSimple().MatchString(l) }

func (r *rst) simpleRows(lines []string, edges [][2]int, rulers, depth int) *html.Node {
	var rows [][][]*html.Node
	var open [][]rune
	heads := 0
	flush := func() {
		if len(open) == 0 {
			return
		}
		var row [][]*html.Node
		for _, e := range edges {
			row = append(row, r.cell(columnsOf(open, e[0], e[1]), depth))
		}
		rows, open = append(rows, row), nil
	}
	all := runes(lines)
	for i, l := range lines {
		switch {
		case isSimpleRuler(l):
			flush()
			if heads == 0 && rulers > 2 {
				heads = len(rows)
			}
		case strings.Trim(l, "- ") == "" && !isBlankLine(l), isBlankLine(l):
			flush()
		default:
			if first := columnsOf(all[i:i+1], edges[0][0], edges[0][1])[0]; strings.TrimSpace(first) != "" {
				flush()
			}
			open = append(open, all[i])
		}
	}
	flush()
	return tableNode(rows, heads)
}
