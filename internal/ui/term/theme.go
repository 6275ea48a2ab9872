package term

import (
	"image/color"
	"maps"
	"slices"
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
}

const (
	Bold      = uv.AttrBold
	Italic    = uv.AttrItalic
	FaintAttr = uv.AttrFaint
	reverse   = uv.AttrReverse
)

// hex is a colour from "#rrggbb".
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

func bg(s string, attrs ...uint8) uv.Style {
	st := fg(s, attrs...)
	st.Fg, st.Bg = nil, st.Fg
	return st
}

// darkTheme is for light text on a dark ground; it leaves the terminal's own
// colours for plain text.
func DarkTheme() Theme {
	return Theme{
		Page:   page.Dark(),
		Quiet:  fg("#a2a29c"),
		Faint:  fg("#45453f"),
		Done:   fg("#8a7442"),
		Brand:  fg("#e5b567", Bold),
		Title:  uv.Style{Attrs: Bold},
		Key:    fg("#e5b567"),
		Row:    bg("#33342f"),
		Match:  fg("#f0c674", Bold),
		Hit:    fg("#f0c674", Bold),
		HitNow: uv.Style{Fg: Hex("#1d1e1a"), Bg: Hex("#f0c674"), Attrs: Bold},
		Wrong:  uv.Style{UnderlineColor: Hex("#ef8b80"), Underline: ansi.UnderlineCurly},
		Hint:   uv.Style{UnderlineColor: Hex("#a2a29c"), Underline: ansi.UnderlineDotted},
		Bar:    fg("#e5b567"),
		Focus:  bg("#2f302b"),
		Pick:   bg("#3f4f6b"),
		Caret:  bg("#6f8fbf"),
		Good:   fg("#9cc98f"),
		Bad:    fg("#ef8b80", Bold),
		Panel:  bg("#262722"),
		Kinds: map[string]uv.Style{
			"highlight":  bg("#4b4420"),
			"question":   kind("#1d4257", "#6fb7dd", ansi.UnderlineDotted),
			"important":  kind("#5b2a28", "#ef8b80", ansi.UnderlineDouble),
			"definition": kind("#22482f", "#8fcf9b", ansi.UnderlineDashed),
			"doubt":      kind("#452c57", "#c49be0", ansi.UnderlineCurly),
		},
	}
}

// lightTheme is for dark text on a light ground.
func LightTheme() Theme {
	return Theme{
		Page:   page.Light(),
		Quiet:  fg("#65625a"),
		Faint:  fg("#d5d1c6"),
		Done:   fg("#b5803f"),
		Brand:  fg("#9a5009", Bold),
		Title:  uv.Style{Attrs: Bold},
		Key:    fg("#9a5009"),
		Row:    bg("#ece7da"),
		Match:  fg("#9a5009", Bold),
		Hit:    fg("#9a5009", Bold),
		HitNow: uv.Style{Fg: Hex("#ffffff"), Bg: Hex("#9a5009"), Attrs: Bold},
		Wrong:  uv.Style{UnderlineColor: Hex("#b3261e"), Underline: ansi.UnderlineCurly},
		Hint:   uv.Style{UnderlineColor: Hex("#65625a"), Underline: ansi.UnderlineDotted},
		Bar:    fg("#c2741f"),
		Focus:  bg("#f1eee5"),
		Pick:   bg("#bcd4f5"),
		Caret:  bg("#86afea"),
		Good:   fg("#3c7a34"),
		Bad:    fg("#b3261e", Bold),
		Panel:  bg("#f4f1e9"),
		Kinds: map[string]uv.Style{
			"highlight":  bg("#ffef9e"),
			"question":   kind("#cfe7fb", "#2f79ad", ansi.UnderlineDotted),
			"important":  kind("#ffd5cf", "#c4453a", ansi.UnderlineDouble),
			"definition": kind("#d3f0d3", "#3f8f4c", ansi.UnderlineDashed),
			"doubt":      kind("#ead9fa", "#8450b3", ansi.UnderlineCurly),
		},
	}
}

