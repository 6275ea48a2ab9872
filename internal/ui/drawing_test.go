package ui

import (
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/ui/term"
)

// The bar of the focus stands beside all rows of code, also beside those whose
// text was panned away.
func TestFocusBarBesidePannedRows(t *testing.T) {
	s := openSession(t, "48x22")
	s.overwrite("harbour.md", "# Code\n\n```sh\nx\n"+strings.Repeat("long ", 20)+"\ny\n```\n")
	s.run(s.m.Open("harbour.md"))
	s.do("press", "w } }")
	s.do("expect", "unfolded")
	bars := func() int { return strings.Count(s.screen(), "│") }
	if got := bars(); got != 3 {
		t.Fatalf("%d rows have a bar\n%s", got, s.screen())
	}
	s.do("press", ". .")
	if got := bars(); got != 3 {
		t.Errorf("panned, %d rows have a bar\n%s", got, s.screen())
	}
}

// Dimmed words can be read on every ground.
func TestDim(t *testing.T) {
	for _, name := range term.Themes() {
		th := term.ThemeOf(name, name != "light")
		st := th.HitNow
		th.Dim(&st)
		if st.Bg != nil && st.Bg == th.HitNow.Bg {
			t.Errorf("%s: a dimmed hit keeps its ground", name)
		}
	}
	th := term.DarkTheme()
	st := th.Kinds["question"]
	th.Dim(&st)
	if st.Bg != th.Kinds["question"].Bg || st.Underline != ansi.UnderlineNone {
		t.Errorf("a dimmed passage: %+v", st)
	}
}

// With 256 colours a kind of the reader's own keeps its look.
func TestOwnKindIn256(t *testing.T) {
	own := uv.Style{Bg: term.Hex("#cfe7fb")}
	for _, name := range []string{"light", "dark", "sepia"} {
		th := term.ThemeOf(name, name == "dark")
		th.Kinds["idea"] = own
		if got := th.In256(name).Kinds["idea"]; got != own {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
