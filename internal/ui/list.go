package ui

// list is a scrolling list of items with a cursor. Its one invariant: the
// cursor is on an item and within what is shown, or 0 when there are no items.
type list[T comparable] struct {
	items  []T
	cursor int // index into items
	top    int // index of the first item shown
	height int // rows
	rows   int // that an item takes; 0 is 1
}

// Set replaces the items. The cursor stays on the item it was on if that is
// still there, else at its place in the list.
func (l *list[T]) Set(items []T) {
	at := l.cursor
	if old, ok := l.Selected(); ok {
		at = nearest(items, old, l.cursor)
	}
	l.SetAt(items, at)
}

// SetAt replaces the items and puts the cursor on item i, on the row where it
// is now if that can be.
func (l *list[T]) SetAt(items []T, i int) {
	l.top += i - l.cursor
	l.items, l.cursor = items, i
	l.clamp()
}

// nearest is the index of the item, looked for from index i outwards; i when
// it is not there.
func nearest[T comparable](items []T, item T, i int) int {
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
func (l *list[T]) Resize(height int) {
	l.height = height
	l.clamp()
}

// Grow sets the number of rows an item takes.
func (l *list[T]) Grow(rows int) {
	l.rows = rows
	l.clamp()
}

// Fit is how many items are shown whole, at least 1.
func (l *list[T]) Fit() int { return max(l.height/max(l.rows, 1), 1) }

// Move moves the cursor by n items, up when n is negative.
func (l *list[T]) Move(n int) { l.Jump(l.cursor + n) }

// Jump puts the cursor on item i, or on the nearest there is.
func (l *list[T]) Jump(i int) {
	l.cursor = i
	l.clamp()
}

// Scroll moves what is shown by n items; the cursor stays within it.
func (l *list[T]) Scroll(n int) {
	l.top = max(0, min(l.top+n, len(l.items)-l.Fit()))
	l.cursor = max(l.top, min(l.cursor, l.top+l.Fit()-1))
	l.clamp()
}

// Selected returns the item under the cursor; false when there is none.
func (l *list[T]) Selected() (item T, ok bool) {
	if l.cursor < 0 || l.cursor >= len(l.items) {
		return item, false
	}
	return l.items[l.cursor], true
}

// Shown returns the items that are shown, at most as many as fit.
func (l *list[T]) Shown() []T {
	if l.height <= 0 {
		return nil
	}
	return l.items[min(l.top, len(l.items)):min(l.top+l.Fit(), len(l.items))]
}

// At is the index of the item on a row, counted from the first one shown;
// false where none is.
func (l *list[T]) At(row int) (int, bool) {
	i := l.top + row/max(l.rows, 1)
	return i, row >= 0 && row < l.Fit()*max(l.rows, 1) && i < len(l.items)
}

// clamp restores the invariant.
func (l *list[T]) clamp() {
	l.cursor = max(0, min(l.cursor, len(l.items)-1))
	l.top = max(0, min(l.top, l.cursor, len(l.items)-l.Fit()))
	l.top = max(l.top, l.cursor-l.Fit()+1)
}
