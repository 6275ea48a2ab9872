package term

import "slices"

// hint is a key and, in a word or two, what it does.
type Hint struct{ Key, Does string }

func (h Hint) Width() int { return Width(h.Key) + 1 + Width(h.Does) }

func (h Hint) Helps() bool  { return h.Does == "help" }
func (h Hint) Leaves() bool { return h.Key == "q" || h.Key == "esc" }

// hintGap is the space between two hints, in cells; where not all of them fit
// it is smaller.
const HintGap, SmallHintGap = 3, 2

// Fitting keeps the hints that fit whole into the width, earlier ones first,
// and tells how many cells they take and the gap between them. Help goes
// before all: it leads to the keys that are left out; and then the way out.
func Fitting(all []Hint, width int) (kept []Hint, cells, gap int) {
	for _, gap = range []int{HintGap, SmallHintGap} {
		if kept, cells = fittingWith(gap, all, width); len(kept) == len(all) {
			break
		}
	}
	return kept, cells, gap
}

func fittingWith(gap int, all []Hint, width int) (kept []Hint, cells int) {
	cells = -gap
	fits := make([]bool, len(all))
	take := func(i int) {
		if w := all[i].Width() + gap; !fits[i] && cells+w <= width {
			fits[i], cells = true, cells+w
		}
	}
	for _, first := range []func(Hint) bool{Hint.Helps, Hint.Leaves} {
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

// HintsWidth is how many cells all of the hints take.
func HintsWidth(all []Hint) int {
	_, cells := fittingWith(HintGap, all, 1<<20)
	return cells
}
