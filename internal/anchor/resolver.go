package anchor

import (
	"cmp"
	"slices"

	"manicule/internal/article"
	"manicule/internal/note"
)

// Resolver finds where the notes of one file stand in a text: at their
// positions where these belong to that very text, else by following the former
// texts, or by their words. It is for one goroutine.
type Resolver struct {
	art    *article.Article
	former func() []string
	finder *Finder // nil before it is needed

	of    string // the text that the positions of known belong to
	known map[string]note.ResolvedNote
}

// NewResolver is a resolver for an article's text. Former lists the texts that
// the notes' positions may belong to; it is called once, if a note has to be
// looked for, and may be nil.
func NewResolver(a *article.Article, former func() []string) *Resolver {
	return &Resolver{art: a, former: former}
}

// Find is where a note's passage stands; of is the fingerprint of the text
// that its position belongs to unless the note names its own. A note on the
// whole article stands nowhere, and is Exact.
func (r *Resolver) Find(n note.Note, of string) note.Match {
	switch {
	case n.OnArticle():
		return note.Match{State: note.Exact, Confidence: 1}
	case n.Text == "" && !n.Anchor.Span.Empty() && n.Anchor.Span.End <= len(r.art.Text) && of == r.art.Fingerprint():
		return At(r.art.Text, n.Anchor)
	}
	if r.finder == nil {
		var former []string
		if r.former != nil {
			former = r.former()
		}
		r.finder = NewFinder(r.art.Text, former...)
	}
	return r.finder.Find(n.Anchor)
}

// Resolve finds the passages of a file's notes, in order of their places;
// those without one, on the whole article or lost, come first. What was found
// at the last call and has the same anchor is not looked for again.
func (r *Resolver) Resolve(f *note.File) []note.ResolvedNote {
	of := f.Header().Text
	if of != r.of {
		r.known = nil
	}
	notes := f.Notes()
	all, known := make([]note.ResolvedNote, 0, len(notes)), make(map[string]note.ResolvedNote, len(notes))
	for _, n := range notes {
		p, ok := r.known[n.ID]
		if !ok || p.Anchor != n.Anchor || p.Text != n.Text {
			p.Match = r.Find(n, of)
		}
		p.Note = n
		known[n.ID] = p
		all = append(all, p)
	}
	r.of, r.known = of, known
	SortByPlace(all)
	return all
}

// SortByPlace puts notes in order of their places; those without one come
// first.
func SortByPlace(all []note.ResolvedNote) {
	slices.SortStableFunc(all, func(a, b note.ResolvedNote) int {
		x, y := a.Match.Span, b.Match.Span
		if x.Empty() != y.Empty() {
			if x.Empty() {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End))
	})
}
