package search

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// ID names an article within one Snapshot.
type ID uint32

// Snapshot is the index at one moment. It doesn't change and is safe for
// concurrent use. What it finds damaged it reports to its Index, and says
// nothing of; the index is rebuilt then.
type Snapshot struct {
	segs   []*segment
	dead   []bitset // by segment: the articles that went, or are newer in another one
	base   []ID     // by segment: the ID of its first article
	all    []ID     // in order of the paths, also hidden ones
	listed []ID     // in order of the paths
	notes  int
	words  int      // of all bodies, for the mean
	gone   []bitset // by segment: what is not listed
	broken func()

	spoiled atomic.Bool // something below was made of what turned out to be damaged

	titles func() []ID               // in order of the titles
	values func() map[fieldValue]int // what the articles have, and how many do
	places func() []uint32           // by ID: its place in listed
	newest func() int64              // when the newest article was published, Unix seconds; noDate if none has a date
}

// newSnapshot makes a snapshot of segments and what is dead in each. The error
// says that they are damaged.
func newSnapshot(segs []*segment, dead []bitset, broken func()) (s *Snapshot, err error) {
	err = intact(segs, func() { s = makeSnapshot(segs, dead, broken) })
	return s, err
}

func makeSnapshot(segs []*segment, dead []bitset, broken func()) *Snapshot {
	s := &Snapshot{segs: segs, dead: dead, broken: broken}
	next := ID(0)
	for _, seg := range segs {
		s.base = append(s.base, next)
		next += ID(seg.len())
		s.words += int(seg.foot.BodyLen)
		s.notes += int(seg.foot.Notes)
	}
	s.takeOffDead()
	s.all = s.ordered(func(_ *segment, i int) int { return i }, s.comparePaths)
	s.gone = s.notListed()
	s.listed = s.withoutHidden()
	s.newest = once(s, s.latest)
	s.values = once(s, s.allValues)
	s.places = sync.OnceValue(func() []uint32 {
		places := make([]uint32, s.size())
		for i, id := range s.listed {
			places[id] = uint32(i)
		}
		return places
	})
	s.titles = once(s, func() []ID {
		return slices.DeleteFunc(s.byTitle(), s.hidden)
	})
	return s
}

// takeOffDead takes the notes on dead articles and their words off the sums.
func (s *Snapshot) takeOffDead() {
	for i, dead := range s.dead {
		dead.each(func(doc int) {
			s.notes -= int(s.segs[i].value(noteColumn, doc))
			s.words -= int(s.segs[i].value(bodyColumn, doc))
		})
	}
}

// latest is when the newest of the listed articles was published.
func (s *Snapshot) latest() int64 {
	newest := int64(noDate)
	for i, seg := range s.segs {
		if s.gone[i] == nil {
			newest = max(newest, seg.foot.Newest)
			continue
		}
		published := seg.valuesOf(publishedColumn)
		for doc := range seg.len() {
			if !s.gone[i].has(doc) {
				newest = max(newest, published(doc))
			}
		}
	}
	return newest
}

func (s *Snapshot) comparePaths(a, b ID) int { return comparePaths(s.path(a), s.path(b)) }

func (s *Snapshot) titleKey(id ID) string {
	seg, doc := s.at(id)
	return titleKey(string(seg.title(doc)))
}

// ordered merges the segments' articles, each sorted as nth has them. Where
// they go on in one segment the end is searched for, not gone to.
func (s *Snapshot) ordered(nth func(*segment, int) int, compare func(a, b ID) int) []ID {
	type run struct{ ids []ID }
	var runs []*run
	total := 0
	for i, seg := range s.segs {
		ids := make([]ID, 0, seg.len())
		for k := range seg.len() {
			if doc := nth(seg, k); !s.dead[i].has(doc) {
				ids = append(ids, s.base[i]+ID(doc))
			}
		}
		if len(ids) > 0 {
			runs = append(runs, &run{ids})
			total += len(ids)
		}
	}
	if len(runs) == 1 {
		return runs[0].ids
	}
	order := make([]ID, 0, total)
	kWay(runs, func(a, b *run) int { return compare(a.ids[0], b.ids[0]) }, func(r *run, next []*run) bool {
		n := len(r.ids)
		if len(next) > 0 {
			n = 1 + gallop(n-1, func(i int) bool { return compare(r.ids[1+i], next[0].ids[0]) > 0 })
		}
		order = append(order, r.ids[:n]...)
		r.ids = r.ids[n:]
		return len(r.ids) > 0
	})
	return order
}

// byTitle are the articles in order of their titles, also hidden ones.
func (s *Snapshot) byTitle() []ID {
	return s.ordered((*segment).byTitle, s.compareTitles)
}

