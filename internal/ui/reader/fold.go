package reader

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/page"
	"manicule/internal/ui/term"
)

// foldHints say how to fold or unfold the callout that a key acts on.
func (r *Pane) foldHints() []term.Hint {
	c, ok := r.page.FindFold(r.top, r.pageRows(), r.near())
	switch {
	case !ok || r.sel != nil:
		return nil
	case c.Folded:
		return r.Host.Mode().Hint("fold", "unfold")
	}
	return r.Host.Mode().Hint("fold", "fold")
}

// turnCallout folds a callout, whose title stays, or unfolds it. One with notes
// on it is not folded: they would stand beside other text.
func (r *Pane) turnCallout(c page.Callout) tea.Cmd {
	if !c.Folded && r.noteOn(c.Text) != nil {
		r.Say("there are notes on it: it stays open")
		return r.StatusTimer()
	}
	r.page.Fold(c)
	r.keepFolds()
	if !c.Folded && r.focus.Overlaps(c.Text) {
		r.focus, r.unit, r.current = r.page.Unit(c.Title.Start, page.Paragraph), page.Paragraph, ""
	}
	r.put(earlier(r.rowAt(r.Place), r.page.Locate(c.Title.Start)))
	r.Say(r.readMode.Named("folded · {fold} unfolds it"))
	if c.Folded {
		r.Say(r.readMode.Named("unfolded · {fold} folds it"))
	}
	return tea.Batch(r.touchPlace(), r.StatusTimer())
}

// bringOut shows the text at a byte that is folded or panned away.
func (r *Pane) bringOut(off int) {
	if r.page.Unfold(off) {
		r.keepFolds()
		r.top = r.rowAt(r.Place)
		r.clampTop()
	}
	r.page.Reveal(off)
}

// unfoldNotes shows what notes stand on.
func (r *Pane) unfoldNotes() {
	if r.page == nil || !r.page.Folds() {
		return
	}
	unfolded := false
	for i := range r.Notes {
		if s := r.Notes[i].Match.Span; !s.Empty() && r.page.Unfold(s.Start) {
			unfolded = true
		}
	}
	if unfolded {
		r.top = r.rowAt(r.Place)
		r.clampTop()
	}
}

// setFolds folds and unfolds what was so when this text was last read.
func (r *Pane) setFolds() {
	r.page.SetFolding()
	if r.turned != nil || len(r.reading.turned) == 0 {
		return
	}
	if r.turned = r.reading.turned[r.Article.Fingerprint()]; r.turned != nil {
		r.page.SetTurned(r.turned)
	}
}

// keepFolds remembers for this session what is folded and unfolded.
func (r *Pane) keepFolds() {
	if r.reading.turned == nil {
		r.reading.turned = map[string]map[int]bool{}
	}
	r.turned = r.page.Turned()
	r.reading.turned[r.Article.Fingerprint()] = r.turned
}
