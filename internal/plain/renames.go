package plain

import (
	"errors"
	"fmt"

	"manicule/internal/store"
)

// printUnsure says that notes may belong to one of several articles.
func (c *Conversation) printUnsure() {
	if all := c.session.Unsure(); len(all) > 0 {
		k := all[len(all)-1]
		c.out.say("The article %s is missing; its notes may belong to one of %s. Type whose to choose.", quoted(k.Article), count(len(k.Candidates), "article", "articles"))
	}
}

// whose asks which article a missing one is now, or takes the answer.
func (c *Conversation) whose(arg string) error {
	all := c.session.Unsure()
	if len(all) == 0 {
		c.out.say("No notes are waiting for their article.")
		return nil
	}
	k := all[0]
	switch n, err := atLeastOne(arg); {
	case arg == "none":
		c.session.Settle()
		c.out.say("The notes on %s stay where they are.", quoted(k.Article))
		return nil
	case arg != "" && (err != nil || n > len(k.Candidates)):
		return fmt.Errorf("whose takes none, or a number from 1 to %d", len(k.Candidates))
	case arg != "":
		return c.adopt(k, n-1)
	}
	c.out.say("The article %s is missing, with %s. These have the same text or title:", quoted(k.Article), count(k.Notes, "note", "notes"))
	for i, path := range k.Candidates {
		c.out.say("%d. %s", i+1, path)
	}
	c.out.say("Type the number of the right one; whose none leaves the notes where they are.")
	c.offer("article", len(k.Candidates), func(i int) error { return c.adopt(k, i) })
	return nil
}

// adopt gives what belonged to a missing article to one of its candidates.
func (c *Conversation) adopt(k store.MissingArticle, i int) error {
	if all := c.session.Unsure(); len(all) == 0 || all[0].Article != k.Article {
		return errors.New("already decided")
	}
	c.session.Settle()
	c.chosen = choices{}
	return c.finish(c.session.Adopt(k, k.Candidates[i]))
}
