package article

import (
	"strings"
	"testing"
)

// TestAtLine: a line's place is told to be on that line.
func TestAtLine(t *testing.T) {
	markdown := "---\ntitle: Tea\n---\n\n# Leaves\n\nTwo leaves\nand a bud.\n\nBoil the water.\n"
	page := "<html><head><title>Tea</title></head>\n<body><article>\n<p>Two leaves and a bud make a cup of tea.</p>\n\n<p>Boil the water, never the tea itself.</p>\n<p>Wait for some minutes, and no longer.</p></article></body></html>"
	for _, tt := range []struct {
		name, file string
		line       int
		want       string
	}{
		{"tea.md", markdown, 1, "# Leaves"},
		{"tea.md", markdown, 5, "# Leaves"},
		{"tea.md", markdown, 7, "Two leaves"},
		{"tea.md", markdown, 8, "and a bud"},
		{"tea.md", markdown, 10, "Boil"},
		{"tea.md", markdown, 99, "Boil"},
		{"tea.html", page, 3, "Two leaves"},
		{"tea.html", page, 5, "Boil"},
		{"tea.html", page, 6, "Wait"},
		{"tea.html", page, 99, "Wait"},
	} {
		a, err := Parse(tt.name, []byte(tt.file))
		if err != nil {
			t.Fatal(err)
		}
		at := a.AtLine(tt.file, tt.line)
		if !strings.HasPrefix(a.Text[at:], tt.want) {
			t.Errorf("%s, line %d: at %q", tt.name, tt.line, a.Text[at:])
		}
		if line := a.LineIn(tt.file, at); line > max(tt.line, 5) {
			t.Errorf("%s: line %d leads to line %d", tt.name, tt.line, line)
		}
	}
	empty, _ := Parse("empty.md", nil)
	if at := empty.AtLine("", 3); at != 0 {
		t.Errorf("of nothing: %d", at)
	}
}
