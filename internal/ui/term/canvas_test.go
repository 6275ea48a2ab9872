package term

import (
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
)

func TestCanvasText(t *testing.T) {
	tests := []struct {
		name, text string
		x, width   int
		want       string
	}{
		{"fits", "abc", 0, 10, "abc"},
		{"cut", "abcdef", 0, 4, "abc…"},
		{"beyond the edge", "abcdef", 7, 10, "       abc"},
		{"wide", "漢字漢字", 0, 5, "漢字…"},
		{"wide at the edge", "漢字", 9, 4, ""},
		{"no room", "abc", 0, 0, ""},
		{"left of the screen", "abc", -1, 5, "bc"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var c Canvas
			c.Resize(10, 1)
			c.Text(tt.x, 0, tt.width, tt.text, uv.Style{})
			if got := c.String(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCanvasStylesEndWithTheirRow(t *testing.T) {
	var c Canvas
	c.Resize(4, 2)
	c.Text(0, 0, 4, "ab", fg("#ff0000"))
	rows := strings.Split(c.String(), "\n")
	if len(rows) != 2 || !strings.HasSuffix(rows[0], "ab\x1b[m") || rows[1] != "" {
		t.Errorf("rows %q", rows)
	}
}

func TestCanvasOverWideCharacters(t *testing.T) {
	tests := []struct {
		x    int
		text string
		want string
	}{
		{0, "ab", "ab漢漢漢漢"},
		{1, "ab", " ab 漢漢漢"},
		{1, "a", " a漢漢漢漢"},
		{2, "字", "漢字漢漢漢"},
		{3, "字", "漢 字 漢漢"},
		{9, "a", "漢漢漢漢 a"},
	}
	for _, tt := range tests {
		var c Canvas
		c.Resize(10, 1)
		c.Text(0, 0, 10, "漢漢漢漢漢", uv.Style{})
		c.Text(tt.x, 0, 10, tt.text, uv.Style{})
		if got := c.String(); got != tt.want {
			t.Errorf("%q at %d: %q, want %q", tt.text, tt.x, got, tt.want)
		}
	}
}
