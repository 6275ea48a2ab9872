package term

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strconv"
	"strings"
	"sync"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/sixel"
	xterm "github.com/charmbracelet/x/term"

	"manicule/internal/page"
	"manicule/internal/picture"
)

// Pictures that terminals draw over cells, by iTerm2's protocol or as sixel.
// Each row of cells is a strip of its own, so that a picture is cut where the
// text is, moves with it, and goes when its cells are written. In the frame a
// strip's cells are unbreakable spaces, and its last one carries a mark; in what
// goes to the terminal the strip is drawn at the mark, after the cells that it
// lies on. So it is drawn again whenever one of them may have been.

// A Strips is a picture made for a room of cells.
type Strips struct {
	way  string
	cell image.Point
	rows []stripRow
}

// stripRow is one row of cells of it.
type stripRow struct {
	png   []byte
	whole string // the sequence that draws it
}

// MakeStrips makes a picture for a room of cells. What it lets through of the
// terminal's background is known only as dark or light.
func MakeStrips(img image.Image, room page.Size, g Graphics, way string, dark bool) (*Strips, error) {
	s := &Strips{way: way, cell: g.Cell}
	if s.cell == (image.Point{}) {
		s.cell = image.Pt(8, 16)
	}
	full := s.opaque(img, room, dark)
	if way == BySixel && g.Colours() < 256 {
		full = fewColours(full)
	}
	for row := range room.Rows {
		strip := full.SubImage(image.Rect(0, row*s.cell.Y, full.Rect.Dx(), (row+1)*s.cell.Y)).(*image.RGBA)
		var b bytes.Buffer
		if err := png.Encode(&b, strip); err != nil {
			return nil, err
		}
		whole, err := s.draw(strip)
		if err != nil {
			return nil, err
		}
		s.rows = append(s.rows, stripRow{b.Bytes(), whole})
	}
	return s, nil
}

// Bytes is how much memory the picture takes.
func (s *Strips) Bytes() (n int) {
	for _, row := range s.rows {
		n += len(row.png) + len(row.whole)
	}
	return n
}

// opaque is the picture in the pixels of its room, on the terminal's ground.
func (s *Strips) opaque(img image.Image, room page.Size, dark bool) *image.RGBA {
	full := image.NewRGBA(image.Rect(0, 0, room.Cols*s.cell.X, room.Rows*s.cell.Y))
	ground := color.Gray{255}
	if dark {
		ground = color.Gray{0}
	}
	draw.Draw(full, full.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
	size := fill(img.Bounds().Size(), full.Rect.Size())
	draw.Draw(full, full.Rect, picture.Scale(img, size.X, size.Y), image.Point{}, draw.Over)
	return full
}

// fill is the size of a picture that takes all it can of a room without
// changing its shape.
func fill(size, room image.Point) image.Point {
	if size.X*room.Y > size.Y*room.X {
		return image.Pt(room.X, max(size.Y*room.X/size.X, 1))
	}
	return image.Pt(max(size.X*room.Y/size.Y, 1), room.Y)
}

// fewColours is the picture in the colours that all terminals have.
func fewColours(full *image.RGBA) *image.RGBA {
	sixteen := image.NewPaletted(full.Rect, basicPalette())
	draw.FloydSteinberg.Draw(sixteen, full.Rect, full, image.Point{})
	draw.Draw(full, full.Rect, sixteen, image.Point{}, draw.Src)
	return full
}

// basicPalette is a grey, a cube's corners, and the halves between them.
func basicPalette() (p color.Palette) {
	for i := range 16 {
		full := uint8(0x99)
		if i >= 8 {
			full = 0xff
		}
		at := func(bit int) uint8 { return full * uint8(i>>bit&1) }
		p = append(p, color.RGBA{at(0), at(1), at(2), 0xff})
	}
	p[8] = color.RGBA{0x66, 0x66, 0x66, 0xff}
	return p
}

// draw is the sequence that draws an image from the cursor on.
func (s *Strips) draw(img image.Image) (string, error) {
	var b bytes.Buffer
	if s.way == BySixel {
		if err := (&sixel.Encoder{}).Encode(&b, whole(img)); err != nil {
			return "", err
		}
		// A line feed behind the last band would scroll the last line.
		return ansi.SixelGraphics(0, 1, 0, bytes.TrimRight(b.Bytes(), "-")), nil
	}
	if err := png.Encode(&b, whole(img)); err != nil {
		return "", err
	}
	return fmt.Sprintf("\x1b]1337;File=inline=1;size=%d;width=%d;height=1;preserveAspectRatio=0;doNotMoveCursor=1:%s\a",
		b.Len(), img.Bounds().Dx()/s.cell.X, base64.StdEncoding.EncodeToString(b.Bytes())), nil
}

// whole is the image with its first pixel at 0, 0.
func whole(img image.Image) image.Image {
	to := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(to, to.Rect, img, img.Bounds().Min, draw.Src)
	return to
}

// part is the sequence that draws the cells of a row from one to another.
func (s *Strips) part(row, from, to int) string {
	if row < 0 || row >= len(s.rows) {
		return ""
	}
	img, err := png.Decode(bytes.NewReader(s.rows[row].png))
	if err != nil {
		return ""
	}
	if from == 0 && to*s.cell.X >= img.Bounds().Dx() {
		return s.rows[row].whole
	}
	cut := image.NewRGBA(image.Rect(0, 0, (to-from)*s.cell.X, s.cell.Y))
	draw.Draw(cut, cut.Rect, img, image.Pt(from*s.cell.X, 0), draw.Src)
	drawn, err := s.draw(cut)
	if err != nil {
		return ""
	}
	return drawn
}

// A Layer has the pictures that are drawn over cells. It is asked for them by
// what writes to the terminal, while frames go on.
type Layer struct {
	mu   sync.Mutex
	kept map[int]*Strips
	last int
}

// Keep makes the picture known by a number that no other one had.
func (l *Layer) Keep(s *Strips) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.kept == nil {
		l.kept = map[int]*Strips{}
	}
	l.last++
	l.kept[l.last] = s
	return l.last
}

