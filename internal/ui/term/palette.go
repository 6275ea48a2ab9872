package term

import (
	"cmp"
	"image/color"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/page"
)

// A theme is a glamour style with a palette for the rest of the screen. What
// the palette leaves out is derived from the style, so that a glamour style
// alone colours the whole program.

// PaletteKeys are the names of the palette's colours, with what each is for.
var PaletteKeys = []struct{ Name, Use string }{
	{"accent", "the brand, keys, what was searched for; else the main headings' colour"},
	{"quiet", "what is read second: dates, hints; else as the style's quiet text"},
	{"faint", "rules and empty bars"},
	{"done", "the part of a bar that is done"},
	{"bar", "the bar beside the text in focus"},
	{"match", "a match; on_match is the ink of the one that was gone to, whose ground this is"},
	{"on_match", "see match"},
	{"row", "ground of the row under the cursor"},
	{"focus", "ground of the sentence in focus"},
	{"selection", "ground of the selection"},
	{"caret", "ground of the end of the selection that moves"},
	{"panel", "ground of panels"},
	{"good", "good news; else green"},
	{"bad", "bad news; else red"},
	{"red", "of the five hues: important notes"},
	{"green", "definitions"},
	{"yellow", "highlights"},
	{"blue", "questions"},
	{"purple", "doubts"},
	{"highlight", "ground of a highlight; else a tint of its hue, as of the other kinds"},
	{"question", "ground of a question"},
	{"important", "ground of an important passage"},
	{"definition", "ground of a definition"},
	{"doubt", "ground of a doubt"},
}

// palette makes colours of a style.
type palette struct {
	style       *page.Style
	ink, ground color.Color // of plain text; the terminal's own are guessed
	light       bool
	named       map[string]string
	foreign     bool // the colours are the terminal's own
}

// FromStyle is the theme that a style makes, on a dark ground or on a light one
// where the style has none.
func FromStyle(s *page.Style, dark bool) Theme {
	p := newPalette(s)
	if p.foreign {
		return p.terminal(dark)
	}
	accent, quiet := p.accent(), p.get("quiet", p.quiet())
	match := p.get("match", accent)
	ink := func(c color.Color, attrs uint8) uv.Style { return uv.Style{Fg: c, Attrs: attrs} }
	ground := func(name string, c color.Color) uv.Style { return uv.Style{Bg: p.get(name, c)} }
	bad := p.get("bad", p.hue("red"))
	return Theme{
		Page:   p.page(),
		Ground: p.screen(),
		Quiet:  ink(quiet, 0),
		Faint:  ink(p.get("faint", p.tint(p.ink, 0.25)), 0),
		Done:   ink(p.get("done", p.tint(accent, 0.6)), 0),
		Brand:  ink(accent, Bold),
		Title:  uv.Style{Attrs: Bold},
		Key:    ink(accent, 0),
		Row:    ground("row", p.tint(p.ink, 0.12)),
		Match:  ink(match, Bold),
		Hit:    ink(match, Bold),
		HitNow: uv.Style{Fg: p.get("on_match", p.ground), Bg: match, Attrs: Bold},
		Wrong:  uv.Style{UnderlineColor: bad, Underline: ansi.UnderlineCurly},
		Hint:   uv.Style{UnderlineColor: quiet, Underline: ansi.UnderlineDotted},
		Bar:    ink(p.get("bar", accent), 0),
		Focus:  ground("focus", p.tint(p.ink, 0.08)),
		Pick:   ground("selection", p.tint(p.hue("blue"), 0.35)),
		Caret:  ground("caret", p.tint(p.hue("blue"), 0.7)),
		Good:   ink(p.get("good", p.hue("green")), 0),
		Bad:    ink(bad, Bold),
		Panel:  ground("panel", p.tint(p.ink, 0.05)),
		Kinds:  p.kinds(),
	}
}

