package search

import (
	"slices"
	"time"

	"manicule/internal/article"
)

// Names are shown when there are this many of them, or after this long. So many
// are put into the index at once, or this part of all: each time in the memory of
// the time before.
const (
	firstNames  = 64
	showEvery   = 100 * time.Millisecond
	namesAtOnce = 2048
	namesPart   = 8
)

// names is a segment of articles that are not read yet, and its number.
type names struct {
	*segment
	seg int
}

func (r *refresh) addNew(f File) {
	if !r.changes.All {
		r.changes.Added = append(r.changes.Added, f.Path)
	}
	r.added++
	r.waiting = append(r.waiting, f)
	show := len(r.waiting) >= firstNames && (!r.shown.Started() || r.due())
	if show || len(r.waiting) >= max(namesAtOnce, r.added/namesPart) {
		r.nameNew()
	}
	if show {
		r.showNames()
	}
}

// due reports whether it is time for another snapshot: not too often for what
// one costs.
func (r *refresh) due() bool { return r.shown.Elapsed() > max(showEvery, 10*r.cost) }

// nameNew puts the names of new articles into the index that are not read yet. A
// handful is read so soon that it isn't worth it.
func (r *refresh) nameNew() {
	if r.total() < firstNames && len(r.segs) > 0 || len(r.waiting) == 0 {
		return
	}
	r.spareHeap()
	if r.namer == nil {
		r.namer = newBuilder()
	}
	b := r.namer
	b.reset()
	b.docs = slices.Grow(b.docs, len(r.waiting))
	for _, f := range r.waiting {
		b.add(&Document{Doc: Doc{Path: f.Path, Stamp: f.Stamp, Problem: f.Problem, Meta: article.Meta{Title: article.NameTitle(f.Path)}, Pending: true}})
	}
	s, kept, err := b.make(r.files())
	if err != nil {
		return // they are read all the same
	}
	s.names = true
	r.names = append(r.names, names{s, len(r.segs)})
	r.put(s)
	if kept != nil {
		r.fallBackToMemory(kept)
	}
	r.waiting, r.named = r.waiting[:0], true
}

// showNames shows the new names.
func (r *refresh) showNames() {
	if r.named {
		r.named = false
		r.progress.Total = r.total()
		r.publish()
	}
}
