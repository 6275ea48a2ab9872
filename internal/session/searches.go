package session

import "manicule/internal/store"

// SavedSearches is the answer of Searches.
type SavedSearches struct {
	Saved []store.SavedSearch
	Err   error
}

func (a SavedSearches) take(*Session) Event { return Event{Err: a.Err} }

// Searches reads the saved searches.
func (s *Session) Searches() Task {
	c := s.store
	return func() Answer {
		saved, err := c.Searches()
		return SavedSearches{saved, err}
	}
}

// ToggleSearch saves a query, or removes it, under whatever name, if it is
// saved. The event says SearchesChanged.
func (s *Session) ToggleSearch(query string) Event {
	c, search := s.store, store.SavedSearch{Name: query, Query: query}
	return s.perform(action{do: func(s *Session, _ bool) Event {
		var said string
		s.queue.add(&write{
			keys: []string{"searches"},
			do: func() (err error) {
				said, err = switchSearch(c, &search)
				return err
			},
			after: func(err error) Event { return Event{Said: said, Err: err, Changed: SearchesChanged} },
		})
		return Event{}
	}})
}

func switchSearch(c *store.Collection, search *store.SavedSearch) (said string, err error) {
	saved, err := c.Searches()
	if err != nil {
		return "", err
	}
	for _, one := range saved {
		if one.Query == search.Query {
			*search = one // undo brings it back under its name
			return "search removed: " + one.Name, c.RemoveSearch(one.Name)
		}
	}
	return "search saved: " + search.Name, c.SaveSearch(search.Name, search.Query)
}

// RememberQuery keeps a query among those that were asked.
func (s *Session) RememberQuery(query string) {
	c := s.store
	s.queue.add(&write{keys: []string{"queries"}, do: func() error { return c.AddQuery(query) }})
}

// Write queues a write of a view's own, such as an export. What it says is
// said when it is done.
func (s *Session) Write(name string, do func() (said string, err error)) {
	var said string
	s.queue.add(&write{
		keys: []string{"file " + name},
		do: func() (err error) {
			said, err = do()
			return err
		},
		after: func(err error) Event { return Event{Said: said, Err: err} },
	})
}
