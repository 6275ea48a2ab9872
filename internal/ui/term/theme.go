package term

import (
	"image/color"
	"maps"
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/page"
)

// theme is how the program around the text looks; the text itself has a
// page.Style. Nothing is told by colour alone: every state also has a sign.
type Theme struct {
	Page   *page.Style
	Text   uv.Style // what is read first
	Quiet  uv.Style // what is read second: dates, hints, rules
	Faint  uv.Style // rules and empty bars
	Done   uv.Style // the part of a rule that is done
	Brand  uv.Style // ☞ and other few accents
	Title  uv.Style
	Key    uv.Style // a key in a hint
	Row    uv.Style // laid over the row under the cursor
	Match  uv.Style // laid over what was searched for in a list
	Hit    uv.Style // laid over it in the text
	HitNow uv.Style // laid over the hit that was gone to
	Wrong  uv.Style // laid over what is not understood
	Hint   uv.Style // laid over what is understood, but perhaps not as meant
	Bar    uv.Style // the focus bar in the gutter
	Focus  uv.Style // laid over the sentence in focus
	Pick   uv.Style // laid over the selection
	Caret  uv.Style // laid over the end of the selection that moves
	Good   uv.Style
	Bad    uv.Style
	Panel  uv.Style // ground of overlays
	Ground uv.Style // ink and ground of the whole screen; zero: the terminal's own
	Kinds  map[string]uv.Style
	Plain  bool // there are no colours
	dark   bool // the terminal's own ground is; of a theme in sixteen colours
	inks   Inks // see Finish
}

const (
	Bold      = uv.AttrBold
	Italic    = uv.AttrItalic
	FaintAttr = uv.AttrFaint
	reverse   = uv.AttrReverse
)

// Hex is a colour from "#rrggbb".
func Hex(s string) color.Color {
	n, err := strconv.ParseUint(s[1:], 16, 24)
	if err != nil {
		return nil
	}
	return color.RGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xff}
}

func fg(s string, attrs ...uint8) uv.Style {
	st := uv.Style{Fg: Hex(s)}
	for _, a := range attrs {
		st.Attrs |= a
	}
	return st
}

// ContrastTheme is white on black, or black on white, with all that is marked
// also bold, underlined or reversed.
func ContrastTheme(dark bool) Theme {
	name, ink, ground, soft, mark := "contrast-light", "#000000", "#ffffff", "#333333", "#7a0000"
	if dark {
		name = "contrast-dark"
		ink, ground, soft, mark = "#ffffff", "#000000", "#d8d8d8", "#ffd75f"
	}
	turned := uv.Style{Fg: Hex(ground), Bg: Hex(ink), Attrs: Bold}
	t := PlainTheme()
	t.Page = page.Dark()
	if s, err := page.Named(name); err == nil {
		t.Page = s
	}
	t.Ground = uv.Style{Fg: Hex(ink), Bg: Hex(ground)}
	t.Quiet, t.Faint, t.Done = fg(soft), fg(soft), fg(mark, Bold)
	t.Brand, t.Key, t.Bar = fg(mark, Bold), fg(mark, Bold), fg(mark, Bold)
	t.Hit = uv.Style{Fg: Hex(mark), Underline: ansi.UnderlineSingle, UnderlineColor: Hex(mark), Attrs: Bold} // a highlight has the line alone
	t.Match = t.Hit
	t.HitNow, t.Row, t.Pick = turned, turned, turned
	t.Caret = uv.Style{Fg: Hex(ground), Bg: Hex(mark), Attrs: Bold}
	t.Good, t.Bad = fg(ink), fg(mark, Bold)
	t.Kinds["highlight"] = uv.Style{Underline: ansi.UnderlineSingle, UnderlineColor: Hex(mark), Attrs: Bold}
	return t
}

// Themes are the names of the themes that come with the program, besides "auto":
// ours, the well-known palettes, the terminal's own colours, glamour's styles.
func Themes() []string {
	return []string{
		"light", "dark", "sepia", "contrast", "plain", "terminal",
		"catppuccin-latte", "catppuccin-frappe", "catppuccin-macchiato", "catppuccin-mocha", "dracula", "gruvbox-dark", "gruvbox-light",
		"nord", "rose-pine", "solarized-dark", "solarized-light", "tokyo-night",
		"ascii", "glamour-dark", "glamour-light", "notty", "pink",
	}
}

// ThemeOf is the theme of a name; where there is a light and a dark one, the
// terminal's ground decides.
func ThemeOf(name string, dark bool) Theme {
	switch name {
	case "plain":
		return PlainTheme()
	case "contrast":
		return ContrastTheme(dark)
	}
	s, err := page.Named(name)
	if name == "terminal" && dark { // dark blue is read on white only
		s, err = page.Named("terminal-dark")
	}
	if err != nil {
		s = page.Light()
	}
	return FromStyle(s, dark)
}

