package search

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"slices"
	"sort"
)

// mergeSource is a segment to be merged, without its dead articles.
type mergeSource struct {
	*segment
	dead bitset
	now  []int32 // each article's number in the merged segment, -1 for a dead one

	// for the walk through the dictionary
	block   int
	entries []byte
	off     int
	key     []byte
	ref     termRef
	done    bool

	cur cursor
}

// merge writes one segment of several.
func merge(ctx context.Context, out io.Writer, segs []*segment, dead []bitset) (foot *footer, sums []byte, err error) {
	m := merger{}
	for i, s := range segs {
		m.from = append(m.from, &mergeSource{segment: s, dead: dead[i], now: make([]int32, s.len())})
	}
	order := m.number()
	m.w = newWriter(out)
	if err := m.terms(ctx, m.middle()); err != nil {
		return nil, nil, err
	}
	for _, d := range order {
		s := m.from[d.seg]
		var row [columns]int64
		for c := range columns {
			row[c] = s.value(c, int(d.doc))
		}
		m.w.add(&row, s.record(int(d.doc)))
	}
	return m.w.finish(m.titles(len(order)), m.values())
}

type merger struct {
	w    *writer
	from []*mergeSource
}

// place is an article of one of several segments.
type place struct {
	seg uint32
	doc uint32
}

// number gives each article its number in the merged segment and returns them
// in order.
func (m *merger) number() []place {
	order := m.interleave(func(s *mergeSource, i int) int { return i }, (*segment).path, comparePaths[[]byte, []byte])
	for n, d := range order {
		m.from[d.seg].now[d.doc] = int32(n)
	}
	return order
}

func (m *merger) titles(n int) []uint32 {
	titles := make([]uint32, 0, n)
	key := func(s *segment, doc int) []byte { return []byte(titleKey(string(s.title(doc)))) }
	for _, d := range m.interleave((*mergeSource).byTitle, key, bytes.Compare) {
		titles = append(titles, uint32(m.from[d.seg].now[d.doc]))
	}
	return titles
}

// interleave merges the segments' articles, each sorted by what key says, by
// draining the one with the least key up to the next one's.
func (m *merger) interleave(nth func(*mergeSource, int) int, key func(*segment, int) []byte, compare func(a, b []byte) int) []place {
	type head struct {
		seg, i, doc int
		key         []byte
	}
	var heads []head
	var order []place
	advance := func(h head) (head, bool) {
		s := m.from[h.seg]
		for h.i++; h.i < s.len(); h.i++ {
			if h.doc = nth(s, h.i); !s.dead.has(h.doc) {
				h.key = key(s.segment, h.doc)
				return h, true
			}
		}
		return h, false
	}
	less := func(a, b head) int {
		return cmp.Or(compare(a.key, b.key), comparePaths(m.from[a.seg].path(a.doc), m.from[b.seg].path(b.doc)))
	}
	for i, s := range m.from {
		s.dead.each(func(doc int) { s.now[doc] = -1 })
		if h, ok := advance(head{seg: i, i: -1}); ok {
			heads = append(heads, h)
		}
	}
	slices.SortFunc(heads, less)
	for len(heads) > 0 {
		h, ok := heads[0], true
		heads = heads[1:]
		for ok && (len(heads) == 0 || less(h, heads[0]) <= 0) {
			order = append(order, place{uint32(h.seg), uint32(h.doc)})
			h, ok = advance(h)
		}
		if ok {
			at, _ := slices.BinarySearchFunc(heads, h, less)
			heads = slices.Insert(heads, at, h)
		}
	}
	return order
}

// inMemory is how many bytes of postings a second goroutine may merge in
// memory, while the first one writes.
const inMemory = 128 << 20

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
	if total > 2*inMemory || largest.blocks() < 64 {
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
	var postings bytes.Buffer
	behind := &termWriter{emit: func(b []byte) { postings.Write(b) }}
	atOnce(2, func(i int) {
		if i == 0 {
			m.termsBetween(ctx, &m.w.termWriter, nil, middle)
		} else {
			m.termsBetween(ctx, behind, middle, nil)
		}
	})
	m.w.join(behind, postings.Bytes())
	return cmp.Or(ctx.Err(), m.w.out.err)
}

