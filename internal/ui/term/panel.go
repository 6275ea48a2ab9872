package term

import uv "github.com/charmbracelet/ultraviolet"

// DrawPanel draws an empty panel with a frame and returns where its contents go.
func (t *Theme) DrawPanel(c *Canvas, title string, left, top, w, h int) (x, y, width, height int) {
	x, y = left, top
	c.Fill(x, y, w, h, t.Panel)
	frame := Laid(t.Panel, t.Faint)
	for i := range w {
		c.Put(x+i, y, "─", 1, &frame, "")
		c.Put(x+i, y+h-1, "─", 1, &frame, "")
	}
	for i := range h {
		c.Put(x, y+i, "│", 1, &frame, "")
		c.Put(x+w-1, y+i, "│", 1, &frame, "")
	}
	for i, corner := range []string{"╭", "╮", "╰", "╯"} {
		c.Put(x+i%2*(w-1), y+i/2*(h-1), corner, 1, &frame, "")
	}
	c.Text(x+2, y, w-4, " "+title+" ", Laid(t.Panel, t.Brand))
	return x + 2, y + 1, w - 4, h - 2
}

// DrawPicked lays the look of the row under the cursor over a row of a list.
func (t *Theme) DrawPicked(c *Canvas, x, y, width int) {
	c.Restyle(x, y, width, func(st *uv.Style) {
		if Lay(st, t.Row); st.Attrs&reverse != 0 {
			st.Attrs &^= FaintAttr // it could not be read on the other's ground
		}
	})
	if !t.Plain {
		c.Put(x, y, "▌", 1, &uv.Style{Fg: t.Brand.Fg, Bg: t.Row.Bg}, "")
	}
}

// DrawHints writes as many hints as fit into the width on a ground.
func (t *Theme) DrawHints(c *Canvas, x, y, width int, all []Hint, ground uv.Style) {
	kept, _, gap := Fitting(all, width)
	for _, h := range kept {
		x = c.Text(x, y, Width(h.Key), h.Key, Laid(ground, t.Key)) + 1
		x = c.Text(x, y, Width(h.Does), h.Does, Laid(ground, t.Quiet)) + gap
	}
}

// DrawFrameHints writes hints onto the lower frame of a panel, below its
// inside that begins at column x.
func (t *Theme) DrawFrameHints(c *Canvas, x, y, width int, all []Hint) {
	_, cells, _ := Fitting(all, width-2)
	c.Fill(x, y, cells+2, 1, t.Panel)
	t.DrawHints(c, x+1, y, width-2, all, t.Panel)
}
