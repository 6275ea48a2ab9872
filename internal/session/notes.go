package session

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/store"
)

// ErrNoCollection says why an article from standard input takes no notes.
var ErrNoCollection = errors.New("this article lies in no folder, so there is no place for notes on it; save it as a file and open that, or bring it in by manicule add")

// NewNote is an empty note on a passage of the open article, in the reader's
// words quote; on the whole article when the passage is empty.
func (s *Session) NewNote(span article.Span, quote, kind string) (note.Note, error) {
	if s.store == nil {
		return note.Note{}, ErrNoCollection
	}
	n := note.Note{ID: note.NewID(), Kind: kind, Made: s.second()}
	if !span.Empty() {
		n.Anchor = anchor.New(s.doc.Article.Text, span, quote)
	}
	return n, nil
}

// Add puts a note of NewNote, with what was written since, among the notes on
// an article of that text: the open one, as it was when the note was begun.
func (s *Session) Add(on *article.Article, n note.Note, said string) Event {
	return s.change(said, edit{path: on.Name, art: on, Change: note.Change{After: &n, Text: on.Fingerprint()}})
}

// Edit changes a note on an article; before is the note as the reader saw it,
// in that text. It fails where the notes must not be changed.
func (s *Session) Edit(on *article.Article, before, after note.Note, said string) Event {
	if err := s.writable(on.Name); err != nil {
		return Event{Err: err}
	}
	after.Changed = s.second()
	return s.change(said, edit{path: on.Name, art: on, Change: note.Change{Before: &before, After: &after, Text: on.Fingerprint()}})
}

// Delete deletes a note on an article, unless others changed it since the
// reader saw it.
func (s *Session) Delete(on *article.Article, n note.Note, said string) Event {
	if err := s.writable(on.Name); err != nil {
		return Event{Err: err}
	}
	return s.change(said, edit{path: on.Name, art: on, Change: note.Change{Before: &n, Text: on.Fingerprint()}})
}

// Attach puts a note onto a passage of an article, for good: it is confirmed
// there. Quote is what the passage says.
func (s *Session) Attach(on *article.Article, n note.Note, span article.Span, quote string) Event {
	put := n
	if put.Text = ""; n.OnArticle() {
		put.Anchor = anchor.New(on.Text, span, quote)
	} else {
		put.Anchor = anchor.Confirm(on.Text, n.Anchor, span)
	}
	return s.Edit(on, n, put, "attached")
}

// writable tells why notes on the open article must not be changed, if so. New
// ones are written beside such a file.
func (s *Session) writable(path string) error {
	if s.IsOpen(path) && s.doc.file.ReadOnly() != "" {
		return fmt.Errorf("this note can't be changed: %s", s.doc.file.ReadOnly())
	}
	return nil
}

// Listed is a note somewhere in the collection.
type Listed struct {
	Path string // of its article
	Text string // fingerprint of the text that its position belongs to, unless it names another
	note.Note
}

// EditAll changes several notes at once, wherever they are; with a nil change
// it deletes them. One Undo takes it all back.
func (s *Session) EditAll(notes []Listed, said string, change func(*note.Note)) Event {
	var edits []edit
	for _, l := range notes {
		before := l.Note
		e := edit{path: l.Path, Change: note.Change{Before: &before, Text: l.Text}}
		if change != nil {
			after := before
			change(&after)
			after.Changed = s.second()
			e.After = &after
		}
		edits = append(edits, e)
	}
	if len(notes) > 1 {
		said += ": " + plural(len(notes), "note")
	}
	return s.change(said, edits...)
}

// edit is a change to a note, and where it is.
type edit struct {
	path string
	art  *article.Article // as it was then, if the reader had it; it may be gone by now
	note.Change
}

func (e edit) inverse() edit {
	e.Change = e.Inverse()
	return e
}

// change makes changes that are one action.
func (s *Session) change(said string, edits ...edit) Event {
	if len(edits) == 0 {
		return Event{}
	}
	return s.perform(action{said: said, do: func(s *Session, undo bool) Event {
		if !undo {
			return s.make(said, edits)
		}
		back := make([]edit, len(edits))
		for i, e := range edits {
			back[len(edits)-1-i] = e.inverse()
		}
		return s.make("undone: "+said, back)
	}})
}

