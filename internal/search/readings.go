package search

import (
	"maps"
	"time"
)

// Reading is how far the reader is with an article.
type Reading struct {
	Path     string
	Read     bool
	Star     bool
	Archived bool
	Progress float64
	Tags     []string
	At       time.Time // when it was last read; zero when nothing is known
}

// state is whether the article is read, begun or unread.
func (r *Reading) state() State {
	switch {
	case r.Read:
		return Read
	case r.Progress > 0:
		return Begun
	}
	return Unread
}

// is reports whether the article is in a state.
func (r *Reading) is(state State) bool {
	switch state {
	case Starred:
		return r.Star
	case Archived:
		return r.Archived
	}
	return r.state() == state
}

// Readings is the reading state of a Snapshot's articles. Nil is that nothing
// is read.
type Readings struct {
	known map[ID]*Reading
	in    bitset // those that are known, by ID
	begun int    // articles that are read or begun
}

// Readings finds the articles that the reader has something to do with.
func (s *Snapshot) Readings(all []Reading) *Readings {
	r := &Readings{known: make(map[ID]*Reading, len(all)), in: newBitset(s.size())}
	for i := range all {
		if id, ok := s.Find(all[i].Path); ok {
			r.known[id] = &all[i]
			r.in.set(int(id))
			if all[i].state() != Unread {
				r.begun++
			}
		}
	}
	return r
}

// Begun is the number of the Snapshot's articles that are read or begun.
func (r *Readings) Begun() int { return r.begun }

// of is an article's state; zero when nothing is known.
func (r *Readings) of(id ID) Reading {
	if r == nil || !r.in.has(int(id)) {
		return Reading{}
	}
	return *r.known[id]
}

// is reports whether an article, by its number in the segment whose first one is
// base, is in a state.
func (r *Readings) is(base ID, state State) func(doc int) bool {
	return func(doc int) bool {
		known := r.of(base + ID(doc))
		return known.is(state)
	}
}

// tagged calls back with the articles that the reader gave tags.
func (r *Readings) tagged(each func(ID, []string)) {
	if r == nil {
		return
	}
	for id, known := range r.known {
		if len(known.Tags) > 0 {
			each(id, known.Tags)
		}
	}
}

// withTags adds the tags that the reader gave articles which don't have them
// besides.
func (r *Readings) withTags(counts map[fieldValue]int, s *Snapshot) map[fieldValue]int {
	counts = maps.Clone(counts)
	r.tagged(func(id ID, tags []string) {
		d := s.Doc(id)
		own := d.values()
		for _, tag := range tags {
			if v := (fieldValue{InTag, tag}); !own[v] {
				own[v] = true
				counts[v]++
			}
		}
	})
	return counts
}

// Unread reports whether nobody began an article.
func (r *Readings) Unread(id ID) bool {
	known := r.of(id)
	return known.state() == Unread
}
