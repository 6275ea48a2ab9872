package ui

import (
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/ui/term"
)

func row(c *term.Canvas, y int) string { return strings.TrimRight(c.Lines[y].String(), " ") }

func blank(w, h int) *term.Canvas {
	c := &term.Canvas{}
	c.Resize(w, h)
	return c
}

// Titles and the like are shown in the order of the reader, matched words lit
// where they stand then.
func TestRightToLeftOnTheCanvas(t *testing.T) {
	c := blank(30, 3)
	lit := uv.Style{Attrs: term.Bold}
	end := c.TextHighlighted(2, 0, 20, "abc שלום עולם", uv.Style{}, []article.Span{{Start: 4, End: 12}}, lit)
	if got := row(c, 0); got != "  abc םלוע םולש" || end != 15 {
		t.Errorf("%q up to %d", got, end)
	}
	for x := range 30 {
		if want := x >= 11 && x < 15; (c.Lines[0][x].Style.Attrs == term.Bold) != want {
			t.Errorf("column %d is lit: %v", x, !want)
		}
	}
	c.Text(0, 1, 6, "שלום עולם", uv.Style{})
	if got := row(c, 1); got != "…םולש" {
		t.Errorf("cut: %q", got)
	}
	c.Text(25, 2, 20, "שלום עולם", uv.Style{}) // more than the screen has
	if got := row(c, 2); got != strings.Repeat(" ", 25)+" םולש" {
		t.Errorf("at the edge: %q", got)
	}
}

// Turning a row neither loses nor gains a cell.
func TestTurnKeepsTheCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "ש", "م", " ", "潮", "(", "é", "3", "👍🏽", "!"}), 0, 30).Draw(t, "s"), "")
		c, turned := blank(40, 1), blank(40, 1)
		end := c.TextTyped(0, 0, 40, s, uv.Style{}, nil, uv.Style{})
		turned.Text(0, 0, 40, s, uv.Style{})
		mirrored := strings.NewReplacer(")", "(")
		count := func(c *term.Canvas) map[string]int {
			n := map[string]int{}
			for _, cell := range c.Lines[0] {
				n[mirrored.Replace(cell.Content)]++
			}
			return n
		}
		for content, n := range count(c) {
			if got := count(turned)[content]; got != n {
				t.Fatalf("%q, %d cells: %q stands %d times, not %d: %q", s, end, content, got, n, row(turned, 0))
			}
		}
	})
}

// The cursor is on the character that it is on in the text.
func TestCursorInTurnedText(t *testing.T) {
	const typed = "ab שלום"
	for at, want := range map[int]int{0: 0, 3: 6, 5: 5, 9: 3, len(typed): 7} {
		f := term.Field{Text: typed, Cursor: at}
		c := blank(20, 1)
		if got := f.Draw(c, 0, 0, 20, uv.Style{}, article.Span{}, uv.Style{}); got != want || row(c, 0) != "ab םולש" {
			t.Errorf("at byte %d the cursor is at %d, not %d: %q", at, got, want, row(c, 0))
		}
	}
}

// All lines of a paragraph go the way that it goes.
func TestWrapKeepsTheDirection(t *testing.T) {
	for _, line := range term.Wrap("שלום עולם see this note", 10) {
		if !page.StartsRight(line) {
			t.Errorf("%q goes from left to right", line)
		}
	}
	for _, line := range term.Wrap("see this שלום עולם", 9) {
		if page.StartsRight(line) {
			t.Errorf("%q goes from right to left", line)
		}
	}
}
