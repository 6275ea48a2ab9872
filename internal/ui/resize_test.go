package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"manicule/internal/ui/pane"
)

// Whatever sizes a window goes through, the place stays: the byte on the
// first row is on the screen at every size, and is back on the first row at
// the size it was read at.
func TestResizeKeepsThePlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := New(Options{Parsed: mustParse(prose(20_000)), Theme: "dark"})
		m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
		for range rapid.IntRange(0, 20).Draw(t, "pages") {
			m.Update(keyPress("space"))
		}
		anchor := m.reader.Place
		for range rapid.IntRange(1, 12).Draw(t, "sizes") {
			m.Update(tea.WindowSizeMsg{
				Width:  rapid.IntRange(20, 210).Draw(t, "width"),
				Height: rapid.IntRange(5, 60).Draw(t, "height"),
			})
			if m.W < pane.MinWidth || m.H < pane.MinHeight {
				continue
			}
			if v := m.reader.State().Visible; !v.Contains(m.reader.RowStart(anchor)) {
				t.Fatalf("%dx%d: byte %d is not among those shown, %v", m.W, m.H, anchor, v)
			}
		}
		m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
		if first := m.reader.State().First; m.reader.Place != anchor || first != anchor {
			t.Fatalf("place %d became %d with %d on the first row", anchor, m.reader.Place, first)
		}
	})
}
