// Package search answers queries over a collection's articles and the notes on
// them.
//
// A query is parsed into a tree (query.go, parse.go), which is answered from an
// index (index.go) of immutable segments (format.go). The words of a text and
// of a query are folded alike (words.go, fold.go); what a word of a query
// stands for is said in match.go, for the index and for a text alike. An
// article's worth to a query is explained in rank.go.
//
// The package is pure but for the files of its own index in the cache folder.
package search

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"manicule/internal/stopwatch"
)

// Reader is what a search needs besides the index.
type Reader struct {
	Readings *Readings                         // nil: nothing is read
	Text     func(path string) (string, error) // an article's canonical text, for patterns; called from several goroutines
}

// Found is what a query finds.
type Found struct {
	IDs  []ID // in the order asked for
	Took time.Duration
}

// search is one run of Snapshot.Search.
type search struct {
	s        *Snapshot
	ctx      context.Context         // ends when a part fails, too, with its error as the cause
	end      context.CancelCauseFunc // ends the search with an error
	evals    []*evaluation
	positive []*Words // those of the query that are not under a Not
	spelled  []*Words // other spellings of these
	found    []scored // empty, with memory for all
}

// scored is an article and its worth.
type scored struct {
	id    ID
	score float32
}

// Search finds the articles a query asks for. A query without words finds in
// order of the paths unless it says otherwise. The error is ctx's, or that of
// Reader.Text, or says that the index is damaged.
func (s *Snapshot) Search(ctx context.Context, q Query, r Reader) (found Found, err error) {
	took := stopwatch.Start()
	order := q.Order()
	if q.Root == nil && order == (Sort{By: ByPath}) {
		return Found{s.listed, took.Elapsed()}, nil
	}
	run := newSearch(ctx, s)
	defer run.end(nil)
	var ids []ID
	err = s.read(func() {
		buf := founds.Get().(*[]scored)
		run.found = (*buf)[:0]
		*buf = run.all(q, r)
		ids = run.sorted(*buf, order, r)
		founds.Put(buf)
	})
	if err = cmp.Or(err, context.Cause(run.ctx)); err != nil {
		return Found{}, err
	}
	return Found{ids, took.Elapsed()}, nil
}

func newSearch(ctx context.Context, s *Snapshot) *search {
	run := &search{s: s}
	run.ctx, run.end = context.WithCancelCause(ctx)
	return run
}

// all evaluates the query over every segment.
func (r *search) all(q Query, reader Reader) (found []scored) {
	ranks := map[*Words]float64{}
	for n, seg := range r.s.segs {
		e := &evaluation{ctx: r.ctx, end: r.end, s: r.s, r: reader, n: n, seg: seg, to: seg.len(), gone: r.s.gone[n], ranks: ranks}
		r.evals = append(r.evals, e)
	}
	root := r.compile(q.Root, true, reader)
	for _, w := range slices.Concat(r.positive, r.spelled) {
		ranks[w] = r.rank(w)
	}
	parts := r.parts()
	answers := make([]hits, len(parts))
	atOnce(len(parts), func(i int) { answers[i] = parts[i].find(root, nil) })
	found = r.found
	for i, h := range answers {
		base := r.s.base[parts[i].n]
		found = slices.Grow(found, len(h.docs))
		for k, doc := range h.docs {
			found = append(found, scored{base + ID(doc), h.scoreAt(k)})
		}
		parts[i].release()
	}
	return found
}

// partLen is how many articles are worth another goroutine.
const partLen = 1 << 14

// parts are the evaluations of parts of the segments that can be made at once.
func (r *search) parts() (parts []*evaluation) {
	for _, e := range r.evals {
		n := min(max(e.seg.len()/partLen, 1), runtime.GOMAXPROCS(0))
		for i := range n {
			part := *e
			part.from, part.to, part.cur = e.seg.len()*i/n, e.seg.len()*(i+1)/n, cursor{}
			parts = append(parts, &part)
		}
	}
	return parts
}

// atOnce does n things at once, and panics like the first one that does: see
// intact.
func atOnce(n int, do func(i int)) {
	if n == 1 {
		do(0)
		return
	}
	var all sync.WaitGroup
	panics := make([]any, n)
	for i := range n {
		all.Go(func() {
			defer func() { panics[i] = recover() }()
			debug.SetPanicOnFault(true)
			do(i)
		})
	}
	all.Wait()
	for _, p := range panics {
		if p != nil {
			panic(p)
		}
	}
}

