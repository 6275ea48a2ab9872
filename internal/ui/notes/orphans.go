package notes

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/diff"
	"manicule/internal/library"
	"manicule/internal/script"
	"manicule/internal/ui/term"
)

// lines are what the checker shows, width cells wide; of a stored text at
// most that many rows.
func (k *checker) lines(width, most int) []styledLine {
	switch {
	case k.gone:
		return k.storedLines(width, most)
	case k.lost():
		return k.candidates(width)
	}
	return difference(k.note.Anchor.Quote, k.said[0], width)
}

// candidates are the quote of a lost note and the places it may be, those that
// fit.
func (k *checker) candidates(width int) []styledLine {
	lines := []styledLine{label("it stood on")}
	for _, s := range term.FirstLines(term.Wrap(script.Quoted(article.CleanLine(k.note.Anchor.Quote)), width), mostQuoteRows) {
		lines = append(lines, styledLine{parts: []diff.Piece{{Text: s}}})
	}
	lines = append(lines, styledLine{})
	for _, i := range k.list.Shown() {
		lines = append(lines, k.candidate(i, width)...)
	}
	return lines[:len(lines)-1] // without the free row below the last one
}

// candidate shows a place: how much of the passage stands there, in which
// surroundings.
func (k *checker) candidate(i, width int) []styledLine {
	c := k.places[i]
	at := library.PercentAt(c.Span.Start, len(k.art.Text))
	head := label(strconv.Itoa(i+1) + "  " + strconv.Itoa(library.Percent(c.Confidence)) + " % of its words · at " + strconv.Itoa(at) + " % of the text")
	head.picked = i == k.list.Cursor
	lines := []styledLine{head}
	for _, s := range term.FirstLines(term.Wrap(k.near[i], width-3), candidateRows-2) {
		lines = append(lines, styledLine{parts: []diff.Piece{{Text: "   " + s}}})
	}
	return append(lines, styledLine{})
}

// selectIt lets the reader look for the passage in the text; until it is put
// somewhere, D on a selection puts the note there.
func (k *checker) selectIt() tea.Cmd {
	switch {
	case k.gone:
		return nil
	case k.pick == nil:
		k.Say("open the article and select the passage there to attach the note")
		return k.StatusTimer()
	}
	k.Close(k)
	k.pick(k.note.ID)
	return nil
}
