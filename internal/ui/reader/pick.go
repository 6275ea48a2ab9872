package reader

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/text/unicode/norm"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/term"
)

// pickWords takes the first letter of a word on the screen and puts labels on
// the words that begin so. The first one picked begins the selection and the
// second one ends it; what is being selected already only gets another end. So
// any passage in sight takes five keys.
func (r *Pane) pickWords() tea.Cmd {
	if len(r.wordsInSight("")) == 0 {
		return r.nothingHere()
	}
	r.TakeNext("the first letter of the "+r.wordsSaid()+" word?", func(k tea.KeyPressMsg) tea.Cmd {
		if k.Text == "" {
			return nil
		}
		return r.pickWordsWith(k.Text)
	})
	return nil
}

// pickWordsWith puts labels on the words that begin with a letter; one alone
// needs none.
func (r *Pane) pickWordsWith(letter string) tea.Cmd {
	find := func() []overlay.Pickable { return r.wordsInSight(letter) }
	places := find()
	switch len(places) {
	case 0:
		r.Say("no word on the screen begins with " + letter)
		return r.StatusTimer()
	case 1:
		return places[0].Pick(false)
	}
	r.label(&overlay.Labels{
		Places: places, Again: find, Readable: true,
		Said: func() (string, string) { return "the letter on the " + r.wordsSaid() + " word", "" },
	})
	return nil
}

func (r *Pane) wordsSaid() string {
	if r.sel == nil {
		return "first"
	}
	return "last"
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

// wordsInSight are the words on the screen that begin with a letter, or with
// any if it is "", in order of the text.
func (r *Pane) wordsInSight(letter string) []overlay.Pickable {
	at := r.cellsInSight()
	var places []overlay.Pickable
	add := func(w article.Span) {
		if cell, ok := at[w.Start]; ok && beginsWith(r.Article.Text[w.Start:w.End], letter) {
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

// beginsWith compares without case and accents.
func beginsWith(word, letter string) bool {
	first := func(s string) string {
		s = norm.NFD.String(s)
		_, n := utf8.DecodeRuneInString(s)
		return strings.ToLower(s[:n])
	}
	return letter == "" || first(word) == first(letter)
}

// cellsInSight is where the bytes on the screen are shown, column and row.
func (r *Pane) cellsInSight() map[int][2]int {
	at := map[int][2]int{}
	left, outdents := r.columns().text, r.page.Outdents(r.top, r.pageRows())
	for y, line := range r.page.Lines(r.top, r.pageRows()) {
		x := left - outdents[y]
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
