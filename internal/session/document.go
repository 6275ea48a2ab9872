package session

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/store"
)

// Document is the open article and what the reader has made of it. All
// positions are bytes of Article.Text.
type Document struct {
	Path     string
	Article  *article.Article
	Notes    []note.ResolvedNote // where they stand now, in order of their places
	NotesErr error               // why the notes could not be read
	Gone     bool                // the file was deleted while it was open
	Renamed  string              // the path that the file has by now, or ""

	Reading   store.Reading // as it was on disk when the article was opened
	Place     int           // the byte that was at the top of the view
	Marks     []store.Mark
	Read      bool             // it is, or was, read to its end
	Conflicts []store.Conflict // versions of the notes that other programs put aside

	file     *note.File // the notes as the reader has them, saved or not
	resolver *anchor.Resolver

	tracker
}

// NewDocument is an article of no collection, or one of which only the
// beginning is read: it has no notes.
func NewDocument(path string, a *article.Article, was store.Reading) *Document {
	d := &Document{Path: path, Article: a, file: note.New(note.Header{Article: path})}
	d.Reading, d.Marks, d.Read, d.Place = was, was.Marks, was.Read, library.LeftAt(was, a.Text)
	d.resolve(nil)
	return d
}

// File is the article's notes file as the reader has it. It must not be
// changed.
func (d *Document) File() *note.File { return d.file }

// Note is the note of that id, and where it stands now.
func (d *Document) Note(id string) (note.ResolvedNote, bool) {
	for _, n := range d.Notes {
		if n.ID == id {
			return n, true
		}
	}
	return note.ResolvedNote{}, false
}

// NotesProblem says what is wrong with the notes on the article; "" if nothing
// is.
func (d *Document) NotesProblem() string {
	all := d.file.Problems()
	switch {
	case d.NotesErr != nil:
		return d.NotesErr.Error()
	case d.file.ReadOnly() != "":
		return "notes are read-only: " + d.file.ReadOnly()
	case len(all) > 0:
		return fmt.Sprintf("%s in the notes file, the first at line %d: %s", plural(len(all), "problem"), all[0].Line, all[0].What)
	}
	return ""
}

// Load reads an article with the notes on it and finds their passages. It may
// be called on any goroutine; Open opens what it returns.
func (s *Session) Load(path string) (*Document, error) {
	a, err := s.store.Read(path)
	if err != nil {
		return nil, err
	}
	d := NewDocument(path, a, s.store.Reading(path))
	s.loadNotes(d)
	return d, nil
}

// loadNotes reads the notes of a document from the disk.
func (s *Session) loadNotes(d *Document) {
	f, err := s.store.NotesOn(d.Article)
	if d.NotesErr = err; err != nil {
		return
	}
	d.file = f
	d.resolve(s.store)
}

// resolve prepares the finding of passages, and finds them.
func (d *Document) resolve(c *store.Collection) {
	d.resolver = anchor.NewResolver(d.Article, nil)
	if c != nil {
		d.resolver = library.NewResolver(c, d.Article, d.file)
	}
	d.Notes = d.resolver.Resolve(d.file)
}

// Where is where the passage of a note stands in the text, also of one that is
// not in the file.
func (d *Document) Where(n note.Note) note.Match { return d.resolver.Find(n, d.file.Header().Text) }

// Settled is the note with its position in the present text, if its passage is
// where it was, edited or not.
func (d *Document) Settled(n note.Note) note.Note {
	if n.Text == "" || n.OnArticle() {
		return n
	}
	if at := d.Where(n); at.State == note.Exact || at.State == note.Edited {
		n.Anchor, n.Text = anchor.Place(d.Article.Text, n.Anchor, at.Span), ""
	}
	return n
}

// Document is the open article; nil when none is.
func (s *Session) Document() *Document { return s.doc }

// IsOpen reports whether the article of that path is open.
func (s *Session) IsOpen(path string) bool { return s.doc != nil && s.doc.Path == path }

// Open makes a document the open one, with what is still on its way to its
// notes. The place in the one before is saved.
func (s *Session) Open(d *Document) {
	s.Leave()
	s.doc = d
	s.showPending()
}

// Leave closes the open article and has its place saved.
func (s *Session) Leave() {
	s.SaveReading()
	s.doc = nil
}

// showPending makes the changes that are on their way in the notes shown.
func (s *Session) showPending() {
	d := s.doc
	some := false
	for _, w := range s.queue.writes {
		if w.path == d.Path {
			for _, ch := range w.changes {
				ch.Apply(d.file, d.Article.Fingerprint())
				some = true
			}
		}
	}
	if some {
		d.Notes = d.resolver.Resolve(d.file)
	}
}

// Reloaded is the answer of Reload: the open article and its notes as they are
// on disk now.
type Reloaded struct {
	Document *Document // nil when it could not be read
	Err      error     // why
	path     string    // that was open then
	revision int       // of the session then
}

// Reload reads the open article and its notes again, which others may have
// changed.
func (s *Session) Reload() Task {
	a := Reloaded{path: s.doc.Path, revision: s.revision}
	now := cmp.Or(s.doc.Renamed, s.doc.Path)
	return func() Answer {
		a.Document, a.Err = s.Load(now)
		return a
	}
}

// Wanted reports whether the answer is about the open article as it is by now;
// if it is not, and the article is still open, it has to be reloaded again.
func (s *Session) Wanted(a Reloaded) (wanted, again bool) {
	open := s.IsOpen(a.path)
	return open && a.revision == s.revision, open && a.revision != s.revision
}

// Same reports whether two documents have the same article: name, title, text.
func (d *Document) Same(other *Document) bool {
	a, b := d.Article, other.Article
	return a.Name == b.Name && a.Text == b.Text && a.Meta.Title == b.Meta.Title
}

func (a Reloaded) take(s *Session) Event {
	switch wanted, again := s.Wanted(a); {
	case again:
		return Event{Changed: StaleDocument}
	case !wanted, errors.Is(a.Err, fs.ErrNotExist), errors.Is(a.Err, article.ErrBinary):
		return Event{}
	case a.Err != nil:
		return Event{Err: a.Err}
	}
	return s.replaceDocument(a.Document)
}

// TakeNotes takes of what was reloaded the notes alone, while the text that is
// on the screen has to stay.
func (s *Session) TakeNotes(a Reloaded) {
	d := s.doc
	d.file = a.Document.file
	d.resolve(s.store)
	s.showPending()
}

// replaceDocument puts a new text or new notes in the place of the old ones.
// What the reader did in the old text goes on in the new one.
func (s *Session) replaceDocument(d *Document) Event {
	old, changed := s.doc, NotesChanged
	if d.Same(old) {
		d.Article, d.Place, d.tracker = old.Article, old.Place, old.tracker
	} else {
		changed |= TextChanged
		place := store.Reading{Place: old.Place, Quote: library.QuoteAt(old.Article.Text, old.Place)}
		s.SavePlace()
		d.tracker = old.follow(old.Article.Text, d.Article.Text)
		d.Place = library.LeftAt(place, d.Article.Text)
	}
	d.Conflicts, d.Marks, d.Read = old.Conflicts, old.Marks, d.Read || old.Read
	s.doc = d
	s.showPending()
	return Event{Changed: changed}
}
