// Package store is the only one that touches a collection's files: the folder
// of articles, the notes beside them, the reading state and the drafts.
package store

import (
	"context"
	"errors"
	"time"

	"manicule/internal/article"
	"manicule/internal/note"
)

// Options tell where things lie. The zero value means the usual places.
type Options struct {
	NotesDir                       string           // folder of notes; "" is .manicule in the collection
	DataHome, StateHome, CacheHome string           // "" are the system's; see DataHome and the others
	Now                            func() time.Time // nil is time.Now
}

// Collection is an open folder of articles. It is safe for concurrent use.
type Collection struct{ folder string }

var errUnbuilt = errors.New("not built yet")

// Open opens the folder. It writes nothing.
func Open(folder string, o Options) (*Collection, error) { return nil, errUnbuilt }

// OpenFile opens the collection that the file belongs to: the nearest folder
// above it that holds .manicule, else its own folder.
func OpenFile(file string, o Options) (c *Collection, path string, err error) {
	return nil, "", errUnbuilt
}

// Close lets the folder go.
func (c *Collection) Close() error { return nil }

// Folder is the collection's folder as an absolute path.
func (c *Collection) Folder() string { return c.folder }

// NotesFolder is where notes are written, absolute.
func (c *Collection) NotesFolder() string { return "" }

// Warning says that notes are kept elsewhere because the folder can't be
// written, or "".
func (c *Collection) Warning() string { return "" }

// Entry is one article of the list.
type Entry struct {
	Path           string // slash-separated, relative to the folder, exact bytes
	Size           int64
	Modified       time.Time
	Meta           article.Meta
	Words, Minutes int
	Fingerprint    string
	Reading        Reading
	Notes          int
	Err            error // why it cannot be read; Meta.Title is then its name
}

// List walks and parses the collection in parallel.
func (c *Collection) List(ctx context.Context, each func([]Entry)) error { return errUnbuilt }

// Walk lists the articles' names, sorted, without reading them.
func (c *Collection) Walk(ctx context.Context, each func(Entry)) error { return errUnbuilt }

// Entry reads the entry of one article.
func (c *Collection) Entry(path string) (Entry, error) { return Entry{}, errUnbuilt }

// Read reads and parses one article.
func (c *Collection) Read(path string) (*article.Article, error) { return nil, errUnbuilt }

// Resolve turns what a user typed into a path of the collection.
func (c *Collection) Resolve(arg string) (string, error) { return "", errUnbuilt }

// Notes reads the notes on an article; an empty file when there are none.
func (c *Collection) Notes(path string) (*note.File, error) { return nil, errUnbuilt }

// AllNotes reads every notes file.
func (c *Collection) AllNotes(ctx context.Context, each func(path string, f *note.File)) error {
	return errUnbuilt
}

// Saved tells what SaveNotes did.
type Saved struct {
	File   string // what was written, for the status line
	Merged bool   // somebody else had changed it since it was read
}

// SaveNotes applies edit to the fresh notes of the article and writes them.
func (c *Collection) SaveNotes(a *article.Article, edit func(*note.File) error) (Saved, error) {
	return Saved{}, errUnbuilt
}

// Reading is how far the reader is with an article.
type Reading struct {
	Article  string // path
	Place    int    // byte of Article.Text
	Quote    string // some words at the place
	Progress float64
	Read     bool
	Star     bool
	Tags     []string
	At       time.Time
}

// Reading returns what is known of an article; zero when nothing is.
func (c *Collection) Reading(path string) Reading { return Reading{} }

// SaveReading changes the reading state of an article.
func (c *Collection) SaveReading(path string, edit func(*Reading)) error { return errUnbuilt }

// ChangeKind is what happened to an article.
type ChangeKind int

// What Watch tells apart.
const (
	ArticleChanged ChangeKind = iota // new or changed
	NotesChanged
	Removed
)

// Change is something that happened to an article on disk.
type Change struct {
	Path string // always the article's
	Kind ChangeKind
}

// Watch reports changes in batches until ctx ends.
func (c *Collection) Watch(ctx context.Context) (<-chan []Change, error) { return nil, errUnbuilt }

// Draft is a note that is being typed.
type Draft struct {
	ID      string // the note's id
	Folder  string // the collection's folder, absolute
	Article string
	Note    note.Note
	At      time.Time
}

// SaveDraft keeps a half-typed note.
func (c *Collection) SaveDraft(d Draft) error { return errUnbuilt }

// Drafts lists the kept drafts of this collection, newest first.
func (c *Collection) Drafts() []Draft { return nil }

// DropDraft forgets a draft.
func (c *Collection) DropDraft(id string) error { return errUnbuilt }
