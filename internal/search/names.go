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

func (r *refresh) addNew(f File) {
	r.changes.Added = append(r.changes.Added, f.Path)
	r.jobs = append(r.jobs, job{f, -1, 0, noDate, false, r.first})
	r.waiting++
	show := r.waiting >= firstNames && (!r.shown.Started() || r.due())
	if show || r.waiting >= max(namesAtOnce, len(r.jobs)/namesPart) {
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
	fresh := r.jobs[len(r.jobs)-r.waiting:]
	if len(r.jobs) < firstNames && len(r.segs) > 0 || r.waiting == 0 {
		return
	}
	if r.names == nil {
		r.names = newBuilder()
	}
	b, n := r.names, 0
	b.reset()
	b.docs = slices.Grow(b.docs, len(fresh))
	for i := range fresh {
		if j := &fresh[i]; j.seg < 0 {
			j.seg, j.doc = len(r.segs), n
			b.add(&Document{Doc: Doc{Path: j.file.Path, Meta: article.Meta{Title: article.NameTitle(j.file.Path)}, Pending: true}})
			n++
		}
	}
	if s, err := b.segment(); err == nil && n > 0 {
		r.put(s)
	}
	r.waiting, r.named = 0, true
}

// showNames shows the new names.
func (r *refresh) showNames() {
	if r.named {
		r.named = false
		r.progress.Total = len(r.jobs)
		r.publish()
	}
}
