package plain

import (
	"cmp"
	"errors"
	"strings"
	"time"

	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/search"
)

// listAllNotes lists the notes of the collection, or of the articles that a
// query finds and that say its words.
func (s *Session) listAllNotes(text string) error {
	if s.store == nil {
		return errors.New("notes all needs a folder of articles; this article was read from standard input")
	}
	q, problem := search.Parse(text, time.Now())
	if problem != nil {
		return queryProblem(q.Text, problem)
	}
	wanted, err := s.pathsOf(q)
	if err != nil {
		return err
	}
	type at struct {
		path string
		note note.Placed
	}
	var all []at
	err = s.store.AllNotes(s.ctx, func(path string, f *note.File) {
		if s.ctx.Err() != nil || wanted != nil && !wanted[path] {
			return
		}
		in, _ := library.Margin(s.store, path, f) // they are lost where there is an error
		for _, n := range inOrder(in.Notes) {
			if !fits(q, n) {
				continue
			}
			if len(all) == 0 || all[len(all)-1].path != path {
				s.out.say("On %s:", sentenceless(quoted(cmp.Or(f.Header().Title, path))))
			}
			all = append(all, at{path, n})
			s.out.say("%d. %s", len(all), describe(n))
		}
	})
	if len(all) == 0 && err == nil {
		s.out.say("There are no such notes.")
	}
	s.offer("note", len(all), func(i int) error { return s.openAtNote(all[i].path, all[i].note) })
	return err
}

// fits tells whether a note says one of the query's words, if it asks for
// words and its article is not all that is asked for.
func fits(q search.Query, n note.Placed) bool {
	if len(q.Words()) == 0 {
		return true
	}
	for _, text := range []string{n.Body, n.Anchor.Quote, strings.Join(n.AllTags(), " ")} {
		if len(q.Lit(text, search.InNote)) > 0 {
			return true
		}
	}
	return false
}

// pathsOf are the articles that a query finds; nil when it asks for nothing.
func (s *Session) pathsOf(q search.Query) (map[string]bool, error) {
	if q.Root == nil {
		return nil, nil
	}
	if err := s.refresh(); err != nil {
		return nil, err
	}
	a := s.Library.Articles()
	found, err := a.Search(s.ctx, q)
	paths := map[string]bool{}
	for _, id := range found.IDs {
		paths[a.Entry(id).Path] = true
	}
	return paths, err
}

func (s *Session) openAtNote(path string, n note.Placed) error {
	at := unset
	if !n.Match.Span.Empty() {
		at = n.Match.Span.Start
	}
	if s.reading == nil || s.reading.path != path {
		if err := s.open(path, at); err != nil {
			return err
		}
	}
	return s.toNote(n)
}
