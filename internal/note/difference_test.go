package note

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func told(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString([]string{"", "[-", "{+"}[p.Kind] + p.Text + []string{"", "-]", "+}"}[p.Kind])
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
			if p.Kind != Inserted {
				old.WriteString(p.Text)
			}
			if p.Kind != Deleted {
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

func TestLineDifference(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"", "a\nb", "+a +b"},
		{"a", "", "-a"},
		{"a\nb\nc", "a\nx\nc", " a -b +x  c"},
		{"a\nb", "⇄ one\na\n⇄ end\nb", "+⇄ one  a +⇄ end  b"},
	} {
		var got []string
		for _, p := range LineDifference(c.before, c.after) {
			got = append(got, []string{" ", "-", "+"}[p.Kind]+p.Text)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q, %q: %q", c.before, c.after, s)
		}
	}
}

// TestLineDifferenceTellsBoth gives each text back, whatever became of it.
func TestLineDifferenceTellsBoth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-c](\n[a-c]?){1,3}){0,4}[a-c]`)
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		var old, now []string
		for _, p := range LineDifference(before, after) {
			if p.Kind != Inserted {
				old = append(old, p.Text)
			}
			if p.Kind != Deleted {
				now = append(now, p.Text)
			}
		}
		if strings.Join(old, "\n") != before || strings.Join(now, "\n") != after {
			t.Fatalf("%q and %q of %q and %q", old, now, before, after)
		}
	})
}