// In256 replaces the colours of a theme of that name that fall on poor
// neighbours among 256 ones: dark greys and browns would be olive and green.
func (t Theme) In256(name string) Theme {
	st := *t.Page
	st.Config.Document.Color = nil
	t.Page = &st
	indexed := func(i int) color.Color { return ansi.IndexedColor(i) }
	grounds := map[string]int{"highlight": 229, "question": 153, "important": 224, "definition": 194, "doubt": 189}
	switch name {
	case "dark":
		t.Row.Bg, t.Focus.Bg, t.Pick.Bg = indexed(237), indexed(236), indexed(60)
		grounds = map[string]int{"highlight": 58, "question": 24, "important": 88, "definition": 22, "doubt": 54}
	case "light":
		t.Good.Fg = indexed(28)
	case "sepia":
		st.Config.Code.Color = nil
		t.Ground = uv.Style{Fg: indexed(237), Bg: indexed(230)}
		t.Focus.Bg, t.Panel.Bg, t.Pick.Bg = indexed(187), indexed(229), indexed(152)
		grounds = map[string]int{"highlight": 222, "question": 152, "important": 223, "definition": 193, "doubt": 225}
	}
	kinds := maps.Clone(t.Kinds)
	for name, ground := range grounds {
		kind := kinds[name]
		kind.Bg = indexed(ground)
		kinds[name] = kind
	}
	t.Kinds = kinds
	return t
}

// PlainTheme uses no colour at all, for NO_COLOR and for terminals without.
func PlainTheme() Theme {
	under := func(u uv.Underline) uv.Style { return uv.Style{Underline: u} }
	return Theme{
		Page:   page.Plain(),
		Quiet:  uv.Style{Attrs: FaintAttr},
		Faint:  uv.Style{Attrs: FaintAttr},
		Done:   uv.Style{Attrs: Bold},
		Brand:  uv.Style{Attrs: Bold},
		Title:  uv.Style{Attrs: Bold},
		Key:    uv.Style{Attrs: Bold},
		Row:    uv.Style{Attrs: reverse},
		Match:  uv.Style{Underline: ansi.UnderlineSingle, Attrs: Bold},
		Hit:    uv.Style{Underline: ansi.UnderlineSingle, Attrs: Bold},
		HitNow: uv.Style{Attrs: reverse | Bold},
		Wrong:  under(ansi.UnderlineSingle),
		Hint:   under(ansi.UnderlineDotted),
		Bar:    uv.Style{Attrs: Bold},
		Focus:  under(ansi.UnderlineDotted),
		Pick:   uv.Style{Attrs: reverse},
		Caret:  uv.Style{Attrs: reverse | Bold},
		Good:   uv.Style{},
		Bad:    uv.Style{Attrs: Bold},
		Kinds: map[string]uv.Style{
			"highlight":  under(ansi.UnderlineSingle),
			"question":   under(ansi.UnderlineDotted),
			"important":  under(ansi.UnderlineDouble),
			"definition": under(ansi.UnderlineDashed),
			"doubt":      under(ansi.UnderlineCurly),
		},
	}
}

// Passage is the look of a passage of the kind, also of one that isn't known.
func (t *Theme) Passage(kind string) uv.Style {
	if st, ok := t.Kinds[kind]; ok {
		return st
	}
	return t.Kinds["highlight"]
}

// Sign is the look of a kind's sign in the gutter and the margin.
func (t *Theme) Sign(kind string) uv.Style {
	if c := t.Passage(kind).UnderlineColor; c != nil {
		return uv.Style{Fg: c, Attrs: Bold}
	}
	return t.Brand
}

// Dim makes text that is not to be read now quiet. It keeps its ground, unless
// quiet words can't be read on that.
func (t *Theme) Dim(st *uv.Style) {
	if st.Bg != nil && st.Bg == t.HitNow.Bg {
		st.Bg = nil
	}
	st.Fg, st.Attrs = t.Quiet.Fg, t.Quiet.Attrs
	st.Underline, st.UnderlineColor = ansi.UnderlineNone, nil
}

// Broken strikes out a link that leads nowhere.
func (t *Theme) Broken(st *uv.Style) {
	st.Fg, st.Attrs = t.Quiet.Fg, st.Attrs|uv.AttrStrikethrough
	st.Underline, st.UnderlineColor = ansi.UnderlineNone, nil
}

// Rule marks the row of the reading ruler.
func (t *Theme) Rule(st *uv.Style) { Lay(st, t.Row) }

// Lay lays style o over s: what o leaves open stays as in s.
func Lay(s *uv.Style, o uv.Style) {
	if o.Fg != nil {
		s.Fg = o.Fg
	}
	if o.Fg == ansi.Black { // bold black is grey on many terminals
		s.Attrs &^= Bold
	}
	if o.Bg != nil {
		s.Bg = o.Bg
	}
	if o.Underline != ansi.UnderlineNone {
		s.Underline, s.UnderlineColor = o.Underline, o.UnderlineColor
	}
	if s.Attrs |= o.Attrs; o.Attrs&reverse != 0 && s.Bg == nil { // an accent would become a ground of its own
		s.Fg = nil
	}
}

// Laid is style o laid over a copy of s.
func Laid(s, o uv.Style) uv.Style {
	Lay(&s, o)
	return s
}

// DarkTheme is for light text on a dark ground; it leaves the terminal's own
// colours for plain text.
func DarkTheme() Theme { return ThemeOf("dark", true) }

// LightTheme is for dark text on a light ground.
func LightTheme() Theme { return ThemeOf("light", false) }

// SepiaTheme is brown ink on the colour of old paper, whatever the terminal's
// own ground.
func SepiaTheme() Theme { return ThemeOf("sepia", false) }
