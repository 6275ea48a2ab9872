package reader

import "manicule/internal/ui/term"

// drawHitBar shows at the right edge where in the whole article the hits
// stand, and which part of it is on the screen. Where that is all of it, the
// hits are seen anyway.
func (r *Pane) drawHitBar(c *term.Canvas) {
	if len(r.hits.Spans) == 0 || r.reading.zen || r.end && r.top == r.page.First() {
		return
	}
	rows, x := r.pageRows(), r.W-1
	row := func(off int) int { return min(off*rows/max(len(r.Article.Text), 1), rows-1) }
	seen := r.visible()
	for y := row(seen.Start); y <= row(max(seen.End-1, seen.Start)); y++ {
		c.Put(x, r.head()+y, "│", 1, &r.Theme.Bar, "")
	}
	now := -1
	for i, s := range r.hits.Spans {
		y := row(s.Start)
		if y == now {
			continue
		}
		sign := "•"
		if i == r.hits.At {
			sign, now = "●", y
		}
		c.Put(x, r.head()+y, sign, 1, &r.Theme.Brand, "")
	}
}
