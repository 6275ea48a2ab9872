package term

import (
	"fmt"
	"image/color"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/config"
	"manicule/internal/page"
)

func TestChoose(t *testing.T) {
	for _, tt := range []struct {
		choice string
		dark   bool
		want   string
	}{
		{"", true, "dark"},
		{"auto", false, "light"},
		{"nord", false, "nord"},
		{"mine.json", true, "mine.json"},
		{config.Pair("nord", "sepia"), true, "nord"},
		{config.Pair("nord", "sepia"), false, "sepia"},
		{config.Pair("auto", "auto"), true, "dark"},
		{"dark:nord", true, "dark:nord"},
	} {
		if got := Choose(tt.choice, tt.dark); got != tt.want {
			t.Errorf("%q, dark %v: %q, want %q", tt.choice, tt.dark, got, tt.want)
		}
	}
}

// every are all themes on both grounds, and those derived from a style alone.
func every(t *testing.T) map[string]Theme {
	all := map[string]Theme{}
	for _, name := range Themes() {
		all[name+" on dark"], all[name+" on light"] = ThemeOf(name, true), ThemeOf(name, false)
		if s, err := page.Named(name); err == nil {
			bare := *s
			bare.Config.Palette = nil
			all[name+" derived"] = FromStyle(&bare, s.Dark)
		} else if name != "contrast" {
			t.Errorf("%s: %v", name, err)
		}
	}
	return all
}

// grounds are all that text may lie on, by what they are.
func grounds(th Theme) map[string]uv.Style {
	all := map[string]uv.Style{
		"plain": {}, "row": th.Row, "focus": th.Focus, "selection": th.Pick, "caret": th.Caret, "panel": th.Panel, "current match": th.HitNow,
		"match": th.Hit,
	}
	for kind, st := range th.Kinds {
		all[kind] = st
		all["selected "+kind] = Laid(st, th.Pick)
		all["current match in "+kind] = Laid(st, th.HitNow)
	}
	return all
}

// texts are all that is written, in the list and in the article.
func texts(th Theme) map[string]uv.Style {
	all := map[string]uv.Style{
		"text": {}, "quiet": th.Quiet, "brand": th.Brand, "key": th.Key, "match": th.Match, "hit": th.Hit, "good": th.Good, "bad": th.Bad,
	}
	pens(all, "", reflect.ValueOf(th.Page.Config))
	return all
}

// pens adds the inks that a style names, also of links and of code.
func pens(all map[string]uv.Style, name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			pens(all, name, v.Elem())
		}
	case reflect.Struct:
		if look, ok := v.Interface().(page.Look); ok {
			st := uv.Style{}
			if look.Color != nil {
				st.Fg = page.Colour(*look.Color)
			}
			if look.BackgroundColor != nil {
				st.Bg = page.Colour(*look.BackgroundColor)
			}
			all[name] = st
			return
		}
		for i := range v.NumField() {
			pens(all, name+" "+v.Type().Field(i).Name, v.Field(i))
		}
	}
}

// TestReadable: whatever is written, in every theme and state, stands out from
// its ground, in all colours and in 256.
func TestReadable(t *testing.T) {
	t.Parallel()
	for name, th := range every(t) {
		for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
			for what, text := range texts(th) {
				for where, ground := range grounds(th) {
					st := Laid(text, ground)
					screen := th.Ground
					if screen == (uv.Style{}) { // the terminal's own
						screen = uv.Style{Fg: Hex("#d8d8d8"), Bg: Hex("#1e1e1e")}
						if !th.Page.Dark {
							screen = uv.Style{Fg: Hex("#202020"), Bg: Hex("#fafafa")}
						}
					}
					if got := shown(&th, st, screen, profile); got < leastContrast {
						t.Errorf("%s, %v: %s on %s has a contrast of %.2f", name, profile, what, where, got)
					}
				}
			}
		}
	}
}

