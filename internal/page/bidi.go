package page

import (
	"slices"

	"golang.org/x/text/unicode/bidi"

	"manicule/internal/script"
)

// A row is shown in the order in which a terminal is to print it. Where the
// text has Hebrew, Arabic or the like, cells get levels by Unicode's
// bidirectional algorithm (UAX 9), over the whole block as it demands, and each
// row is put in order by them. Embeddings and isolates don't occur: article.Clean
// drops the characters that make them.
//
// Levels of a paragraph that goes from right to left are counted from
// rightLevel on, so that its rows are known by any of their cells.
const rightLevel = 2

// directBlocks gives the cells of all blocks their levels. A term goes the way
// of its definition: a foreign word is no reason to set it at the other side.
func directBlocks(blocks []block) {
	var lead []Cell
	for i := len(blocks) - 1; i >= 0; i-- {
		b := &blocks[i]
		if !b.term {
			lead = b.cells
		}
		b.direct(lead)
	}
}

// direct gives the block's cells their levels; the first letter of lead decides
// on the direction as a whole. Each field of a table has its own.
func (b *block) direct(lead []Cell) {
	switch {
	case b.table != nil:
		for _, row := range b.table.rows {
			for _, f := range row {
				if hasRight(f) {
					direct(f, startsRight(f))
				}
			}
		}
	case b.kind == code && hasRight(b.cells):
		(&flow{cells: b.cells}).inOrder(0)
		direct(b.cells, false)
	case b.kind != code && hasRight(b.cells):
		b.right = startsRight(lead)
		direct(b.cells, b.right)
	}
}

// hasRight reports whether any cell is of a script written from right to left.
func hasRight(cells []Cell) bool {
	return slices.ContainsFunc(cells, func(c Cell) bool { return goesRight(c.Text) })
}

// goesRight reports whether s begins with a character of such a script.
func goesRight(s string) bool { return script.RightToLeft(firstRune(s)) }

func class(s string) bidi.Class { return script.Direction(firstRune(s)) }

