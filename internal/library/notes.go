package library

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/store"
)

// AllNotes reads every note on the articles shown and finds its passage, in order of
// the articles' paths and of each file. Each is told of the files; it may be
// nil. A notes file that can't be read keeps no other note from being listed;
// the error tells which.
func AllNotes(ctx context.Context, c *store.Collection, each func(path string, f *note.File)) ([]note.ArticleNotes, error) {
	var all []note.ArticleNotes
	err := c.AllNotes(ctx, func(path string, f *note.File) {
		if !c.Shows(path) {
			return
		}
		if each != nil {
			each(path, f)
		}
		m, _ := ResolveNotes(c, path, f)
		all = append(all, m)
	})
	return all, err
}

// NewResolver finds the passages of the notes of a file in an article's text.
func NewResolver(c *store.Collection, a *article.Article, f *note.File) *anchor.Resolver {
	return anchor.NewResolver(a, func() []string { return c.FormerTexts(f) })
}

// ResolveNotes finds the passages of the notes on one article; all are lost when the
// article can't be read, and the error says why it can't.
func ResolveNotes(c *store.Collection, path string, f *note.File) (note.ArticleNotes, error) {
	h := f.Header()
	a, err := c.Read(path)
	if err != nil {
		m := note.ArticleNotes{Path: path, Title: h.Title, Source: h.Source}
		for _, n := range f.Notes() {
			m.Notes = append(m.Notes, note.ResolvedNote{Note: n, Match: note.Match{State: note.Lost}})
		}
		return m, err
	}
	m := articleNotesOf(a, h)
	r := NewResolver(c, a, f)
	for _, n := range f.Notes() {
		m.Notes = append(m.Notes, note.ResolvedNote{Note: n, Match: r.Find(n, h.Text)})
	}
	return m, nil
}

// articleNotesOf is what is known of an article, without its notes.
func articleNotesOf(a *article.Article, h note.Header) note.ArticleNotes {
	return note.ArticleNotes{
		Path: a.Name, Title: a.Meta.Title, Author: a.Meta.Author, Site: a.Meta.Site,
		Source: cmp.Or(a.Meta.Source, h.Source), Published: a.Meta.Published, Text: a.Text,
	}
}

// NoteQuery is a query asked of notes. The parts of it that only an article
// can answer were asked of the articles beforehand. The zero NoteQuery finds
// all notes.
type NoteQuery struct {
	root     search.Node
	articles map[string]map[string]bool // by the part as it is typed, the paths it finds
}

// AskNotes prepares a query. The list of articles is asked for only if
// something in the query needs it.
func AskNotes(ctx context.Context, q search.Query, articles func() (*Articles, error)) (NoteQuery, error) {
	ask := NoteQuery{q.Root, map[string]map[string]bool{}}
	parts := articleParts(q.Root, nil)
	if len(parts) == 0 {
		return ask, nil
	}
	a, err := articles()
	if err != nil {
		return ask, err
	}
	for _, part := range parts {
		found, err := a.searchShown(ctx, search.Query{Root: part})
		if err != nil {
			return ask, fmt.Errorf("notes: %w", err)
		}
		paths := map[string]bool{}
		for _, id := range found.IDs {
			paths[a.Entry(id).Path] = true
		}
		ask.articles[typed(part)] = paths
	}
	return ask, nil
}

// typed is a part of a query as it can be typed, unfinished words and finished
// ones apart.
func typed(part search.Node) string { return search.Query{Root: part}.String() }

// articleParts appends the parts of a query that a note can't answer.
func articleParts(n search.Node, parts []search.Node) []search.Node {
	var inner []search.Node
	switch n := n.(type) {
	case nil:
	case search.And:
		inner = n
	case search.Or:
		inner = n
	case search.Not:
		inner = []search.Node{n.Node}
	default:
		if !ofNote(n) {
			return append(parts, n)
		}
	}
	for _, part := range inner {
		parts = articleParts(part, parts)
	}
	return parts
}

// ofNote reports whether a part of a query asks for a quality of notes.
func ofNote(n search.Node) bool {
	switch n := n.(type) {
	case search.Words:
		return slices.Contains([]search.Field{search.Anywhere, search.InNote, search.InTag, search.InTitle}, n.Field)
	case search.Has:
		return n.What == search.LostNotes || n.What == search.Notes
	case search.Kind, search.Pattern:
		return true
	}
	return false
}

// Choose keeps the notes that the query finds, and the articles that have any.
// Those given stay as they are.
func (q NoteQuery) Choose(all []note.ArticleNotes) []note.ArticleNotes {
	var chosen []note.ArticleNotes
	for _, m := range all {
		var found []note.ResolvedNote
		for _, p := range m.Notes {
			if q.finds(q.root, m, p) {
				found = append(found, p)
			}
		}
		if m.Notes = found; len(found) > 0 {
			chosen = append(chosen, m)
		}
	}
	return chosen
}

// finds reports whether a note is what the query asks for.
func (q NoteQuery) finds(n search.Node, m note.ArticleNotes, p note.ResolvedNote) bool {
	fits := func(part search.Node) bool { return q.finds(part, m, p) }
	switch n := n.(type) {
	case nil:
		return true
	case search.And:
		return !slices.ContainsFunc(n, func(part search.Node) bool { return !fits(part) })
	case search.Or:
		return slices.ContainsFunc(n, fits)
	case search.Not:
		return !fits(n.Node)
	}
	if !ofNote(n) {
		return q.articles[typed(n)][m.Path]
	}
	return noteFits(n, m, p)
}

// noteFits answers a part that asks for a quality of notes.
func noteFits(n search.Node, m note.ArticleNotes, p note.ResolvedNote) bool {
	switch n := n.(type) {
	case search.Words:
		return says(n, m, p)
	case search.Pattern:
		return slices.ContainsFunc([]string{m.Title, p.Anchor.Quote, p.Body}, n.Regexp.MatchString)
	case search.Kind:
		return strings.HasPrefix(strings.ToLower(p.Kind), n.Name)
	case search.Has:
		return n.What == search.Notes || p.Match.State == note.Lost
	}
	return false
}

// says reports whether the words occur in the note, in one of the places that
// they ask for.
func says(w search.Words, m note.ArticleNotes, p note.ResolvedNote) bool {
	q := search.Query{Root: w}
	in := func(f search.Field, texts ...string) bool {
		return slices.ContainsFunc(texts, func(s string) bool { return len(q.Highlights(s, f)) > 0 })
	}
	return in(search.InNote, p.Anchor.Quote, p.Body) ||
		in(search.InTag, p.AllTags()...) ||
		in(search.InTitle, m.Title) ||
		w.Field == search.Anywhere && in(search.Anywhere, p.Kind, p.Match.State.String(), m.Path)
}
