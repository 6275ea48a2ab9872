package article

import (
	"slices"
	"strings"
	"testing"
)

func TestLineIn(t *testing.T) {
	tests := []struct{ name, file, at, line string }{
		{"a.md", "---\ntitle: The tide\n---\n\nThe first.\n\nThe second.\n", "The second", "The second."},
		{"a.md", "The first.\r\n\r\nThe second.\r\n", "second", "The second.\r"},
		{"a.md", "+++\ntitle = 'x'\n+++\nOne.\nOne.\nTwo.\n", "Two", "Two."},
		{"a.txt", "THE TIDE\n\nBy Ida Holm\n\nThe tide goes out twice\na day and nobody applauds.\n\nIt leaves the boats\nlying there.\n", "It leaves", "It leaves the boats"},
		{
			"a.html",
			"<html><head><title>The tide goes out</title></head>\n<body><article><h1>The tide</h1>\n<p>The tide goes out twice a day and nobody applauds, as a rule.</p>\n<p>It leaves the <b>boats</b>\nlying there, like people who listen, or do not listen at all.</p></article></body></html>\n",
			"It leaves", "<p>It leaves the <b>boats</b>",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Parse(tt.name, []byte(tt.file))
			if err != nil {
				t.Fatal(err)
			}
			at := strings.Index(a.Text, tt.at)
			if at < 0 {
				t.Fatalf("%q is not in %q", tt.at, a.Text)
			}
			want := slices.Index(strings.Split(tt.file, "\n"), tt.line) + 1
			if got := a.LineIn(tt.file, at); got != want {
				t.Errorf("line %d, want %d", got, want)
			}
		})
	}
}

func FuzzLineIn(f *testing.F) {
	f.Add("a.md", "---\ntitle: x\n---\nOne.\n\nTwo.\n", 5)
	f.Add("a.txt", "One\n\x1b[31mtwo\xff", 3)
	f.Add("a", "0x", 3)
	f.Add("a.html", "<p>One <b>two</b></p>", 1)
	f.Fuzz(func(t *testing.T, name, file string, at int) {
		a, err := Parse(name, []byte(file))
		if err != nil || at < 0 || at > len(a.Text) {
			return
		}
		line := a.LineIn(file, at)
		if lines := strings.Count(Clean(file), "\n") + 1; line < 1 || line > lines {
			t.Errorf("line %d of %d", line, lines)
		}
	})
}
