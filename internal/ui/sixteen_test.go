package ui

import (
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// With sixteen colours the accents can be read on the ground that there is, and
// so can bold words in a passage: many terminals show bold black as grey.
func TestSixteenColours(t *testing.T) {
	for name, accent := range map[string]ansi.BasicColor{"light": ansi.Blue, "sepia": ansi.Blue, "dark": ansi.Yellow} {
		th := themeOf(name, name == "dark").in16()
		if sign := th.sign("question"); sign.Fg != accent || th.key.Fg != accent {
			t.Errorf("%s: a sign is %v, a key %v", name, sign.Fg, th.key.Fg)
		}
		st := uv.Style{Attrs: bold | italic}
		over(&st, th.passage("highlight"))
		if st.Attrs != italic || st.Fg != ansi.Black {
			t.Errorf("%s: bold words of a passage: %+v", name, st)
		}
	}
}
