package term

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestListMoves(t *testing.T) {
	tests := []struct {
		name        string
		items       int
		height      int
		do          func(*List[int])
		cursor, top int
	}{
		{"down", 10, 4, func(l *List[int]) { l.Move(1) }, 1, 0},
		{"past the end", 10, 4, func(l *List[int]) { l.Move(99) }, 9, 6},
		{"past the start", 10, 4, func(l *List[int]) { l.Move(5); l.Move(-99) }, 0, 0},
		{"jump scrolls as little as needed", 10, 4, func(l *List[int]) { l.Jump(5) }, 5, 2},
		{"scrolling takes the cursor along", 10, 4, func(l *List[int]) { l.Scroll(3) }, 3, 3},
		{"taller", 10, 4, func(l *List[int]) { l.Move(99); l.Resize(8) }, 9, 2},
		{"smaller", 10, 8, func(l *List[int]) { l.Jump(7); l.Resize(3) }, 7, 5},
		{"empty", 0, 4, func(l *List[int]) { l.Move(1); l.Scroll(2); l.Jump(-1) }, 0, 0},
		{"no rows", 10, 0, func(l *List[int]) { l.Move(3) }, 3, 3},
		{"two rows an item", 10, 5, func(l *List[int]) { l.Grow(2); l.Move(3) }, 3, 2},
		{"two rows, to the end", 10, 5, func(l *List[int]) { l.Grow(2); l.Move(99) }, 9, 8},
		{"items grow", 10, 4, func(l *List[int]) { l.Jump(3); l.Grow(2) }, 3, 2},
		{"set on another item", 10, 4, func(l *List[int]) { l.Jump(5); l.SetAt(numbers(20), 12) }, 12, 9},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := List[int]{Height: tt.height}
			l.Set(numbers(tt.items))
			tt.do(&l)
			if l.Cursor != tt.cursor || l.Top != tt.top {
				t.Errorf("cursor %d, top %d; want %d, %d", l.Cursor, l.Top, tt.cursor, tt.top)
			}
		})
	}
}

func TestListSetKeepsTheItem(t *testing.T) {
	l := List[int]{Height: 4}
	l.Set(numbers(20))
	l.Jump(12)
	l.Set([]int{3, 5, 12, 19})
	if got, _ := l.Selected(); got != 12 {
		t.Errorf("cursor on %d after the items changed, want 12", got)
	}
	l.Set([]int{3, 5})
	if got, ok := l.Selected(); !ok || got != 5 {
		t.Errorf("cursor on %d when its item went, want the last", got)
	}
}

// The cursor is always valid and visible, whatever happens.
func TestListInvariant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l List[int]
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			n := rapid.IntRange(-30, 30).Draw(t, "n")
			switch rapid.IntRange(0, 6).Draw(t, "what") {
			case 0:
				l.Set(numbers(max(n, 0)))
			case 1:
				l.Resize(max(n, 0))
			case 2:
				l.Move(n)
			case 3:
				l.Jump(n)
			case 4:
				l.Scroll(n)
			case 5:
				l.Grow(max(n/10, 0))
			case 6:
				l.SetAt(numbers(rapid.IntRange(0, 30).Draw(t, "items")), n)
			}
			if len(l.Items) == 0 {
				if l.Cursor != 0 || l.Top != 0 {
					t.Fatalf("empty list at %d, %d", l.Cursor, l.Top)
				}
				continue
			}
			item, ok := l.Selected()
			if !ok || l.Height > 0 && !slices.Contains(l.Shown(), item) {
				t.Fatalf("cursor %d of %d not among the %d rows from %d", l.Cursor, len(l.Items), l.Height, l.Top)
			}
		}
	})
}

func TestListAt(t *testing.T) {
	l := List[int]{Height: 5, Rows: 2}
	l.Set(numbers(10))
	l.Jump(4)
	for row, want := range map[int]int{0: 3, 1: 3, 2: 4, 3: 4} {
		if i, ok := l.At(row); i != want || !ok {
			t.Errorf("row %d shows item %d, %v; want %d", row, i, ok, want)
		}
	}
	for _, row := range []int{-1, 4, 9} {
		if i, ok := l.At(row); ok {
			t.Errorf("row %d shows item %d, want none", row, i)
		}
	}
}

func TestNearest(t *testing.T) {
	items := []string{"a", "b", "c", "d"}
	for _, from := range []int{-3, 0, 2, 4, 9} {
		if i := Nearest(items, "b", from); i != 1 {
			t.Errorf("b is found at %d from %d, want 1", i, from)
		}
		if i := Nearest(items, "x", from); i != from {
			t.Errorf("what is not there is found at %d from %d", i, from)
		}
	}
}

func numbers(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func BenchmarkListSet(b *testing.B) {
	l := List[int]{Height: 40}
	items := numbers(100_000)
	for b.Loop() {
		l.Jump(90_000)
		l.Set(items)
	}
}
