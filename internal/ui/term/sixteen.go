package term

import (
	"image/color"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/page"
)

// xtermColours are what a terminal's own sixteen colours usually are, as xterm
// has them.
var xtermColours = [16]color.Color{
	Hex("#000000"), Hex("#cd0000"), Hex("#00cd00"), Hex("#cdcd00"), Hex("#0000ee"), Hex("#cd00cd"), Hex("#00cdcd"), Hex("#e5e5e5"),
	Hex("#7f7f7f"), Hex("#ff0000"), Hex("#00ff00"), Hex("#ffff00"), Hex("#5c5cff"), Hex("#ff00ff"), Hex("#00ffff"), Hex("#ffffff"),
}

// usual is what a colour usually is: one of the sixteen, or of none the
// terminal's own ink or ground.
func usual(c, own color.Color) color.Color {
	if c == nil {
		return own
	}
	if i, ok := c.(ansi.BasicColor); ok && int(i) < len(xtermColours) {
		return xtermColours[i]
	}
	return c
}

// In16 replaces the colours by those of a terminal that has only its own
// sixteen, on a dark ground or on a light one: the text keeps the terminal's,
// accents and kinds take plain ones.
func (t Theme) In16(dark bool) Theme {
	on := func(ground ansi.BasicColor) uv.Style { return uv.Style{Fg: ansi.Black, Bg: ground} }
	accent, good, bad := ansi.Blue, color.Color(nil), ansi.Red // yellow and green can't be read on white
	if dark {
		accent, good, bad = ansi.Yellow, ansi.Green, ansi.BrightRed
	}
	ink := uv.Style{Fg: accent}
	strong := Laid(ink, uv.Style{Attrs: Bold})
	t.Page, t.Ground, t.dark = page.Plain(), uv.Style{}, dark
	t.Quiet, t.Faint = uv.Style{Attrs: FaintAttr}, uv.Style{Attrs: FaintAttr}
	t.Brand, t.Key, t.Bar, t.Done = strong, ink, ink, ink
	t.Match = Laid(strong, uv.Style{Underline: ansi.UnderlineSingle})                     // within a passage the line tells it
	t.Hit, t.HitNow = t.Match, uv.Style{Fg: ansi.BrightWhite, Bg: ansi.Blue, Attrs: Bold} // the ground of no kind
	t.Wrong, t.Hint = uv.Style{Underline: ansi.UnderlineSingle}, uv.Style{Underline: ansi.UnderlineSingle}
	t.Row, t.Pick, t.Caret = uv.Style{Attrs: reverse}, uv.Style{Attrs: reverse}, uv.Style{Attrs: reverse | Bold}
	t.Focus, t.Panel = uv.Style{Underline: ansi.UnderlineSingle}, uv.Style{}
	t.Good, t.Bad = uv.Style{Fg: good}, uv.Style{Fg: bad, Attrs: Bold}
	t.Kinds = map[string]uv.Style{
		"highlight":  on(ansi.Yellow),
		"question":   on(ansi.Cyan),
		"important":  {Fg: ansi.BrightWhite, Bg: ansi.Red},
		"definition": on(ansi.Green),
		"doubt":      on(ansi.BrightMagenta),
	}
	return t
}

// readableIn16 takes ink of the terminal's own that can't be read, as its
// colours usually are, from a letter: on the terminal's own ground it takes the
// terminal's own ink, on another one black or white.
func (t *Theme) readableIn16(st *uv.Style, text string) {
	ink, ground := Hex("#000000"), Hex("#ffffff")
	if t.dark {
		ink, ground = Hex("#e5e5e5"), Hex("#000000")
	}
	on := usual(st.Bg, ground)
	switch {
	case !written(text), Contrast(usual(st.Fg, ink), on) >= leastContrast:
	case st.Bg == nil:
		st.Fg = nil
	case Contrast(xtermColours[ansi.Black], on) > Contrast(xtermColours[ansi.BrightWhite], on):
		st.Fg = ansi.Black
		st.Attrs &^= Bold // which many terminals show grey
	default:
		st.Fg = ansi.BrightWhite
	}
}
