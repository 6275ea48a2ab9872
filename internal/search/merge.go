package search

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"math"
	"os"
	"slices"
	"sort"
)

// merger writes one segment of several.
type merger struct {
	w    *writer
	s    *Snapshot // of the segments, without their dead articles
	from []*mergeSource
	last int // the segment of the article that was last asked for

	spill func() (*os.File, error)
}

// mergeSource is a segment to be merged.
type mergeSource struct {
	*segment
	now  []int32 // each article's number in the merged segment, -1 for a dead one
	base int     // the first one's, if the others follow it without a gap; else -1
	cur  cursor

	// for the walk through the dictionary
	block   int
	entries []byte
	off     int
	key     []byte
	ref     termRef
	end     []byte // the key before which the walk ends; nil: none
}

// merge writes one segment of several. spill makes a file for what is written
// before its turn; without it that is kept in memory.
func merge(ctx context.Context, out io.Writer, segs []*segment, dead []bitset, spill func() (*os.File, error)) error {
	s, err := newSnapshot(segs, dead, nil)
	if err != nil {
		return err
	}
	m := merger{w: newWriter(out), s: s, spill: spill}
	broken := intact(segs, func() { err = m.merge(ctx) })
	return cmp.Or(broken, err)
}

func (m *merger) merge(ctx context.Context) error {
	for _, s := range m.s.segs {
		m.from = append(m.from, &mergeSource{segment: s, now: make([]int32, s.len())})
	}
	defer m.letGo()
	m.number()
	if err := m.terms(ctx, m.middle()); err != nil {
		return err
	}
	for i := range m.s.all {
		seg, doc := m.at(i)
		m.w.add(seg.record(doc))
	}
	value := func(c column, i int) int64 {
		seg, doc := m.at(i)
		return seg.value(c, doc)
	}
	return m.w.finish(value, m.titles(), m.s.values())
}

// at is the i-th article. They are asked for in order, so that most are of the
// segment of the one before.
func (m *merger) at(i int) (*segment, int) {
	if i%letDocs == letDocs-1 {
		m.letGo()
	}
	id := m.s.all[i]
	if first := m.s.base[m.last]; id < first || int(id-first) >= m.s.segs[m.last].len() {
		m.last = m.s.segmentOf(id)
	}
	return m.s.segs[m.last], int(id - m.s.base[m.last])
}

// number gives each article its number in the merged segment.
func (m *merger) number() {
	for i, s := range m.from {
		m.s.dead[i].each(func(doc int) { s.now[doc] = -1 })
	}
	for n, id := range m.s.all {
		i := m.s.segmentOf(id)
		m.from[i].now[id-m.s.base[i]] = int32(n)
	}
	for i, s := range m.from {
		s.base = -1
		if n := s.len(); n > 0 && m.s.dead[i].count() == 0 && int(s.now[n-1]-s.now[0]) == n-1 {
			s.base = int(s.now[0])
		}
	}
}

func (m *merger) titles() []uint32 {
	titles, compared := make([]uint32, 0, len(m.s.all)), 0
	byTitle := m.s.ordered((*segment).byTitle, func(a, b ID) int {
		if compared++; compared%letCompare == 0 {
			m.letGo()
		}
		return m.s.compareTitles(a, b)
	})
	for _, id := range byTitle {
		i := m.s.segmentOf(id)
		titles = append(titles, uint32(m.from[i].now[id-m.s.base[i]]))
	}
	return titles
}

// inMemory is how many bytes of postings a second goroutine may merge in
// memory, while the first one writes; more go to a file.
const inMemory = 16 << 20

// middle is the key at which the terms are parted to be merged at once; nil
// where that isn't worth it, or takes too much memory.
func (m *merger) middle() []byte {
	total, largest := 0, m.from[0]
	for _, s := range m.from {
		_, n := s.part(postingsPart)
		total += n
		if s.foot.Terms > largest.foot.Terms {
			largest = s
		}
	}
	_, half := largest.part(postingsPart)
	half /= 2
	if total > 2*inMemory && m.spill == nil || largest.blocks() < 64 {
		return nil
	}
	i := sort.Search(largest.blocks(), func(i int) bool {
		_, at := largest.blockAt(i)
		return at >= half
	})
	return bytes.Clone(largest.firstKey(min(i, largest.blocks()-1)))
}

// terms merges the dictionaries and the postings, those from the middle on at
// the same time as those before it.
func (m *merger) terms(ctx context.Context, middle []byte) error {
	if middle == nil {
		m.termsBetween(ctx, &m.w.termWriter, nil, nil)
		return cmp.Or(ctx.Err(), m.w.out.err)
	}
	postings := spilled{file: m.spill}
	defer postings.close()
	behind := &termWriter{emit: postings.write}
	atOnce(2, func(i int) {
		if i == 0 {
			m.termsBetween(ctx, &m.w.termWriter, nil, middle)
		} else {
			m.termsBetween(ctx, behind, middle, nil)
		}
	})
	m.w.join(behind)
	err := postings.each(m.w.emit)
	return cmp.Or(ctx.Err(), m.w.out.err, err)
}

// termMerge merges the terms of a part of the dictionaries.
type termMerge struct {
	ctx   context.Context
	w     *termWriter
	key   []byte     // the term whose lists are being collected; nil before the first
	lists []termList // of the segments that have it
	heads []*mergeSource
	docs  []uint32
	read  int // bytes of postings since letGo
	letGo func()
}

