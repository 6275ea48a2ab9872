package page

import "slices"

// maxWord is the longest word that a column is made wide enough for.
const maxWord = 14

// minColumn is the width below which columns are no longer readable; a table
// that would have such columns is shown as records, one line a field.
const minColumn = 6

// grid lays a table out.
func (l *layouter) grid(t *table, squeezed []Cell) {
	if len(squeezed) > 0 {
		l.filled(squeezed)
	}
	columns := 0
	for _, row := range t.rows {
		columns = max(columns, len(row))
	}
	_, room := l.room()
	bar := l.separator(l.config.Table.ColumnSeparator, "│")
	between := Line(bar).Width() + 2
	bars := between * (columns - 1)
	room -= bars
	least, natural := make([]int, columns), make([]int, columns)
	for _, row := range t.rows {
		for i, f := range row {
			natural[i] = max(natural[i], longestLine(f), 1)
			least[i] = max(least[i], min(longestWord(f), maxWord), 1)
		}
	}
	g := &gridRows{layouter: l, align: t.align, bar: bar}
	outer := l.outer() - bars
	fits := func(widths []int, room int) bool { return sum(widths) <= room && room >= columns*minColumn }
	breaksOut := outer > room && l.pans(t.start(), true)
	switch {
	case sum(natural) <= room || fits(least, room) && !(breaksOut && slices.Max(natural) <= maxField && fits(natural, outer)):
		g.widths = share(least, natural, room)
		g.set(t.rows)
		return
	case breaksOut && fits(least, outer):
		g.widths = share(least, natural, outer)
		whole := sum(g.widths) + bars
		g.breakOut(scrollable{at: t.start(), width: whole, stops: []int{0}}, whole, true, func() { g.set(t.rows) })
		return
	}
	page := l.width
	l.width = l.outer()
	wide, ok := g.scrollable(t, natural)
	l.width = page
	switch {
	case !ok:
		l.records(t)
	case wide.folded:
		l.banded(wide, func() { l.records(t) })
	default:
		g.breakOut(wide, l.outer(), true, func() { g.set(t.rows) })
	}
}

// scrollable gives the columns of a table that is too wide about the widths that they
// want, such that each is seen whole beside the first one. It is false for a
// page too narrow to pan, for a separator that leaves no room beside the first
// column and for a table too large.
func (g *gridRows) scrollable(t *table, natural []int) (b scrollable, ok bool) {
	_, room := g.room()
	between := Line(g.bar).Width() + 2
	g.widths = slices.Clone(natural)
	g.widths[0] = min(natural[0], max(room/3, minColumn))
	beside := g.width - room + g.widths[0] + between
	if room < minPan || g.width-beside-1 < minColumn {
		return b, false
	}
	b = scrollable{frozen: beside, width: beside, sign: g.quiet}
	var places []int
	for i := 1; i < len(natural); i++ {
		g.widths[i] = min(natural[i], maxField, g.width-beside-1)
		places = append(places, b.width-beside)
		b.width += g.widths[i] + between
	}
	b.width -= between
	if g.right || len(natural) < 2 || b.width > maxPan || b.width*len(t.rows) > maxPanned || b.width <= g.width {
		return b, false
	}
	b.stopsAt(places, g.width)
	b.at = t.start()
	b.folded = !g.pans(b.at, true)
	return b, true
}

// start is the first byte that a table shows.
func (t *table) start() int {
	for _, row := range t.rows {
		for _, f := range row {
			if at, _, ok := bounds(Line(f)); ok {
				return at
			}
		}
	}
	return -1
}

func (l *layouter) separator(own *string, usual string) []Cell {
	if own != nil {
		usual = *own
	}
	f := flow{wide: l.wide}
	f.adorn(usual, l.quiet)
	return f.cells
}

func longestLine(cells []Cell) (longest int) {
	n := 0
	for _, c := range cells {
		n += int(c.Width)
		if c.Text == newline {
			n = 0
		}
		longest = max(longest, n)
	}
	return longest
}

func sum(ns []int) (total int) {
	for _, n := range ns {
		total += n
	}
	return total
}

func longestWord(cells []Cell) (longest int) {
	n, may := 0, breaks(cells)
	for i, c := range cells {
		n += int(c.Width)
		if c.Text == " " || c.Text == newline {
			n = 0
		}
		longest = max(longest, n)
		if may[i] {
			n = 0
		}
	}
	return longest
}

// share divides the room among the columns. A column that wants no more than
// an equal share gets what it wants. The others get what their longest words
// need and then by what they still want, so that rows become about as low as
// they can (CSS 2.1, 17.5.2.2).
func share(least, natural []int, room int) []int {
	widths := make([]int, len(least))
	open := len(widths)
	for again := true; again; {
		again = false
		for i, n := range natural {
			if widths[i] == 0 && n <= room/open && n+sumOpen(least, widths)-least[i] <= room {
				widths[i], again = n, true
				room -= n
				if open--; open == 0 {
					return widths
				}
			}
		}
	}
	spare, wanted := room-sumOpen(least, widths), sumOpen(natural, widths)-sumOpen(least, widths)
	for i := range widths {
		if widths[i] > 0 {
			continue
		}
		want := natural[i] - least[i]
		more := spare * want / max(wanted, 1)
		widths[i] = least[i] + more
		spare, wanted = spare-more, wanted-want
	}
	return widths
}

