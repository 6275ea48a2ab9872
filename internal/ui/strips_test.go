package ui

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// stripTerminal is a terminal that shows pictures in its cells: as in those that
// do, a cell's piece of a picture goes when the cell is written or cleared, and
// moves when it is scrolled.
type stripTerminal struct {
	t    *testing.T
	emu  *vt.Emulator
	scr  *uv.TerminalRenderer
	out  bytes.Buffer
	next uv.ScreenBuffer
	s    *viewer
	cell image.Point
	sent int // strips that were drawn
}

func newStripTerminal(t *testing.T, s *viewer, cell image.Point) *stripTerminal {
	st := &stripTerminal{t: t, emu: vt.NewEmulator(s.w, s.h), s: s, cell: cell, next: uv.NewScreenBuffer(s.w, s.h)}
	st.scr = uv.NewTerminalRenderer(&st.out, []string{"TERM=xterm-256color"})
	st.scr.SetFullscreen(true)
	st.scr.SetRelativeCursor(false)
	st.scr.SetScrollOptim(true)
	st.scr.Erase()
	st.next.Method = ansi.GraphemeWidth
	st.emu.RegisterDcsHandler('q', func(_ ansi.Params, data []byte) bool {
		st.paint(fromSixel(t, string(data)))
		return true
	})
	st.emu.RegisterOscHandler(1337, func(data []byte) bool {
		head, body, _ := strings.Cut(string(data), ":")
		raw, err := base64.StdEncoding.DecodeString(body)
		if err != nil || !strings.Contains(head, ";height=1;") {
			t.Fatalf("%q: %v", head, err)
		}
		img, err := png.Decode(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		st.paint(img)
		return true
	})
	return st
}

// paint puts the colours of a picture's cells into the terminal's, from the
// cursor on.
func (st *stripTerminal) paint(img image.Image) {
	st.sent++
	at := st.emu.CursorPosition()
	for col := range img.Bounds().Dx() / st.cell.X {
		c := img.At(img.Bounds().Min.X+col*st.cell.X+st.cell.X/2, img.Bounds().Min.Y+st.cell.Y/2)
		st.emu.SetCell(at.X+col, at.Y, &uv.Cell{Content: "▓", Width: 1, Style: uv.Style{Bg: c}})
	}
}

var sixelPart = regexp.MustCompile(`^(?:"1;1;(\d+);(\d+)|#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)([?-~])|([?-~$-]))`)

// fromSixel is the image that sixel data draw. That of x/ansi misses what stands
// behind a repeat.
func fromSixel(t *testing.T, data string) *image.RGBA {
	var img *image.RGBA
	colours, pen, x, band := map[int]color.RGBA{}, 0, 0, 0
	for data != "" {
		m := sixelPart.FindStringSubmatch(data)
		if m == nil {
			t.Fatalf("%.40q is no sixel", data)
		}
		data = data[len(m[0]):]
		n := func(i int) (v int) { fmt.Sscan(m[i], &v); return v }
		switch m[0][0] {
		case '"':
			img = image.NewRGBA(image.Rect(0, 0, n(1), n(2)))
		case '#':
			pen = n(3)
			if m[4] != "" {
				colours[pen] = color.RGBA{uint8(n(4) * 255 / 100), uint8(n(5) * 255 / 100), uint8(n(6) * 255 / 100), 255}
			}
		case '$':
			x = 0
		case '-':
			x, band = 0, band+1
		default:
			for range max(n(7), 1) {
				for bit := range 6 {
					if ((m[8] + m[9])[0]-'?')>>bit&1 != 0 {
						img.SetRGBA(x, 6*band+bit, colours[pen])
					}
				}
				x++
			}
		}
	}
	return img
}

// frame draws what the model shows now as Bubble Tea does.
func (st *stripTerminal) frame() {
	v := st.s.m.View()
	st.next.Clear()
	uv.NewStyledString(v.Content).Draw(st.next, st.next.Bounds())
	st.scr.Render(st.next.RenderBuffer)
	if err := st.scr.Flush(); err != nil {
		st.t.Fatal(err)
	}
	out := st.s.m.reading.Expand(st.out.String())
	st.out.Reset()
	if _, err := st.emu.WriteString(out); err != nil {
		st.t.Fatal(err)
	}
}

var stripMark = regexp.MustCompile(`^\x1b_strip;\d+;(\d+);(\d+);(\d+);\d+\x1b\\`)

// check holds that each cell shows its piece of a picture where the frame has
// one, and nothing of one elsewhere.
func (st *stripTerminal) check(when string) (pieces int) {
	st.t.Helper()
	for y, line := range st.next.Lines {
		run := map[int]image.Point{} // the pieces that belong to columns
		for x := range line {
			var row, from, to int
			if m := stripMark.FindStringSubmatch(line[x].Content); m != nil {
				fmt.Sscan(m[1]+" "+m[2]+" "+m[3], &row, &from, &to)
				for col := from; col < to; col++ {
					run[x-(to-1-col)] = image.Pt(col, row)
				}
			}
		}
		for x := range line {
			got, is := st.emu.CellAt(x, y), false
			if got != nil {
				is = got.Content == "▓"
			}
			want, wanted := run[x]
			if wanted && !strings.HasSuffix(line[x].Content, "\u00a0") {
				st.t.Fatalf("%s: a mark lies over %q at %d, %d", when, line[x].Content, x, y)
			}
			if is != wanted {
				st.t.Fatalf("%s: at %d, %d a picture is %v, and should be %v\n%s", when, x, y, is, wanted, st.s.screen())
			}
			if wanted && !like(got.Style.Bg, pieceColour(want)) {
				st.t.Fatalf("%s: at %d, %d %v, not piece %v", when, x, y, got.Style.Bg, want)
			}
			if wanted {
				pieces++
			}
		}
	}
	return pieces
}

// pieceColour is that of a picture's piece, by its column and row.
func pieceColour(p image.Point) color.Color {
	return color.RGBA{uint8(p.X * 6), uint8(p.Y * 9), 100, 255}
}

// like reports whether the colours are the same but for what sixel's hundredths
// round off.
func like(a, b color.Color) bool {
	if a == nil {
		return false
	}
	near := func(x, y uint32) bool { return max(x, y)-min(x, y) < 0x500 }
	r1, g1, b1, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	return near(r1, r2) && near(g1, g2) && near(b1, b2)
}

// newStripViewer has an article with two pictures of different shapes, whose
// pieces all have colours of their own.
func newStripViewer(t *testing.T) *viewer {
	s := newViewer(t, "auto")
	s.sent = ""
	for name, size := range map[string]image.Point{"wide.png": {30 * 8, 6 * 16}, "high.png": {12 * 8, 14 * 16}} {
		img := image.NewNRGBA(image.Rectangle{Max: size})
		for i := range size.X * size.Y {
			x, y := i%size.X, i/size.X
			img.Set(x, y, pieceColour(image.Pt(x/8, y/16)))
		}
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(s.folder, name), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	md := "# Pictures\n\n[a link](#begin) and [another](#begin)\n\n## Begin\n\n" + strings.Repeat("A line of the text before.\n\n", 6) + "![wide](wide.png)\n\n" +
		strings.Repeat("A line between them that is a little longer than the others are.\n\n", 4) + "![high](high.png)\n\n" + strings.Repeat("A line behind.\n\n", 20)
	if err := os.WriteFile(filepath.Join(s.folder, "b.md"), []byte(md), 0o600); err != nil {
		t.Fatal(err)
	}
	s.happen()
	s.w, s.h = 100, 24 // so that what opens covers a part of a picture
	s.tell(tea.WindowSizeMsg{Width: s.w, Height: s.h})
	s.play(s.m.Open("b.md"))
	return s
}

// say lets the terminal answer the questions.
func (s *viewer) say(attributes []int, events ...tea.Msg) {
	s.t.Helper()
	for _, e := range append(events, uv.PrimaryDeviceAttributesEvent(attributes)) {
		s.tell(e)
	}
}

// Pictures of iTerm2's protocol and of sixel scroll, are cut by what is laid
// over them, and leave no trace, whatever is done.
func TestStripsLeaveNoTrace(t *testing.T) {
	for name, events := range map[string][]tea.Msg{
		"sixel":  {uv.CellSizeEvent{Width: 8, Height: 16}},
		"iterm2": {uv.UnknownOscEvent("\x1b]1337;ReportCellSize=16.0;8.0;1.0\x1b\\")},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStripViewer(t)
			s.say([]int{62, 4}, events...)
			st := newStripTerminal(t, s, image.Pt(8, 16))
			keys := []string{"j", "k", "space", "b", "ctrl+d", "ctrl+u", "?", "esc", "o", "esc", "P", "g", "G", "}", "v", "esc", "T", "esc", "h", ":", "esc", "f", "esc", "}", "m", "esc", "K", "esc", "w"}
			random := rand.New(rand.NewPCG(1, 2))
			seen := 0
			for step := range 400 {
				key := keys[random.IntN(len(keys))]
				if step < 60 {
					key = "j"
				}
				s.tell(keyPress(key))
				st.frame()
				seen += st.check(fmt.Sprintf("step %d, after %s", step, key))
			}
			if seen < 2000 {
				t.Errorf("only %d pieces were seen", seen)
			}
			if s.m.reader != nil {
				s.tell(keyPress("q"))
			}
			st.frame()
			if n := st.check("in the library"); n != 0 {
				t.Errorf("%d pieces are left in the library", n)
			}
		})
	}
}

// A picture that scrolls with the text is not sent again, but for the row that
// comes into sight.
func TestStripsScrollWithTheText(t *testing.T) {
	s := newStripViewer(t)
	s.say([]int{62, 4}, uv.CellSizeEvent{Width: 8, Height: 16})
	st := newStripTerminal(t, s, image.Pt(8, 16))
	for range 14 {
		s.tell(keyPress("ctrl+e"))
		st.frame()
	}
	before := st.sent
	for range 4 {
		s.tell(keyPress("ctrl+e"))
		st.frame()
		st.check("scrolled")
	}
	if n := st.sent - before; n > 8 {
		t.Errorf("%d strips were drawn for four rows", n)
	}
}
