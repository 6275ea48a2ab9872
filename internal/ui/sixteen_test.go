package ui

import (
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/ui/term"
)

// With sixteen colours the accents can be read on the ground that there is, and
// so can bold words in a passage: many terminals show bold black as grey.
func TestSixteenColours(t *testing.T) {
	for name, accent := range map[string]ansi.BasicColor{"light": ansi.Blue, "sepia": ansi.Blue, "dark": ansi.Yellow} {
		th := term.ThemeOf(name, name == "dark").In16(name == "dark")
		if sign := th.Sign("question"); sign.Fg != accent || th.Key.Fg != accent {
			t.Errorf("%s: a sign is %v, a key %v", name, sign.Fg, th.Key.Fg)
		}
		st := uv.Style{Attrs: term.Bold | term.Italic}
		term.Lay(&st, th.Passage("highlight"))
		if st.Attrs != term.Italic || st.Fg != ansi.Black {
			t.Errorf("%s: bold words of a passage: %+v", name, st)
		}
	}
}