// compile makes the words and patterns of a tree things of their own, to be
// told apart, and notes those that count for the order.
func (r *search) compile(n Node, positive bool, reader Reader) Node {
	switch n := n.(type) {
	case And:
		return And(r.compileAll(n, positive, reader))
	case Or:
		return Or(r.compileAll(n, positive, reader))
	case Not:
		return Not{r.compile(n.Node, false, reader)}
	case Words:
		return r.words(&n, positive)
	case Pattern:
		return &n
	case Like:
		return r.likeness(n, reader)
	case LinksTo:
		return r.linked(n)
	}
	return n
}

func (r *search) compileAll(parts []Node, positive bool, reader Reader) []Node {
	out := make([]Node, len(parts))
	for i, part := range parts {
		out[i] = r.compile(part, positive, reader)
	}
	return out
}

// sorted brings what was found into the order that was asked for.
func (r *search) sorted(found []scored, order Sort, reader Reader) []ID {
	r.byPath(found)
	switch order.By {
	case ByPath:
		if order.Reverse {
			slices.Reverse(found)
		}
	case ByTitle:
		found = r.byTitle(found, order.Reverse)
	case ByRelevance:
		found = r.byRelevance(found, order.Reverse)
	default:
		measure, largest := r.measure(order.By, reader)
		sortBy(found, measure, largest != order.Reverse)
	}
	ids := make([]ID, len(found))
	for i, f := range found {
		ids[i] = f.id
	}
	return ids
}

// A measure is a number that articles are sorted by; false if it isn't known.
type measure func(scored) (n int64, known bool)

// measure is what articles are sorted by, and whether the largest come first.
func (r *search) measure(by SortKey, reader Reader) (m measure, largest bool) {
	switch by {
	case ByDate:
		return func(f scored) (int64, bool) {
			at := r.s.value(publishedColumn, f.id)
			if at == noDate && r.s.value(flagColumn, f.id)&arrivedFlag != 0 { // it is as new as its copy here
				at = r.s.value(addedColumn, f.id)
			}
			return at, at != noDate
		}, true
	case ByAdded:
		return func(f scored) (int64, bool) {
			at := r.s.value(addedColumn, f.id)
			return at, at != noDate
		}, true
	case ByLength:
		return func(f scored) (int64, bool) { return r.s.value(wordsColumn, f.id), r.s.isRead(f.id) }, true
	case ByTimeLeft:
		return func(f scored) (int64, bool) {
			minutes := float64(r.s.value(minutesColumn, f.id))
			return int64(minutes * 1000 * (1 - reader.Readings.of(f.id).Progress)), r.s.isRead(f.id)
		}, false
	default: // ByLastRead
		return func(f scored) (int64, bool) {
			at := reader.Readings.of(f.id).At
			return at.UnixMilli(), !at.IsZero()
		}, true
	}
}

func (s *Snapshot) value(c column, id ID) int64 {
	seg, doc := s.at(id)
	return seg.value(c, doc)
}

// isRead reports whether the index has read an article.
func (s *Snapshot) isRead(id ID) bool { return s.value(flagColumn, id)&(problemFlag|pendingFlag) == 0 }

// byPath sorts by path. Within a segment the IDs are in that order.
func (r *search) byPath(found []scored) {
	if len(r.s.segs) == 1 && slices.IsSortedFunc(found, func(a, b scored) int { return cmp.Compare(a.id, b.id) }) {
		return
	}
	place := r.s.places()
	sortBy(found, func(f scored) (int64, bool) { return int64(place[f.id]), true }, false)
}

// byTitle keeps those of the list of all titles that were found.
func (r *search) byTitle(found []scored, reverse bool) []scored {
	there := newBitset(r.s.size())
	for _, f := range found {
		there.set(int(f.id))
	}
	out := found[:0]
	for _, id := range r.s.titles() {
		if there.has(int(id)) {
			out = append(out, scored{id: id})
		}
	}
	if reverse {
		slices.Reverse(out)
		reverseRuns(out, func(a, b scored) bool { return r.s.titleKey(a.id) == r.s.titleKey(b.id) })
	}
	return out
}

// reverseRuns reverses the order of those side by side that are the same.
func reverseRuns(list []scored, same func(a, b scored) bool) {
	for len(list) > 0 {
		n := 1
		for n < len(list) && same(list[0], list[n]) {
			n++
		}
		slices.Reverse(list[:n])
		list = list[n:]
	}
}

