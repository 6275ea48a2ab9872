package anchor

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manicule/internal/diff"
)

func told(pieces []diff.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString([]string{"", "[-", "{+"}[p.Op] + p.Text + []string{"", "-]", "+}"}[p.Op])
	}
	return b.String()
}

func TestDifference(t *testing.T) {
	for _, c := range [][3]string{
		{"one two three", "one two three", "one two three"},
		{"one two three", "one 2 three", "one [-two -]{+2 +}three"},
		{"The core of it.", "the very core of it", "the {+very +}core of it"},
		{"gone", "", "[-gone-]"},
		{"", "new", "{+new+}"},
		{"a “b” c", "a b d", "a b [-c-]{+d+}"},
	} {
		if got := told(Difference(c[0], c[1])); got != c[2] {
			t.Errorf("%q, %q: %q", c[0], c[1], got)
		}
	}
}

// TestDifferenceTellsBoth gives each text back, whatever became of it.
func TestDifferenceTellsBoth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`(([a-c]|é|二|\.){1,2} ){0,9}`)
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		var old, now strings.Builder
		for _, p := range Difference(before, after) {
			if p.Op != diff.Inserted {
				old.WriteString(p.Text)
			}
			if p.Op != diff.Deleted {
				now.WriteString(p.Text)
			}
		}
		same := func(a, b string) bool {
			letters := func(s string) string {
				return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '.' }), "")
			}
			return letters(a) == letters(b)
		}
		if !same(old.String(), before) || !same(now.String(), after) {
			t.Fatalf("%q, %q: %q, %q", before, after, old.String(), now.String())
		}
	})
}
