package ui

import (
	"slices"

	uv "github.com/charmbracelet/ultraviolet"
)

// hint is a key and, in a word or two, what it does.
type hint struct{ key, does string }

func (h hint) width() int { return textWidth(h.key) + 1 + textWidth(h.does) }

func (h hint) helps() bool  { return h.does == "help" }
func (h hint) leaves() bool { return h.key == "q" || h.key == "esc" }

// hintGap is the space between two hints, in cells; where not all of them fit
// it is smaller.
const hintGap, smallHintGap = 3, 2

// hints are those of the mode's keys that a newcomer needs, the most useful
// first.
func (k *mode) hints() []hint {
	var all []hint
	for i := range k.actions {
		if a := &k.actions[i]; a.hint != "" && a.key() != "" {
			all = append(all, hint{a.key(), a.hint})
		}
	}
	return all
}

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

// drawHints writes the present mode's hints, as many as fit into the width,
// and returns the cells they take. They start at x when x is not negative,
// else end before right.
func (m *Model) drawHints(c *canvas, x, right, y, width int) int {
	all := m.modeHints()
	_, cells, _ := fitting(all, width)
	if x < 0 {
		x = right - cells
	}
	m.drawHintsOn(c, x, y, width, all, uv.Style{})
	return cells
}

// drawHintsOn writes as many hints as fit into the width on a ground.
func (m *Model) drawHintsOn(c *canvas, x, y, width int, all []hint, ground uv.Style) {
	kept, _, gap := fitting(all, width)
	for _, h := range kept {
		x = c.text(x, y, textWidth(h.key), h.key, over2(ground, m.theme.key)) + 1
		x = c.text(x, y, textWidth(h.does), h.does, over2(ground, m.theme.quiet)) + gap
	}
}

// drawFrameHints writes hints onto the lower frame of a panel, below its
// inside that begins at column x.
func (m *Model) drawFrameHints(c *canvas, x, y, width int, all []hint) {
	_, cells, _ := fitting(all, width-2)
	c.fill(x, y, cells+2, 1, m.theme.panel)
	m.drawHintsOn(c, x+1, y, width-2, all, m.theme.panel)
}
