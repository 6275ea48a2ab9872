package plain

import (
	"errors"

	"manicule/internal/session"
)

// printDrafts says that notes were begun and not finished.
func (c *Conversation) printDrafts() error {
	err := c.do(c.session.FindDrafts())
	if n := len(c.session.Drafts()); n > 0 {
		c.out.say("%s; drafts lists them.", count(n, "unfinished note", "unfinished notes"))
	}
	return err
}

// listDrafts lists drafts, keeps one as a note or drops it.
func (c *Conversation) listDrafts(arg string) error {
	if arg != "" {
		return c.doDraft(cutWord(arg))
	}
	if err := c.do(c.session.FindDrafts()); err != nil {
		return err
	}
	all := c.session.Drafts()
	if len(all) == 0 {
		c.out.say("There are no drafts.")
		return nil
	}
	for i, d := range all {
		c.out.say("%d. On %s, of %s: %s", i+1, quoted(d.Article), d.At.Local().Format("2 January 2006 15:04"), shortened(d.Note.Body, 200))
	}
	c.out.say("Type drafts keep and a number to make a note of one, drafts drop and a number to drop it.")
	return nil
}

func (c *Conversation) doDraft(verb, number string) error {
	all := c.session.Drafts()
	n, err := atLeastOne(number)
	if err != nil || n > len(all) || verb != "keep" && verb != "drop" {
		return errors.New("type drafts to list them, then drafts keep or drafts drop and a number")
	}
	draft := all[n-1]
	if verb == "drop" {
		c.session.GiveUpDraft(draft.ID)
		c.out.say("The draft is dropped.")
		return nil
	}
	d := c.session.Document()
	if !c.session.IsOpen(draft.Article) {
		if d, err = c.session.Load(draft.Article); err != nil {
			return err
		}
	}
	return c.finish(c.session.FinishDraft(d, draft.Note))
}

// offerDraft says that a note on the article just opened was not finished.
func (c *Conversation) offerDraft() error {
	c.session.SettleDrafts()
	if _, ok := c.session.DraftHere(); ok {
		c.out.say("There is an unfinished note on this article; drafts lists it.")
	}
	return c.finish(session.Event{})
}
