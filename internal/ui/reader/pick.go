package reader

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/term"
)

// pickWords puts a label on every word on the screen. The first one picked
// begins the selection and the second one ends it; what is being selected
// already only gets another end. So any passage in sight takes about four keys.
func (r *Pane) pickWords() tea.Cmd {
	places := r.wordsInSight()
	if len(places) == 0 {
		return r.nothingHere()
	}
	r.label(&overlay.Labels{Places: places, Said: r.wordsSaid, Again: r.wordsInSight})
	return nil
}

func (r *Pane) wordsSaid() (what, more string) {
	if r.sel == nil {
		return "the letters of the first word", ""
	}
	return "the letters of the last word", ""
}

// pickWord takes a word as one end of the selection.
func (r *Pane) pickWord(w article.Span) tea.Cmd {
	if r.sel == nil {
		r.sel = &selection{fixed: w, moving: w}
		return r.pickWords()
	}
	r.sel.moving = w
	return r.reveal(w)
}

// wordsInSight are the words that begin on the screen, in order of the text.
func (r *Pane) wordsInSight() []overlay.Pickable {
	at := r.cellsInSight()
	var places []overlay.Pickable
	add := func(w article.Span) {
		if cell, ok := at[w.Start]; ok {
			places = append(places, overlay.Pickable{X: cell[0], Y: cell[1], Pick: func(_ bool) tea.Cmd { return r.pickWord(w) }})
		}
	}
	seen := r.visible()
	w := r.page.Unit(seen.Start, page.Word)
	add(w)
	for {
		next, ok := r.page.Next(w.Start, page.Word)
		if !ok || next.Start >= seen.End {
			return places
		}
		add(next)
		w = next
	}
}

// cellsInSight is where the bytes on the screen are shown, column and row.
func (r *Pane) cellsInSight() map[int][2]int {
	at := map[int][2]int{}
	left := r.columns().text
	for y, line := range r.page.Lines(r.top, r.pageRows()) {
		x := left
		for i := range line {
			if c := &line[i]; c.Start >= 0 {
				if _, ok := at[c.Start]; !ok {
					at[c.Start] = [2]int{x, r.head() + y}
				}
			}
			x += int(line[i].Width)
		}
	}
	return at
}

// label puts letters on the places, which are some.
func (r *Pane) label(l *overlay.Labels) {
	l.Under = func(c *term.Canvas) { r.drawPictures(c, r.columns().text) }
	overlay.ShowLabels(r.Env, l)
}