func (s *Snapshot) compareTitles(a, b ID) int {
	return cmp.Or(strings.Compare(s.titleKey(a), s.titleKey(b)), s.comparePaths(a, b))
}

// notListed adds the hidden articles to the dead ones.
func (s *Snapshot) notListed() []bitset {
	gone := slices.Clone(s.dead)
	for i, seg := range s.segs {
		if seg.foot.Hidden == 0 {
			continue
		}
		gone[i] = newBitset(seg.len())
		copy(gone[i], s.dead[i])
		for doc := range seg.len() {
			if seg.has(hiddenFlag, doc) {
				gone[i].set(doc)
			}
		}
	}
	return gone
}

// withoutHidden are the articles to be listed.
func (s *Snapshot) withoutHidden() []ID {
	if !slices.ContainsFunc(s.segs, func(seg *segment) bool { return seg.foot.Hidden > 0 }) {
		return s.all
	}
	return slices.DeleteFunc(slices.Clone(s.all), s.hidden)
}

func (s *Snapshot) hidden(id ID) bool {
	seg, doc := s.at(id)
	return seg.has(hiddenFlag, doc)
}

// at is an article's segment and its number there.
func (s *Snapshot) at(id ID) (*segment, int) {
	i := s.segmentOf(id)
	return s.segs[i], int(id - s.base[i])
}

func (s *Snapshot) segmentOf(id ID) int {
	for i := len(s.base) - 1; i > 0; i-- {
		if id >= s.base[i] {
			return i
		}
	}
	return 0
}

// size is the number of IDs, also of articles that are gone.
func (s *Snapshot) size() int {
	if n := len(s.segs); n > 0 {
		return int(s.base[n-1]) + s.segs[n-1].len()
	}
	return 0
}

// Len is the number of articles.
func (s *Snapshot) Len() int { return len(s.listed) }

// NoteCount is the number of notes on all articles.
func (s *Snapshot) NoteCount() int { return s.notes }

// Doc returns what is known of an article.
func (s *Snapshot) Doc(id ID) (d Doc) {
	if s.read(func() {
		seg, doc := s.at(id)
		d = seg.doc(doc)
	}) != nil {
		return Doc{}
	}
	return d
}

// Find returns the article of that path.
func (s *Snapshot) Find(path string) (id ID, ok bool) {
	err := s.read(func() {
		id, ok = s.find(path)
		ok = ok && !s.hidden(id)
	})
	return id, ok && err == nil
}

func (s *Snapshot) find(path string) (ID, bool) {
	for i, seg := range s.segs {
		if doc, ok := seg.find(path); ok && !s.dead[i].has(doc) {
			return s.base[i] + ID(doc), true
		}
	}
	return 0, false
}

func (s *Snapshot) path(id ID) []byte { return pathOf(s.at(id)) }

// Paths are the paths of all articles, also of what turned out to be none, in order.
func (s *Snapshot) Paths() (all []string) {
	all = make([]string, len(s.all))
	err := s.read(func() {
		for i, id := range s.all {
			all[i] = string(s.path(id))
		}
	})
	if err != nil {
		return nil
	}
	return all
}

func pathOf(seg *segment, doc int) []byte { return seg.path(doc) }

// read does what reads the segments, and tells the Index if they turn out to be
// damaged: see intact.
func (s *Snapshot) read(do func()) error {
	err := intact(s.segs, do)
	if err == nil && s.spoiled.Load() {
		err = errBroken
	}
	if err != nil {
		s.broken()
	}
	return err
}

// once makes something of the segments when it is first asked for.
func once[T any](s *Snapshot, of func() T) func() T {
	return sync.OnceValue(func() (made T) {
		if intact(s.segs, func() { made = of() }) != nil {
			s.spoiled.Store(true)
		}
		return made
	})
}

// Values lists what the articles have in a field: tags, also those that the
// reader gave them, authors, sites, or, of InNote, the kinds of notes. They begin
// with prefix, accents and case aside; what most articles have comes first, at
// most limit.
func (s *Snapshot) Values(f Field, prefix string, limit int, r *Readings) (names []string) {
	var counts map[fieldValue]int
	if s.read(func() {
		if counts = s.values(); f == InTag {
			counts = r.withTags(counts, s)
		}
	}) != nil {
		return nil
	}
	want := strings.Join(terms(prefix), " ")
	for v := range counts {
		if v.field == f && strings.HasPrefix(strings.Join(terms(v.value), " "), want) {
			names = append(names, v.value)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(counts[fieldValue{f, b}]-counts[fieldValue{f, a}], strings.Compare(a, b))
	})
	return names[:min(len(names), limit)]
}

func (s *Snapshot) allValues() map[fieldValue]int {
	counts := map[fieldValue]int{}
	for i, seg := range s.segs {
		for v, n := range seg.values(s.dead[i]) {
			counts[v] += n
		}
	}
	return counts
}
