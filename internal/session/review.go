package session

import (
	"context"
	"time"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/store"
)

// Card is a note that comes up for review, with the article it is on.
type Card struct {
	note.ResolvedNote
	Article *article.Article
}

// Cards is the answer of Review.
type Cards struct {
	Cards []Card
	Err   error // why none could be read
}

// ReviewCount is how many notes a day come up for review unless the reader says.
const ReviewCount = 5

// Review chooses the notes of today that were not reviewed yet, at most so
// many a day.
func (s *Session) Review(ctx context.Context, most int) Task {
	c, day := s.store, s.now()
	return func() Answer {
		cards, err := ChooseCards(ctx, c, day, most)
		if len(cards) > 0 {
			err = nil
		}
		return Cards{cards, err}
	}
}

func (a Cards) take(*Session) Event { return Event{} }

// ChooseCards are the cards of a day that were not reviewed yet. Notes on
// articles that can't be read are passed over. A notes file that can't be read
// stops none of the others; the error tells which.
func ChooseCards(ctx context.Context, c *store.Collection, day time.Time, most int) ([]Card, error) {
	states, err := c.Reviews()
	if err != nil {
		return nil, err
	}
	type home struct {
		path string
		file *note.File
	}
	var all []note.Note
	homes := map[string]home{} // by the note's id
	unread := c.AllNotes(ctx, func(path string, f *note.File) {
		if !c.Shows(path) {
			return
		}
		for _, n := range f.Notes() {
			if homes[n.ID].file == nil {
				all, homes[n.ID] = append(all, n), home{path, f}
			}
		}
	})
	var cards []Card
	for _, n := range note.ChooseReview(all, states, day, most) {
		at := homes[n.ID]
		a, err := c.Read(at.path)
		if err != nil || states[n.ID].DoneOn(day) {
			continue
		}
		match := library.NewResolver(c, a, at.file).Find(n, at.file.Header().Text)
		cards = append(cards, Card{note.ResolvedNote{Note: n, Match: match}, a})
	}
	return cards, unread
}

// Reviewed keeps that a note was reviewed, or that it never comes again.
func (s *Session) Reviewed(id string, dismiss bool) {
	c := s.store
	s.queue.add(&write{keys: []string{"review"}, do: func() error { return c.SaveReview(id, dismiss) }})
}