// byRelevance ranks what was found: see near.
func (r *search) byRelevance(found []scored, reverse bool) []scored {
	sortBy(found, worth, true)
	best, rest := found[:min(len(found), rankedByNear)], found[min(len(found), rankedByNear):]
	r.near(best)
	r.byPath(best)
	sortBy(best, worth, !reverse)
	if !reverse {
		return found
	}
	r.byPath(rest)
	sortBy(rest, worth, false)
	return slices.Concat(rest, best)
}

// worth is the measure of the score. The bits of floats that are not negative
// are in order of them.
func worth(f scored) (int64, bool) { return int64(math.Float32bits(max(f.score, 0))), true }

// inOrder is how many articles are brought into order by their worth or
// another measure, of a million found. Nobody looks at more of them; the rest
// stays in order of the paths, behind them.
const inOrder = 20_000

// keyed is an article with what it is sorted by, the least first.
type keyed struct {
	key uint64
	scored
}

// sorter has the memory to sort in.
type sorter struct {
	keys         []uint64
	first, spare []keyed
	counts       []int32
}

// sorters and founds keep memory from key to key: to get as much from the system
// takes longer than what is done with it.
var (
	sorters = sync.Pool{New: func() any { return new(sorter) }}
	founds  = sync.Pool{New: func() any { return new([]scored) }}
)

// sortBy sorts by a measure, the least or the largest first, and keeps equals
// in their order. Those that have none go last.
func sortBy(found []scored, m measure, largest bool) {
	s := sorters.Get().(*sorter)
	s.sortBy(found, m, largest)
	sorters.Put(s)
}

func (s *sorter) sortBy(found []scored, m measure, largest bool) {
	keys := slices.Grow(s.keys[:0], len(found))
	var unknown []scored
	low, high := uint64(math.MaxUint64), uint64(0)
	for _, f := range found {
		n, known := m(f)
		if !known {
			unknown = append(unknown, f)
			continue
		}
		key := uint64(n) ^ 1<<63 // keeps the order of numbers with a sign
		if largest {
			key = ^key
		}
		low, high = min(low, key), max(high, key)
		found[len(keys)] = f
		keys = append(keys, key)
	}
	copy(found[len(keys):], unknown)
	for i := range keys {
		keys[i] -= low
	}
	s.keys = keys
	s.firstInOrder(found[:len(keys)], bits.Len64(high-low))
}

// firstInOrder sorts by the keys, which have width bits; of very many only
// the first ones, and leaves the others in their order behind them.
func (s *sorter) firstInOrder(found []scored, width int) {
	keys, shift := s.keys, max(width-upper, 0)
	upTo, n := uint64(math.MaxUint64), len(found)
	if n > 2*inOrder {
		upTo, n = s.upToInOrder(shift)
	}
	s.first = slices.Grow(s.first[:0], n)[:n]
	rest := len(found)
	for i := len(found) - 1; i >= 0; i-- {
		if keys[i]>>shift < upTo {
			n--
			s.first[n] = keyed{keys[i], found[i]}
		} else {
			rest--
			found[rest] = found[i]
		}
	}
	s.sortFirst(width)
	for i, k := range s.first {
		found[i] = k.scored
	}
}

// upper is how many upper bits of a key tell whether it is among the first.
const upper = 16

// upToInOrder counts how many keys share their upper bits: all below the one that
// is returned are to be sorted, n of them.
func (s *sorter) upToInOrder(shift int) (upTo uint64, n int) {
	s.counts = slices.Grow(s.counts[:0], 1<<upper)[:1<<upper]
	clear(s.counts)
	for _, k := range s.keys {
		s.counts[k>>shift]++
	}
	for ; n < inOrder; upTo++ {
		n += int(s.counts[upTo])
	}
	return upTo, n
}

// sortFirst sorts first by keys of width bits and keeps equals in their order:
// few by comparing, many by passes of eleven bits (least significant first).
func (s *sorter) sortFirst(width int) {
	if len(s.first) < 512 {
		slices.SortStableFunc(s.first, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
		return
	}
	const digit = 11
	s.spare = slices.Grow(s.spare[:0], len(s.first))[:len(s.first)]
	for shift := 0; shift < width; shift += digit {
		var next [1 << digit]int
		for _, k := range s.first {
			next[k.key>>shift&(1<<digit-1)]++
		}
		at := 0
		for i, n := range next {
			next[i], at = at, at+n
		}
		for _, k := range s.first {
			d := k.key >> shift & (1<<digit - 1)
			s.spare[next[d]] = k
			next[d]++
		}
		s.first, s.spare = s.spare, s.first
	}
}
