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
