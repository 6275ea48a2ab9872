package page

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"github.com/clipperhouse/uax29/v2/graphemes"

	"manicule/internal/article"
	"manicule/internal/markdown"
)

// Loc is a row of a page: Block is the byte offset in Article.Text where the
// piece begins that is laid out together (-1: the title block above the text),
// Row the row within it. Locs are ordered by Compare. One from another page of
// the same article is brought to the nearest row there is.
type Loc struct{ Block, Row int }

// Compare orders locations from the top of the page to its bottom.
func (l Loc) Compare(m Loc) int {
	if c := cmp.Compare(l.Block, m.Block); c != 0 {
		return c
	}
	return cmp.Compare(l.Row, m.Row)
}

// Cell is one grapheme cluster on the screen.
//
// A backslash escape and an entity are one cell that stands for all their
// bytes; the space that a line end in the text became stands for the line end.
// Several cells in a row may show the same bytes: an entity of two characters, a
// space widened.
type Cell struct {
	Text       string // printable; what the terminal is to show
	Start, End int    // bytes of Article.Text it shows; Start is -1: decoration (bars, bullets, borders)
	Width      int8   // screen cells: 1 or 2
	Style      uint16 // for Page.Style
	Link       uint16 // for Page.Link; 0: none
	level      uint8  // see direct
	ordered    bool   // of code, an address, a formula: goes from left to right
}

// adornment is one column that shows no byte.
func adornment(text string, style uint16) Cell {
	return Cell{Text: text, Start: -1, End: -1, Width: 1, Style: style}
}

// Line is one row, at most as wide as the page, from left to right: in Hebrew or
// Arabic later text stands further left. It has no trailing spaces but
// where they carry a background. Lines are shared: do not change them.
type Line []Cell

// Width is the line's width in screen cells.
func (l Line) Width() (n int) {
	for _, c := range l {
		n += int(c.Width)
	}
	return n
}

// decoration tells that the cell shows nothing of the text.
func (c Cell) decoration() bool { return c.Start < 0 }

// newline ends a line within a flow; it is never in a Line.
const newline = "\n"

// flow collects the cells of one block, before they are broken into lines.
type flow struct {
	cells []Cell
	wide  displaywidth.Options
}

// add appends text that shows the bytes from start on, byte by byte.
func (f *flow) add(text string, start int, style, link uint16) {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf && (i+1 == len(text) || text[i+1] < utf8.RuneSelf) {
			f.addByte(text[i:i+1], start+i, style, link)
			i++
			continue
		}
		i += f.addClusters(text[i:], start+i, style, link)
	}
}

// addByte appends one ASCII character, controls as symbols.
func (f *flow) addByte(s string, start int, style, link uint16) {
	if markdown.IsSign(rune(s[0])) {
		return // in an element of HTML, where it has no meaning
	}
	end := start + 1
	if s[0] < ' ' || s[0] == 0x7f {
		s = printable(s)
	}
	f.cells = append(f.cells, Cell{Text: s, Start: start, End: end, Width: 1, Style: style, Link: link})
}

// addClusters appends clusters up to the next plain ASCII and returns how many
// bytes they took.
func (f *flow) addClusters(text string, start int, style, link uint16) (n int) {
	g := f.wide.StringGraphemes(text)
	for g.Next() {
		f.put(g.Value(), start+n, start+n+len(g.Value()), g.Width(), style, link)
		n += len(g.Value())
		if n+1 < len(text) && text[n] < utf8.RuneSelf && text[n+1] < utf8.RuneSelf {
			break
		}
	}
	return n
}

// put appends one cluster, or joins it to the cell before where a terminal
// would: a mark whose base stands on the other side of some markup. It is the
// gate: nothing but clean text passes.
func (f *flow) put(s string, start, end, width int, style, link uint16) {
	if s != "" && markdown.IsSign(rune(s[0])) || f.join(s, end) {
		return
	}
	if s == newline || !article.IsClean(s) && !f.spacingMark(s) {
		s = printable(s)
		width = f.wide.String(s)
	}
	switch {
	case s == "":
	case width == 0:
		f.sign(s, start, end, style, link)
	default:
		f.cells = append(f.cells, Cell{Text: s, Start: start, End: end, Width: int8(min(width, 2)), Style: style, Link: link})
	}
}

