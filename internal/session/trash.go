package session

import (
	"errors"

	"manicule/internal/desktop"
)

// trashKey is the key of everything that moves files to the trash and back.
const trashKey = "trash"

// Trash moves articles to the system's trash. The notes on them, their places
// and tags stay; Undo brings them back.
func (s *Session) Trash(paths Paths) Event {
	if paths == nil || s.store == nil {
		return Event{}
	}
	t := &trashing{s: s, paths: paths}
	return s.perform(action{do: func(s *Session, undo bool) Event {
		do := t.throw
		if undo {
			do = t.putBack
		}
		s.queue.add(&write{keys: []string{trashKey}, do: do, after: func(err error) Event {
			return Event{Said: t.said, Err: err, Changed: FolderChanged}
		}})
		return Event{}
	}})
}

// trashing is articles on their way to the trash and back.
type trashing struct {
	s     *Session
	paths Paths
	in    []desktop.Trashed
	said  string
}

func (t *trashing) throw() error {
	var failed error
	for _, path := range t.paths() {
		one, err := t.s.store.Trash(path)
		if err == nil {
			t.in = append(t.in, one)
		}
		failed = errors.Join(failed, err)
	}
	t.said = "moved to the trash: " + plural(len(t.in), "article")
	return failed
}

// putBack brings back what it can; the rest stays for the next try.
func (t *trashing) putBack() error {
	var failed error
	var left []desktop.Trashed
	n := len(t.in)
	for _, one := range t.in {
		if err := one.PutBack(); err != nil {
			failed, left = errors.Join(failed, err), append(left, one)
		}
	}
	t.in, t.said = left, "back from the trash: "+plural(n-len(left), "article")
	return failed
}