// sepiaTheme is brown ink on the colour of old paper, whatever the terminal's
// own ground.
func SepiaTheme() Theme {
	t := LightTheme()
	t.Page = page.Sepia()
	t.Ground = uv.Style{Fg: Hex("#433422"), Bg: Hex("#f4ecd8")}
	t.Quiet = fg("#6f5b43")
	t.Faint, t.Done = fg("#cdbb97"), fg("#a8692c")
	t.Brand, t.Key, t.Match, t.Hit = fg("#8f4310", Bold), fg("#8f4310"), fg("#8f4310", Bold), fg("#8f4310", Bold)
	t.HitNow = uv.Style{Fg: Hex("#fffaf0"), Bg: Hex("#8f4310"), Attrs: Bold}
	t.Row, t.Focus, t.Panel = bg("#e7d8b8"), bg("#ece0c5"), bg("#eee2c8")
	t.Pick, t.Caret = bg("#c9d6dc"), bg("#9dbccb")
	t.Good, t.Bad = fg("#48602a"), fg("#9c2a17", Bold)
	t.Kinds = map[string]uv.Style{
		"highlight":  bg("#f5dd82"),
		"question":   kind("#cfdfe2", "#2f6f94", ansi.UnderlineDotted),
		"important":  kind("#f3c9b4", "#b03a25", ansi.UnderlineDouble),
		"definition": kind("#d5e0b8", "#4c7a35", ansi.UnderlineDashed),
		"doubt":      kind("#e2d0e2", "#7d4a9c", ansi.UnderlineCurly),
	}
	return t
}

// contrastTheme is white on black, or black on white, with all that is marked
// also bold, underlined or reversed.
func ContrastTheme(dark bool) Theme {
	ink, ground, soft, mark := "#000000", "#ffffff", "#333333", "#7a0000"
	if dark {
		ink, ground, soft, mark = "#ffffff", "#000000", "#d8d8d8", "#ffd75f"
	}
	turned := uv.Style{Fg: Hex(ground), Bg: Hex(ink), Attrs: Bold}
	under := func(u uv.Underline) uv.Style { return uv.Style{Underline: u, UnderlineColor: Hex(mark), Attrs: Bold} }
	t := PlainTheme()
	t.Page = page.Contrast(dark)
	t.Ground = uv.Style{Fg: Hex(ink), Bg: Hex(ground)}
	t.Quiet, t.Faint, t.Done = fg(soft), fg(soft), fg(mark, Bold)
	t.Brand, t.Key, t.Bar = fg(mark, Bold), fg(mark, Bold), fg(mark, Bold)
	t.Hit, t.Match = under(ansi.UnderlineSingle), under(ansi.UnderlineSingle)
	t.HitNow, t.Row, t.Pick = turned, turned, turned
	t.Caret = uv.Style{Fg: Hex(ground), Bg: Hex(mark), Attrs: Bold}
	t.Good, t.Bad = fg(ink), fg(mark, Bold)
	t.Kinds["highlight"] = uv.Style{Underline: ansi.UnderlineSingle, UnderlineColor: Hex(mark), Attrs: Bold}
	return t
}

// themeNames are the names of the themes, in the order in which a key goes round
// them.
var ThemeNames = []string{"light", "dark", "sepia", "contrast", "plain"}

// Themes are the names of the themes, besides "auto".
func Themes() []string { return slices.Clone(ThemeNames) }

// themeOf is the theme of a name; where there is a light and a dark one, the
// terminal's ground decides.
func ThemeOf(name string, dark bool) Theme {
	switch name {
	case "plain":
		return PlainTheme()
	case "dark":
		return DarkTheme()
	case "sepia":
		return SepiaTheme()
	case "contrast":
		return ContrastTheme(dark)
	}
	return LightTheme()
}

