package term_test

import (
	"fmt"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/ui/term"
)

// A list keeps its cursor on the same item when the items change.
func ExampleList() {
	var l term.List[string]
	l.Resize(2)
	l.Set([]string{"essays", "kitchen", "news"})
	l.Move(1)
	l.Set([]string{"archive", "essays", "kitchen", "news"})
	item, _ := l.Selected()
	fmt.Println(item, l.Shown())
	// Output: kitchen [essays kitchen]
}

// A field is typed into by the keys of Edits.
func ExampleField() {
	var f term.Field
	f.Set("ebb and flow")
	f.Do(term.EditOf("ctrl+w"))
	f.Insert("flood")
	fmt.Println(f.Text)
	// Output: ebb and flood
}

// A canvas takes text and panels at cells, and cuts what does not fit.
func ExampleCanvas() {
	var c term.Canvas
	c.Resize(24, 4)
	theme := term.PlainTheme()
	x, y, width, _ := theme.DrawPanel(&c, "Tides", 0, 0, 24, 4)
	c.Text(x, y, width, "The water comes twice a day.", uv.Style{})
	fmt.Println(ansi.Strip(c.String()))
	// Output:
	// ╭─ Tides ──────────────╮
	// │ The water comes twi… │
	// │                      │
	// ╰──────────────────────╯
}
