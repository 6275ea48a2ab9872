package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/store"
)

// noteQuery is a query asked of notes. The parts of it that only an article
// can answer were asked of the articles beforehand.
type noteQuery struct {
	root     search.Node
	articles map[string]map[string]bool // by the part as it is typed, the paths it finds
}

// askNotes prepares a query. The library is opened only if something asks for
// articles.
func (c *cli) askNotes(ctx context.Context, col *store.Collection, q search.Query) (noteQuery, error) {
	ask := noteQuery{q.Root, map[string]map[string]bool{}}
	parts := articleParts(q.Root, nil)
	if len(parts) == 0 {
		return ask, nil
	}
	lib, err := c.library(ctx, col)
	if err != nil {
		return ask, err
	}
	defer lib.Close()
	a := lib.Articles()
	for _, part := range parts {
		found, err := a.Search(ctx, search.Query{Root: part})
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

// ofNote tells whether a part of a query asks for a quality of notes.
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

// choose keeps the notes that the query finds, and the articles that have any.
func (q noteQuery) choose(margins []note.Margin) []note.Margin {
	var chosen []note.Margin
	for _, m := range margins {
		m.Notes = slices.DeleteFunc(m.Notes, func(p note.Placed) bool { return !q.finds(q.root, m, p) })
		if len(m.Notes) > 0 {
			chosen = append(chosen, m)
		}
	}
	return chosen
}

// finds tells whether a note is what the query asks for.
func (q noteQuery) finds(n search.Node, m note.Margin, p note.Placed) bool {
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
func noteFits(n search.Node, m note.Margin, p note.Placed) bool {
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

// says tells whether the words occur in the note, in one of the places that
// they ask for.
func says(w search.Words, m note.Margin, p note.Placed) bool {
	q := search.Query{Root: w}
	in := func(f search.Field, texts ...string) bool {
		return slices.ContainsFunc(texts, func(s string) bool { return len(q.Lit(s, f)) > 0 })
	}
	return in(search.InNote, p.Anchor.Quote, p.Body) ||
		in(search.InTag, p.AllTags()...) ||
		in(search.InTitle, m.Title) ||
		w.Field == search.Anywhere && in(search.Anywhere, p.Kind, p.Match.State.String(), m.Path)
}
