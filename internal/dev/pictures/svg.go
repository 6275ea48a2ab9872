package main

import (
	"fmt"
	"html"
	"image/color"
	"strings"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
)

// The measures of a cell and of the paper around the screen, in pixels.
const (
	cellWidth, cellHeight = 8.4, 19.0
	baseline              = 14.0 // from the top of a cell
	margin                = 14.0
)

// svg draws the screen. Each run of one style is one text with a fixed length,
// so that the grid holds in whatever monospaced font there is.
func svg(s *screen, p palette) string {
	width := cellWidth*float64(len(s.rows[0])) + 2*margin
	height := cellHeight*float64(len(s.rows)) + 2*margin
	d := drawing{palette: p}
	fmt.Fprintf(&d, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]g %[2]g" width="%[1]g" height="%[2]g" `+
		`font-family="ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace" font-size="14">`+"\n", width, height)
	fmt.Fprintf(&d, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", hex(p.paper))
	for y, row := range s.rows {
		for x := 0; x < len(row); {
			n := d.run(row[x:])
			d.draw(row[x:x+n], margin+cellWidth*float64(x), margin+cellHeight*float64(y))
			x += n
		}
	}
	d.WriteString("</svg>\n")
	return d.String()
}

type drawing struct {
	strings.Builder
	palette palette
}

// run is how many cells at the start of row are drawn as one: those of the
// same style, but a wide character, a frame, or a sign that fonts disagree on alone.
func (d *drawing) run(row []uv.Cell) int {
	n := max(row[0].Width, 1)
	if alone(row[0]) {
		return n
	}
	for n < len(row) && !alone(row[n]) && row[n].Style.Equal(&row[0].Style) {
		n++
	}
	return n
}

func alone(c uv.Cell) bool {
	r, _ := utf8.DecodeRuneInString(c.Content)
	return c.Width != 1 || r >= 0x2000 && !strings.ContainsRune("–—‘’“”…", r)
}

func (d *drawing) draw(cells []uv.Cell, x, y float64) {
	style := cells[0].Style
	ink, paper := d.colors(style)
	width := cellWidth * float64(len(cells))
	if paper != nil && hex(paper) != hex(d.palette.paper) {
		fmt.Fprintf(d, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n", x, y, width, cellHeight, hex(paper))
	}
	var text strings.Builder
	for _, c := range cells {
		text.WriteString(c.Content)
	}
	switch {
	case strings.TrimSpace(text.String()) == "" && style.Underline == uv.UnderlineNone:
	case d.frame(text.String(), x, y, hex(ink)):
	default:
		fmt.Fprintf(d, `<text x="%.1f" y="%.1f" textLength="%.1f" lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="%s"%s>%s</text>`+"\n",
			x, y+baseline, width, hex(ink), attributes(style), html.EscapeString(text.String()))
	}
}

// colors are the style's ink and paper; nil paper is the terminal's own.
func (d *drawing) colors(s uv.Style) (ink, paper color.Color) {
	ink, paper = s.Fg, s.Bg
	if ink == nil {
		ink = d.palette.ink
	}
	if s.Attrs&uv.AttrReverse != 0 {
		if paper == nil {
			paper = d.palette.paper
		}
		ink, paper = paper, ink
	}
	return ink, paper
}

func attributes(s uv.Style) string {
	var b strings.Builder
	if s.Attrs&uv.AttrBold != 0 {
		b.WriteString(` font-weight="bold"`)
	}
	if s.Attrs&uv.AttrItalic != 0 {
		b.WriteString(` font-style="italic"`)
	}
	if s.Attrs&uv.AttrFaint != 0 {
		b.WriteString(` opacity="0.6"`)
	}
	switch {
	case s.Underline != uv.UnderlineNone && s.Attrs&uv.AttrStrikethrough != 0:
		b.WriteString(` text-decoration="underline line-through"`)
	case s.Underline != uv.UnderlineNone:
		b.WriteString(` text-decoration="underline"`)
	case s.Attrs&uv.AttrStrikethrough != 0:
		b.WriteString(` text-decoration="line-through"`)
	}
	return b.String()
}

// arms are the lines that a frame character draws from the middle of its cell:
// up, right, down, left.
var arms = map[string][4]bool{
	"│": {true, false, true, false}, "─": {false, true, false, true},
	"┌": {false, true, true, false}, "┐": {false, false, true, true},
	"└": {true, true, false, false}, "┘": {true, false, false, true},
	"╭": {false, true, true, false}, "╮": {false, false, true, true},
	"╰": {true, true, false, false}, "╯": {true, false, false, true},
	"├": {true, true, true, false}, "┤": {true, false, true, true},
	"┬": {false, true, true, true}, "┴": {true, true, false, true},
	"┼": {true, true, true, true},
}

// blocks are the characters that fill a part of their cell from the left.
var blocks = map[string]float64{"▏": 1. / 8, "▎": 2. / 8, "▍": 3. / 8, "▌": 4. / 8, "█": 1, "┃": 2. / 8}

// frame draws lines and blocks as shapes, which join from row to row; false
// when text is something else.
func (d *drawing) frame(text string, x, y float64, ink string) bool {
	if part, ok := blocks[text]; ok {
		fmt.Fprintf(d, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n", x, y, cellWidth*part, cellHeight, ink)
		return true
	}
	lines, ok := arms[text]
	if !ok {
		return false
	}
	cx, cy := x+cellWidth/2, y+cellHeight/2
	ends := [4][2]float64{{cx, y}, {x + cellWidth, cy}, {cx, y + cellHeight}, {x, cy}}
	d.WriteString(`<path d="`)
	for i, end := range ends {
		if lines[i] {
			fmt.Fprintf(d, "M%.1f %.1fL%.1f %.1f", cx, cy, end[0], end[1])
		}
	}
	fmt.Fprintf(d, `" stroke="%s" stroke-width="1"/>`+"\n", ink)
	return true
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
