package page

// laidOutPart is a part of the article laid out at the page's width.
type laidOutPart struct {
	cells       []Cell
	ends        []int // where the rows end in cells
	scrollables []scrollable
	figures     []figure
	folds       []titleFold
	drawn       []drawnBlock
}

func (s *laidOutPart) rows() int { return len(s.ends) }

func (s *laidOutPart) row(i int) Line {
	start := 0
	if i > 0 {
		start = s.ends[i-1]
	}
	return s.cells[start:s.ends[i]:s.ends[i]]
}

// find is the row and the index in it of the cell that shows the byte at off;
// ok is false when none does. Then it is the cell with the next text, else
// the last one; row is -1 when the laid-out part shows no text.
func (s *laidOutPart) find(off int) (row, index int, ok bool) {
	after, before := -1, -1
	for i := range s.cells {
		switch c := &s.cells[i]; {
		case c.Start < 0:
		case c.Start <= off && off < c.End:
			row, index = s.place(i)
			return row, index, true
		case c.Start > off:
			if after < 0 || c.Start < s.cells[after].Start {
				after = i
			}
		case before < 0 || c.Start >= s.cells[before].Start:
			before = i
		}
	}
	if after < 0 {
		after = before
	}
	row, index = s.place(after)
	return row, index, false
}

// place is the row that holds the i-th cell, and the cell's index in it.
func (s *laidOutPart) place(i int) (row, index int) {
	if i < 0 {
		return -1, 0
	}
	lo, hi := 0, len(s.ends)
	for lo < hi {
		if mid := (lo + hi) / 2; s.ends[mid] <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo > 0 {
		i -= s.ends[lo-1]
	}
	return lo, i
}

// bounds are the smallest and the largest text bytes of a row; ok is false
// when it shows no text.
func bounds(row Line) (start, end int, ok bool) {
	for _, c := range row {
		if c.decoration() {
			continue
		}
		if !ok || c.Start < start {
			start = c.Start
		}
		end, ok = max(end, c.End), true
	}
	return start, end, ok
}
