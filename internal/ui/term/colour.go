package term

import (
	"image/color"
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"
)

// leastContrast is how far text must stand out from its ground (WCAG 2.2, AA).
const leastContrast = 4.5

// Contrast is the ratio of two colours' relative luminances, as WCAG 2 defines
// them.
func Contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// mix is so much of the way from one colour to another, from 0 to 1.
func mix(from, to color.Color, way float64) color.Color {
	r, g, b, _ := from.RGBA()
	x, y, z, _ := to.RGBA()
	part := func(a, b uint32) uint8 { return uint8(math.Round((float64(a) + way*(float64(b)-float64(a))) / 0x101)) }
	return color.RGBA{R: part(r, x), G: part(g, y), B: part(b, z), A: 0xff}
}

// readable is the ink, or the nearest one on its way to white or to black that
// can be read on the ground, as a terminal of that profile shows both.
func readable(ink, ground color.Color, p colorprofile.Profile) color.Color {
	shown := func(c color.Color) color.Color {
		if p == colorprofile.ANSI256 {
			return p.Convert(c)
		}
		return c
	}
	ground = shown(ground)
	if Contrast(shown(ink), ground) >= leastContrast {
		return ink
	}
	var end color.Color = color.Black
	if Contrast(color.White, ground) > Contrast(end, ground) {
		end = color.White
	}
	const steps = 20
	for i := 1; i < steps; i++ {
		if c := mix(ink, end, float64(i)/steps); Contrast(shown(c), ground) >= leastContrast {
			return c
		}
	}
	return end
}

// colours are an ink and its ground.
type colours struct{ ink, ground color.Color }

// Inks remembers what was found to be readable.
type Inks map[colours]color.Color

// Readable gives a text whose ink cannot be read on its ground one that can.
// Where it leaves ink or ground to the terminal, usual has them.
func (m Inks) Readable(st *uv.Style, text string, usual uv.Style, p colorprofile.Profile) {
	ink, ground := st.Fg, st.Bg
	if ink == nil && ground == nil || p <= colorprofile.ANSI || !written(text) {
		return
	}
	if ink == nil {
		ink = usual.Fg
	}
	if ground == nil {
		ground = usual.Bg
	}
	if ink == nil || ground == nil {
		return
	}
	if found := m.on(ink, ground, p); found != ink {
		st.Fg = found
	}
}

// Usual is what a terminal's own ink and ground are taken to be where they are
// known but as dark or light.
func Usual(dark bool) uv.Style {
	if dark {
		return uv.Style{Fg: color.RGBA{0xd8, 0xd8, 0xd8, 0xff}, Bg: color.RGBA{0x1e, 0x1e, 0x1e, 0xff}}
	}
	return uv.Style{Fg: color.RGBA{0x20, 0x20, 0x20, 0xff}, Bg: color.RGBA{0xfa, 0xfa, 0xfa, 0xff}}
}

// Finish gives the whole screen the theme's ground, and lets no words stand in
// an ink that cannot be read on the ground that they came to lie on.
func (t *Theme) Finish(c *Canvas, p colorprofile.Profile) {
	c.Ground(t.Ground)
	if t.Plain || p < colorprofile.ANSI {
		return
	}
	if t.inks == nil {
		t.inks = Inks{}
	}
	usual := Usual(t.Page.Dark)
	for _, line := range c.Lines {
		for x := range line {
			cell := &line[x]
			if st := &cell.Style; basic(st.Fg) || basic(st.Bg) {
				t.readableIn16(st, cell.Content)
				continue
			}
			t.inks.Readable(&cell.Style, cell.Content, usual, p)
		}
	}
}

// on is a readable ink. The terminal's own sixteen colours are whatever the
// reader made of them.
func (m Inks) on(ink, ground color.Color, p colorprofile.Profile) color.Color {
	if basic(ink) || basic(ground) {
		return ink
	}
	found, ok := m[colours{ink, ground}]
	if !ok {
		found = readable(ink, ground, p)
		m[colours{ink, ground}] = found
	}
	return found
}

// basic reports whether a colour is one of the terminal's own sixteen.
func basic(c color.Color) bool {
	_, ok := c.(ansi.BasicColor)
	return ok
}

// written reports whether a cell holds a sign that is read: no line or bar, and
// no piece of a picture, whose colour is its number.
func written(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r > ' ' && r != kitty.Placeholder && (r < 0x2500 || r > 0x259f) && !unicode.Is(unicode.Braille, r)
}
