package article

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manicule/internal/markdown"
)

// blockLines are lines that begin, go on with or end blocks.
var blockLines = []string{
	"", "", "", "text", "Text *with* `code`", "# heading", "===", "---", "- - -", "- item", "- ", "1. one", "2. two", "  continued", "    indented",
	"  - nested", "    - nested", "> quote", ">", "```", "~~~", "   ```", "<div>", "</div>", "<!-- comment", "-->", "<pre>", "</pre>x", "| a | b |", "|---|---|",
	"term", ": description", "[ref]: http://example.org", "[^1]: note",
}

// TestBegin: the beginning of Markdown is the beginning of the whole, block by
// block, wherever the file is cut.
func TestBegin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.Map(rapid.SliceOfN(rapid.SampledFrom(blockLines), 1, 30), func(lines []string) string { return strings.Join(lines, "\n") })
		piece := rapid.OneOf(lines, rapid.SampledFrom([]string{
			para + "\r\n" + para2, "tab\tand \x1b[0m", strings.Repeat("- item\n", 3000), strings.Repeat("*a_ ", 5000), strings.Repeat("long ", 20_000),
			"```\n" + strings.Repeat("code\n\n", 500), strings.Repeat("| a | b |\n", 3), "| a |\n|---|\n" + strings.Repeat("| b |\n", 2000), strings.Repeat(para+"\n", 4),
		}))
		pieces := rapid.SliceOfN(piece, 10, 60).Draw(t, "pieces")
		data := rapid.SampledFrom([]string{"", "---\ntitle: x\n---\n", "# Title\n\n", "---\ntitle: never closed\n"}).Draw(t, "start") + strings.Join(pieces, "\n\n")
		a := Begin("a.md", []byte(data[:rapid.IntRange(0, len(data)).Draw(t, "cut")]))
		if a == nil {
			return
		}
		whole, err := Parse("a.md", []byte(data))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(whole.Text, a.Text) || a.Meta.Title != whole.Meta.Title || a.TitleSpan != whole.TitleSpan {
			t.Fatalf("it begins %.80q with the title %q, the whole %.80q with %q", a.Text, a.Meta.Title, whole.Text, whole.Meta.Title)
		}
		if got, want := blockEnds(a.Text), blockEnds(whole.Text); !slices.Equal(got, want[:len(got)]) {
			t.Fatalf("blocks end at %v, in the whole at %v", got, want[:len(got)])
		}
	})
}

func blockEnds(text string) (ends []int) {
	for block := range markdown.Blocks(text) {
		ends = append(ends, block.End)
	}
	return ends
}

func TestBeginOnlyWhereItTellsSomething(t *testing.T) {
	long := strings.Repeat(para+"\n\n", 300)
	for _, tt := range []struct {
		name, head string
		want       bool
	}{
		{"a.md", long, true},
		{"a.txt", "The title\n\n" + long, true},
		{"a.html", "<p>" + long, false},
		{"page", "<html><p>" + long, false},
		{"a.md", strings.ReplaceAll(long, "\n", " "), false},
		{"a.md", long[:len(long)/3], false},
		{"a.md", "\xff\xfe" + long, false},
		{"a.md", long + "\xe9\n", false},
		{"a.md", "", false},
		{"a.md", long + "half of an é: \xc3", true},
	} {
		a := Begin(tt.name, []byte(tt.head))
		if (a != nil) != tt.want || a != nil && (a.Text == "" || len(a.Text) > len(tt.head)) {
			t.Errorf("%s %.30q: %v", tt.name, tt.head, a)
		}
	}
}
