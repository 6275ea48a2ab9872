package search

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	"manicule/internal/article"
)

// Suggest is the query with other words in the place of those that are in no
// article: for each the nearest one that is, of those as near the commonest.
// "" and false if there is none for one of them, or nothing is to be replaced.
func (s *Snapshot) Suggest(q Query) (text string, ok bool) {
	text = q.Text
	err := s.read(func() {
		run := newSearch(context.Background(), s)
		defer run.end(nil)
		run.all(Query{}, Reader{})
		var edits []suggestion
		for _, w := range q.Words() {
			more, found := run.suggestions(q.Text, &w)
			if ok = found; !ok {
				return
			}
			edits = append(edits, more...)
		}
		ok = len(edits) > 0
		slices.SortFunc(edits, func(a, b suggestion) int { return b.at.Start - a.at.Start })
		for _, e := range edits {
			text = text[:e.at.Start] + e.word + text[e.at.End:]
		}
	})
	if !ok || err != nil {
		return "", false
	}
	return text, true
}

// suggestion is a word to be put in the place of another.
type suggestion struct {
	at   article.Span // in the query's text
	word string
}

// suggestions are those for the terms of w that no article has; false if
// there is none for one of them.
func (r *search) suggestions(text string, w *Words) (edits []suggestion, ok bool) {
	var places []article.Span
	scanPlain(text[w.At.Start:w.At.End], func(t *token) {
		if !t.reading {
			places = append(places, article.Span{Start: w.At.Start + t.span.Start, End: w.At.Start + t.span.End})
		}
	})
	if len(places) < len(w.Terms) {
		return nil, false
	}
	places = places[len(places)-len(w.Terms):] // behind the qualifier's name
	for i, term := range w.Terms {
		if r.known(w, i) {
			continue
		}
		word, found := r.nearest(w.Field, term)
		if !found {
			return nil, false
		}
		edits = append(edits, suggestion{places[i], word})
	}
	return edits, true
}

// known reports whether a listed article has the i-th term of w, without its signs.
func (r *search) known(w *Words, i int) bool {
	plain := *w
	plain.Signs = nil
	for _, e := range r.evals {
		for _, f := range e.forms(&plain, i) {
			if e.listed(f) > 0 {
				return true
			}
		}
	}
	return false
}

// neighbour is a term near the one that was typed.
type neighbour struct {
	distance, df int
	sameStart    bool
}

// nearest is the nearest term that listed articles have in a field, or in those
// where words are looked for.
func (r *search) nearest(f Field, term string) (best string, ok bool) {
	most := slips(term)
	if most == 0 {
		return "", false
	}
	fields := []Field{f}
	if f == Anywhere {
		fields = []Field{InBody, InTitle, InAuthor, InTag}
	}
	for _, field := range fields {
		if best, ok = r.nearestWithin([]byte{byte(field)}, term, 1); ok {
			return best, ok
		}
		if most > 1 { // the first letter is seldom wrong, and a look at all others takes its time
			_, size := utf8.DecodeRuneInString(term)
			if best, ok = r.nearestWithin(append([]byte{byte(field)}, term[:size]...), term, most); ok {
				return best, ok
			}
		}
	}
	return "", false
}

// nearestWithin is the nearest term of listed articles whose key has a prefix.
func (r *search) nearestWithin(prefix []byte, term string, most int) (best string, ok bool) {
	var first neighbour
	for _, e := range r.evals {
		e.seg.nearIn(prefix, term, most, func(have []byte, t termRef, d int) {
			n := neighbour{d, t.df, have[0] == term[0]}
			if known := string(have) == best; ok && (known || n.compare(first) >= 0) || utf8.RuneCount(have) < 2 || e.listed(form{termRef: t}) == 0 {
				return
			}
			first, best, ok = n, string(have), true
		})
	}
	return best, ok
}

// compare puts what is nearer first, then what begins with the same letter, for
// that is seldom mistyped, then what more articles have.
func (n neighbour) compare(m neighbour) int {
	return cmp.Or(cmp.Compare(n.distance, m.distance), cmp.Compare(bit(m.sameStart), bit(n.sameStart)), cmp.Compare(m.df, n.df))
}

func bit(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
