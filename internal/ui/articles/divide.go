package articles

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/store"
)

const (
	previewFrom = 120 // the width from which the article stands beside the list
	widestList  = 96  // unless the reader wants it wider, dates would stand far from their titles
	leastList   = 40
	leastBeside = 40 // of the article beside it, with its margins
	pageMargin  = 3  // free on each side of the preview's text

	whole = 10_000 // of the window's width, in parts so small that none is less than a cell
	step  = whole * 3 / 100
)

// beside reports whether an article stands beside the list.
func (lp *Pane) hasPreview() bool { return lp.W >= previewFrom && !lp.noPreview }

// listWidth is the list's part of the screen, in cells.
func (lp *Pane) listWidth() int {
	switch {
	case !lp.hasPreview():
		return lp.W
	case lp.divide > 0:
		return max(leastList, min(lp.W*lp.divide/whole, lp.W-leastBeside))
	}
	return min(max(lp.W/2, lp.W-lp.Column-2*pageMargin-1), widestList)
}

// previewWidth is the text column of the preview; 0 when there is none.
func (lp *Pane) previewWidth() int {
	if !lp.hasPreview() {
		return 0
	}
	return min(lp.Column, lp.W-lp.listWidth()-1-2*pageMargin)
}

// togglePreview puts the article beside the list away, or back.
func (lp *Pane) togglePreview() tea.Cmd {
	if lp.W < previewFrom {
		lp.Say("an article stands beside the list in windows of 120 columns and more")
		return lp.StatusTimer()
	}
	lp.noPreview = !lp.noPreview
	return lp.divided()
}

// moveDivide makes the list wider by that many steps.
func (lp *Pane) moveDivide(n int) tea.Cmd {
	if !lp.hasPreview() {
		lp.Say("no article stands beside the list")
		return lp.StatusTimer()
	}
	return lp.setDivide(lp.share(lp.listWidth()) + n*step)
}

func (lp *Pane) setDivide(share int) tea.Cmd {
	lp.divide = max(1, min(share, whole))
	lp.divide = lp.share(lp.listWidth()) // what that came to
	return lp.divided()
}

// share is the least part of the window that has so many cells.
func (lp *Pane) share(cells int) int { return (cells*whole + lp.W - 1) / lp.W }

// divided shows the list and the article at their new widths, and keeps them.
func (lp *Pane) divided() tea.Cmd {
	off, divide := lp.noPreview, lp.divide
	lp.Session.RememberView(func(v *store.View) { v.NoPreview, v.Divide = off, divide })
	lp.Resize()
	return lp.Fill()
}

// OnDivide reports whether the pointer is on the line between the list and the
// article.
func (lp *Pane) OnDivide(ev tea.Mouse) bool {
	return lp.hasPreview() && ev.X == lp.listWidth() && ev.Y >= lp.H-2-lp.listRows() && ev.Y < lp.H-2
}

// DragDivide moves that line to a column.
func (lp *Pane) DragDivide(x int) tea.Cmd { return lp.setDivide(lp.share(x)) }

// recall shows the list as the reader last had it.
func (lp *Pane) restoreView(v store.View) {
	lp.restoreOrder(v)
	lp.noPreview, lp.divide = v.NoPreview, v.Divide
	lp.folded = foldedOf(v.Folded)
}
