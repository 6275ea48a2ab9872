package plain

import "errors"

// searches lists the saved searches.
func (s *Session) searches(string) error {
	all, err := s.store.Searches()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		s.out.say("No search is saved. After a search, save and a name saves it.")
		return nil
	}
	for i, saved := range all {
		s.out.say("%d. %s: %s", i+1, saved.Name, saved.Query)
	}
	s.offer("saved search", len(all), func(i int) error { return s.ask(all[i].Query, s.shelf.passages) })
	return nil
}

func (s *Session) saveSearch(name string) error {
	switch {
	case name == "":
		return errors.New("save it under which name?")
	case s.shelf.query.Text == "":
		return errors.New("there is no query to save: search for something first")
	}
	if err := s.store.SaveSearch(name, s.shelf.query.Text); err != nil {
		return err
	}
	s.out.say("The search for %s is saved as %s.", quoted(s.shelf.query.Text), quoted(name))
	return nil
}

func (s *Session) forgetSearch(name string) error {
	all, err := s.store.Searches()
	if err != nil {
		return err
	}
	if n, err := atLeastOne(name); err == nil && n <= len(all) {
		name = all[n-1].Name
	}
	if err := s.store.RemoveSearch(name); err != nil {
		return err
	}
	s.out.say("The search %s is removed.", quoted(name))
	return nil
}
