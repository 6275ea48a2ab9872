package ui

import (
	"strings"
	"testing"
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
