package plain

import (
	"errors"
	"fmt"

	"manicule/internal/store"
)

// tellUnsure says that notes may belong to one of several articles.
func (c *Conversation) tellUnsure() {
	if all := c.session.Unsure(); len(all) > 0 {
		k := all[len(all)-1]
		c.out.say("The article %s is gone; what belonged to it may belong to one of %s now. Type whose to say which.", quoted(k.Article), count(len(k.Heirs), "article", "articles"))
	}
}

// whose asks which article a missing one is now, or takes the answer.
func (c *Conversation) whose(arg string) error {
	all := c.session.Unsure()
	if len(all) == 0 {
		c.out.say("There are no notes whose article is not known.")
		return nil
	}
	k := all[0]
	switch n, err := atLeastOne(arg); {
	case arg == "none":
		c.session.Settle()
		c.out.say("What belonged to %s stays where it is.", quoted(k.Article))
		return nil
	case arg != "" && (err != nil || n > len(k.Heirs)):
		return fmt.Errorf("whose takes none, or a number from 1 to %d", len(k.Heirs))
	case arg != "":
		return c.adopt(k, n-1)
	}
	c.out.say("The article %s is gone, with %s. These say the same, or call themselves the same:", quoted(k.Article), count(k.Notes, "note", "notes"))
	for i, path := range k.Heirs {
		c.out.say("%d. %s", i+1, path)
	}
	c.out.say("A number says which it is now; whose none leaves the notes where they are.")
	c.offer("article", len(k.Heirs), func(i int) error { return c.adopt(k, i) })
	return nil
}

// adopt gives what belonged to a missing article to one of its heirs.
func (c *Conversation) adopt(k store.Kin, i int) error {
	if all := c.session.Unsure(); len(all) == 0 || all[0].Article != k.Article {
		return errors.New("that is decided already")
	}
	c.session.Settle()
	c.chosen = choices{}
	return c.settle(c.session.Adopt(k, k.Heirs[i]))
}
