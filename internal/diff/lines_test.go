package diff

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestLines(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"", "a\nb", "+a +b"},
		{"a", "", "-a"},
		{"a\nb\nc", "a\nx\nc", " a -b +x  c"},
		{"a\nb", "⇄ one\na\n⇄ end\nb", "+⇄ one  a +⇄ end  b"},
	} {
		var got []string
		for _, p := range Lines(c.before, c.after) {
			got = append(got, []string{" ", "-", "+"}[p.Op]+p.Text)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q, %q: %q", c.before, c.after, s)
		}
	}
}

// TestLinesTellsBoth gives each text back, whatever became of it.
func TestLinesTellsBoth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-c](\n[a-c]?){1,3}){0,4}[a-c]`)
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		var old, now []string
		for _, p := range Lines(before, after) {
			if p.Op != Inserted {
				old = append(old, p.Text)
			}
			if p.Op != Deleted {
				now = append(now, p.Text)
			}
		}
		if strings.Join(old, "\n") != before || strings.Join(now, "\n") != after {
			t.Fatalf("%q and %q of %q and %q", old, now, before, after)
		}
	})
}
