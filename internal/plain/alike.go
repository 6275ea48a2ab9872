package plain

import (
	"errors"
	"fmt"

	"manicule/internal/search"
)

// like lists what says much of the same.
func (s *Session) like(arg string) error {
	path := ""
	switch {
	case arg != "":
		n, err := atLeastOne(arg)
		if err != nil {
			return err
		}
		if n > len(s.shelf.paths) {
			return fmt.Errorf("the list has no article %d", n)
		}
		path = s.shelf.paths[n-1]
	case s.reading != nil:
		path = s.reading.path
	default:
		return errors.New("like which one? open an article, or type a number of the list")
	}
	like := search.Like{Path: path}
	return s.answer(search.Query{Text: like.String(), Root: like}, false)
}

// copies lists the articles that tell the same story as the open one.
func (s *Session) copies(string) error {
	if s.store == nil {
		return errors.New("this article is in no folder")
	}
	if err := s.refresh(); err != nil {
		return err
	}
	if _, err := s.Library.FindCopies(s.ctx); err != nil {
		return fmt.Errorf("look for copies: %w", err)
	}
	a := s.Library.Articles()
	var paths []string
	if id, ok := a.Find(s.reading.path); ok {
		for _, other := range a.Copies(id) {
			if path := a.Entry(other).Path; path != s.reading.path {
				paths = append(paths, path)
			}
		}
	}
	if len(paths) == 0 {
		s.out.say("No other article tells the same story.")
		return nil
	}
	s.out.say("%s the same story.", count(len(paths), "other article tells", "other articles tell"))
	s.listPaths(paths)
	return nil
}
