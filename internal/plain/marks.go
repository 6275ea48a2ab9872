package plain

import (
	"errors"
	"fmt"

	"manicule/internal/library"
	"manicule/internal/store"
)

var errNoMarks = errors.New("marks are kept for articles in a folder only")

// setMark gives the paragraph read last a letter, or lists the marks.
func (s *Session) setMark(letter string) error {
	if s.store == nil {
		return errNoMarks
	}
	if letter == "" {
		return s.listMarks()
	}
	if !library.IsMark(letter) {
		return errors.New("a mark is one letter or digit")
	}
	at := s.reading.place()
	one := store.Mark{Letter: letter, Place: at, Quote: library.QuoteAt(s.reading.art.Text, at)}
	return s.mark("the place is marked "+letter+"; go "+letter+" comes back here", marksPart, func(r *store.Reading) {
		r.Marks = library.Marked(r.Marks, one)
	})
}

func (s *Session) listMarks() error {
	r := s.reading
	all := s.store.Reading(r.path).Marks
	if len(all) == 0 {
		s.out.say("No place of this article is marked. Type mark and a letter to mark this one.")
		return nil
	}
	if !r.has(0) {
		s.out.say("The article is empty.")
		return nil
	}
	for _, m := range all {
		i := r.number(library.MarkedAt(m, r.art.Text))
		s.out.say("%s: paragraph %d, %s", m.Letter, i+1, quoted(shortened(r.page.Quote(r.paragraphs[i]), 60)))
	}
	return nil
}

// goToMark reads at a mark.
func (s *Session) goToMark(letter string) error {
	if s.store == nil {
		return errNoMarks
	}
	for _, m := range s.store.Reading(s.reading.path).Marks {
		if m.Letter == letter {
			s.jumpTo(s.reading.number(library.MarkedAt(m, s.reading.art.Text)))
			return nil
		}
	}
	return fmt.Errorf("no place is marked %s; mark lists those that are", quoted(letter))
}
