package page

import "slices"

// Beyond these limits a paragraph is broken by filling its lines.
const (
	minMeasure = 20   // cells: narrower lines have no choice of breaks to speak of
	maxPieces  = 5000 // words, or characters of scripts without spaces
)

// breaker breaks a paragraph into lines of like length: it makes the sum of
// the squares of what stays free on the lines as small as it can be (Knuth and
// Plass, Breaking Paragraphs into Lines, 1981, with spaces that do not stretch
// and no hyphens). Its zero value is ready; it keeps its memory between
// paragraphs.
type breaker struct {
	pieces []piece // the first one is empty
	ends   []int
}

// piece is what stands between two places where a line may end.
type piece struct {
	end  int // index of the cell behind it
	upTo int // width of the paragraph up to its end
	text int // the same, without the spaces at its end
	cost int // of the best lines that end with it
	from int // the piece before the last one of those lines
}

// lines are the indexes behind the paragraph's lines, of which the first has
// room for first cells and the others for rest. It is nil where the text has
// line ends of its own, as verse has, and beyond the limits. In a heading the
// last line counts like the others.
func (b *breaker) lines(cells []Cell, first, rest int, heading bool) []int {
	if min(first, rest) < minMeasure || !b.cut(cells, min(first, rest)) {
		return nil
	}
	last := len(b.pieces) - 1
	if b.pieces[last].text <= first {
		return append(b.ends[:0], len(cells))
	}
	for i := 1; i <= last; i++ {
		b.join(i, first, rest, i == last && !heading)
	}
	b.ends = b.ends[:0]
	for i := last; i > 0; i = b.pieces[i].from {
		b.ends = append(b.ends, b.pieces[i].end)
	}
	slices.Reverse(b.ends)
	return b.ends
}

// cut finds the pieces. A word longer than room is cut into pieces of it. It
// is false for what the breaker is not for.
func (b *breaker) cut(cells []Cell, room int) bool {
	b.pieces = append(b.pieces[:0], piece{})
	upTo, text := 0, 0
	may := breaks(cells)
	for i := range cells {
		c := &cells[i]
		if c.Text == newline || len(b.pieces) > maxPieces {
			return false
		}
		last := b.pieces[len(b.pieces)-1]
		upTo += int(c.Width)
		if c.Text != " " {
			if upTo-last.upTo > room {
				k := anywhere(cells, last.end, i)
				at := upTo - Line(cells[k:i+1]).Width()
				spaces := Line(cells[last.end:k]).Width() - trimmed(cells[last.end:k]).Width()
				b.pieces = append(b.pieces, piece{end: k, upTo: at, text: at - spaces})
			}
			text = upTo
		}
		if i+1 == len(cells) || may[i] {
			b.pieces = append(b.pieces, piece{end: i + 1, upTo: upTo, text: text})
		}
	}
	return true
}

// join finds the best last line of those that end with the piece.
func (b *breaker) join(i, first, rest int, last bool) {
	p := &b.pieces[i]
	p.from = -1
	for k := i - 1; k >= 0; k-- {
		room := rest
		if k == 0 {
			room = first
		}
		free := room - (p.text - b.pieces[k].upTo)
		if free < min(0, rest-first) {
			break
		}
		cost := b.pieces[k].cost + free*free
		if last {
			cost = b.pieces[k].cost + ending(free, room, i-k)
		}
		if free >= 0 && (p.from < 0 || cost < p.cost) {
			p.cost, p.from = cost, k
		}
	}
}

// ending is the cost of a paragraph's last line: none, unless it is one short
// word, which is as bad as a quarter of a line left free.
func ending(free, room, pieces int) int {
	if pieces == 1 && room-free < room/4 {
		return room * room / 16
	}
	return 0
}