// termMerge merges the terms of a part of the dictionaries.
type termMerge struct {
	w     *termWriter
	from  []*mergeSource
	spots []uint32
}

// termsBetween merges the terms from the first key on, and before the second
// one; nil is no bound.
func (m *merger) termsBetween(ctx context.Context, w *termWriter, first, end []byte) {
	t := termMerge{w: w}
	for _, s := range m.from {
		own := *s
		own.start(first)
		t.from = append(t.from, &own)
	}
	var same []*mergeSource
	for n := 0; n%4096 != 0 || ctx.Err() == nil; n++ {
		same = t.least(same[:0])
		if len(same) == 0 || end != nil && bytes.Compare(same[0].key, end) >= 0 {
			return
		}
		w.begin()
		t.join(same)
		if w.term.df > 0 {
			w.put(same[0].key)
		}
		for _, s := range same {
			s.next()
		}
	}
}

// start goes to the first term whose key is not before the one given.
func (s *mergeSource) start(key []byte) {
	s.block = max(sort.Search(s.blocks(), func(i int) bool { return bytes.Compare(s.firstKey(i), key) > 0 })-1, 0)
	for s.next(); !s.done && bytes.Compare(s.key, key) < 0; {
		s.next()
	}
}

// least are the sources whose key is the least.
func (m *termMerge) least(same []*mergeSource) []*mergeSource {
	for _, s := range m.from {
		switch {
		case s.done:
			continue
		case len(same) > 0:
			if c := bytes.Compare(s.key, same[0].key); c > 0 {
				continue
			} else if c < 0 {
				same = same[:0]
			}
		}
		same = append(same, s)
	}
	return same
}

// join merges one term's lists by the articles' new numbers.
func (m *termMerge) join(same []*mergeSource) {
	var heads []*mergeSource
	for _, s := range same {
		s.cur.open(s.segment, s.ref)
		if s.nextDoc() {
			heads = append(heads, s)
		}
	}
	less := func(a, b *mergeSource) int { return a.number() - b.number() }
	slices.SortFunc(heads, less)
	for len(heads) > 0 {
		h, ok := heads[0], true
		heads = heads[1:]
		for ok && (len(heads) == 0 || h.number() < heads[0].number()) {
			m.spots = m.spots[:0]
			if Field(h.key[0]) != pairField {
				m.spots = h.cur.positions(m.spots)
			}
			m.w.term.add(h.number(), int(h.cur.count[h.cur.i]), m.spots)
			ok = h.nextDoc()
		}
		if ok {
			at, _ := slices.BinarySearchFunc(heads, h, less)
			heads = slices.Insert(heads, at, h)
		}
	}
}

func (s *mergeSource) number() int { return int(s.now[s.cur.at[s.cur.i]]) }

// nextDoc moves the cursor to the next article that is not dead.
func (s *mergeSource) nextDoc() bool {
	c := &s.cur
	for {
		if c.n == 0 || c.i+1 == c.n {
			if !c.block(c.last + 1) {
				return false
			}
		} else {
			c.i++
		}
		if s.now[c.at[c.i]] >= 0 {
			return true
		}
	}
}

// next moves to the next term of the dictionary.
func (s *mergeSource) next() {
	if len(s.entries) == 0 {
		if s.block == s.blocks() {
			s.done = true
			return
		}
		s.entries, s.off = s.blockAt(s.block)
		s.block++
		s.key = s.key[:0]
	}
	s.key, s.ref = s.entry(&s.entries, s.key, &s.off)
}

// values adds up what articles have.
func (m *merger) values() map[fieldValue]int {
	counts := map[fieldValue]int{}
	for _, s := range m.from {
		for v, n := range s.values(s.dead) {
			counts[v] += n
		}
	}
	return counts
}
