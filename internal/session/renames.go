package session

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"manicule/internal/article"
	"manicule/internal/store"
)

// renames is what is known in this session of articles that are missing: their
// notes may belong to an article of another name.
type renames struct {
	gone    map[string]bool        // paths that went, to compare with those that come
	settled map[string]bool        // paths whose notes were given to another, or left
	unsure  []store.MissingArticle // several articles could be meant
}

// maxGone is how many missing articles are remembered.
const maxGone = 10_000

// candidates is the answer of FollowRenames.
type candidates struct {
	missing []store.MissingArticle
	err     error
}

// FollowRenames looks among articles that came or changed for those that are
// missing; nil when nothing came. What belonged to a missing article goes to
// the only one that it can be now; where there are several, Unsure has them.
func (s *Session) FollowRenames(ctx context.Context, changes map[string]store.ChangeKind) Task {
	id := &s.renames
	if id.gone == nil {
		id.gone, id.settled = map[string]bool{}, map[string]bool{}
	}
	var came []string
	for path, kind := range changes {
		switch {
		case kind == store.ArticleChanged:
			came = append(came, path)
		case kind == store.Removed && len(id.gone) < maxGone:
			id.gone[path] = true
		}
	}
	if len(came) == 0 {
		return nil
	}
	slices.Sort(came)
	c, gone := s.store, slices.Collect(maps.Keys(id.gone))
	return func() Answer {
		orphans := c.FindOrphanedNotes(gone)
		if len(orphans) == 0 {
			return candidates{}
		}
		missing, err := c.FindMissingArticles(ctx, orphans, came)
		return candidates{missing, err}
	}
}

func (a candidates) take(s *Session) Event {
	if a.err != nil {
		return Event{} // the program ends
	}
	var e Event
	for _, k := range a.missing {
		switch {
		case s.renames.settled[k.Article]:
		case len(k.Candidates) == 1:
			s.Adopt(k, k.Candidates[0])
		default:
			s.renames.settled[k.Article] = true
			s.renames.unsure = append(s.renames.unsure, k)
			e.Changed |= AsksRename
		}
	}
	return e
}

// Unsure are the missing articles of which several others could be the same,
// in the order in which they were found.
func (s *Session) Unsure() []store.MissingArticle { return s.renames.unsure }

// Settle takes the first of Unsure off the list: the reader has decided.
func (s *Session) Settle() { s.renames.unsure = s.renames.unsure[1:] }

// Adopt gives what belonged to a missing article to another; Undo gives it
// back. An article that is open under its old name goes on under the new one.
func (s *Session) Adopt(k store.MissingArticle, to string) Event {
	s.renames.settled[k.Article] = true
	c := s.store
	var moved []string
	return s.perform(action{do: func(s *Session, undo bool) Event {
		from, to, said := k.Article, to, belongs(k, to)
		if undo {
			from, to, said = to, k.Article, "undone: "+said
		}
		s.queue.add(&write{
			keys: []string{from, to, readingKey},
			do: func() error {
				ids, err := c.Adopt(from, to, moved)
				if err == nil {
					moved = ids
				}
				return err
			},
			after: func(err error) Event {
				if err != nil {
					return Event{Err: err}
				}
				e := Event{Said: said, Unasked: !undo, Changed: NotesChanged | ReadingsChanged}
				if s.IsOpen(from) && s.doc.Gone {
					s.doc.Renamed = to
				}
				if s.doc != nil && (s.doc.Renamed == to || s.IsOpen(from) || s.IsOpen(to)) {
					e.Changed |= StaleDocument
				}
				return e
			},
		})
		return Event{}
	}})
}

// belongs says what was given to which article.
func belongs(k store.MissingArticle, to string) string {
	what := "the place in"
	if k.Notes > 0 {
		what = "notes on"
	}
	return fmt.Sprintf("%s %s now belong to %s", what, article.CleanLine(k.Article), article.CleanLine(to))
}

// PutBack is a Task that restores what an editor overwrote in the notes files
// of articles; nil when none changed. What it can't restore now the next save
// does.
func (s *Session) PutBack(ctx context.Context, changes map[string]store.ChangeKind) Task {
	var paths []string
	for path, kind := range changes {
		if kind == store.NotesChanged {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		return nil
	}
	c := s.store
	return func() Answer {
		_ = c.PutBack(ctx, paths...)
		return nil
	}
}
