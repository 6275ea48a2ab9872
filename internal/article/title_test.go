package article

import (
	"strings"
	"testing"

	"manicule/internal/markdown"
)

func TestFindTitle(t *testing.T) {
	for _, test := range []struct{ name, text, given, title, at string }{
		{"a heading at the start", "# Why *tea*?\n\nText.\n", "", "Why tea?", "# Why *tea*?"},
		{"underlined, on two lines", "Why\ntea?\n===\nText.\n", "", "Why tea?", "Why\ntea?\n==="},
		{"behind blank lines", " \n\n# Why\n", "", "Why", "# Why"},
		{"given and told", "## Why tea\n\n# Other\n", "Why “Tea”?", "Why “Tea”?", "## Why tea"},
		{"given and not told", "# Other\n\n# Why\n", "Why", "Why", ""},
		{"further down", "Text.\n\n- a list\n\n## Two\n\nWhy\n===\n", "", "Why", ""},
		{"of a lower level first", "## Two\n\n# Why\n", "", "Why", ""},
		{"without words", "#\n\n# Why\n", "", "Why", ""},
		{"in code", "```\n# Not\n\n# This\n```\n\n# Why\n", "", "Why", ""},
		{"in code that never ends", "```\n# Not\n\n# This\n", "", "", ""},
		{"in a list", "- # Not\n\n  # This\n", "", "", ""},
		{"with a link defined elsewhere", "# [Why][x] tea\n\nText.\n\n[x]: /y\n", "", "Why tea", "# [Why][x] tea"},
		{"of signs that are too much for the parser", "# " + strings.Repeat("[", 5000) + "\n\n# Why\n", "", "Why", ""},
		{"too far down", strings.Repeat("Text.\n\n", titleReach/6) + "# Why\n", "", "", ""},
		{"nowhere", "Text.\n\n---\n\nMore.\n", "", "", ""},
		{"no text", "", "Why", "Why", ""},
	} {
		title, at := (&Article{Text: test.text, Meta: Meta{Title: test.given}}).findTitle()
		if title != test.title || test.text[at.Start:at.End] != test.at {
			t.Errorf("%s: %q at %q, want %q at %q", test.name, title, test.text[at.Start:at.End], test.title, test.at)
		}
	}
}

func TestStandard(t *testing.T) {
	check := func(name string, data []byte) {
		a, err := Parse(name, data)
		if err == nil && a.Standard() != markdown.Standard(a.Text) {
			t.Errorf("%s: Standard is not that of the text", name)
		}
	}
	eachArticle(t, check)
	for _, text := range []string{"", "# A ==marked== title\n\nSome ==more==.\n", strings.Repeat("==Text==.\n\n", titleReach)} {
		check("a.md", []byte(text))
		check("a.txt", []byte(text))
	}
}
