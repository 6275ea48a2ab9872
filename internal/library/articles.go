package library

import (
	"cmp"
	"context"
	"errors"
	"math"
	"path"
	"slices"
	"time"

	"manicule/internal/article"
	"manicule/internal/search"
	"manicule/internal/stopwatch"
	"manicule/internal/store"
)

// Articles is the list at one moment. It doesn't change.
type Articles struct {
	l        *Library
	snap     *search.Snapshot
	state    map[string]store.Reading
	readings *search.Readings
	folds    *search.Folds
	inside   *search.Inside // what is shown; nil is all
	archived archive
	gone     int // notes on articles that are not there any more
}

func newArticles(l *Library, snap *search.Snapshot, state map[string]store.Reading) *Articles {
	a := &Articles{
		l: l, snap: snap, state: state, readings: snap.Readings(searchReadings(state)), folds: snap.Folds(l.copyPaths()),
		inside: snap.Inside(l.c.Within()), archived: newArchive(snap, state),
	}
	if gone := l.gone.Load(); gone != nil {
		for path, n := range *gone {
			if l.c.Shows(path) {
				a.gone += n
			}
		}
	}
	return a
}

// ID names an article within one Articles.
type ID = search.ID

// Len is the number of articles shown.
func (a *Articles) Len() int {
	n, _ := a.archived.within(a.inside)
	if a.inside != nil {
		return a.inside.Len() - n
	}
	return a.snap.Len() - n
}

// Unread is the number of articles shown that nobody began.
func (a *Articles) Unread() int {
	_, n := a.archived.within(a.inside)
	if a.inside != nil {
		return a.inside.Len() - a.readings.BegunIn(a.inside) - n
	}
	return a.snap.Len() - a.readings.Begun() - n
}

// Notes is the number of notes on the articles shown, and on those that were
// shown and are gone.
func (a *Articles) Notes() int {
	if a.inside != nil {
		return a.inside.Notes() + a.gone
	}
	return a.snap.NoteCount() + a.gone
}

// Entry returns an article's entry of the list.
func (a *Articles) Entry(id ID) store.Entry {
	d := a.snap.Doc(id)
	e := store.Entry{
		Path: d.Path, Size: d.Stamp.Size, Modified: d.Stamp.Time(), Meta: d.Meta, Added: d.Added,
		Words: d.Words, Minutes: d.Minutes, Reading: a.state[d.Path], Notes: d.Notes,
	}
	e.Meta.Title = cmp.Or(d.Meta.Title, nameOf(d.Path))
	if d.Problem != "" {
		e.Err = errors.New(d.Problem)
	}
	return e
}

// Unfinished is the article that was read last of those that are begun and
// not read to their end; false if there is none.
func (a *Articles) Unfinished() (store.Entry, bool) {
	var last store.Reading
	var id ID
	for path, r := range a.state {
		if !r.Begun() || r.Read || r.Archived || !r.LastRead().After(last.LastRead()) {
			continue
		}
		if found, ok := a.Find(path); ok && a.inside.Has(found) && a.snap.Doc(found).Problem == "" {
			last, id = r, found
		}
	}
	if last.Article == "" {
		return store.Entry{}, false
	}
	return a.Entry(id), true
}

// nameOf is what is shown of an article whose title is not known.
func nameOf(name string) string { return article.CleanLine(path.Base(name)) }

// Find returns the article of that path.
func (a *Articles) Find(path string) (ID, bool) { return a.snap.Find(path) }

// Search finds the articles shown that a query asks for, in its order. Those
// that are archived it finds only if the query asks for that state. Every error
// but ctx's is for the reader.
func (a *Articles) Search(ctx context.Context, q search.Query) (search.Found, error) {
	found, err := a.searchShown(ctx, q)
	if len(a.archived) > 0 && !asksForArchived(q.Root) {
		found.IDs = slices.DeleteFunc(slices.Clone(found.IDs), a.archived.has)
	}
	return found, err
}

// searchShown is Search with the archived articles.
func (a *Articles) searchShown(ctx context.Context, q search.Query) (search.Found, error) {
	found, err := a.searchAll(ctx, q)
	if a.inside == nil {
		return found, err
	}
	inside := make([]ID, 0, len(found.IDs))
	for _, id := range found.IDs {
		if a.inside.Has(id) {
			inside = append(inside, id)
		}
	}
	found.IDs = inside
	return found, err
}

// ByFolder parts articles by their folders: see search.Snapshot.ByFolder.
func (a *Articles) ByFolder(ids []ID) []search.Folder { return a.snap.ByFolder(ids) }

// UnreadIn is how many of the articles nobody began.
func (a *Articles) UnreadIn(ids []ID) (n int) {
	for _, id := range ids {
		if a.readings.Unread(id) {
			n++
		}
	}
	return n
}

// Suggest is a query with words that articles have in the place of those that
// none has: see search.Snapshot.Suggest.
func (a *Articles) Suggest(q search.Query) (text string, ok bool) { return a.snap.Suggest(q) }

// searchAll is Search in the whole collection.
func (a *Articles) searchAll(ctx context.Context, q search.Query) (search.Found, error) {
	now := stopwatch.Start()
	a.l.asked.Store(&now)
	if a.l.engine != nil && slices.ContainsFunc(q.Words(), search.Words.InText) {
		return a.ask(ctx, q)
	}
	return a.snap.Search(ctx, q, search.Reader{Readings: a.readings, Text: a.l.text})
}

// manyValues is how many known values are offered to complete one.
const manyValues = 50

// Complete lists how the query can go on at the cursor, a byte of text.
func (a *Articles) Complete(text string, cursor int) []search.Completion {
	return search.Complete(text, cursor, a.values)
}

// valueFields are where the values of qualifiers stand.
var valueFields = map[string]search.Field{
	"tag": search.InTag, "author": search.InAuthor, "source": search.InSource, "kind": search.InNote,
}

// values are the known values of a qualifier that begin so.
func (a *Articles) values(qualifier, prefix string) []string {
	return a.snap.Values(valueFields[qualifier], prefix, manyValues, a.readings)
}

// Facets are what the articles have that a query finds, by which they can be
// narrowed: see search.Snapshot.Facets. Each counts the articles that the query
// finds with it, as shown counts them.
func (a *Articles) Facets(ctx context.Context, text string, now time.Time, shown func([]ID) int) ([]search.Facet, error) {
	find := func(text string) ([]ID, error) {
		q, problem := search.Parse(text, now)
		if problem != nil && !problem.Usable {
			return nil, problem
		}
		found, err := a.Search(ctx, q)
		return found.IDs, err
	}
	ids, err := find(text)
	if err != nil {
		return nil, err
	}
	all, most := a.snap.Facets(ids, a.readings), math.MaxInt
	if text != "" { // what all of them have narrows nothing any more
		most = shown(ids)
	}
	for i := range all {
		if ids, err = find(text + " " + all[i].Query); err != nil {
			return nil, err
		}
		all[i].Count = shown(ids)
	}
	search.SortFacets(all)
	return slices.DeleteFunc(all, func(f search.Facet) bool { return f.Count == 0 || f.Count >= most }), nil
}
