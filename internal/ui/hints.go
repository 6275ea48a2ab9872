package ui

import (
	"slices"
)

// hint is a key and, in a word or two, what it does.
type hint struct{ key, does string }

func (h hint) width() int { return textWidth(h.key) + 1 + textWidth(h.does) }

func (h hint) helps() bool  { return h.does == "help" }
func (h hint) leaves() bool { return h.key == "q" || h.key == "esc" }

// hintGap is the space between two hints, in cells; where not all of them fit
// it is smaller.
const hintGap, smallHintGap = 3, 2

// fitting keeps the hints that fit whole into the width, earlier ones first,
// and tells how many cells they take and the gap between them. Help goes
// before all: it leads to the keys that are left out; and then the way out.
func fitting(all []hint, width int) (kept []hint, cells, gap int) {
	for _, gap = range []int{hintGap, smallHintGap} {
		if kept, cells = fittingWith(gap, all, width); len(kept) == len(all) {
			break
		}
	}
	return kept, cells, gap
}

func fittingWith(gap int, all []hint, width int) (kept []hint, cells int) {
	cells = -gap
	fits := make([]bool, len(all))
	take := func(i int) {
		if w := all[i].width() + gap; !fits[i] && cells+w <= width {
			fits[i], cells = true, cells+w
		}
	}
	for _, first := range []func(hint) bool{hint.helps, hint.leaves} {
		if i := slices.IndexFunc(all, first); i >= 0 {
			take(i)
		}
	}
	for i := range all {
		take(i)
	}
	for i, h := range all {
		if fits[i] {
			kept = append(kept, h)
		}
	}
	return kept, max(cells, 0)
}
