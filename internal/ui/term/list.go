package term

// list is a scrolling list of items with a cursor. Its one invariant: the
// cursor is on an item and within what is shown, or 0 when there are no items.
type List[T comparable] struct {
	Items  []T
	Cursor int // index into items
	Top    int // index of the first item shown
	Height int // rows
	Rows   int // that an item takes; 0 is 1
}

// Set replaces the items. The cursor stays on the item it was on if that is
// still there, else at its place in the list.
func (l *List[T]) Set(items []T) {
	at := l.Cursor
	if old, ok := l.Selected(); ok {
		at = Nearest(items, old, l.Cursor)
	}
	l.SetAt(items, at)
}

// SetAt replaces the items and puts the cursor on item i, on the row where it
// is now if that can be.
func (l *List[T]) SetAt(items []T, i int) {
	l.Top += i - l.Cursor
	l.Items, l.Cursor = items, i
	l.clamp()
}

// Nearest is the index of the item, looked for from index i outwards; i when
// it is not there.
func Nearest[T comparable](items []T, item T, i int) int {
	for d := range max(i, len(items)-i) + 1 {
		if at := i + d; at >= 0 && at < len(items) && items[at] == item {
			return at
		}
		if at := i - d; at >= 0 && at < len(items) && items[at] == item {
			return at
		}
	}
	return i
}

// Resize sets the number of rows shown.
func (l *List[T]) Resize(height int) {
	l.Height = height
	l.clamp()
}

// Grow sets the number of rows an item takes.
func (l *List[T]) Grow(rows int) {
	l.Rows = rows
	l.clamp()
}

// Fit is how many items are shown whole, at least 1.
func (l *List[T]) Fit() int { return max(l.Height/max(l.Rows, 1), 1) }

// Move moves the cursor by n items, up when n is negative.
func (l *List[T]) Move(n int) { l.Jump(l.Cursor + n) }

// Jump puts the cursor on item i, or on the nearest there is.
func (l *List[T]) Jump(i int) {
	l.Cursor = i
	l.clamp()
}

// Scroll moves what is shown by n items; the cursor stays within it.
func (l *List[T]) Scroll(n int) {
	l.Top = max(0, min(l.Top+n, len(l.Items)-l.Fit()))
	l.Cursor = max(l.Top, min(l.Cursor, l.Top+l.Fit()-1))
	l.clamp()
}

// Selected returns the item under the cursor; false when there is none.
func (l *List[T]) Selected() (item T, ok bool) {
	if l.Cursor < 0 || l.Cursor >= len(l.Items) {
		return item, false
	}
	return l.Items[l.Cursor], true
}

// Shown returns the items that are shown, at most as many as fit.
func (l *List[T]) Shown() []T {
	if l.Height <= 0 {
		return nil
	}
	return l.Items[min(l.Top, len(l.Items)):min(l.Top+l.Fit(), len(l.Items))]
}

// At is the index of the item on a row, counted from the first one shown;
// false where none is.
func (l *List[T]) At(row int) (int, bool) {
	i := l.Top + row/max(l.Rows, 1)
	return i, row >= 0 && row < l.Fit()*max(l.Rows, 1) && i < len(l.Items)
}

// clamp restores the invariant.
func (l *List[T]) clamp() {
	l.Cursor = max(0, min(l.Cursor, len(l.Items)-1))
	l.Top = max(0, min(l.Top, l.Cursor, len(l.Items)-l.Fit()))
	l.Top = max(l.Top, l.Cursor-l.Fit()+1)
}
