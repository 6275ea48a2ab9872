package page

import (
	"image/color"
	"strconv"

	"github.com/alecthomas/chroma/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/article"
)

// pen is a look with everything decided: what text is written with.
type pen struct {
	fg, bg                                                 string
	bold, italic, underline, strike, faint, reverse, blink bool
	upper, lower, title                                    bool
}

// with is the pen that the look makes of this one.
func (p pen) with(l Look) pen {
	for _, f := range []struct {
		to   *bool
		from *bool
	}{
		{&p.bold, l.Bold},
		{&p.italic, l.Italic},
		{&p.underline, l.Underline},
		{&p.strike, l.CrossedOut},
		{&p.faint, l.Faint},
		{&p.reverse, l.Inverse},
		{&p.blink, l.Blink},
		{&p.upper, l.Upper},
		{&p.lower, l.Lower},
		{&p.title, l.Title},
	} {
		if f.from != nil {
			*f.to = *f.from
		}
	}
	if l.Color != nil {
		p.fg = *l.Color
	}
	if l.BackgroundColor != nil {
		p.bg = *l.BackgroundColor
	}
	return p
}

// style is the pen in the terminal's terms.
func (p pen) style() uv.Style {
	s := uv.Style{Fg: Colour(p.fg), Bg: Colour(p.bg)}
	for _, a := range []struct {
		on   bool
		attr uint8
	}{
		{p.bold, uv.AttrBold},
		{p.faint, uv.AttrFaint},
		{p.italic, uv.AttrItalic},
		{p.blink, uv.AttrBlink},
		{p.reverse, uv.AttrReverse},
		{p.strike, uv.AttrStrikethrough},
	} {
		if a.on {
			s.Attrs |= a.attr
		}
	}
	if p.underline {
		s.Underline = uv.UnderlineSingle
	}
	return s
}

// Colour reads "#rgb", "#rrggbb" or "0" to "255", as lipgloss does for
// glamour; nil when it is neither.
func Colour(s string) color.Color {
	if n, err := strconv.ParseUint(s, 10, 8); err == nil {
		if n < 16 {
			return ansi.BasicColor(n)
		}
		return ansi.IndexedColor(n)
	}
	if len(s) == 4 && s[0] == '#' {
		s = string([]byte{'#', s[1], s[1], s[2], s[2], s[3], s[3]})
	}
	if len(s) != 7 || s[0] != '#' {
		return nil
	}
	n, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return nil
	}
	return color.RGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 255}
}

// bright reports whether a text of that colour is for dark backgrounds.
func bright(s string) bool {
	c := Colour(s)
	if c == nil {
		return false
	}
	r, g, b, _ := c.RGBA()
	return (299*r+587*g+114*b)/1000 > 0x7fff
}

// palette numbers the pens and links of a page as they are met.
type palette struct {
	pens   map[pen]uint16
	styles []uv.Style
	byNum  []pen
	urls   map[string]uint16
	links  []string
	notes  map[uint16]bool // the links that references to footnotes are
	tokens map[chroma.TokenType]uint16
	cased  bool // some pen changes the letter case
}

func newPalette(first pen) *palette {
	p := &palette{pens: map[pen]uint16{}, urls: map[string]uint16{"": 0}, links: []string{""}, notes: map[uint16]bool{}, tokens: map[chroma.TokenType]uint16{}}
	p.pen(first)
	return p
}

// pen is the number of a pen. There are few; should there ever be more than
// numbers, the first one stands for the rest.
func (p *palette) pen(n pen) uint16 {
	i, ok := p.pens[n]
	if ok || len(p.styles) > 0xffff {
		return i
	}
	i = uint16(len(p.styles))
	p.pens[n] = i
	p.styles = append(p.styles, n.style())
	p.byNum = append(p.byNum, n)
	p.cased = p.cased || n.upper || n.lower || n.title
	return i
}

// token is the number of the pen for a type of code, which make makes.
func (p *palette) token(t chroma.TokenType, make func() pen) uint16 {
	n, ok := p.tokens[t]
	if !ok {
		n = p.pen(make())
		p.tokens[t] = n
	}
	return n
}

// link is the number of a destination; 0 when there are no numbers left.
func (p *palette) link(url string) uint16 { return p.number(url, url) }

// note is the number of the link that a reference to a footnote is, another
// one than that of a link written by the author to the same place.
func (p *palette) note(url string) uint16 {
	i := p.number(newline+url, url)
	if i > 0 {
		p.notes[i] = true
	}
	return i
}

func (p *palette) number(key, url string) uint16 {
	i, ok := p.urls[key]
	if ok || len(p.links) > article.MaxLinks {
		return i
	}
	i = uint16(len(p.links))
	p.urls[key] = i
	p.links = append(p.links, url)
	return i
}
