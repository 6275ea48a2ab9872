package articles

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/store"
)

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
