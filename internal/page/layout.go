package page

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/clipperhouse/displaywidth"
)

// layouter lays blocks out in rows.
type layouter struct {
	width    int
	config   *Config
	pal      *palette
	quiet    uint16
	wide     displaywidth.Options
	out      *laidOutPart
	prev     []*frame // around the block above
	mark     []Cell   // stand before the next row
	rest     []Cell   // stand before the rows after it
	breaks   *breaker
	justify  bool
	logical  bool
	turned   map[int]bool // see pans
	folding  bool         // see Page.SetFolding
	pictures map[string]Size
	margins  Margins
	framed   bool   // of the block at hand
	right    bool   // of the block at hand
	spread   []Cell // the line at hand, justified
}

// set lays the blocks out, one below the other.
func (l *layouter) set(blocks []block) {
	total := 0
	for i := range blocks {
		total += blocks[i].size() + blocks[i].size()/8
		if blocks[i].kind == rule {
			total += l.width
		}
	}
	l.out.cells = make([]Cell, 0, total)
	if !l.logical {
		directBlocks(blocks)
	}
	for i := range blocks {
		if !l.hides(&blocks[i]) {
			l.block(&blocks[i])
		}
	}
}

func (l *layouter) block(b *block) {
	l.right = b.right && !l.logical
	l.framed = len(b.frames) > 0
	squeezed := l.frames(b)
	l.gaps(b)
	l.prev = b.frames
	l.figures(b)
	cells := l.withFoldSign(b, b.cells)
	if len(squeezed) > 0 {
		cells = append(squeezed, cells...)
	}
	switch b.kind {
	case code:
		if b.drawn != nil {
			l.drawn(b, cells)
			return
		}
		l.code(b, cells)
	case rule:
		l.rule(cells)
	case grid:
		l.grid(b.table, squeezed)
	case plain:
		l.filled(cells)
	default:
		l.prose(cells, b.kind == heading)
	}
}

// frames decides what stands left of the block's rows. Containers too deep, or
// too wide for the page, do not indent; their markers join the text, or else
// how many there are: "+3".
func (l *layouter) frames(b *block) (squeezed []Cell) {
	l.mark, l.rest = l.mark[:0], l.rest[:0]
	used, room, hidden := 0, max(8, l.width/3), 0
	for i, f := range b.frames {
		opens := i >= len(b.frames)-b.opens && (f.hang || len(f.marker) > 0)
		w := max(Line(f.marker).Width(), Line(f.bar).Width())
		if i >= maxNesting || l.width-used-w < room {
			if opens {
				squeezed = append(squeezed, f.marker...)
			} else {
				hidden++
			}
			continue
		}
		used += w
		if opens {
			l.mark = append(l.mark, f.marker...)
		} else {
			l.mark = append(l.mark, f.bar...)
		}
		l.rest = append(l.rest, f.bar...)
	}
	if b.indent > 0 && l.width-used-b.indent >= room {
		l.mark = append(l.mark, spaces(b.indent, 0)...)
		l.rest = append(l.rest, spaces(b.indent, 0)...)
	}
	if hidden > 0 {
		f := flow{wide: l.wide}
		f.adorn("+"+strconv.Itoa(hidden)+" ", l.quiet)
		squeezed = append(f.cells, squeezed...)
	}
	return squeezed
}

// gaps adds the blank rows above a block; the bars of containers that go on
// over them are drawn through.
func (l *layouter) gaps(b *block) {
	n := 0
	for n < len(b.frames) && n < len(l.prev) && b.frames[n] == l.prev[n] {
		n++
	}
	for range b.gap {
		start := len(l.out.cells)
		for i := 0; i < n && i < maxNesting && len(l.out.cells)-start+len(b.frames[i].bar) <= len(l.rest); i++ {
			l.out.cells = append(l.out.cells, b.frames[i].bar...)
		}
		if l.right && len(l.out.cells) > start {
			bars := ofRight(l.out.cells[start:])
			l.out.cells = append(l.out.cells[:start], spaces(l.width-Line(bars).Width(), 0)...)
			l.out.cells = append(l.out.cells, bars...)
		}
		l.out.cells = l.out.cells[:start+len(trimmed(l.out.cells[start:]))]
		l.out.ends = append(l.out.ends, len(l.out.cells))
	}
}