// spacingMark reports whether s is a mark with room of its own that has its base
// in the cell before, such as the Burmese vowel sign ာ: a cluster by itself.
func (f *flow) spacingMark(s string) bool {
	if len(f.cells) == 0 || !unicode.Is(unicode.Mc, firstRune(s)) {
		return false
	}
	last := f.cells[len(f.cells)-1]
	return last.Text != newline && last.Text != " " && !last.decoration() && article.IsClean(last.Text+s)
}

// sign appends a cluster that begins with a format character, such as the
// Arabic end of ayah before its number. Terminals disagree on the room that it
// takes, ours says none for the whole cluster: a dotted circle stands for the
// sign, and what it belongs to follows. Joiners and selectors alone are
// nothing.
func (f *flow) sign(s string, start, end int, style, link uint16) {
	r, n := utf8.DecodeRuneInString(s)
	if !unicode.Is(unicode.Cf, r) || r == '\u200c' || r == '\u200d' {
		return
	}
	own, next := end, start
	if end-start == len(s) {
		own, next = start+n, start+n
	}
	f.cells = append(f.cells, Cell{Text: "◌", Start: start, End: own, Width: 1, Style: style, Link: link})
	if s = s[n:]; s != "" {
		f.put(s, next, end, f.wide.String(s), style, link)
	}
}

// printable makes one cluster showable in one cell or two.
func printable(s string) string {
	s = article.Clean(s)
	if strings.ContainsAny(s, " \n") {
		return " "
	}
	return s
}

// join adds s to the last cell if both are one cluster.
func (f *flow) join(s string, end int) bool {
	if len(f.cells) == 0 {
		return false
	}
	last := &f.cells[len(f.cells)-1]
	if last.Text == newline || last.Text == " " || last.decoration() {
		return false
	}
	both := last.Text + s
	g := graphemes.FromString(both)
	if !g.Next() || len(g.Value()) != len(both) || !article.IsClean(both) {
		return false
	}
	last.Text, last.End, last.Width = both, max(last.End, end), int8(min(2, max(1, f.wide.String(both))))
	return true
}

// replace appends text that stands for the bytes [start, end) as a whole: an
// escape, an entity, a digit raised.
func (f *flow) replace(text string, start, end int, style, link uint16) {
	g := f.wide.StringGraphemes(text)
	for g.Next() {
		f.put(g.Value(), start, end, g.Width(), style, link)
	}
}

// replaceEach appends characters each of which stands for one byte.
func (f *flow) replaceEach(text string, start int, style, link uint16) {
	for _, r := range text {
		f.replace(string(r), start, start+1, style, link)
		start++
	}
}

// adorn appends decoration.
func (f *flow) adorn(text string, style uint16) {
	g := f.wide.StringGraphemes(article.Clean(text))
	for g.Next() {
		switch {
		case g.Value() == newline:
		case g.Width() > 0:
			f.cells = append(f.cells, Cell{Text: g.Value(), Start: -1, End: -1, Width: int8(g.Width()), Style: style})
		default:
			f.sign(g.Value(), -1, -1, style, 0)
		}
	}
}

// space appends the one space that white space in the text becomes; none at
// the start of a line or after another.
func (f *flow) space(start, end int, style, link uint16) {
	if n := len(f.cells); n > 0 && f.cells[n-1].Text != newline && f.cells[n-1].Text != " " {
		f.cells = append(f.cells, Cell{Text: " ", Start: start, End: end, Width: 1, Style: style, Link: link})
	}
}

// inOrder marks the cells from the i-th on as what goes from left to right.
func (f *flow) inOrder(i int) {
	for i = min(i, len(f.cells)); i < len(f.cells); i++ {
		f.cells[i].ordered = true
	}
}

// newline ends the line, if there is one.
func (f *flow) newline(start, end int) {
	f.trim()
	f.cells = append(f.cells, Cell{Text: newline, Start: start, End: end})
}

// trim takes spaces off the end.
func (f *flow) trim() {
	n := len(f.cells)
	for n > 0 && f.cells[n-1].Text == " " && !f.cells[n-1].decoration() {
		n--
	}
	f.cells = f.cells[:n]
}

// visible reports whether the cells show any of the article's text.
func visible(cells []Cell) bool {
	for _, c := range cells {
		if !c.decoration() && strings.TrimSpace(c.Text) != "" {
			return true
		}
	}
	return false
}
