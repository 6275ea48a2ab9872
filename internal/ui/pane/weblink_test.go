package pane

import (
	"strings"
	"testing"
)

func TestWebLink(t *testing.T) {
	tests := []struct{ dest, want string }{
		{"https://example.org/a?b=c#d", "https://example.org/a?b=c#d"},
		{"mailto:ida@example.org", "mailto:ida@example.org"},
		{"HTTP://example.org", "http://example.org"},
		{"https://example.org/a b", "https://example.org/a%20b"},
		{"https://example.org/\x1b]0;x\a", ""},
		{"javascript:alert(1)", ""},
		{"file:///etc/passwd", ""},
		{"data:text/html,x", ""},
		{"ssh://example.org", ""},
		{"other.md#part", ""},
		{"//example.org", ""},
		{"https://example.org/" + strings.Repeat("a", 3000), ""},
	}
	for _, tt := range tests {
		if got := webLink(tt.dest); got != tt.want {
			t.Errorf("webLink(%.40q) = %q, want %q", tt.dest, got, tt.want)
		}
	}
}

// No address but of the web and of mail leaves the program, and none that a
// program could take for an option.
func TestWebAddress(t *testing.T) {
	for dest, want := range map[string]string{
		"https://example.org/a b":                       "https://example.org/a%20b",
		"//example.org/x":                               "https://example.org/x",
		"HTTP://example.org":                            "http://example.org",
		"mailto:a@example.org":                          "mailto:a@example.org",
		"javascript:alert(1)":                           "",
		"file:///etc/passwd":                            "",
		"data:text/html,x":                              "",
		"ssh://example.org":                             "",
		"-https://example.org":                          "",
		"--version":                                     "",
		"vscode:extension/a":                            "",
		"https://x.org/\x1b]0;a\a":                      "",
		"https://x.org/" + strings.Repeat("a", maxLink): "",
	} {
		if got := WebAddress(dest); got != want {
			t.Errorf("%.40q is opened as %q, want %q", dest, got, want)
		}
	}
}
