// Package library is a collection as its reader sees it: the list of its
// articles, searchable, kept in step with the files. It joins the store's
// files and the search index.
package library

import (
	"context"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"manicule/internal/article"
	"manicule/internal/search"
	"manicule/internal/stopwatch"
	"manicule/internal/store"
)

// Library is an open collection with its index. It is safe for concurrent use.
type Library struct {
	c     *store.Collection
	index *search.Index
	texts texts

	engine   []string // a command that searches in the index's place; nil: none
	passages atomic.Pointer[enginePassages]

	now       atomic.Pointer[Articles]
	gone      atomic.Pointer[map[string]int] // notes on articles that are gone, by path
	rereading sync.Mutex                     // one Reread at a time, so that the later one's list stays

	mu     sync.Mutex
	copies [][]string // groups of paths

	comparing sync.Mutex // held while copies are looked for
	verdicts  search.Verdicts
	asked     atomic.Pointer[stopwatch.Watch] // since a search last began; nil before
}

// Open opens the library of a collection from its index alone: nothing of the
// folder is read.
func Open(c *store.Collection) *Library {
	dir := c.CacheFolder()
	if dir != "" {
		dir = filepath.Join(dir, "index")
	}
	l := &Library{c: c, index: search.Open(dir)}
	l.Reread()
	return l
}

// Close lets the index go. The collection stays open.
func (l *Library) Close() error { return l.index.Close() }

// Collection is the collection that the library is of.
func (l *Library) Collection() *store.Collection { return l.c }

// Articles is the list as it is known now.
func (l *Library) Articles() *Articles { return l.now.Load() }

// Reread takes in the reading state as the store has it now, after the reader
// changed it, and returns the list with it.
func (l *Library) Reread() *Articles {
	l.rereading.Lock()
	defer l.rereading.Unlock()
	a := newArticles(l, l.index.Snapshot(), l.c.Readings())
	l.now.Store(a)
	return a
}

// Refresh looks through the folder once, as Follow does, and returns. It calls
// each, never two at once, as the work goes on.
func (l *Library) Refresh(ctx context.Context, each func(search.Progress)) error {
	_, err := l.refreshAll(ctx, each)
	return err
}

// Changes is Refresh, and lists what differs in the folder from what was known.
func (l *Library) Changes(ctx context.Context, each func(search.Progress)) ([]store.Change, error) {
	changes, err := l.refreshAll(ctx, each)
	return changes(), err
}

func (l *Library) refreshAll(ctx context.Context, each func(search.Progress)) (changes func() []store.Change, err error) {
	return l.refresh(ctx, newSource(l.c, l.c.Files), []string{"."}, func(p search.Progress) {
		l.Reread()
		each(p)
	})
}

// ReadAgain reads articles into the index of which another part is shown now.
func (l *Library) ReadAgain(ctx context.Context, paths []string) error {
	_, err := l.refresh(ctx, newSource(l.c, l.c.Files), paths, func(search.Progress) {})
	return err
}

// refresh brings the index up to date within the folders and files named. What it
// returns lists what differs in the folder from what was known.
func (l *Library) refresh(ctx context.Context, src notedSource, within []string, each func(search.Progress)) (changes func() []store.Change, err error) {
	before := l.index.Snapshot()
	found, err := l.index.Refresh(ctx, src, within, each)
	if err == nil {
		l.countGone(src.noteFiles())
	}
	now := l.Reread().snap
	return func() []store.Change { return changesOf(before, now, found) }, err
}

// countGone counts the notes on articles that the index does not know.
func (l *Library) countGone(files store.NoteFiles) {
	s, gone := l.index.Snapshot(), map[string]int{}
	for _, path := range files.Articles() {
		if _, ok := s.Find(path); ok {
			continue
		}
		if f, err := files.Read(path); err == nil && len(f.Notes()) > 0 {
			gone[path] = len(f.Notes())
		}
	}
	l.gone.Store(&gone)
}

// changesOf tells what happened to the articles' files; what only happened to
// notes the store knows better.
func changesOf(before, now *search.Snapshot, found search.Changes) []store.Change {
	if found.All {
		found.Added = now.Paths()
	}
	all := make([]store.Change, 0, len(found.Added)+len(found.Removed))
	add := func(path string, kind store.ChangeKind) { all = append(all, store.Change{Path: path, Kind: kind}) }
	for _, path := range found.Added {
		add(path, store.ArticleChanged)
	}
	for _, path := range found.Changed {
		if fileStamp(before, path) != fileStamp(now, path) {
			add(path, store.ArticleChanged)
		}
	}
	for _, path := range found.Removed {
		add(path, store.Removed)
	}
	return all
}

// stampOf is the state of an article that a snapshot knows; zero when it knows
// none.
func stampOf(s *search.Snapshot, path string) search.Stamp {
	id, ok := s.Find(path)
	if !ok {
		return search.Stamp{}
	}
	return s.Doc(id).Stamp
}

// fileStamp disregards the notes.
func fileStamp(s *search.Snapshot, path string) search.Stamp {
	stamp := stampOf(s, path)
	stamp.Notes = 0
	return stamp
}

// Status describes the index for people.
func (l *Library) Status() search.Status { return l.index.Status() }

// Clear empties the index, so that the next Refresh rebuilds it.
func (l *Library) Clear() error {
	err := l.index.Clear()
	l.Reread()
	return err
}

// Hit is what a query matches in one article.
type Hit struct {
	Passage search.Passage // the best passage; empty when the text matches nowhere
	Count   int            // matches in the text
}

// Hit finds what the query matches in the article's text. It reads the
// article, unless it did so a moment ago.
func (l *Library) Hit(path string, q search.Query, width int) (Hit, error) {
	a, err := l.Article(path)
	if err != nil {
		return Hit{}, err
	}
	q.Language = a.Meta.Language
	p := q.Passage(a.Text, width)
	if p.Text == "" {
		p.Text = l.passageOf(q, path)
	}
	return Hit{p, p.Hits}, nil
}

// Hits lists the matches of a query in an article's text, in order.
func Hits(a *article.Article, q search.Query) []article.Span {
	q.Language = a.Meta.Language
	return q.Hits(a.Text)
}

// Article reads an article, unless it did so a moment ago.
func (l *Library) Article(path string) (*article.Article, error) {
	stamp := stampOf(l.Articles().snap, path)
	if a := l.texts.get(path, stamp); a != nil {
		return a, nil
	}
	a, err := l.c.Read(path)
	if err == nil && stamp != (search.Stamp{}) {
		l.texts.put(path, stamp, a)
	}
	return a, err
}

// text is an article's text for a pattern to look at; one that can't be read
// has none.
func (l *Library) text(path string) (string, error) {
	a, err := l.Article(path)
	if err != nil {
		return "", nil
	}
	return a.Text, nil
}

// begunAt is how far the reader is, as the index asks for it: more than 0 once
// the article is begun.
func begunAt(r store.Reading) float64 {
	if !r.Begun() {
		return 0
	}
	return max(r.Reached(), 1e-6)
}

// searchReadings are the states of reading as the index asks for them.
func searchReadings(all map[string]store.Reading) []search.Reading {
	out := make([]search.Reading, 0, len(all))
	for path, r := range all {
		out = append(out, search.Reading{
			Path: path, Read: r.Read, Star: r.Star, Archived: r.Archived, Progress: begunAt(r), Tags: slices.Clone(r.Tags), At: r.LastRead(),
		})
	}
	return out
}
