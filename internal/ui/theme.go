package ui

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
type theme struct {
	page   *page.Style
	text   uv.Style // what is read first
	quiet  uv.Style // what is read second: dates, hints, rules
	faint  uv.Style // rules and empty bars
	done   uv.Style // the part of a rule that is done
	brand  uv.Style // ☞ and other few accents
	title  uv.Style
	key    uv.Style // a key in a hint
	row    uv.Style // laid over the row under the cursor
	match  uv.Style // laid over what was searched for in a list
	hit    uv.Style // laid over it in the text
	hitNow uv.Style // laid over the hit that was gone to
	wrong  uv.Style // laid over what is not understood
	hint   uv.Style // laid over what is understood, but perhaps not as meant
	bar    uv.Style // the focus bar in the gutter
	focus  uv.Style // laid over the sentence in focus
	pick   uv.Style // laid over the selection
	caret  uv.Style // laid over the end of the selection that moves
	good   uv.Style
	bad    uv.Style
	panel  uv.Style // ground of overlays
	ground uv.Style // ink and ground of the whole screen; zero: the terminal's own
	kinds  map[string]uv.Style
	plain  bool // there are no colours
}

const (
	bold      = uv.AttrBold
	italic    = uv.AttrItalic
	faintAttr = uv.AttrFaint
	reverse   = uv.AttrReverse
)

// hex is a colour from "#rrggbb".
func hex(s string) color.Color {
	n, err := strconv.ParseUint(s[1:], 16, 24)
	if err != nil {
		return nil
	}
	return color.RGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xff}
}

