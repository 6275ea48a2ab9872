package ui

import uv "github.com/charmbracelet/ultraviolet"

// drawPanel draws an empty panel with a frame and returns where its contents go.
func (t *theme) drawPanel(c *canvas, title string, left, top, w, h int) (x, y, width, height int) {
	x, y = left, top
	c.fill(x, y, w, h, t.panel)
	frame := over2(t.panel, t.faint)
	for i := range w {
		c.put(x+i, y, "─", 1, &frame, "")
		c.put(x+i, y+h-1, "─", 1, &frame, "")
	}
	for i := range h {
		c.put(x, y+i, "│", 1, &frame, "")
		c.put(x+w-1, y+i, "│", 1, &frame, "")
	}
	for i, corner := range []string{"╭", "╮", "╰", "╯"} {
		c.put(x+i%2*(w-1), y+i/2*(h-1), corner, 1, &frame, "")
	}
	c.text(x+2, y, w-4, " "+title+" ", over2(t.panel, t.brand))
	return x + 2, y + 1, w - 4, h - 2
}

// drawPicked lays the look of the row under the cursor over a row of a list.
func (t *theme) drawPicked(c *canvas, x, y, width int) {
	c.restyle(x, y, width, func(st *uv.Style) {
		if over(st, t.row); st.Attrs&reverse != 0 {
			st.Attrs &^= faintAttr // it could not be read on the other's ground
		}
	})
	if !t.plain {
		c.put(x, y, "▌", 1, &uv.Style{Fg: t.brand.Fg, Bg: t.row.Bg}, "")
	}
}

// drawHints writes as many hints as fit into the width on a ground.
func (t *theme) drawHints(c *canvas, x, y, width int, all []hint, ground uv.Style) {
	kept, _, gap := fitting(all, width)
	for _, h := range kept {
		x = c.text(x, y, textWidth(h.key), h.key, over2(ground, t.key)) + 1
		x = c.text(x, y, textWidth(h.does), h.does, over2(ground, t.quiet)) + gap
	}
}

// drawFrameHints writes hints onto the lower frame of a panel, below its
// inside that begins at column x.
func (t *theme) drawFrameHints(c *canvas, x, y, width int, all []hint) {
	_, cells, _ := fitting(all, width-2)
	c.fill(x, y, cells+2, 1, t.panel)
	t.drawHints(c, x+1, y, width-2, all, t.panel)
}
