package notes

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/diff"
	"manicule/internal/library"
	"manicule/internal/page"
)

const (
	// maxCandidates is how many places are offered for a lost passage.
	maxCandidates = 3
	// candidateRows is how many rows one of them takes: its heading, two of
	// the words there, and a free one.
	candidateRows = 4
	// mostQuoteRows is how much is shown of what a lost note stood on.
	mostQuoteRows = 3
	// candidateContext is how many bytes are shown on each side of one.
	candidateContext = 48
)

func label(text string) styledLine {
	return styledLine{parts: []diff.Piece{{Text: text}}, label: true}
}

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
	for _, s := range term.FirstLines(term.Wrap("“"+article.CleanLine(k.note.Anchor.Quote)+"”", width), mostQuoteRows) {
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

// around is what stands at a place and some bytes of words on each side, as the
// page shows them, the place between signs.
func around(p *page.Page, s article.Span, some int) string {
	text := p.Article().Text
	from, to := max(s.Start-some, 0), min(s.End+some, len(text))
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	quote := func(from, to int) string { return article.CleanLine(p.Quote(article.Span{Start: from, End: to})) }
	before, here, all := quote(from, s.Start), quote(s.Start, s.End), quote(from, to)
	gap, after, ok := strings.Cut(all[min(len(before), len(all)):], here)
	if !ok {
		return "‹" + here + "›"
	}
	before += gap
	if i := strings.IndexByte(before, ' '); i >= 0 && from > 0 {
		before = "…" + before[i+1:]
	}
	if i := strings.LastIndexByte(after, ' '); i >= 0 && to < len(text) {
		after = after[:i] + "…"
	}
	return before + "‹" + here + "›" + after
}

// selectIt lets the reader look for the passage in the text; until it is put
// somewhere, D on a selection puts the note there.
func (k *checker) selectIt() tea.Cmd {
	switch {
	case k.gone:
		return nil
	case k.pick == nil:
		k.Say("enter opens the article; select the passage there, D puts the note on it")
		return k.StatusTimer()
	}
	k.Close(k)
	k.pick(k.note.ID)
	return nil
}
