package reader

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/page"
	"manicule/internal/ui/term"
)

// wideHere is the block wider than the page that a key acts on: the one in
// focus, else the first one on the screen.
func (r *Pane) wideHere() (at page.Loc, folded, ok bool) {
	near := r.focus
	if r.sel != nil {
		near = r.sel.moving
	}
	return r.page.Wide(r.top, r.pageRows(), near)
}

// wideHints say how to pan what is cut at its left or right; none where all is
// shown, or something is being selected.
func (r *Pane) wideHints() []term.Hint {
	if _, folded, ok := r.wideHere(); !ok || folded || r.sel != nil {
		return nil
	}
	k := r.Host.Mode()
	return append(k.Pair("pan left", "pan right", " ", "pan"), k.Hint("fold", "fold")...)
}

// pan moves a wide table by its columns, or code by some characters, to the
// right or the left.
func (r *Pane) pan(way int) tea.Cmd {
	at, folded, ok := r.wideHere()
	switch {
	case !ok:
		r.Say("nothing here is wider than the column")
	case folded:
		r.Say("its long lines are folded · w unfolds them")
	case r.page.Pan(at, way):
		return nil
	case way > 0:
		r.Say("that is its right edge")
	default:
		r.Say("that is its left edge")
	}
	return r.StatusTimer()
}

// turnWide folds the lines of what is too wide, or makes it pan. What stood on
// the first row stays there.
func (r *Pane) turnWide() tea.Cmd {
	at, folded, ok := r.wideHere()
	if !ok {
		r.Say("nothing here is wider than the column")
		return r.StatusTimer()
	}

	block := r.page.Offset(at)
	r.page.Turn(at)
	r.top = r.rowAt(r.Place)
	r.settle()
	r.Say("folded to the column · w unfolds it")
	if folded {
		r.Say("unfolded · , and . pan · w folds it")
	}
	if top := r.page.Locate(block); top.Compare(r.top) < 0 {
		r.top = top
	}
	return r.StatusTimer()
}
