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
	return r.page.FindWide(r.top, r.pageRows(), near)
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
		r.Say("nothing to pan here")
	case folded:
		r.Say(r.readMode.Named("long lines are folded · {fold} unfolds them"))
	case r.page.Pan(at, way):
		return nil
	case way > 0:
		r.Say("right edge")
	default:
		r.Say("left edge")
	}
	return r.StatusTimer()
}

// turnWide folds the lines of what is too wide, or makes it pan. What stood on
// the first row stays there.
func (r *Pane) turnWide() tea.Cmd {
	at, folded, ok := r.wideHere()
	if !ok {
		r.Say("nothing to pan here")
		return r.StatusTimer()
	}

	block := r.page.Offset(at)
	r.page.ToggleFold(at)
	r.top = r.rowAt(r.Place)
	r.clampTop()
	r.Say(r.readMode.Named("folded to the column · {fold} unfolds it"))
	if folded {
		r.Say(r.readMode.Named("unfolded · {pan left} and {pan right} pan · {fold} folds it"))
	}
	if top := r.page.Locate(block); top.Compare(r.top) < 0 {
		r.top = top
	}
	return r.StatusTimer()
}
