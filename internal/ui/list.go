package ui

// list is a scrolling list of items with a cursor. Its one invariant: the
// cursor is on an item and within the rows shown, or 0 when there are no items.
type list[T comparable] struct {
	items  []T
	cursor int // index into items
	top    int // index of the first item shown
	height int // rows
}

// Set replaces the items. The cursor stays on the item it was on if that is
// still there, else at its place in the list.
func (l *list[T]) Set(items []T) {
	old, had := l.Selected()
	offset := l.cursor - l.top
	l.items = items
	if had {
		for i, it := range items {
			if it == old {
				l.cursor = i
				l.top = i - offset
				break
			}
		}
	}
	l.clamp()
}

// Resize sets the number of rows shown.
func (l *list[T]) Resize(height int) {
	l.height = height
	l.clamp()
}

// Move moves the cursor by n items, up when n is negative.
func (l *list[T]) Move(n int) { l.Jump(l.cursor + n) }

// Jump puts the cursor on item i, or on the nearest there is.
func (l *list[T]) Jump(i int) {
	l.cursor = i
	l.clamp()
}

// Scroll moves what is shown by n rows; the cursor stays within it.
func (l *list[T]) Scroll(n int) {
	l.top = max(0, min(l.top+n, len(l.items)-l.height))
	l.cursor = max(l.top, min(l.cursor, l.top+l.height-1))
	l.clamp()
}

// Selected returns the item under the cursor; false when there is none.
func (l *list[T]) Selected() (item T, ok bool) {
	if l.cursor < 0 || l.cursor >= len(l.items) {
		return item, false
	}
	return l.items[l.cursor], true
}

// Shown returns the items on the rows shown, at most height of them.
func (l *list[T]) Shown() []T {
	return l.items[min(l.top, len(l.items)):min(l.top+max(l.height, 0), len(l.items))]
}

// clamp restores the invariant.
func (l *list[T]) clamp() {
	l.cursor = max(0, min(l.cursor, len(l.items)-1))
	l.top = max(0, min(l.top, l.cursor, len(l.items)-l.height))
	l.top = max(l.top, l.cursor-max(l.height, 1)+1)
}
