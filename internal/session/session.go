// Package session is a reader at work, without a screen: the open article and
// the notes on it, what is done to notes and articles and taken back, and what
// is on its way to the disk. The full-screen program, the one in lines and the
// command line are views of it.
//
// A Session belongs to one goroutine and never waits for the disk. What does is
// a Task: a view runs those that Tasks hands out wherever it likes, and gives
// each Answer to Take. What is not written by then, Close writes.
package session

import (
	"time"

	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/store"
)

// Session is one reading session of a reader with one collection.
type Session struct {
	lib   *library.Library  // nil: only an article from standard input is read
	store *store.Collection // the library's
	now   func() time.Time

	doc   *Document // the open article, or nil
	queue writeQueue
	// revision goes up with every change made to notes and every one written:
	// notes that were read before it did are old.
	revision int

	done, undone []action // the last one last

	drafts  []store.Draft // unfinished notes of an earlier session
	renames renames
	speed   int // the reader's, in words a minute
}

// New begins a session. The library may be nil: then nothing is kept.
func New(lib *library.Library, now func() time.Time) *Session {
	s := &Session{lib: lib, now: now, speed: library.UsualPace}
	if lib != nil {
		s.store = lib.Collection()
	}
	return s
}

// Event is what has become of something, for a view to show. The zero Event is
// nothing to show.
type Event struct {
	Said     string // what was done, in a few words and small letters; "" says nothing
	Unasked  bool   // it was done without being asked for; Undo takes it back
	Err      error  // what could not be done, and why
	Saved    *SavedNote
	Conflict *store.Conflict // other notes on the open article were found
	Changed  Changed
	Command  *CommandAnswer // what a command of the reader's own printed
	Resumes  *note.Note     // what was typed and given up is to be typed on
	Touched  *Touched       // the first of the notes that Undo or Redo changed
	Retries  bool           // something could not be saved: call Retry after RetryTime
}

// Touched is a note that was changed, as it is now or, if it is gone, was.
type Touched struct {
	Path string // of the article
	Note note.Note
}

// Changed is a set of what is not as it was.
type Changed uint8

// What a view may have to show again.
const (
	NotesChanged     Changed = 1 << iota // of the open article or others
	TextChanged                          // the open article's
	ReadingsChanged                      // places, stars, tags, what is read
	AsksRename                           // Unsure has one more
	ConflictsChanged                     // those of the open article
	SearchesChanged                      // the saved ones: call Searches
	FolderChanged                        // files went or came back
	StaleDocument                        // the open article or its notes are others on disk: call Reload
)

// SavedNote tells where a change to a note went.
type SavedNote struct {
	Change note.Change
	Path   string // of the article
	File   string // as a reader knows it
	Merged bool   // joined with changes made by others
	// Restored is how many notes are in the file again that had just vanished
	// with it.
	Restored int
	Kept     bool // it was to be deleted, and stays: others changed it meanwhile
}

// RetryTime is how long to wait before Retry.
const RetryTime = 5 * time.Second

// Take takes in what a Task brought.
func (s *Session) Take(a Answer) Event {
	if a == nil {
		return Event{}
	}
	return a.take(s)
}

// Tasks hands out what can be written now, each once.
func (s *Session) Tasks() []Task {
	var tasks []Task
	for _, w := range s.queue.ready() {
		run := w.run // of this try
		tasks = append(tasks, func() Answer { return written{w, run()} })
	}
	return tasks
}

// Retry has what could not be saved tried again.
func (s *Session) Retry() { s.queue.retry() }

// Close writes everything that is still on its way, waiting for what is being
// written. Notes that can't be saved are kept as drafts. The error tells what
// could not be written at all or stays a draft.
func (s *Session) Close() error {
	if s.store == nil {
		return nil
	}
	s.SaveReading()
	return s.queue.flush(func(w *write, err error) {
		for _, n := range w.notes() {
			if err != nil {
				s.SaveDraft(n, w.path)
			} else {
				s.DropDraft(n.ID)
			}
		}
	})
}

// Unsaved is how many changes to notes are on their way to the disk, and how
// many of them could not be written at the last try.
func (s *Session) Unsaved() (changes, failed int) {
	for _, w := range s.queue.writes {
		changes += len(w.changes)
		if w.state == stuck {
			failed += len(w.changes)
		}
	}
	return changes, failed
}

// written is the answer of a write.
type written struct {
	write *write
	err   error
}

func (a written) take(s *Session) Event {
	s.queue.done(a.write, a.err)
	if a.write.after == nil {
		return Event{Err: a.err}
	}
	return a.write.after(a.err)
}

// second is the present time as notes keep it.
func (s *Session) second() time.Time { return s.now().UTC().Truncate(time.Second) }

// action is something done that can be taken back and done again.
type action struct {
	said  string
	do    func(s *Session, undo bool) Event
	needs string // the article that must be open to take it back; "" needs none
}

// maxUndo is how many actions are remembered.
const maxUndo = 200

// perform does something and remembers it for Undo.
func (s *Session) perform(a action) Event {
	s.remember(a)
	s.undone = nil
	return a.do(s, false)
}

func (s *Session) remember(a action) {
	s.done = append(s.done[max(0, len(s.done)+1-maxUndo):], a)
}

// Undo takes the last action back; false when there is none. What was typed
// and given up comes back in the editor, so its article must be open; else it
// is passed over.
func (s *Session) Undo() (Event, bool) {
	for i := len(s.done) - 1; i >= 0; i-- {
		a := s.done[i]
		if a.needs != "" && !s.IsOpen(a.needs) {
			continue
		}
		s.done = append(s.done[:i:i], s.done[i+1:]...)
		if a.needs == "" {
			s.undone = append(s.undone, a)
		}
		return a.do(s, true), true
	}
	return Event{}, false
}

// Redo does again what was taken back last; false when there is nothing.
func (s *Session) Redo() (Event, bool) {
	if len(s.undone) == 0 {
		return Event{}, false
	}
	a := s.undone[len(s.undone)-1]
	s.undone = s.undone[:len(s.undone)-1]
	s.remember(a)
	return a.do(s, false), true
}
