package plain

import (
	"cmp"
	"errors"
	"time"

	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/search"
)

// listAllNotes lists the notes of the collection that a query finds, or all.
func (s *Session) listAllNotes(text string) error {
	if s.store == nil {
		return errors.New("notes all needs a folder of articles; this article was read from standard input")
	}
	ask, err := s.askNotes(text)
	if err != nil {
		return err
	}
	type at struct {
		path string
		note note.ResolvedNote
	}
	var all []at
	err = s.store.AllNotes(s.ctx, func(path string, f *note.File) {
		if !s.store.Shows(path) {
			return
		}
		in, _ := library.ResolveNotes(s.store, path, f) // they are lost where there is an error
		for _, m := range ask.Choose([]note.ArticleNotes{in}) {
			s.out.say("On %s:", sentenceless(quoted(cmp.Or(f.Header().Title, path))))
			for _, n := range inOrder(m.Notes) {
				all = append(all, at{path, n})
				s.out.say("%d. %s", len(all), describe(n))
			}
		}
	})
	if len(all) == 0 && err == nil {
		s.out.say("There are no such notes.")
	}
	s.offer("note", len(all), func(i int) error { return s.openAtNote(all[i].path, all[i].note) })
	return err
}

// askNotes understands a query for notes.
func (s *Session) askNotes(text string) (library.NoteQuery, error) {
	q, problem := search.Parse(text, time.Now())
	if problem != nil {
		return library.NoteQuery{}, queryProblem(q.Text, problem)
	}
	return library.AskNotes(s.ctx, q, func() (*library.Articles, error) {
		err := s.refresh()
		return s.Library.Articles(), err
	})
}

func (s *Session) openAtNote(path string, n note.ResolvedNote) error {
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
