package reader

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/ui/term"
)

// wideHere is the block wider than the page that a key acts on: the one in
// focus, else the first one on the screen.
func (r *Pane) wideHere() (at page.Loc, folded, ok bool) {
	return r.page.FindWide(r.top, r.pageRows(), r.near())
}

// near is the text that a key acts on: the focus, or the selection's moving end.
func (r *Pane) near() article.Span {
	if r.sel != nil {
		return r.sel.moving
	}
	return r.focus
}

// wideHints say how to pan what is cut at its left or right; none where all is
// shown, or something is being selected.
func (r *Pane) wideHints() []term.Hint {
	k := r.Host.Mode()
	if _, folded, ok := r.wideHere(); !ok || folded || r.sel != nil {
		return r.foldHints()
	}
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

// turn folds or unfolds what is nearest to the focus, or the first on the screen.
func (r *Pane) turn() tea.Cmd {
	near := r.near()
	c, ok := r.page.FindFold(r.top, r.pageRows(), near)
	if at, _, wide := r.wideHere(); wide && ok {
		first := r.page.Offset(at)
		ok = c.Title.Start < first && (near.Empty() || !c.Text.Contains(first) || near.Start < first)
	}
	if ok {
		return r.turnCallout(c)
	}
	if at, source, ok := r.page.FindDrawn(r.top, r.pageRows(), near); ok {
		return r.turnSource(at, source)
	}
	return r.turnWide()
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
	r.keepFolds()
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
