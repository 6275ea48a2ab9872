package note

import "manicule/internal/article"

// How much of an imported quote must stand in a text to be shown there, as a
// share of its words weighed by rarity, and how many words it must have: there
// is nothing else to tell it by.
const (
	enoughQuoted = 3.0 / 4
	fewestQuoted = 6
)

// PlaceQuote finds the passage of an anchor that has a quote but no position,
// from another program. It is Exact where only one place can be meant, Edited
// where its words stand changed, else Lost. The anchor returned stands on that
// place and keeps the quote as it is. The zero Anchor is the whole article.
// Text is the one that f was made of.
func (f *Finder) PlaceQuote(text string, a Anchor) (Anchor, Match) {
	if a == (Anchor{}) {
		return a, Match{State: Exact, Confidence: 1}
	}
	m := Match{State: Lost}
	if a.Before != "" || a.After != "" {
		m = f.Find(a)
	}
	if m.State == Lost {
		m = f.only(a)
	}
	if m.State == Lost {
		m = f.rewritten(text, a)
	}
	if m.State == Lost {
		return a, m
	}
	if m.State == Moved {
		m.State = Exact // there was no place before
	}
	return f.anchor(m.Span, a.Quote), m
}

// only is the one place where the quote stands, with its surroundings if it
// has some and they agree.
func (f *Finder) only(a Anchor) Match {
	for _, sides := range [][2]string{{a.Before, a.After}, {a.Before, ""}, {"", a.After}, {"", ""}} {
		if found := f.Locate(a.Quote, sides[0], sides[1]); len(found) == 1 && f.wholeWords(found[0]) {
			return Match{Span: found[0], State: Exact, Confidence: 1}
		}
	}
	return Match{State: Lost}
}

// wholeWords tells whether a span begins and ends between words.
func (f *Finder) wholeWords(s article.Span) bool {
	i, j := f.inside(s)
	return !f.cuts(i) && !f.cuts(j)
}

// rewritten looks for the quote's words, taking the quote for all that is left
// of the old text.
func (f *Finder) rewritten(text string, a Anchor) Match {
	al := align(a.Quote, text, f.folded)
	if len(al.o) < fewestQuoted {
		return Match{State: Lost}
	}
	m := al.Find(article.Span{End: len(a.Quote)})
	if m.State == Lost || m.Confidence < enoughQuoted || m.Span.Len() > 2*len(a.Quote) {
		return Match{State: Lost}
	}
	m.State = Edited
	return m
}
