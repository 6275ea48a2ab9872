package article

import (
	"fmt"
	"strings"
	"testing"

	"manicule/internal/markdown"
)

func TestFloodsAreSaid(t *testing.T) {
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for _, tt := range []struct{ text, want string }{
		{many(MaxNotes, "a[^%d] "), ""},
		{many(MaxNotes+1, "a[^%d] "), "50000 footnotes"},
		{many(markdown.MaxDefinitions+1, "[%d]: b\n\n"), "50000 definitions"},
		{many(markdown.MaxListed, "[a](%d) "), ""},
		{many(markdown.MaxListed+1, "[a](%d) "), "20000 links"},
		{many(markdown.MaxListed+1, "[[%d]] "), "20000 links"},
		{many(markdown.MaxListed/2+1, "[a](%d) [b][%[1]d] "), "20000 links"},
		{many(MaxLinks+1, "[a](%d) "), "65535 links"},
		{many(MaxLinks+1, "http://a/%d "), "65535 addresses"},
		{strings.Repeat("word ", MaxWords), ""},
		{strings.Repeat("word ", MaxWords+1), "4194304 words"},
		{strings.Repeat("字", MaxWords+1), "4194304 words"},
	} {
		a, err := Parse("a.md", []byte(tt.text))
		if err != nil || !strings.Contains(a.Warning, tt.want) || (tt.want == "") != (a.Warning == "") {
			t.Errorf("%.20q…: %v, warning %q, want %q", tt.text, err, a.Warning, tt.want)
		}
	}
}

func TestLargeFrontMatterIsSaid(t *testing.T) {
	for _, tt := range []struct{ name, text, title, want string }{
		{"bytes", "---\ntitle: Big\nx: " + strings.Repeat("word ", maxFrontMatter) + "\n---\nText.\n", "A", "32 KiB"},
		{"values", "---\ntitle: Many\nx: [" + strings.Repeat("a, ", maxValues) + "a]\n---\nText.\n", "Many", "4096 values"},
		{"two rules", "---\n" + strings.Repeat("Words. ", maxFrontMatter) + "\n\n---\nText.\n", "A", ""},
	} {
		a, err := Parse("a.md", []byte(tt.text))
		if err != nil || a.Meta.Title != tt.title || !strings.Contains(a.Warning, tt.want) || (tt.want == "") != (a.Warning == "") {
			t.Errorf("%s: %v, title %q, warning %q", tt.name, err, a.Meta.Title, a.Warning)
		}
	}
}