// Forget lets go of a picture.
func (l *Layer) Forget(number int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.kept, number)
}

// Bytes is how much memory the pictures take.
func (l *Layer) Bytes() (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, s := range l.kept {
		n += s.Bytes()
	}
	return n
}

func (l *Layer) of(number int) *Strips {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.kept[number]
}

// stripCell is the character of a strip's cells. Unlike a space it is always
// written, never left to a command that clears.
const stripCell = "\u00a0"

// stripLink tells the cells of a strip from all others while a frame is drawn.
const stripLink = "\x00strip"

// strip is a row of a picture on a canvas.
type strip struct{ x, y, row, cols, number int }

// PutStrip draws a row of a picture.
func (c *Canvas) PutStrip(x, y, row, cols, number int) {
	st := uv.Style{}
	for col := range cols {
		c.Put(x+col, y, stripCell, 1, &st, stripLink)
	}
	c.strips = append(c.strips, strip{x, y, row, cols, number})
}

// FinishStrips puts the marks on what is left of the strips when all else was
// drawn. None is drawn on the last line, which some terminals would scroll.
func (c *Canvas) FinishStrips() {
	for _, s := range c.strips {
		if s.y < 0 || s.y >= len(c.Lines) {
			continue
		}
		line, from := c.Lines[s.y], -1
		for x := max(s.x, 0); x <= min(s.x+s.cols, len(line)); x++ {
			if x < s.x+s.cols && x < len(line) && line[x].Link.URL == stripLink {
				line[x].Link.URL = ""
				if from < 0 {
					from = x
				}
				continue
			}
			if from >= 0 && s.y < len(c.Lines)-1 {
				line[x-1].Content = s.mark(from, x) + stripCell
			}
			from = -1
		}
	}
}

// markStart begins a mark. No text can hold one: text has no control characters.
const markStart = "\x1b_strip;"

// mark stands before the last cell of a run of a strip's cells.
func (s strip) mark(from, to int) string {
	return fmt.Sprintf("%s%d;%d;%d;%d;%d\x1b\\", markStart, s.number, s.row, from-s.x, to-s.x, from)
}

// Output is the terminal as frames are written to it: where they have marks, the
// pictures of the layer are drawn.
func (l *Layer) Output(f xterm.File) xterm.File { return &output{f, l} }

type output struct {
	xterm.File
	layer *Layer
}

// Write draws the strips at the marks. A frame is written at once.
func (o *output) Write(b []byte) (int, error) {
	if !bytes.Contains(b, []byte(markStart)) {
		return o.File.Write(b)
	}
	if _, err := o.File.Write([]byte(o.layer.Expand(string(b)))); err != nil {
		return 0, err
	}
	return len(b), nil
}

// Expand is what goes to the terminal of a frame.
func (l *Layer) Expand(frame string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(frame, markStart)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		mark, after, _ := strings.Cut(rest, "\x1b\\")
		frame = strings.TrimPrefix(after, stripCell)
		b.WriteString(stripCell + l.drawn(mark))
	}
}

// drawn is the sequence that draws what a mark names and leaves the cursor as
// it was.
func (l *Layer) drawn(mark string) string {
	var n [5]int
	for i, field := range strings.Split(mark, ";") {
		if i < len(n) {
			n[i], _ = strconv.Atoi(field)
		}
	}
	s := l.of(n[0])
	if s == nil {
		return ""
	}
	drawn := s.part(n[1], n[2], n[3])
	if drawn == "" {
		return ""
	}
	return ansi.SaveCursor + ansi.CursorHorizontalAbsolute(n[4]+1) + drawn + ansi.RestoreCursor
}
