package session

import (
	"slices"

	"manicule/internal/store"
)

// conflictsFound is the answer of FindConflicts.
type conflictsFound struct {
	path  string
	found []store.Conflict
}

// FindConflicts looks for versions of the open article's notes that other
// programs left beside them.
func (s *Session) FindConflicts() Task {
	c, path := s.store, s.doc.Path
	return func() Answer { return conflictsFound{path, c.Conflicts(path)} }
}

func (a conflictsFound) take(s *Session) Event {
	if !s.IsOpen(a.path) {
		return Event{}
	}
	known := s.doc.Conflicts
	s.doc.Conflicts = a.found
	for _, x := range a.found {
		if !slices.ContainsFunc(known, func(k store.Conflict) bool { return k.File == x.File }) {
			return Event{Changed: ConflictsChanged, Conflict: &x}
		}
	}
	return Event{Changed: ConflictsChanged}
}

// Merge merges a conflicting copy into the open article's notes: see
// store.Collection.MergeConflict.
func (s *Session) Merge(x store.Conflict, sides map[string]store.Side) {
	c, a := s.store, s.doc.Article
	var saved store.Saved
	s.queue.add(&write{
		keys: []string{a.Name},
		do: func() (err error) {
			saved, err = c.MergeConflict(a, x, sides)
			return err
		},
		after: func(err error) Event {
			s.revision++
			if err != nil {
				return Event{Err: err}
			}
			e := Event{Said: "merged, saved in " + saved.File + "; the earlier versions are kept", Changed: NotesChanged}
			if s.IsOpen(a.Name) {
				e.Changed |= StaleDocument
			}
			return e
		},
	})
}
