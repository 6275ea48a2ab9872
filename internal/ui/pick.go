package ui

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
)

// pickWords puts a label on every word on the screen. The first one picked
// begins the selection and the second one ends it; what is being selected
// already only gets another end. So any passage in sight takes about four keys.
func (m *Model) pickWords() tea.Cmd {
	places := m.wordsInSight()
	if len(places) == 0 {
		return m.nothingHere()
	}
	m.label(&lettered{places: places, said: wordsSaid, again: (*Model).wordsInSight})
	return nil
}

func wordsSaid(m *Model) (what, more string) {
	if m.rd.sel == nil {
		return "the letters of the first word", ""
	}
	return "the letters of the last word", ""
}

// pickWord takes a word as one end of the selection.
func (m *Model) pickWord(w article.Span) tea.Cmd {
	r := m.rd
	if r.sel == nil {
		r.sel = &selection{fixed: w, moving: w}
		return m.pickWords()
	}
	r.sel.moving = w
	return m.reveal(w)
}

// wordsInSight are the words that begin on the screen, in order of the text.
func (m *Model) wordsInSight() []pickable {
	r := m.rd
	at := m.cellsInSight()
	var places []pickable
	add := func(w article.Span) {
		if cell, ok := at[w.Start]; ok {
			places = append(places, pickable{x: cell[0], y: cell[1], pick: func(m *Model, _ bool) tea.Cmd { return m.pickWord(w) }})
		}
	}
	seen := m.visible()
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
func (m *Model) cellsInSight() map[int][2]int {
	at := map[int][2]int{}
	left := m.columns().text
	for y, line := range m.rd.page.Lines(m.rd.top, m.pageRows()) {
		x := left
		for i := range line {
			if c := &line[i]; c.Start >= 0 {
				if _, ok := at[c.Start]; !ok {
					at[c.Start] = [2]int{x, m.head() + y}
				}
			}
			x += int(line[i].Width)
		}
	}
	return at
}
