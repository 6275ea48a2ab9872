package plain

import (
	"errors"
	"fmt"

	"manicule/internal/search"
)

// like lists what says much of the same.
func (c *Conversation) like(arg string) error {
	path := ""
	switch {
	case arg != "":
		n, err := atLeastOne(arg)
		if err != nil {
			return err
		}
		if n > len(c.listing.paths) {
			return fmt.Errorf("the list has no article %d", n)
		}
		path = c.listing.paths[n-1]
	case c.reading != nil:
		path = c.reading.Path
	default:
		return errors.New("like which one? open an article, or type a number of the list")
	}
	like := search.Like{Path: path}
	return c.answer(search.Query{Text: like.String(), Root: like}, false)
}

// copies lists the articles that tell the same story as the open one.
func (c *Conversation) copies(string) error {
	if err := c.refresh(); err != nil {
		return err
	}
	if _, err := c.Library.FindCopies(c.ctx); err != nil {
		return fmt.Errorf("look for copies: %w", err)
	}
	a := c.Library.Articles()
	var paths []string
	if id, ok := a.Find(c.reading.Path); ok {
		for _, other := range a.Copies(id) {
			if path := a.Entry(other).Path; path != c.reading.Path {
				paths = append(paths, path)
			}
		}
	}
	if len(paths) == 0 {
		c.out.say("No duplicates.")
		return nil
	}
	c.out.say("%s.", count(len(paths), "duplicate", "duplicates"))
	c.listPaths(paths)
	return nil
}