func fg(s string, attrs ...uint8) uv.Style {
	st := uv.Style{Fg: hex(s)}
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
func darkTheme() theme {
	return theme{
		page:   page.Dark(),
		quiet:  fg("#a2a29c"),
		faint:  fg("#45453f"),
		done:   fg("#8a7442"),
		brand:  fg("#e5b567", bold),
		title:  uv.Style{Attrs: bold},
		key:    fg("#e5b567"),
		row:    bg("#33342f"),
		match:  fg("#f0c674", bold),
		hit:    fg("#f0c674", bold),
		hitNow: uv.Style{Fg: hex("#1d1e1a"), Bg: hex("#f0c674"), Attrs: bold},
		wrong:  uv.Style{UnderlineColor: hex("#ef8b80"), Underline: ansi.UnderlineCurly},
		hint:   uv.Style{UnderlineColor: hex("#a2a29c"), Underline: ansi.UnderlineDotted},
		bar:    fg("#e5b567"),
		focus:  bg("#2f302b"),
		pick:   bg("#3f4f6b"),
		caret:  bg("#6f8fbf"),
		good:   fg("#9cc98f"),
		bad:    fg("#ef8b80", bold),
		panel:  bg("#262722"),
		kinds: map[string]uv.Style{
			"highlight":  bg("#4b4420"),
			"question":   kind("#1d4257", "#6fb7dd", ansi.UnderlineDotted),
			"important":  kind("#5b2a28", "#ef8b80", ansi.UnderlineDouble),
			"definition": kind("#22482f", "#8fcf9b", ansi.UnderlineDashed),
			"doubt":      kind("#452c57", "#c49be0", ansi.UnderlineCurly),
		},
	}
}

// lightTheme is for dark text on a light ground.
func lightTheme() theme {
	return theme{
		page:   page.Light(),
		quiet:  fg("#65625a"),
		faint:  fg("#d5d1c6"),
		done:   fg("#b5803f"),
		brand:  fg("#9a5009", bold),
		title:  uv.Style{Attrs: bold},
		key:    fg("#9a5009"),
		row:    bg("#ece7da"),
		match:  fg("#9a5009", bold),
		hit:    fg("#9a5009", bold),
		hitNow: uv.Style{Fg: hex("#ffffff"), Bg: hex("#9a5009"), Attrs: bold},
		wrong:  uv.Style{UnderlineColor: hex("#b3261e"), Underline: ansi.UnderlineCurly},
		hint:   uv.Style{UnderlineColor: hex("#65625a"), Underline: ansi.UnderlineDotted},
		bar:    fg("#c2741f"),
		focus:  bg("#f1eee5"),
		pick:   bg("#bcd4f5"),
		caret:  bg("#86afea"),
		good:   fg("#3c7a34"),
		bad:    fg("#b3261e", bold),
		panel:  bg("#f4f1e9"),
		kinds: map[string]uv.Style{
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
func sepiaTheme() theme {
	t := lightTheme()
	t.page = page.Sepia()
	t.ground = uv.Style{Fg: hex("#433422"), Bg: hex("#f4ecd8")}
	t.quiet = fg("#6f5b43")
	t.faint, t.done = fg("#cdbb97"), fg("#a8692c")
	t.brand, t.key, t.match, t.hit = fg("#8f4310", bold), fg("#8f4310"), fg("#8f4310", bold), fg("#8f4310", bold)
	t.hitNow = uv.Style{Fg: hex("#fffaf0"), Bg: hex("#8f4310"), Attrs: bold}
	t.row, t.focus, t.panel = bg("#e7d8b8"), bg("#ece0c5"), bg("#eee2c8")
	t.pick, t.caret = bg("#c9d6dc"), bg("#9dbccb")
	t.good, t.bad = fg("#48602a"), fg("#9c2a17", bold)
	t.kinds = map[string]uv.Style{
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
func contrastTheme(dark bool) theme {
	ink, ground, soft, mark := "#000000", "#ffffff", "#333333", "#7a0000"
	if dark {
		ink, ground, soft, mark = "#ffffff", "#000000", "#d8d8d8", "#ffd75f"
	}
	turned := uv.Style{Fg: hex(ground), Bg: hex(ink), Attrs: bold}
	under := func(u uv.Underline) uv.Style { return uv.Style{Underline: u, UnderlineColor: hex(mark), Attrs: bold} }
	t := plainTheme()
	t.page = page.Contrast(dark)
	t.ground = uv.Style{Fg: hex(ink), Bg: hex(ground)}
	t.quiet, t.faint, t.done = fg(soft), fg(soft), fg(mark, bold)
	t.brand, t.key, t.bar = fg(mark, bold), fg(mark, bold), fg(mark, bold)
	t.hit, t.match = under(ansi.UnderlineSingle), under(ansi.UnderlineSingle)
	t.hitNow, t.row, t.pick = turned, turned, turned
	t.caret = uv.Style{Fg: hex(ground), Bg: hex(mark), Attrs: bold}
	t.good, t.bad = fg(ink), fg(mark, bold)
	t.kinds["highlight"] = uv.Style{Underline: ansi.UnderlineSingle, UnderlineColor: hex(mark), Attrs: bold}
	return t
}

// themes are the names of the themes, in the order in which a key goes round
// them.
var themes = []string{"light", "dark", "sepia", "contrast", "plain"}

// Themes are the names of the themes, besides "auto".
func Themes() []string { return slices.Clone(themes) }

// themeOf is the theme of a name; where there is a light and a dark one, the
// terminal's ground decides.
func themeOf(name string, dark bool) theme {
	switch name {
	case "plain":
		return plainTheme()
	case "dark":
		return darkTheme()
	case "sepia":
		return sepiaTheme()
	case "contrast":
		return contrastTheme(dark)
	}
	return lightTheme()
}

// in16 replaces the colours by those of a terminal that has only its own
// sixteen: the text keeps the terminal's, accents and kinds take plain ones.
func (t theme) in16() theme {
	on := func(ground ansi.BasicColor) uv.Style { return uv.Style{Fg: ansi.Black, Bg: ground} }
	accent := uv.Style{Fg: ansi.Blue} // yellow can't be read on white
	if t.page.Dark {
		accent.Fg = ansi.Yellow
	}
	strong := over2(accent, uv.Style{Attrs: bold})
	t.page, t.ground = page.Plain(), uv.Style{}
	t.quiet, t.faint = uv.Style{Attrs: faintAttr}, uv.Style{Attrs: faintAttr}
	t.brand, t.key, t.bar, t.done = strong, accent, accent, accent
	t.match = strong
	t.hit, t.hitNow = t.match, on(ansi.Yellow)
	t.wrong, t.hint = uv.Style{Underline: ansi.UnderlineSingle}, uv.Style{Underline: ansi.UnderlineSingle}
	t.row, t.pick, t.caret = uv.Style{Attrs: reverse}, uv.Style{Attrs: reverse}, uv.Style{Attrs: reverse | bold}
	t.focus, t.panel = uv.Style{Underline: ansi.UnderlineSingle}, uv.Style{}
	t.good, t.bad = uv.Style{Fg: ansi.Green}, uv.Style{Fg: ansi.Red, Attrs: bold}
	t.kinds = map[string]uv.Style{
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
func (t theme) in256(name string) theme {
	st := *t.page
	st.Config.Document.Color = nil
	t.page = &st
	indexed := func(i int) color.Color { return ansi.IndexedColor(i) }
	grounds := map[string]int{"highlight": 229, "question": 153, "important": 224, "definition": 194, "doubt": 189}
	switch name {
	case "dark":
		t.row.Bg, t.focus.Bg, t.pick.Bg = indexed(237), indexed(236), indexed(60)
		grounds = map[string]int{"highlight": 58, "question": 24, "important": 88, "definition": 22, "doubt": 54}
	case "light":
		t.good.Fg = indexed(28)
	case "sepia":
		st.Config.Code.Color = nil
		t.ground = uv.Style{Fg: indexed(237), Bg: indexed(230)}
		t.focus.Bg, t.panel.Bg, t.pick.Bg = indexed(187), indexed(229), indexed(152)
		grounds = map[string]int{"highlight": 222, "question": 152, "important": 223, "definition": 193, "doubt": 225}
	}
	kinds := maps.Clone(t.kinds)
	for name, ground := range grounds {
		kind := kinds[name]
		kind.Bg = indexed(ground)
		kinds[name] = kind
	}
	t.kinds = kinds
	return t
}

// plainTheme uses no colour at all, for NO_COLOR and for terminals without.
func plainTheme() theme {
	under := func(u uv.Underline) uv.Style { return uv.Style{Underline: u} }
	return theme{
		page:   page.Plain(),
		quiet:  uv.Style{Attrs: faintAttr},
		faint:  uv.Style{Attrs: faintAttr},
		done:   uv.Style{Attrs: bold},
		brand:  uv.Style{Attrs: bold},
		title:  uv.Style{Attrs: bold},
		key:    uv.Style{Attrs: bold},
		row:    uv.Style{Attrs: reverse},
		match:  uv.Style{Underline: ansi.UnderlineSingle, Attrs: bold},
		hit:    uv.Style{Underline: ansi.UnderlineSingle, Attrs: bold},
		hitNow: uv.Style{Attrs: reverse | bold},
		wrong:  under(ansi.UnderlineSingle),
		hint:   under(ansi.UnderlineDotted),
		bar:    uv.Style{Attrs: bold},
		focus:  under(ansi.UnderlineDotted),
		pick:   uv.Style{Attrs: reverse},
		caret:  uv.Style{Attrs: reverse | bold},
		good:   uv.Style{},
		bad:    uv.Style{Attrs: bold},
		kinds: map[string]uv.Style{
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
	return uv.Style{Bg: hex(ground), UnderlineColor: hex(line), Underline: shape}
}

// passage is the look of a passage of the kind, also of one that isn't known.
func (t *theme) passage(kind string) uv.Style {
	if st, ok := t.kinds[kind]; ok {
		return st
	}
	return t.kinds["highlight"]
}

// sign is the look of a kind's sign in the gutter and the margin.
func (t *theme) sign(kind string) uv.Style {
	if c := t.passage(kind).UnderlineColor; c != nil {
		return uv.Style{Fg: c, Attrs: bold}
	}
	return t.brand
}

// dim makes text that is not to be read now quiet. It keeps its ground, unless
// quiet words can't be read on that.
func (t *theme) dim(st *uv.Style) {
	if st.Bg != nil && st.Bg == t.hitNow.Bg {
		st.Bg = nil
	}
	st.Fg, st.Attrs = t.quiet.Fg, t.quiet.Attrs
	st.Underline, st.UnderlineColor = ansi.UnderlineNone, nil
}

// broken strikes out a link that leads nowhere.
func (t *theme) broken(st *uv.Style) {
	st.Fg, st.Attrs = t.quiet.Fg, st.Attrs|uv.AttrStrikethrough
	st.Underline, st.UnderlineColor = ansi.UnderlineNone, nil
}

// rule marks the row of the reading ruler.
func (t *theme) rule(st *uv.Style) { over(st, t.row) }

// over lays style o over s: what o leaves open stays as in s.
func over(s *uv.Style, o uv.Style) {
	if o.Fg != nil {
		s.Fg = o.Fg
	}
	if o.Fg == ansi.Black { // bold black is grey on many terminals
		s.Attrs &^= bold
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
func over2(s, o uv.Style) uv.Style {
	over(&s, o)
	return s
}