// shown is the contrast of a letter in a style, as it comes to the screen.
func shown(th *Theme, st, screen uv.Style, p colorprofile.Profile) float64 {
	var c Canvas
	c.Resize(1, 1)
	c.Put(0, 0, "a", 1, &st, "")
	own := *th
	own.Finish(&c, p)
	got := c.Lines[0][0].Style
	Lay(&screen, got) // what has no colour of its own has the screen's
	got = screen
	if basic(got.Fg) || basic(got.Bg) {
		return leastContrast // the reader's own colours
	}
	seen := func(c color.Color) color.Color {
		if p == colorprofile.ANSI256 {
			return p.Convert(c)
		}
		return c
	}
	return Contrast(seen(got.Fg), seen(got.Bg))
}

// TestReadableIn16 is TestReadable with a terminal's own sixteen colours as they
// usually are, on both grounds.
func TestReadableIn16(t *testing.T) {
	for name, th := range every(t) {
		for _, dark := range []bool{true, false} {
			th := th.In16(dark)
			for what, text := range texts(th) {
				for where, ground := range grounds(th) {
					st := finished(&th, Laid(text, ground), colorprofile.ANSI)
					if got := Contrast(seenIn16(st, dark)); got < leastContrast {
						t.Errorf("%s, dark %v: %s on %s has a contrast of %.2f", name, dark, what, where, got)
					}
				}
			}
		}
	}
}

// finished is the style of a letter as it goes to the terminal.
func finished(th *Theme, st uv.Style, p colorprofile.Profile) uv.Style {
	var c Canvas
	c.Resize(1, 1)
	c.Put(0, 0, "a", 1, &st, "")
	th.Finish(&c, p)
	return c.Lines[0][0].Style
}

// seenIn16 is what a style's ink and ground usually are.
func seenIn16(st uv.Style, dark bool) (ink, ground color.Color) {
	if dark {
		return usual(st.Fg, Hex("#e5e5e5")), usual(st.Bg, Hex("#000000"))
	}
	return usual(st.Fg, Hex("#000000")), usual(st.Bg, Hex("#ffffff"))
}

// The sixteen colours of a theme that names no others can be read with more
// colours, too.
func TestReadableInTheTerminalsOwn(t *testing.T) {
	for _, dark := range []bool{true, false} {
		th := ThemeOf("terminal", dark)
		for what, text := range texts(th) {
			for where, ground := range grounds(th) {
				st := finished(&th, Laid(text, ground), colorprofile.TrueColor)
				if got := Contrast(seenIn16(st, dark)); got < leastContrast {
					t.Errorf("dark %v: %s on %s has a contrast of %.2f", dark, what, where, got)
				}
			}
		}
	}
}

// The current match can be told from every highlight, and from another match
// there, without colours and in sixteen, as they come to the screen.
func TestCurrentMatchStandsOut(t *testing.T) {
	for name, th := range every(t) {
		for p, th := range map[colorprofile.Profile]Theme{colorprofile.ANSI: th.In16(th.Page.Dark), colorprofile.ASCII: PlainTheme(), colorprofile.TrueColor: th} {
			for kind, st := range th.Kinds {
				hit, now := finished(&th, Laid(st, th.Hit), p), finished(&th, Laid(st, th.HitNow), p)
				if st = finished(&th, st, p); fmt.Sprint(hit) == fmt.Sprint(st) {
					t.Errorf("%s, %v: a match in a %s looks as what is around it: %v", name, p, kind, st)
				}
				if fmt.Sprint(hit) == fmt.Sprint(now) || fmt.Sprint(now) == fmt.Sprint(st) {
					t.Errorf("%s: the current match in a %s is %v, another one %v", name, kind, now, hit)
				}
			}
		}
	}
}

// The documentation names every theme, and every colour of the palette with
// what it is for.
func TestThemesAreDocumented(t *testing.T) {
	data, err := os.ReadFile("../../../docs/themes.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Themes() {
		short := strings.TrimPrefix(name, "catppuccin")
		if !strings.Contains(string(data), "`"+name+"`") && !strings.Contains(string(data), "`"+short+"`") {
			t.Errorf("docs/themes.md does not name %s", name)
		}
	}
	for _, k := range PaletteKeys {
		if row := "| `" + k.Name + "` | " + k.Use + " |"; !strings.Contains(string(data), row) {
			t.Errorf("docs/themes.md has no row %s", row)
		}
	}
}