// beginRow starts a row with what stands left of it.
func (l *layouter) beginRow() {
	n := len(l.out.cells)
	l.out.cells = append(l.out.cells, l.mark...)
	if l.pal.cased {
		l.recase(l.out.cells[n:])
	}
	l.mark = append(l.mark[:0], l.rest...)
}

// put adds cells to the row, in the letter case of their looks.
func (l *layouter) put(cells []Cell) {
	n := len(l.out.cells)
	l.out.cells = append(l.out.cells, cells...)
	if l.pal.cased {
		l.recase(l.out.cells[n:])
	}
	if !l.logical {
		reorder(l.out.cells[n:])
	}
}

func (l *layouter) recase(cells []Cell) {
	inWord := false
	for i := range cells {
		c := &cells[i]
		s, p := c.Text, l.pal.byNum[c.Style]
		switch {
		case p.upper || p.title && !inWord:
			s = strings.ToUpper(s)
		case p.lower:
			s = strings.ToLower(s)
		}
		inWord = letter(c.Text)
		if len([]rune(s)) == len([]rune(c.Text)) && !strings.ContainsFunc(s, unicode.IsControl) {
			c.Text = s
		}
	}
}

// end ends the row.
func (l *layouter) end() { l.out.ends = append(l.out.ends, len(l.out.cells)) }

// line adds a row.
func (l *layouter) line(cells Line) {
	if l.right {
		l.rightLine(cells)
		return
	}
	start := len(l.out.cells)
	l.beginRow()
	l.put(cells)
	if len(cells) == 0 {
		l.out.cells = l.out.cells[:start+len(trimmed(l.out.cells[start:]))]
	}
	l.end()
}

// rightLine adds a row that is set flush right, with what would stand left of it
// at its right.
func (l *layouter) rightLine(cells Line) {
	start := len(l.out.cells)
	l.out.cells = append(l.out.cells, spaces(max(0, l.width-Line(l.mark).Width()-cells.Width()), 0)...)
	l.put(cells)
	l.out.cells = append(l.out.cells, ofRight(l.mark)...)
	l.out.cells = l.out.cells[:start+len(trimmed(l.out.cells[start:]))]
	l.mark = append(l.mark[:0], l.rest...)
	l.end()
}

// room are the cells left on the first row and on the others.
func (l *layouter) room() (first, rest int) {
	return l.width - Line(l.mark).Width(), l.width - Line(l.rest).Width()
}

// prose sets a paragraph or a heading.
func (l *layouter) prose(cells []Cell, heading bool) {
	first, rest := l.room()
	ends := l.breaks.lines(cells, first, rest, heading)
	if ends == nil {
		l.filled(cells)
		return
	}
	start := 0
	for i, end := range ends {
		line := l.trimmed(cells[start:end], i == len(ends)-1)
		if l.justify && !heading && i < len(ends)-1 {
			l.spread = justified(l.spread[:0], line, l.width-Line(l.mark).Width(), i)
			line = l.spread
		}
		l.line(line)
		start = end
	}
}

// trimmed is a line without the spaces at its end; the last one keeps those that
// the style puts there on a ground.
func (l *layouter) trimmed(cells []Cell, last bool) Line {
	line := trimmed(cells)
	for n := len(line); last && n < len(cells); n++ {
		if c := cells[n]; !c.decoration() || l.pal.byNum[c.Style].bg == "" || line.Width() >= l.width-Line(l.mark).Width() {
			break
		}
		line = cells[:n+1]
	}
	return line
}

// filled sets text in lines that are filled one after the other.
func (l *layouter) filled(cells []Cell) {
	if len(cells) == 0 {
		l.line(nil)
		return
	}
	first, rest := l.room()
	wrap(cells, first, rest, l.line)
}

// rule stands in the middle.
func (l *layouter) rule(cells []Cell) {
	first, rest := l.room()
	wrap(cells, first, rest, func(line Line) {
		l.beginRow()
		l.put(spaces(max(0, (first-line.Width())/2), l.quiet))
		l.put(line)
		l.end()
	})
}

