package articles

// The library's rows: a header; the box, or else the searches kept, if there
// are any; a rule, which also tells what is wrong with the box; the list; a
// rule; and the bottom line.
func (lp *Pane) listRows() int {
	rows := lp.H - 4
	if lp.boxShown() || len(lp.saved) > 0 {
		rows--
	}
	return max(rows, 1)
}

func (lp *Pane) boxShown() bool { return lp.box.typing || lp.box.Text != "" }

// passageWidth is the room for a passage below its article's title.
func (lp *Pane) passageWidth() int { return lp.listWidth() - 1 - timesWidth - titleX }

const (
	previewFrom = 120 // the width from which the article stands beside the list
	widestList  = 96  // unless the reader wants it wider, dates would stand far from their titles
	leastList   = 40
	leastBeside = 40 // of the article beside it, with its margins
	pageMargin  = 3  // free on each side of the preview's text

	whole = 10_000 // of the window's width, in parts so small that none is less than a cell
	step  = whole * 3 / 100
)

// hasPreview reports whether an article stands beside the list.
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

// share is the least part of the window that has so many cells.
func (lp *Pane) share(cells int) int { return (cells*whole + lp.W - 1) / lp.W }