// in16 replaces the colours by those of a terminal that has only its own
// sixteen: the text keeps the terminal's, accents and kinds take plain ones.
func (t Theme) In16() Theme {
	on := func(ground ansi.BasicColor) uv.Style { return uv.Style{Fg: ansi.Black, Bg: ground} }
	accent := uv.Style{Fg: ansi.Blue} // yellow can't be read on white
	if t.Page.Dark {
		accent.Fg = ansi.Yellow
	}
	strong := Laid(accent, uv.Style{Attrs: Bold})
	t.Page, t.Ground = page.Plain(), uv.Style{}
	t.Quiet, t.Faint = uv.Style{Attrs: FaintAttr}, uv.Style{Attrs: FaintAttr}
	t.Brand, t.Key, t.Bar, t.Done = strong, accent, accent, accent
	t.Match = strong
	t.Hit, t.HitNow = t.Match, on(ansi.Yellow)
	t.Wrong, t.Hint = uv.Style{Underline: ansi.UnderlineSingle}, uv.Style{Underline: ansi.UnderlineSingle}
	t.Row, t.Pick, t.Caret = uv.Style{Attrs: reverse}, uv.Style{Attrs: reverse}, uv.Style{Attrs: reverse | Bold}
	t.Focus, t.Panel = uv.Style{Underline: ansi.UnderlineSingle}, uv.Style{}
	t.Good, t.Bad = uv.Style{Fg: ansi.Green}, uv.Style{Fg: ansi.Red, Attrs: Bold}
	t.Kinds = map[string]uv.Style{
		"highlight":  on(ansi.Yellow),
		"question":   on(ansi.Cyan),
		"important":  {Fg: ansi.BrightWhite, Bg: ansi.Red},
		"definition": on(ansi.Green),
		"doubt":      on(ansi.Magenta),
	}
	return t
}

// in256 replaces the colours of a theme of that name that fall on poor
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

// plainTheme uses no colour at all, for NO_COLOR and for terminals without.
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

// kind is the look of a passage of one kind: a ground, and an underline in a
// colour and of a shape of its own for eyes that don't tell the grounds apart.
func kind(ground, line string, shape uv.Underline) uv.Style {
	return uv.Style{Bg: Hex(ground), UnderlineColor: Hex(line), Underline: shape}
}

// passage is the look of a passage of the kind, also of one that isn't known.
func (t *Theme) Passage(kind string) uv.Style {
	if st, ok := t.Kinds[kind]; ok {
		return st
	}
	return t.Kinds["highlight"]
}

// sign is the look of a kind's sign in the gutter and the margin.
func (t *Theme) Sign(kind string) uv.Style {
	if c := t.Passage(kind).UnderlineColor; c != nil {
		return uv.Style{Fg: c, Attrs: Bold}
	}
	return t.Brand
}

// dim makes text that is not to be read now quiet. It keeps its ground, unless
// quiet words can't be read on that.
func (t *Theme) Dim(st *uv.Style) {
	if st.Bg != nil && st.Bg == t.HitNow.Bg {
		st.Bg = nil
	}
	st.Fg, st.Attrs = t.Quiet.Fg, t.Quiet.Attrs
	st.Underline, st.UnderlineColor = ansi.UnderlineNone, nil
}

// broken strikes out a link that leads nowhere.
func (t *Theme) Broken(st *uv.Style) {
	st.Fg, st.Attrs = t.Quiet.Fg, st.Attrs|uv.AttrStrikethrough
	st.Underline, st.UnderlineColor = ansi.UnderlineNone, nil
}

// rule marks the row of the reading ruler.
func (t *Theme) Rule(st *uv.Style) { Lay(st, t.Row) }

// over lays style o over s: what o leaves open stays as in s.
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
	s.Attrs |= o.Attrs
}

// over2 is style o laid over a copy of s.
func Laid(s, o uv.Style) uv.Style {
	Lay(&s, o)
	return s
}