// code keeps its lines. One that is too long goes on in the next row, without
// the spaces at which it was broken.
func (l *layouter) code(b *block, cells []Cell) {
	_, room := l.room()
	pad := 0
	if b.fill > 0 && room >= 24 {
		pad = 1
	}
	inner := room - 2*pad
	if longest := longestLine(cells); longest > inner && longest <= maxPan && room >= minPan && !l.right {
		at, _, _ := bounds(cells)
		turned := l.pans(at, false)
		need := longest + 2*pad + Line(l.rest).Width()
		switch {
		case need <= l.outer() && !turned:
			l.breakOut(scrollable{at: at, width: need, stops: []int{0}}, need, false, func() { l.foldCode(b, cells, longest, pad) })
			return
		case need > l.outer() && turned:
			l.panCode(b, cells, longest)
			return
		}
		l.banded(scrollable{at: at, folded: true}, func() { l.foldCode(b, cells, inner, pad) })
		return
	}
	l.foldCode(b, cells, inner, pad)
}

// foldCode breaks lines of code that are too long.
func (l *layouter) foldCode(b *block, cells []Cell, inner, pad int) {
	for len(cells) > 0 {
		n := 0
		for n < len(cells) && cells[n].Text != newline {
			n++
		}
		l.codeLine(b, cells[:n], inner, pad)
		cells = cells[min(n+1, len(cells)):]
	}
}

func (l *layouter) codeLine(b *block, line []Cell, inner, pad int) {
	for first := true; first || len(line) > 0; first = false {
		l.beginRow()
		start := len(l.out.cells)
		fill := uint16(max(0, b.fill-1))
		l.out.cells = append(l.out.cells, spaces(pad, fill)...)
		room := inner
		if !first && inner >= 12 {
			l.out.cells = append(l.out.cells, adornment("›", l.onGround(fill)), adornment(" ", fill))
			room -= Line(l.out.cells[len(l.out.cells)-2:]).Width()
		}
		n := fit(line, room)
		if n < len(line) {
			n = codeBreak(line, n)
		}
		l.put(line[:n])
		for line = line[n:]; len(line) > 0 && line[0].Text == " "; {
			line = line[1:]
		}
		if b.fill > 0 {
			used := Line(l.out.cells[start:]).Width()
			l.out.cells = append(l.out.cells, spaces(max(0, inner+2*pad-used), fill)...)
		}
		l.end()
	}
}

// panCode keeps lines of code whole.
func (l *layouter) panCode(b *block, cells []Cell, longest int) {
	at, _, _ := bounds(cells)
	beside := Line(l.rest).Width() + 1
	fill := uint16(max(0, b.fill-1))
	wide := scrollable{at: at, frozen: beside, width: beside + longest, fill: b.fill, sign: l.onGround(fill)}
	var places []int
	for x := codeStep; x < longest; x += codeStep {
		places = append(places, x)
	}
	wide.stopsAt(places, l.width)
	l.banded(wide, func() {
		for len(cells) > 0 {
			n := slices.IndexFunc(cells, func(c Cell) bool { return c.Text == newline })
			if n < 0 {
				n = len(cells)
			}
			l.beginRow()
			l.out.cells = append(l.out.cells, spaces(1, fill)...)
			l.put(cells[:n])
			l.end()
			cells = cells[min(n+1, len(cells)):]
		}
	})
}

// onGround is the quiet pen on a ground.
func (l *layouter) onGround(fill uint16) uint16 {
	p := l.pal.byNum[l.quiet]
	p.bg = l.pal.byNum[fill].bg
	return l.pal.pen(p)
}

// codeBreak is where a line of code of which n cells fit is broken: behind a
// space, else behind a sign, but not so early that half of the row stays empty.
func codeBreak(line []Cell, n int) int {
	if line[n].Text == " " {
		return n
	}
	for _, signs := range []string{" ", ",;|&=/\\([{.:?"} {
		for i := n; i > n/2; i-- {
			if strings.Contains(signs, line[i-1].Text) && visible(line[:i]) {
				return i
			}
		}
	}
	return n
}

// fit is how many cells go into the room; at least one.
func fit(cells []Cell, room int) int {
	for i, c := range cells {
		if room -= int(c.Width); room < 0 {
			return max(i, 1)
		}
	}
	return len(cells)
}
