package main

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/ui/term"
)

// What is printed can be read as what is on the screen can, in every theme.
func TestPrintedContrast(t *testing.T) {
	const md = "# Title\n\nText with `code`, **bold**, [a link](https://example.org) and ==marked==.\n\n> [!warning] Hot\n> Quoted.\n\n```go\n// comment\nfunc f() string { return \"a\" + `b` } // 1\n```\n\n| a | b |\n| - | - |\n| c | d |\n\n- [x] done\n"
	a, err := article.Parse("a.md", []byte(md))
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, name := range term.Themes() {
		theme, err := (term.OwnThemes{}).Of(name, true)
		if err != nil {
			t.Fatal(err)
		}
		for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
			var b bytes.Buffer
			p := page.New(a, 60, theme.Page)
			if err := writePage(bufio.NewWriter(&b), p, p.First(), profile); err != nil {
				t.Fatal(err)
			}
			for _, line := range uv.NewStyledString(b.String()).Lines(ansi.GraphemeWidth) {
				for _, cell := range line {
					checked += checkPrinted(t, name, profile, cell)
				}
			}
		}
	}
	if checked < 1000 {
		t.Errorf("only %d characters were looked at", checked)
	}
}

// checkPrinted counts a character that stands in colours on a ground, which must
// be as far apart as text needs.
func checkPrinted(t *testing.T, theme string, p colorprofile.Profile, c uv.Cell) int {
	t.Helper()
	fg, bg := c.Style.Fg, c.Style.Bg
	_, basicFg := fg.(ansi.BasicColor)
	_, basicBg := bg.(ansi.BasicColor)
	if fg == nil || bg == nil || basicFg || basicBg || strings.Trim(c.Content, " │─┼▎▌█•·") == "" {
		return 0
	}
	if p == colorprofile.ANSI256 {
		fg, bg = p.Convert(fg), p.Convert(bg)
	}
	if got := term.Contrast(fg, bg); got < 4.5 {
		t.Errorf("%s, %v: %q stands out by %.2f to 1 only", theme, p, c.Content, got)
	}
	return 1
}
