package reader

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/ui/term"
)

// foldHints say how to fold or unfold the callout that a key acts on.
func (r *Pane) foldHints() []term.Hint {
	if _, source, ok := r.page.FindDrawn(r.top, r.pageRows(), r.near()); ok && r.sel == nil {
		if source {
			return r.Host.Mode().Hint("fold", "drawing")
		}
		return r.Host.Mode().Hint("fold", "source")
	}
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

// bringOut shows a passage that is folded or panned away, or drawn.
func (r *Pane) bringOut(s article.Span) {
	if r.uncover(s) {
		r.keepFolds()
		r.top = r.rowAt(r.Place)
		r.clampTop()
	}
	r.page.Reveal(s.Start)
}

// uncover shows a passage that is folded away, or of which only a drawing is
// seen.
func (r *Pane) uncover(s article.Span) bool {
	unfolded := r.page.Unfold(s.Start)
	return r.page.ShowSource(s) || unfolded
}

// unfoldNotes shows what notes stand on.
func (r *Pane) unfoldNotes() {
	if r.page == nil || !r.page.Folds() && r.reading.drawings == nil {
		return
	}
	unfolded := false
	for i := range r.Notes {
		if s := r.Notes[i].Match.Span; !s.Empty() && r.uncover(s) {
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
	r.page.SetDrawings(r.reading.drawings)
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
