package notes

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/ui/term"
)

// The cursor is on the character that it is on in the text.
func TestCursorInTheEditor(t *testing.T) {
	var c term.Canvas
	c.Resize(20, 1)
	c.TextTyped(2, 0, 18, "ab שלום", uv.Style{}, nil, uv.Style{})
	cursor := tea.NewCursor(5, 0)
	turnTyped(&c, 2, 20, 0, cursor)
	if got := strings.TrimRight(c.Lines[0].String(), " "); cursor.X != 8 || got != "  ab םולש" {
		t.Errorf("in the editor: %d, %q", cursor.X, got)
	}
}
