package ui

import (
	"slices"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/page"
)

// wideHere is the block wider than the page that a key acts on: the one in
// focus, else the first one on the screen.
func (m *Model) wideHere() (at page.Loc, folded, ok bool) {
	r := m.rd
	near := r.focus
	if r.sel != nil {
		near = r.sel.moving
	}
	return r.page.Wide(r.top, m.pageRows(), near)
}

// wideHints say how to pan what is cut at its left or right; none where all is
// shown, or something is being selected.
func (m *Model) wideHints() []term.Hint {
	if _, folded, ok := m.wideHere(); !ok || folded || m.rd.sel != nil {
		return nil
	}
	k := m.mode()
	pan := strings.TrimSpace(k.keyOf("pan left") + " " + k.keyOf("pan right"))
	all := []term.Hint{{Key: pan, Does: "pan"}, {Key: k.keyOf("fold"), Does: "fold"}}
	return slices.DeleteFunc(all, func(h term.Hint) bool { return h.Key == "" }) // unbound
}

// pan moves a wide table by its columns, or code by some characters, to the
// right or the left.
func (m *Model) pan(way int) tea.Cmd {
	at, folded, ok := m.wideHere()
	switch {
	case !ok:
		m.say("nothing here is wider than the column")
	case folded:
		m.say("its long lines are folded · w unfolds them")
	case m.rd.page.Pan(at, way*m.times()):
		return nil
	case way > 0:
		m.say("that is its right edge")
	default:
		m.say("that is its left edge")
	}
	return m.statusTimer()
}

// turnWide folds the lines of what is too wide, or makes it pan. What stood on
// the first row stays there.
func (m *Model) turnWide() tea.Cmd {
	at, folded, ok := m.wideHere()
	if !ok {
		m.say("nothing here is wider than the column")
		return m.statusTimer()
	}
	r := m.rd
	block := r.page.Offset(at)
	r.page.Turn(at)
	r.top = r.rowAt(r.Place)
	m.settle()
	m.say("folded to the column · w unfolds it")
	if folded {
		m.say("unfolded · , and . pan · w folds it")
	}
	if top := r.page.Locate(block); top.Compare(r.top) < 0 {
		r.top = top
	}
	return m.statusTimer()
}
