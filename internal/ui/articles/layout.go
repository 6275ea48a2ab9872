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

const (
	previewFrom = 120 // the width from which the article stands beside the list
	widestList  = 80  // wider, dates would stand far from their titles
)

// listWidth is the list's part of the screen, in cells.
func (lp *Pane) listWidth() int {
	if lp.W < previewFrom {
		return lp.W
	}
	return min(max(lp.W*45/100, lp.W-lp.Column-2*pageMargin-1), widestList)
}

// pageMargin is the free space on each side of the preview's text.
const pageMargin = 3

// passageWidth is the room for a passage below its article's title.
func (lp *Pane) passageWidth() int { return lp.listWidth() - 1 - timesWidth - titleX }

// The columns at the right end of an entry's row, in cells.
const (
	minutesWidth = 8
	dateWidth    = 9
	timesWidth   = 6
	datesFrom    = 60 // the width from which dates are shown
)

// titleX is the column where titles begin.
const titleX = 5

// previewWidth is the text column of the preview; 0 when there is none.
func (lp *Pane) previewWidth() int {
	if lp.W < previewFrom {
		return 0
	}
	return min(lp.Column, lp.W-lp.listWidth()-1-2*pageMargin)
}