// sumOpen adds up what belongs to columns that have no width yet.
func sumOpen(ns, widths []int) (total int) {
	for i, n := range ns {
		if widths[i] == 0 {
			total += n
		}
	}
	return total
}

// gridRows lays rows of fields out in columns.
type gridRows struct {
	*layouter
	widths []int
	align  []int8
	bar    []Cell
	lines  [][]Line // of the row at hand, by column
}

// set adds all rows, but for a head that says nothing. Where fields take several
// lines, room keeps the rows apart.
func (g *gridRows) set(rows [][]field) {
	heads := 1
	if len(rows) > 1 && !slices.ContainsFunc(rows[0], func(f field) bool { return len(f) > 0 }) {
		rows, heads = rows[1:], 0
	}
	tall := false
	for _, row := range rows[min(heads, len(rows)):] {
		for i, f := range row {
			tall = tall || longestLine(f) > g.widths[i] || hasNewline(f)
		}
	}
	for i, row := range rows {
		g.row(row)
		if i < heads {
			g.ruler("─", "┼")
		} else if tall && i < len(rows)-1 {
			g.apart()
		}
	}
}

func hasNewline(f field) bool {
	for _, c := range f {
		if c.Text == newline {
			return true
		}
	}
	return false
}

func (g *gridRows) row(fields []field) {
	g.lines = g.lines[:0]
	height := 1
	for i, f := range fields {
		var lines []Line
		wrap(f, g.widths[i], g.widths[i], func(line Line) { lines = append(lines, line) })
		g.lines = append(g.lines, lines)
		height = max(height, len(lines))
	}
	for k := range height {
		g.beginRow()
		for i := range g.widths {
			g.field(i, k)
		}
		g.end()
	}
}

// field adds the k-th line of the i-th field.
func (g *gridRows) field(i, k int) {
	var line Line
	if i < len(g.lines) && k < len(g.lines[i]) {
		line = g.lines[i][k]
	}
	if i > 0 {
		g.put(spaces(1, g.quiet))
		g.put(g.bar)
		g.put(spaces(1, g.quiet))
	}
	free := max(0, g.widths[i]-line.Width())
	left := 0
	if i < len(g.align) {
		left = free * (int(g.align[i]) + 1) / 2
	}
	if left == 0 && isRight(line) {
		left = free
	}
	g.put(spaces(left, g.quiet))
	g.put(line)
	if i < len(g.widths)-1 {
		g.put(spaces(free-left, g.quiet))
	}
}

// apart adds a row of nothing but the bars.
func (g *gridRows) apart() {
	g.beginRow()
	for i, w := range g.widths[:len(g.widths)-1] {
		g.put(spaces(w+1+min(i, 1), g.quiet))
		g.put(g.bar)
	}
	g.end()
}

// ruler adds a row of a character with crossings at the column bars.
func (g *gridRows) ruler(dash, cross string) {
	h, x := dash, cross
	if s := g.config.Table.RowSeparator; s != nil && *s != "" {
		h = *s
	}
	if s := g.config.Table.CenterSeparator; s != nil && *s != "" {
		x = *s
	}
	dashes, crossing := g.separator(nil, h), g.separator(nil, x)
	if Line(dashes).Width() != 1 {
		return
	}
	if bar := Line(g.bar).Width(); Line(crossing).Width() != bar { // it stands below a bar
		crossing = slices.Repeat(dashes, bar)
	}
	g.beginRow()
	for i, w := range g.widths {
		if i > 0 {
			g.put(dashes)
			g.put(crossing)
			g.put(dashes)
		}
		for range w {
			g.put(dashes)
		}
	}
	g.end()
}

// records lays a table out that is too wide for columns: its header once,
// then every row as lines of "header: field".
func (l *layouter) records(t *table) {
	if len(t.rows) == 0 {
		return
	}
	header := t.rows[0]
	var head []Cell
	for _, f := range header {
		if len(f) > 0 && len(head) > 0 {
			head = append(head, l.separator(nil, " · ")...)
		}
		head = append(head, f...)
	}
	if len(head) > 0 {
		l.filled(head)
	}
	for _, row := range t.rows[1:] {
		l.line(nil)
		for i, f := range row {
			if len(f) > 0 {
				l.record(header, i, f)
			}
		}
	}
}

// record adds one field behind its column's header, which is decoration here.
func (l *layouter) record(header []field, i int, f field) {
	var cells []Cell
	if i < len(header) && len(header[i]) > 0 {
		for _, c := range header[i] {
			if c.Text == newline {
				c.Text, c.Width = " ", 1
			}
			c.Start, c.End, c.Style, c.Link = -1, -1, l.quiet, 0
			cells = append(cells, c)
		}
		cells = append(cells, l.separator(nil, ": ")...)
	}
	first, rest := l.room()
	hang := 0
	if rest >= 16 {
		hang = 2
	}
	n := 0
	wrap(append(cells, f...), first, rest-hang, func(line Line) {
		l.beginRow()
		if n++; n > 1 {
			l.put(spaces(hang, l.quiet))
		}
		l.put(line)
		l.end()
	})
}
