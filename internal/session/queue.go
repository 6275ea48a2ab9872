package session

import (
	"errors"
	"slices"
	"sync"

	"manicule/internal/crash"
	"manicule/internal/note"
)

// Task is something that takes time, such as reading or writing a file. It may
// run on any goroutine, once; its answer goes to Session.Take. A Task that is
// never run loses nothing: what it was to write, Session.Close writes.
type Task func() Answer

// Answer is what a Task brings.
type Answer interface{ take(s *Session) Event }

// writeQueue holds what is on its way to the disk, in the order in which it
// was asked for. Writes that have a key in common are done one after the
// other; those that have none may overtake each other. A note that could not
// be saved keeps its place, and what comes behind it waits, until it is tried
// again.
type writeQueue struct{ writes []*write }

// write is one thing on its way to the disk.
type write struct {
	keys  []string          // what it is about, such as an article's path
	do    func() error      // once for each try
	after func(error) Event // what became of it; nil: nothing to tell but an error
	lasts bool              // it stays queued when it fails, to be tried again

	path    string        // of the article whose notes it changes, or ""
	changes []note.Change // to them

	state writeState
	run   func() error // do, once
}

type writeState int

const (
	queued writeState = iota
	running
	stuck // it failed, and waits for the next try
)

// notes are those that the write is to put into a file.
func (w *write) notes() (all []note.Note) {
	for _, ch := range w.changes {
		if ch.After != nil {
			all = append(all, *ch.After)
		}
	}
	return all
}

// add puts a write at the end of the queue.
func (q *writeQueue) add(w *write) {
	w.run = sync.OnceValue(w.do)
	q.writes = append(q.writes, w)
}

// replace is add, but takes out the writes with the same keys that have not
// begun: the new one says all that they would.
func (q *writeQueue) replace(w *write) {
	q.writes = slices.DeleteFunc(q.writes, func(old *write) bool {
		return old.state == queued && slices.Equal(old.keys, w.keys)
	})
	q.add(w)
}

// ready starts the writes that nothing before them holds up.
func (q *writeQueue) ready() (start []*write) {
	var busy []string
	for _, w := range q.writes {
		held := slices.ContainsFunc(w.keys, func(key string) bool { return slices.Contains(busy, key) })
		if w.state == queued && !held {
			w.state = running
			start = append(start, w)
		}
		busy = append(busy, w.keys...)
	}
	return start
}

// done takes a write out, or has it wait for the next try.
func (q *writeQueue) done(w *write, err error) {
	if err != nil && w.lasts {
		w.state = stuck
		return
	}
	q.writes = slices.DeleteFunc(q.writes, func(other *write) bool { return other == w })
}

// retry has what is stuck tried again.
func (q *writeQueue) retry() {
	for _, w := range q.writes {
		if w.state == stuck {
			w.state, w.run = queued, sync.OnceValue(w.do)
		}
	}
}

// isStuck reports whether a change to the notes on an article waits for
// another try.
func (q *writeQueue) isStuck(path string) bool {
	return slices.ContainsFunc(q.writes, func(w *write) bool { return w.state == stuck && w.path == path })
}

// flush does all that is left, in order; what is running at that moment it
// waits for, and what is stuck it tries once more. It tells of each write how
// it went, which may queue others. A write that panics stops none of the
// others.
func (q *writeQueue) flush(onDone func(*write, error)) error {
	q.retry()
	var errs []error
	for len(q.writes) > 0 {
		w := q.writes[0]
		q.writes = q.writes[1:]
		err := crash.Try(w.run)
		if err != nil && w.lasts && w.state == running { // it failed meanwhile, and nobody was told yet
			err = crash.Try(w.do)
		}
		if !errors.Is(err, errNothing) {
			errs = append(errs, err)
		}
		onDone(w, err)
	}
	return errors.Join(errs...)
}
