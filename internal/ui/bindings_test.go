package ui

import (
	"slices"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

func TestKeysAreBound(t *testing.T) {
	b := pane.Keys{"reader": {"highlight": {"H", "ctrl+h"}, "annotate": {"h"}, "outline": nil}}
	k := tableOf(t, boundModes(b), "Reader")
	for key, want := range map[string]string{"H": "highlight", "ctrl+h": "highlight", "h": "annotate", "j": "line down"} {
		if a := k.Find(key); a == nil || a.Name != want {
			t.Errorf("%s does %v, not %s", key, a, want)
		}
	}
	if k.Find("a") != nil || k.Find("o") != nil {
		t.Error("an action still has the keys that it had")
	}
	if got := KeyProblems(b); len(got) > 0 {
		t.Errorf("problems: %q", got)
	}
	if a := tableOf(t, modes(), "Reader").Find("a"); a == nil {
		t.Error("the table itself was changed")
	}
}

func TestKeyProblems(t *testing.T) {
	b := pane.Keys{
		"raeder": {"highlight": {"H"}},
		"reader": {"hihglight": {"x"}, "zen": {"h"}, "wider": {"ctrl+x"}, "narrower": {"ctrl+x"}},
	}
	got := KeyProblems(b)
	for _, want := range []string{`no mode "raeder"`, `no action "hihglight"`, "ctrl-x is given to narrower and wider", `"highlight" lost its keys`} {
		if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, want) }) {
			t.Errorf("nothing of %s in %q", want, got)
		}
	}
	if len(got) != 4 {
		t.Errorf("problems: %q", got)
	}
}

// on gives a theme that keeps the terminal's own colours those of a usual one.
func on(ground, ink string, t term.Theme) term.Theme {
	t.Ground = uv.Style{Fg: term.Hex(ink), Bg: term.Hex(ground)}
	return t
}

// Every theme tells text from its ground well enough to be read (WCAG 2.2:
// 4.5 to 1; 7 to 1 is the enhanced contrast).
func TestContrast(t *testing.T) {
	for _, tt := range []struct {
		name  string
		theme term.Theme
		least float64
	}{
		{"light", on("#fafafa", "#2b2a27", term.LightTheme()), 4.5},
		{"dark", on("#1e1e1e", "#cfcac0", term.DarkTheme()), 4.5},
		{"sepia", term.SepiaTheme(), 4.5},
		{"contrast, dark", term.ContrastTheme(true), 7},
		{"contrast, light", term.ContrastTheme(false), 7},
	} {
		for what, ink := range inks(&tt.theme) {
			if got := term.Contrast(ink, tt.theme.Ground.Bg); got < tt.least {
				t.Errorf("%s: %s has a contrast of %.1f", tt.name, what, got)
			}
		}
		for _, st := range []uv.Style{tt.theme.Quiet, tt.theme.Brand, tt.theme.Key, tt.theme.Bad} {
			if ground := tt.theme.Row.Bg; tt.theme.Row.Fg == nil && term.Contrast(st.Fg, ground) < tt.least {
				t.Errorf("%s: %v in the row under the cursor has a contrast of %.1f", tt.name, st.Fg, term.Contrast(st.Fg, ground))
			}
		}
		for kind, st := range tt.theme.Kinds {
			if st.Bg == nil {
				continue
			}
			if got := term.Contrast(tt.theme.Ground.Fg, st.Bg); got < tt.least {
				t.Errorf("%s: text in %s has a contrast of %.1f", tt.name, kind, got)
			}
		}
	}
}

// tableOf is the table of that title.
func tableOf(t *testing.T, all []*pane.Mode, title string) *pane.Mode {
	t.Helper()
	for _, k := range all {
		if k.Title == title {
			return k
		}
	}
	t.Fatalf("no mode %q", title)
	return nil
}
