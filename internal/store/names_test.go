package store

import (
	"path"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNotesName(t *testing.T) {
	t.Parallel()
	for give, want := range map[string]string{
		"a.md":             "a.md.md",
		"news/Japan.txt":   "news/Japan.txt.md",
		"a:b?.md":          "a%3Ab%3F.md.md",
		"100%.md":          "100%25.md.md",
		"CON/nul.txt":      "%43ON/%6Eul.txt.md",
		"console/null.md":  "console/null.md.md",
		"com1.md/LPT³":     "%63om1.md/%4CPT³.md",
		"com/com10/lpt.md": "com/com10/lpt.md.md",
		"dot./ space/x":    "dot%2E/%20space/x.md",
		"new\nline\x1b.md": "new%0Aline%1B.md.md",
		"bad\xff.md":       "bad%FF.md.md",
		"日本.md":            "日本.md.md",
	} {
		if got := notesName(give); got != want {
			t.Errorf("%q: %q, want %q", give, got, want)
		}
		if got := articleName(want); got != give {
			t.Errorf("%q came from %q, not %q", want, give, got)
		}
	}
}

func FuzzNotesName(f *testing.F) {
	f.Add("a/b.md", "a/B.md")
	f.Add(strings.Repeat("日", 90)+".md", strings.Repeat("日", 91)+".md")
	f.Add("../x", "%%%/\x00")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, name := range []string{notesName(a), hashedName(a)} {
			for _, part := range strings.Split(name, "/") {
				if len(part) > nameLimit || part == ".." || part == "." || !utf8.ValidString(part) || strings.ContainsAny(part, "<>:\"\\|?*\x00\n") {
					t.Errorf("%q has the component %q", a, part)
				}
			}
			if path.Ext(name) != ".md" {
				t.Errorf("%q: %q", a, name)
			}
		}
		if a != b && notesName(a) == notesName(b) {
			t.Errorf("%q and %q share %q", a, b, notesName(a))
		}
	})
}