// startsRight reports whether the first letter of the text is of such a script.
func startsRight(cells []Cell) bool {
	for i := range cells {
		switch class(cells[i].Text) {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

// direct gives cells their levels in a paragraph of that direction. Line ends
// within it divide it.
func direct(cells []Cell, right bool) {
	for len(cells) > 0 {
		n := slices.IndexFunc(cells, func(c Cell) bool { return c.Text == newline })
		if n < 0 {
			n = len(cells)
		}
		resolve(cells[:n], right)
		cells = cells[min(n+1, len(cells)):]
	}
}

// resolver has the cells' classes while they are resolved.
type resolver struct {
	cells []Cell
	class []bidi.Class
	base  bidi.Class // L or R
}

// resolve gives the cells of a line of text their levels.
func resolve(cells []Cell, right bool) {
	r := &resolver{cells: cells, class: make([]bidi.Class, len(cells)), base: bidi.L}
	level := uint8(0)
	if right {
		r.base, level = bidi.R, rightLevel+1
	}
	for i := range cells {
		r.class[i] = class(cells[i].Text)
		if cells[i].ordered && isSign(r.class[i]) {
			r.class[i] = bidi.L
		}
	}
	r.weak()
	r.numbers()
	r.brackets()
	r.neutral()
	for i, c := range r.class {
		up := uint8(0)
		switch { // I1, I2
		case c == bidi.L && right, c == bidi.R && !right:
			up = 1
		case c == bidi.EN || c == bidi.AN:
			up = 2 - level%2
		}
		cells[i].level = level + up
	}
}

// isSign tells what in code and the like takes no direction from around it: all
// but letters, numbers and spaces.
func isSign(c bidi.Class) bool {
	switch c {
	case bidi.ON, bidi.ES, bidi.ET, bidi.CS, bidi.S, bidi.BN:
		return true
	}
	return false
}

// weak resolves marks, numbers in Arabic and Arabic letters (W1 to W3).
func (r *resolver) weak() {
	last, strong := r.base, r.base
	for i, c := range r.class {
		if c == bidi.NSM {
			c = last
		}
		last = c
		switch c {
		case bidi.L, bidi.R, bidi.AL:
			strong = c
		case bidi.EN:
			if strong == bidi.AL {
				c = bidi.AN
			}
		}
		r.class[i] = c
	}
	for i, c := range r.class {
		if c == bidi.AL {
			r.class[i] = bidi.R
		}
	}
}

// numbers resolves what stands in and beside numbers (W4 to W7).
func (r *resolver) numbers() {
	for i := 1; i+1 < len(r.class); i++ {
		a, c := r.class[i-1], r.class[i]
		if a == r.class[i+1] && (c == bidi.CS && (a == bidi.EN || a == bidi.AN) || c == bidi.ES && a == bidi.EN) {
			r.class[i] = a
		}
	}
	strong := r.base
	for i := 0; i < len(r.class); {
		n := r.run(i, bidi.ET)
		switch {
		case n == i:
			n++
		case i > 0 && r.class[i-1] == bidi.EN || n < len(r.class) && r.class[n] == bidi.EN:
			r.set(i, n, bidi.EN)
		}
		i = n
	}
	for i, c := range r.class {
		switch c {
		case bidi.ES, bidi.ET, bidi.CS:
			r.class[i] = bidi.ON
		case bidi.L, bidi.R:
			strong = c
		case bidi.EN:
			if strong == bidi.L {
				r.class[i] = bidi.L
			}
		}
	}
}

// run is where the run of a class that begins at i ends.
func (r *resolver) run(i int, c bidi.Class) int {
	for i < len(r.class) && r.class[i] == c {
		i++
	}
	return i
}

func (r *resolver) set(from, to int, c bidi.Class) {
	for i := from; i < to; i++ {
		r.class[i] = c
	}
}

// strong is the direction that a resolved class counts as; 0 for neutrals.
func strong(c bidi.Class) (bidi.Class, bool) {
	switch c {
	case bidi.L:
		return bidi.L, true
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R, true
	}
	return bidi.ON, false
}

// pair is an opening bracket's cell and its closing one's.
type pair struct{ open, end int }

// brackets gives paired brackets the direction of what they hold (N0).
func (r *resolver) brackets() {
	for _, p := range r.pairs() {
		own, other := false, false
		for _, c := range r.class[p.open+1 : p.end] {
			if s, ok := strong(c); ok {
				own, other = own || s == r.base, other || s != r.base
			}
		}
		c := r.base
		if !own && other {
			c = r.before(p.open)
		}
		if own || other {
			r.class[p.open], r.class[p.end] = c, c
		}
	}
}

// before is the direction of the text before the i-th cell.
func (r *resolver) before(i int) bidi.Class {
	for i--; i >= 0; i-- {
		if s, ok := strong(r.class[i]); ok {
			return s
		}
	}
	return r.base
}

// maxOpen is how many brackets may be open (BD16).
const maxOpen = 63

// pairs are the brackets that belong together, in the order of the opening ones.
func (r *resolver) pairs() (pairs []pair) {
	var open []int
	for i := range r.cells {
		p, _ := bidi.LookupString(r.cells[i].Text)
		switch {
		case r.class[i] != bidi.ON || !p.IsBracket():
		case p.IsOpeningBracket():
			if len(open) == maxOpen {
				return nil
			}
			open = append(open, i)
		default:
			for k := len(open) - 1; k >= 0; k-- {
				if mirror(r.cells[open[k]].Text) == r.cells[i].Text {
					pairs = append(pairs, pair{open[k], i})
					open = open[:k]
					break
				}
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return a.open - b.open })
	return pairs
}

// neutral gives what has no direction that of what stands around it, or the
// paragraph's (N1, N2).
func (r *resolver) neutral() {
	for i := 0; i < len(r.class); {
		n := i
		for n < len(r.class) {
			if _, ok := strong(r.class[n]); ok {
				break
			}
			n++
		}
		before, after := r.before(i), r.base
		if n < len(r.class) {
			after, _ = strong(r.class[n])
		}
		if before != after {
			before = r.base
		}
		r.set(i, n, before)
		i = max(n, i+1)
	}
}

// reorder puts the cells of a row in the order in which they are shown (L2) and
// mirrors what looks the other way in text from right to left (L4).
func reorder(row []Cell) {
	top := uint8(0)
	for i := range row {
		top = max(top, row[i].level)
	}
	if top == 0 {
		return
	}
	for level := top; level > 0; level-- {
		for i := 0; i < len(row); i++ {
			n := i
			for n < len(row) && row[n].level >= level && (row[n].level > rightLevel) == (level > rightLevel) {
				n++
			}
			slices.Reverse(row[i:n])
			i = n
		}
	}
	for i := range row {
		if row[i].level%2 == 1 {
			row[i].Text = mirror(row[i].Text)
		}
	}
}

// mirror is the character that looks like s in a mirror, or s.
func mirror(s string) string {
	if m := mirrored[s]; m != "" {
		return m
	}
	p, n := bidi.LookupString(s)
	if n == len(s) && p.IsBracket() {
		return bidi.ReverseString(s)
	}
	return s
}

// mirrored are characters other than brackets that are mirrored.
var mirrored = map[string]string{
	"<": ">", ">": "<", "«": "»", "»": "«", "‹": "›", "›": "‹", "≤": "≥", "≥": "≤",
}

// isRight tells a row of a paragraph that goes from right to left.
func isRight(row []Cell) bool {
	return len(row) > 0 && row[0].level > rightLevel
}

// ofRight is what stands left of a row, to stand right of it.
func ofRight(mark []Cell) []Cell {
	m := slices.Clone(mark)
	resolve(m, true)
	reorder(m)
	return m
}

// HasRight reports whether a line has any character of a script written from
// right to left, so that it is to be shown as InOrder says.
func HasRight(s string) bool {
	for i := range len(s) {
		if goesRight(s[i:]) {
			return true
		}
	}
	return false
}

// StartsRight reports whether the first letter of a line is of such a script, or a
// mark before it (U+200F) says so.
func StartsRight(s string) bool {
	for i := range s {
		switch class(s[i:]) {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

// InOrder returns the cells of a line in the order in which a terminal is to
// print them, in a line that goes from right to left or from left to right.
// Start and End of the cells are bytes of s, which is clean.
func InOrder(s string, right bool) Line {
	var f flow
	f.add(s, 0, 0, 0)
	resolve(f.cells, right)
	reorder(f.cells)
	return f.cells
}
