package ui

import (
	"slices"
	"strings"
	"testing"

	"manicule/internal/article"
)

func TestAtLine(t *testing.T) {
	for _, tt := range []struct{ command, want string }{
		{"vi", "+42 /a/b.md"},
		{"/usr/bin/nvim -p", "+42 /a/b.md"},
		{"hx", "/a/b.md:42"},
		{"code", "--wait --goto /a/b.md:42"},
		{"code --wait", "--goto /a/b.md:42"},
		{"subl -w", "/a/b.md:42"},
		{"emacsclient -t", "+42 /a/b.md"},
		{"kate", "--line 42 /a/b.md"},
		{"Notepad++.exe", "-n42 /a/b.md"},
		{"my-editor --quick", "/a/b.md"},
	} {
		if got := strings.Join(atLine(strings.Fields(tt.command), "/a/b.md", 42), " "); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.command, got, tt.want)
		}
	}
}

func TestLineOf(t *testing.T) {
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
			a, err := article.Parse(tt.name, []byte(tt.file))
			if err != nil {
				t.Fatal(err)
			}
			at := strings.Index(a.Text, tt.at)
			if at < 0 {
				t.Fatalf("%q is not in %q", tt.at, a.Text)
			}
			want := slices.Index(strings.Split(tt.file, "\n"), tt.line) + 1
			if got := lineOf(tt.file, a.Text, at); got != want {
				t.Errorf("line %d, want %d", got, want)
			}
		})
	}
}

func FuzzLineOf(f *testing.F) {
	f.Add("a.md", "---\ntitle: x\n---\nOne.\n\nTwo.\n", 5)
	f.Add("a.txt", "One\n\x1b[31mtwo\xff", 3)
	f.Add("a.html", "<p>One <b>two</b></p>", 1)
	f.Fuzz(func(t *testing.T, name, file string, at int) {
		a, err := article.Parse(name, []byte(file))
		if err != nil || at < 0 || at > len(a.Text) {
			return
		}
		line := lineOf(file, a.Text, at)
		if lines := strings.Count(article.Clean(file), "\n") + 1; line < 1 || line > lines {
			t.Errorf("line %d of %d", line, lines)
		}
	})
}