// make shows changes at once where their article is open, and queues them to
// be written: one write an article.
func (s *Session) make(said string, edits []edit) Event {
	byPath := map[string][]edit{}
	for _, e := range edits {
		byPath[e.path] = append(byPath[e.path], e)
	}
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		some := byPath[path]
		if s.IsOpen(path) {
			some = s.doc.take(some)
		}
		s.save(path, said, some)
	}
	return Event{Changed: NotesChanged, Touched: touched(edits[0])}
}

// touched is the note that an edit changes.
func touched(e edit) *Touched {
	if e.After != nil {
		return &Touched{e.path, *e.After}
	}
	return &Touched{e.path, *e.Before}
}

// take makes changes in the notes shown, and returns them made ready for the
// present text.
func (d *Document) take(edits []edit) []edit {
	if len(d.file.Notes()) == 0 {
		h := d.file.Header()
		h.Text = d.Article.Fingerprint()
		d.file.SetHeader(h)
	}
	text := d.Article.Fingerprint()
	edits = slices.Clone(edits)
	for i := range edits {
		e := &edits[i]
		if e.art = d.Article; e.After != nil {
			n := d.Settled(e.Carried(text))
			e.After = &n
		}
		e.Text = text
		e.Apply(d.file, text)
	}
	d.Notes = d.resolver.Resolve(d.file)
	return edits
}

// save queues the changes to the notes on one article. What can't be written
// stays queued, with its notes kept as drafts; other articles' changes pass it.
func (s *Session) save(path, said string, edits []edit) {
	s.revision++
	w := &write{keys: []string{path}, path: path, lasts: true}
	for _, e := range edits {
		w.changes = append(w.changes, e.Change)
	}
	var file *note.File
	var saved store.Saved
	w.do = func() (err error) {
		file, saved, err = s.write(path, edits[0].art, w.changes)
		return err
	}
	w.after = func(err error) Event {
		if err != nil {
			return s.notSaved(w, err)
		}
		return s.saved(w, said, file, saved)
	}
	s.queue.add(w)
	if s.queue.isStuck(path) {
		s.saveDrafts(w)
	}
}

// write makes changes in the notes on an article as they are on disk now. It
// runs away from the session.
func (s *Session) write(path string, was *article.Article, changes []note.Change) (file *note.File, saved store.Saved, err error) {
	a, err := s.store.ReadOrRecall(path)
	if err != nil && was != nil {
		a, err = was, nil
	}
	if err != nil {
		return nil, store.Saved{}, err
	}
	saved, err = s.store.SaveNotes(a, func(f *note.File) error {
		file = f
		for _, ch := range changes {
			ch.Apply(f, a.Fingerprint())
		}
		return nil
	})
	return file, saved, err
}

func (s *Session) saved(w *write, said string, file *note.File, saved store.Saved) Event {
	s.revision++
	if s.IsOpen(w.path) {
		s.doc.file = file
		s.showPending()
		s.doc.Notes = s.doc.resolver.Resolve(file)
	}
	for _, n := range w.notes() {
		s.DropDraft(n.ID)
	}
	last := w.changes[len(w.changes)-1]
	return Event{
		Said:    said,
		Changed: NotesChanged,
		Saved:   &SavedNote{Change: last, Path: w.path, File: saved.File, Merged: saved.Merged, Restored: saved.Restored, Kept: last.Kept(file)},
	}
}

func (s *Session) notSaved(w *write, err error) Event {
	s.saveDrafts(w)
	for _, other := range s.queue.writes {
		if other.path == w.path && other != w {
			s.saveDrafts(other)
		}
	}
	return Event{Err: fmt.Errorf("not saved, will retry: %w", err), Retries: true}
}

func (s *Session) saveDrafts(w *write) {
	for _, n := range w.notes() {
		s.SaveDraft(n, w.path)
	}
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
