package anchor

import (
	"strings"
	"unicode/utf8"

	"manicule/internal/article"
	"manicule/internal/note"
)

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
func (f *Finder) PlaceQuote(text string, a note.Anchor) (note.Anchor, note.Match) {
	if a == (note.Anchor{}) {
		return a, note.Match{State: note.Exact, Confidence: 1}
	}
	m := note.Match{State: note.Lost}
	if a.Before != "" || a.After != "" {
		m = f.Find(a)
	}
	if m.State == note.Lost {
		m = f.only(a)
	}
	if m.State == note.Lost {
		m = f.respaced(a.Quote)
	}
	if m.State == note.Lost {
		m = f.rewritten(text, a)
	}
	if m.State == note.Lost {
		return a, m
	}
	if m.State == note.Moved {
		m.State = note.Exact // there was no place before
	}
	return f.anchor(m.Span, a.Quote), m
}

// only is the one place where the quote stands, with its surroundings if it
// has some and they agree.
func (f *Finder) only(a note.Anchor) note.Match {
	for _, sides := range [][2]string{{a.Before, a.After}, {a.Before, ""}, {"", a.After}, {"", ""}} {
		if found := f.Locate(a.Quote, sides[0], sides[1]); len(found) == 1 && f.wholeWords(found[0]) {
			return note.Match{Span: found[0], State: note.Exact, Confidence: 1}
		}
	}
	return note.Match{State: note.Lost}
}

// fewestLetters is how many letters a quote has at least that is looked for
// without its spaces.
const fewestLetters = 12

// respaced is the one place where the quote's letters stand, whatever spaces
// and hyphens are between them: e-readers join words at the ends of lines, and
// leave the hyphens there.
func (f *Finder) respaced(quote string) note.Match {
	q, _ := unspaced(foldVisible(quote).text)
	if utf8.RuneCountInString(q) < fewestLetters {
		return note.Match{State: note.Lost}
	}
	text, at := unspaced(f.text)
	var found []article.Span
	for i := range places(text, q) {
		if s := f.span(at[i], at[i+len(q)-1]+1); f.wholeWords(s) {
			found = append(found, s)
		}
	}
	if len(found) != 1 {
		return note.Match{State: note.Lost}
	}
	return note.Match{Span: found[0], State: note.Exact, Confidence: 1}
}

// unspaced is a text without its spaces and hyphens, with where each byte stood.
func unspaced(s string) (letters string, at []int) {
	var b strings.Builder
	for i, r := range s {
		if r == ' ' || r == '-' || r == '‐' || r == '\u00ad' {
			continue
		}
		for k := range utf8.RuneLen(r) {
			at = append(at, i+k)
		}
		b.WriteRune(r)
	}
	return b.String(), at
}

// wholeWords reports whether a span begins and ends between words.
func (f *Finder) wholeWords(s article.Span) bool {
	i, j := f.inside(s)
	return !f.cuts(i) && !f.cuts(j)
}

// rewritten looks for the quote's words, taking the quote for all that is left
// of the old text.
func (f *Finder) rewritten(text string, a note.Anchor) note.Match {
	al := align(a.Quote, text, f.folded)
	if len(al.o) < fewestQuoted {
		return note.Match{State: note.Lost}
	}
	m := al.Find(article.Span{End: len(a.Quote)})
	if m.State == note.Lost || m.Confidence < enoughQuoted || m.Span.Len() > 2*len(a.Quote) {
		return note.Match{State: note.Lost}
	}
	m.State = note.Edited
	return m
}

// Context folds what stands around a quote in another program as an Anchor
// keeps it: with the space that parts it from the quote.
func Context(a note.Anchor) (before, after string) {
	before, after = foldVisible(a.Before).text, foldVisible(a.After).text
	if strings.TrimRight(a.Before, " \n\t") != a.Before && before != "" {
		before += " "
	}
	if strings.TrimLeft(a.After, " \n\t") != a.After && after != "" {
		after = " " + after
	}
	return lastRunes(before), firstRunes(after)
}