// termList is a term's list in one segment.
type termList struct {
	from *mergeSource
	ref  termRef
}

// termsBetween merges the terms from the first key on, and before the second
// one; nil is no bound.
func (m *merger) termsBetween(ctx context.Context, w *termWriter, first, end []byte) {
	var sources []*mergeSource
	for _, s := range m.from {
		own := *s
		own.end = end
		if own.start(first) {
			sources = append(sources, &own)
		}
	}
	t := termMerge{ctx: ctx, w: w, letGo: m.letGo}
	kWay(sources, func(a, b *mergeSource) int { return bytes.Compare(a.key, b.key) }, t.take)
	t.join()
}

// take collects the lists of the source's terms.
func (t *termMerge) take(s *mergeSource, next []*mergeSource) (more bool) {
	for {
		if !bytes.Equal(s.key, t.key) {
			t.join()
			t.key = append(t.key[:0], s.key...)
		}
		t.lists = append(t.lists, termList{s, s.ref})
		if t.read += s.ref.n; t.read > letBytes {
			t.read = 0
			t.letGo()
		}
		if !s.next() || t.w.count%4096 == 0 && t.ctx.Err() != nil {
			return false
		}
		if len(next) > 0 && bytes.Compare(s.key, next[0].key) > 0 {
			return true
		}
	}
}

// start goes to the first term whose key is not before the one given; false if
// there is none.
func (s *mergeSource) start(key []byte) bool {
	s.block = max(sort.Search(s.blocks(), func(i int) bool { return bytes.Compare(s.firstKey(i), key) > 0 })-1, 0)
	for s.next() {
		if bytes.Compare(s.key, key) >= 0 {
			return true
		}
	}
	return false
}

// next moves to the next term of the dictionary; false at the end.
func (s *mergeSource) next() bool {
	if len(s.entries) == 0 {
		if s.block == s.blocks() {
			return false
		}
		s.entries, s.off = s.blockAt(s.block)
		s.block++
		s.key = s.key[:0]
	}
	s.key, s.ref = s.entry(&s.entries, s.key, &s.off)
	return s.end == nil || bytes.Compare(s.key, s.end) < 0
}

// join merges the lists that were collected by the articles' new numbers.
func (t *termMerge) join() {
	if t.chained() {
		t.lists = t.lists[:0]
		return
	}
	t.heads = t.heads[:0]
	for _, l := range t.lists {
		l.from.cur.open(l.from.segment, l.ref)
		if l.from.living() {
			t.heads = append(t.heads, l.from)
		}
	}
	t.lists = t.lists[:0]
	if len(t.heads) == 0 {
		return
	}
	t.w.begin()
	kWay(t.heads, func(a, b *mergeSource) int { return a.number() - b.number() }, t.takeDocs)
	t.w.put(t.key)
}

// chained writes the lists of a term one behind the other, almost as they are, where
// the articles of each segment follow on those of another one, as they do when a
// folder has been read; false where there is more to it, or a dictionary is damaged.
func (t *termMerge) chained() bool {
	if slices.ContainsFunc(t.lists, func(l termList) bool { return l.from.base < 0 || l.ref.df < 1 || l.ref.df > postBlock }) {
		return false
	}
	slices.SortFunc(t.lists, func(a, b termList) int { return a.from.base - b.from.base })
	t.w.begin()
	for _, l := range t.lists {
		t.w.term.addList(l.from.blob, l.from.blob.at(l.ref.off, l.ref.n), l.ref.df, l.from.base, l.from.len())
	}
	if t.w.term.df > 0 {
		t.w.put(t.key)
	}
	return true
}

// takeDocs writes the articles of a source's list, as many at once as stand in
// one block.
func (t *termMerge) takeDocs(s *mergeSource, next []*mergeSource) (more bool) {
	end := math.MaxInt
	if len(next) > 0 {
		end = next[0].number()
	}
	for {
		from := s.cur.i
		t.docs = t.docs[:0]
		for ; s.cur.i < s.cur.n; s.cur.i++ {
			n := s.number()
			if n < 0 || n >= end && len(t.docs) > 0 { // a damaged list may begin there
				break
			}
			t.docs = append(t.docs, uint32(n))
		}
		counts := s.cur.count[from:s.cur.i]
		if Field(t.key[0]) == pairField {
			t.w.term.addRun(t.docs, counts, nil)
		} else {
			t.w.term.addRun(t.docs, counts, s.cur.written(from))
		}
		if !s.living() {
			return false
		}
		if s.number() >= end {
			return true
		}
	}
}

func (s *mergeSource) number() int { return int(s.now[s.cur.at[s.cur.i]]) }

// living moves the cursor to the first article from its place on that is not
// dead.
func (s *mergeSource) living() bool {
	c := &s.cur
	for {
		for ; c.i < c.n; c.i++ {
			if s.number() >= 0 {
				return true
			}
		}
		if !c.block(c.last + 1) {
			return false
		}
	}
}

// What is merged before the memory of the files that were read is let go: of large
// ones it would be most of what the program holds.
const (
	letBytes   = 16 << 20 // of postings
	letDocs    = 1 << 16  // articles
	letCompare = 1 << 18  // titles compared
)

// letGo lets the memory of all files go.
func (m *merger) letGo() {
	for _, s := range m.from {
		s.letGo()
	}
}
