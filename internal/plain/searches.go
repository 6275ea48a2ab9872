package plain

import "errors"

// searches lists the saved searches.
func (c *Conversation) searches(string) error {
	all, err := c.store.Searches()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		c.out.say("No search is saved. After a search, save and a name saves it.")
		return nil
	}
	for i, saved := range all {
		c.out.say("%d. %s: %s", i+1, saved.Name, saved.Query)
	}
	c.offer("saved search", len(all), func(i int) error { return c.ask(all[i].Query, c.listing.passages) })
	return nil
}

func (c *Conversation) saveSearch(name string) error {
	switch {
	case name == "":
		return errors.New("save it under which name?")
	case c.listing.query.Text == "":
		return errors.New("there is no query to save: search for something first")
	}
	if err := c.store.SaveSearch(name, c.listing.query.Text); err != nil {
		return err
	}
	c.out.say("The search for %s is saved as %s.", quoted(c.listing.query.Text), quoted(name))
	return nil
}

func (c *Conversation) forgetSearch(name string) error {
	all, err := c.store.Searches()
	if err != nil {
		return err
	}
	if n, err := atLeastOne(name); err == nil && n <= len(all) {
		name = all[n-1].Name
	}
	if err := c.store.RemoveSearch(name); err != nil {
		return err
	}
	c.out.say("The search %s is removed.", quoted(name))
	return nil
}
