package search

import (
	"slices"
	"sort"
)

// kWay merges sorted lists, none of which is empty, by their first elements.
// take is called with the list that has the least, and the list behind it,
// if there is one. It takes the first element and may go on up to what the next
// list begins with; it reports whether anything is left. kWay uses lists up.
func kWay[L any](lists []L, compare func(a, b L) int, take func(least L, next []L) (more bool)) {
	slices.SortStableFunc(lists, compare)
	for len(lists) > 0 {
		least, rest := lists[0], lists[1:]
		if !take(least, rest[:min(len(rest), 1)]) {
			lists = rest
			continue
		}
		at, _ := slices.BinarySearchFunc(rest, least, compare)
		copy(lists, rest[:at])
		lists[at] = least
	}
}

// gallop is sort.Search in the time of the logarithm of what it finds.
func gallop(n int, f func(int) bool) int {
	step := 1
	for step < n && !f(step-1) {
		step *= 2
	}
	from := step / 2
	return from + sort.Search(min(step, n)-from, func(i int) bool { return f(from + i) })
}
