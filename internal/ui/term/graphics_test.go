package term

import (
	"image"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

func TestGraphicsWay(t *testing.T) {
	cell := func(g *Graphics) { g.OnCell(8, 16) }
	kitty := func(g *Graphics) { g.OnKitty(ProbeID, []byte("OK")) }
	named := func(name string) func(*Graphics) { return func(g *Graphics) { g.Named(name) } }
	says := func(s string) func(*Graphics) { return func(g *Graphics) { g.OnReport(s) } }
	has := func(attributes ...int) func(*Graphics) { return func(g *Graphics) { g.OnAttributes(attributes) } }
	tmux := func(g *Graphics) { g.Tmux.Within = true }
	for _, test := range []struct {
		terminal string
		answers  []func(*Graphics)
		want     string
	}{
		{"silent", nil, ""},
		{"kitty, not yet named", []func(*Graphics){kitty}, ""},
		{"kitty", []func(*Graphics){kitty, named("kitty(0.46.2)")}, ByKitty},
		{"kitty of the first version with placeholders", []func(*Graphics){kitty, named("kitty(0.28.0)"), has(62)}, ByKitty},
		{"old kitty", []func(*Graphics){kitty, named("kitty(0.27.1)"), has(62)}, ByBlocks},
		{"kitty, pictures refused", []func(*Graphics){named("kitty(0.46.2)"), has(62)}, ByBlocks},
		{"ghostty", []func(*Graphics){kitty, named("ghostty 1.3.1"), has(62, 22)}, ByKitty},
		{"wezterm", []func(*Graphics){kitty, named("WezTerm 20260331"), says("\x1b]1337;ReportCellSize=20.0;10.0\x1b\\"), cell, has(65, 4, 6)}, ByITerm2},
		{"konsole", []func(*Graphics){kitty, named("Konsole 25.12"), cell, has(62, 1, 4)}, BySixel},
		{"iterm2", []func(*Graphics){named("iTerm2 3.6.9"), says("\x1b]1337;Capabilities=T3LrMSc7UUw9Ts3BFGsSxSyHNo\a"), has(64, 4)}, ByITerm2},
		{"features without files", []func(*Graphics){says("\x1b]1337;Capabilities=T3FsLrM\a"), has(64)}, ByBlocks},
		{"foot", []func(*Graphics){named("foot(1.25.0)"), cell, has(62, 4, 22)}, BySixel},
		{"sixel, cells unknown", []func(*Graphics){has(62, 4, 22)}, ByBlocks},
		{"sixel, the window known", []func(*Graphics){func(g *Graphics) { g.OnWindow(image.Pt(800, 480), image.Pt(80, 24)) }, has(62, 4)}, BySixel},
		{"neither", []func(*Graphics){cell, has(62, 1, 6, 22)}, ByBlocks},
		{"tmux with sixel", []func(*Graphics){tmux, says("\x1b]1337;ReportCellSize=20;10\a"), cell, has(1, 2, 4)}, BySixel},
		{"tmux without", []func(*Graphics){tmux, cell, has(1, 2)}, ByBlocks},
	} {
		var g Graphics
		for _, answer := range test.answers {
			answer(&g)
		}
		if got := g.Way(); got != test.want {
			t.Errorf("%s: %q, not %q", test.terminal, got, test.want)
		}
	}
}

// Through tmux only kitty's question goes, and only where tmux lets it: the
// answers to others would be tmux's.
func TestQuestionsInTmux(t *testing.T) {
	g := Graphics{Tmux: Tmux{Within: true}}
	if q := g.Questions(); strings.Contains(q, "_G") || strings.Contains(q, "1337") || !strings.HasSuffix(q, "\x1b[c") {
		t.Errorf("without passing through: %q", q)
	}
	g.Tmux.Through, g.Tmux.Outer = true, "kitty(0.46.2)"
	if q := g.Questions(); !strings.HasPrefix(q, "\x1bPtmux;\x1b\x1b_G") || strings.Contains(q, "1337") {
		t.Errorf("passing through: %q", q)
	}
	g.OnKitty(ProbeID, []byte("OK"))
	if g.Way() != ByKitty {
		t.Errorf("kitty around tmux: %q", g.Way())
	}
}

func TestCells(t *testing.T) {
	var g Graphics
	g.OnReport("\x1b]1337;ReportCellSize=17.5;8.0;2.0\x1b\\")
	if g.Cell != image.Pt(16, 35) {
		t.Errorf("on a screen of double density a cell has %v", g.Cell)
	}
	g.OnCell(0, 40000)
	if g.Cell != image.Pt(16, 35) {
		t.Errorf("nonsense was believed: %v", g.Cell)
	}
	g.OnReport("\x1b[?1;0;16S")
	if g.Colours() != 16 {
		t.Errorf("%d colours", g.Colours())
	}
}

// No theme changes the colours by which pictures are told.
func TestThemesKeepPictures(t *testing.T) {
	for _, name := range Themes() {
		th := ThemeOf(name, true)
		var c Canvas
		c.Resize(4, 1)
		DrawPlaceholders(&c, 0, 0, 0, 4, FirstPictureID+1)
		th.Finish(&c, colorprofile.TrueColor)
		for _, cell := range c.Lines[0] {
			if cell.Style.Fg != ansi.IndexedColor(FirstPictureID+1) {
				t.Errorf("%s: %v", name, cell.Style.Fg)
			}
		}
	}
}