func newPalette(s *page.Style) *palette {
	c := s.Config
	p := &palette{style: s, named: c.Palette, light: !s.Dark}
	p.ink, p.ground = page.Colour(text(c.Document.Color)), page.Colour(text(c.Document.BackgroundColor))
	if p.ground != nil {
		p.light = luminance(p.ground) > 0.18
	}
	p.foreign = p.ink == nil && p.ground == nil && len(c.Palette) == 0
	p.ink = cmp.Or(p.ink, p.either("#d8d8d8", "#202020"))
	p.ground = cmp.Or(p.ground, p.either("#1e1e1e", "#fafafa"))
	return p
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// either is the colour for a dark ground or for a light one.
func (p *palette) either(dark, light string) color.Color {
	if p.light {
		return Hex(light)
	}
	return Hex(dark)
}

// get is the colour that the palette has by that name, else the other one.
func (p *palette) get(name string, other color.Color) color.Color {
	if c := page.Colour(p.named[name]); c != nil {
		return c
	}
	return other
}

// tint is the ground with so much of a colour.
func (p *palette) tint(c color.Color, much float64) color.Color { return mix(p.ground, c, much) }

// accent is the colour of what stands out.
func (p *palette) accent() color.Color {
	c := p.style.Config
	for _, s := range []*string{c.H1.Color, c.Heading.Color, c.H2.Color, c.Link.Color, c.LinkText.Color} {
		if found := page.Colour(text(s)); found != nil && Contrast(found, p.ground) > 3 {
			return p.get("accent", found)
		}
	}
	return p.get("accent", p.hue("yellow"))
}

// quiet is the colour of what is read second.
func (p *palette) quiet() color.Color {
	if q := p.style.Config.Quiet; q != nil {
		if c := page.Colour(text(q.Color)); c != nil {
			return c
		}
	}
	return p.tint(p.ink, 0.65)
}

// hue is one of the five.
func (p *palette) hue(name string) color.Color {
	usual := map[string][2]string{
		"red": {"#ef8b80", "#b3261e"}, "green": {"#9cc98f", "#3c7a34"}, "yellow": {"#e5b567", "#9a5009"},
		"blue": {"#6fb7dd", "#2f79ad"}, "purple": {"#c49be0", "#8450b3"},
	}[name]
	return p.get(name, p.either(usual[0], usual[1]))
}

// kinds are the looks of passages: a tint of the kind's hue, and a line of it.
func (p *palette) kinds() map[string]uv.Style {
	kinds := map[string]uv.Style{"highlight": {Bg: p.get("highlight", p.tint(p.hue("yellow"), 0.3))}}
	for _, k := range []struct {
		name, hue string
		line      uv.Underline
	}{
		{"question", "blue", ansi.UnderlineDotted},
		{"important", "red", ansi.UnderlineDouble},
		{"definition", "green", ansi.UnderlineDashed},
		{"doubt", "purple", ansi.UnderlineCurly},
	} {
		hue := p.hue(k.hue)
		kinds[k.name] = uv.Style{Bg: p.get(k.name, p.tint(hue, 0.25)), UnderlineColor: hue, Underline: k.line}
	}
	return kinds
}

// page is the style without a ground, which the screen has.
func (p *palette) page() *page.Style {
	own := *p.style
	own.Config.Document.BackgroundColor = nil
	return &own
}

// screen is the ink and the ground of the whole screen, if the style has any.
func (p *palette) screen() uv.Style {
	if p.style.Config.Document.BackgroundColor == nil {
		return uv.Style{}
	}
	return uv.Style{Fg: p.ink, Bg: p.ground}
}

// terminal is the theme of a style that names no colours, or only the sixteen
// that the reader's terminal has.
func (p *palette) terminal(dark bool) Theme {
	own := *p.style
	own.Dark = dark
	t := Theme{Page: &own, Title: uv.Style{Attrs: Bold}}.In16(dark)
	t.Page = &own
	return t
}
