package term

import (
	"strings"
	"testing"
)

// TestWrap: lists break lines as pages do, lose nothing and keep to the width.
func TestWrap(t *testing.T) {
	const text = "Qui a éteint la lampe ? « Personne ! » Il dit « jamais » ; 「灯台の火（ひ）は、だれが消した。」と聞いた。 Unbreakableandmuchlongerthanaline."
	for width := 20; width <= 200; width++ {
		lines := Wrap(text, width)
		for _, l := range lines {
			if Width(l) > width {
				t.Errorf("width %d: %q is %d wide", width, l, Width(l))
			}
			if strings.ContainsRune("?!;»。、」）", []rune(l)[0]) || strings.HasSuffix(l, "«") || strings.HasSuffix(l, "「") {
				t.Errorf("width %d: line %q", width, l)
			}
		}
		if got := strings.Join(strings.Fields(strings.Join(lines, "")), ""); got != strings.Join(strings.Fields(text), "") {
			t.Errorf("width %d: %q", width, lines)
		}
	}
	if got := Wrap("a 橋橋", 1); strings.Join(got, "") != "a橋橋" {
		t.Errorf("%q", got)
	}
}
