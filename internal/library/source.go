package library

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"manicule/internal/article"
	"manicule/internal/crash"
	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/store"
)

// source is the collection as the index reads it.
type source struct {
	c      *store.Collection
	files  func(ctx context.Context, within string, each func(store.File) error) error
	failed atomic.Pointer[error] // why the folder could not be looked through

	// As they were when first asked for.
	notes    func() store.NoteFiles
	readings func() map[string]store.Reading
}

// notedSource is a source that also tells of the notes on articles that are gone.
type notedSource interface {
	search.Source
	noteFiles() store.NoteFiles
}

func newSource(c *store.Collection, files func(context.Context, string, func(store.File) error) error) *source {
	return &source{c: c, files: files, notes: sync.OnceValue(c.NoteFiles), readings: sync.OnceValue(c.Readings)}
}

func (s *source) noteFiles() store.NoteFiles { return s.notes() }

// Files calls back with the files and the state of the notes on them.
func (s *source) Files(ctx context.Context, within string, each func(search.File) error) error {
	notes := s.notes()
	err := s.files(ctx, within, func(f store.File) error {
		found := search.File{Path: f.Path, Stamp: search.Stamp{
			Size: f.Size, Modified: f.Modified, Inode: f.Inode, Notes: notes.Stamp(f.Path) ^ s.partStamp(f.Path),
		}}
		if f.Err != nil {
			found.Problem = article.CleanLine(f.Err.Error())
		}
		return each(found)
	})
	if err != nil {
		s.failed.Store(&err)
	}
	return err
}

// wholePage tells a page that is shown whole from its article alone.
const wholePage = 1 << 63

// partStamp tells which part of a page is shown.
func (s *source) partStamp(path string) uint64 {
	if article.IsPage(path) && s.readings()[path].Whole {
		return wholePage
	}
	return 0
}

// Read reads an article and the notes on it.
func (s *source) Read(f search.File) (search.Document, bool) {
	d := search.Document{Doc: search.Doc{
		Path: f.Path, Stamp: f.Stamp, Problem: f.Problem, Meta: article.Meta{Title: nameOf(f.Path)},
	}, Now: s.c.Now()}
	var a *article.Article
	if f.Problem == "" {
		var err error
		if a, err = s.c.Read(f.Path); err != nil {
			if notText(f.Path, err) {
				return d, false
			}
			d.Problem = problem(err)
		}
	}
	if a != nil {
		d.Meta, d.Text, d.Standard = a.Meta, a.Text, a.Standard()
		d.Meta.Description = ""
		d.Links = linkKeys(d.Path, a.LinksOut())
	}
	if f.Stamp.Notes != 0 {
		s.addNotes(&d, a)
	}
	return d, true
}

// notText tells a file without extension that turned out to be no text: nobody
// expects it in the list.
func notText(name string, err error) bool {
	return path.Ext(name) == "" && errors.Is(err, article.ErrBinary)
}

// problem says why an article can't be read, without its name, beside which it
// is shown.
func problem(err error) string {
	if cause := errors.Unwrap(err); cause != nil {
		err = cause
	}
	return article.CleanLine(err.Error())
}

// addNotes adds what there is to know and to find of the notes. An article
// without text has lost none. Notes that can't be read are none, whatever
// stands in them.
func (s *source) addNotes(d *search.Document, a *article.Article) {
	plain := *d
	defer crash.Survive(func(*crash.Crash) { *d = plain })
	f, err := s.notes().Read(d.Path)
	if err != nil {
		return
	}
	var kinds, tags []string
	for _, n := range f.Notes() {
		d.NoteTexts = append(d.NoteTexts, n.Anchor.Quote+"\n"+n.Body)
		kinds = append(kinds, strings.ToLower(article.CleanLine(n.Kind)))
		for _, tag := range n.AllTags() {
			tags = append(tags, article.CleanLine(tag))
		}
	}
	d.Notes, d.Kinds, d.NoteTags = len(f.Notes()), unique(kinds), unique(tags)
	d.Links = append(d.Links, noteLinkKeys(d.Path, f.Notes())...)
	if a != nil {
		d.Lost = lost(s.c, f, a)
	}
}

func unique(names []string) []string {
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" })
}

// lost counts the notes whose passages are not in the article any more.
func lost(c *store.Collection, f *note.File, a *article.Article) (count int) {
	r := NewResolver(c, a, f)
	for _, n := range f.Notes() {
		if r.Find(n, f.Header().Text).State == note.Lost {
			count++
		}
	}
	return count
}
