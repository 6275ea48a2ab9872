package plain

import (
	"errors"

	"manicule/internal/session"
)

// review says the next note that comes up for review, or takes that the one
// said last is done.
func (c *Conversation) review(arg string) error {
	switch {
	case arg == "" && len(c.cards) > 0:
		c.printCard()
		return nil
	case arg == "":
		return c.chooseCards()
	case arg != "keep" && arg != "dismiss":
		return errors.New("review takes keep or dismiss, for the last note shown")
	case len(c.cards) == 0:
		return errors.New("no note is being reviewed: type review")
	}
	c.session.Reviewed(c.cards[0].ID, arg == "dismiss")
	if c.cards = c.cards[1:]; len(c.cards) > 0 {
		c.printCard()
		return nil
	}
	c.chosen = choices{}
	c.out.say("That was the last note of today.")
	return nil
}

// chooseCards begins with the day's notes.
func (c *Conversation) chooseCards() error {
	found := c.session.Review(c.ctx, session.ReviewCount)().(session.Cards)
	if found.Err != nil {
		return found.Err
	}
	if c.cards = found.Cards; len(c.cards) == 0 {
		c.out.say("Nothing more to review today.")
		return nil
	}
	c.out.say("%s to review.", count(len(c.cards), "note", "notes"))
	c.printCard()
	return nil
}

func (c *Conversation) printCard() {
	card := c.cards[0]
	c.out.say("On %s: %s", quoted(card.Article.Meta.Title), describe(card.ResolvedNote))
	c.out.say("Type review keep to go on, review dismiss to never see it again, 1 to open it.")
	c.offer("note", 1, func(int) error { return c.openAtNote(card.Article.Name, card.ResolvedNote) })
}
