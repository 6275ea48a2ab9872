package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"manicule/internal/ui/term"
)

func TestSimpleLines(t *testing.T) {
	for _, c := range []struct {
		name    string
		profile colorprofile.Profile
		env     string
		want    bool
	}{
		{"xterm", colorprofile.ANSI256, "TERM=xterm-256color", true},
		{"all colours", colorprofile.TrueColor, "TERM=xterm-256color COLORTERM=truecolor", false},
		{"all colours, none wanted", colorprofile.ASCII, "TERM=xterm-256color COLORTERM=truecolor NO_COLOR=1", false},
		{"xterm, no colours wanted", colorprofile.ASCII, "TERM=xterm-256color NO_COLOR=1", true},
		{"tmux that says so", colorprofile.TrueColor, "TERM=tmux-256color", false},
	} {
		if got := term.HasSimpleLines(c.profile, strings.Fields(c.env)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// A terminal that would blink gets no coloured underline, and one that knows
// no shapes a line all the same.
func TestSimplifyLines(t *testing.T) {
	var c term.Canvas
	c.Resize(4, 1)
	th := term.DarkTheme()
	c.Text(0, 0, 4, "word", th.Passage("question"))
	if s := c.String(); !strings.Contains(s, "4:4") || !strings.Contains(s, "58;") {
		t.Fatalf("not what it was: %q", s)
	}
	c.SimplifyLines()
	if s := c.String(); strings.Contains(s, "4:") || strings.Contains(s, "58;") || !strings.Contains(s, "4;") && !strings.Contains(s, ";4") {
		t.Errorf("%q", s)
	}
}
