package plain

import (
	"errors"
	"fmt"

	"manicule/internal/library"
)

// setMark gives the paragraph read last a letter, or lists the marks.
func (c *Conversation) setMark(letter string) error {
	if letter == "" {
		c.listMarks()
		return nil
	}
	if !library.IsMark(letter) {
		return errors.New("a mark is one letter or digit")
	}
	return c.finish(c.session.SetMark(letter, c.reading.place(), "the place is marked "+letter+"; go "+letter+" comes back here"))
}

func (c *Conversation) listMarks() {
	r := c.reading
	switch {
	case len(r.Marks) == 0:
		c.out.say("No place of this article is marked. Type mark and a letter to mark this one.")
	case !r.has(0):
		c.out.say("The article is empty.")
	default:
		for _, m := range r.Marks {
			i := r.number(library.MarkedAt(m, r.Article.Text))
			c.out.say("%s: paragraph %d, %s", m.Letter, i+1, quoted(shortened(r.page.Quote(r.paragraphs[i]), 60)))
		}
	}
}

// goToMark reads at a mark.
func (c *Conversation) goToMark(letter string) error {
	for _, m := range c.reading.Marks {
		if m.Letter == letter {
			c.jumpTo(c.reading.number(library.MarkedAt(m, c.reading.Article.Text)))
			return nil
		}
	}
	return fmt.Errorf("no place is marked %s; mark lists those that are", quoted(letter))
}
