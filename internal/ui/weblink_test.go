package ui

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
