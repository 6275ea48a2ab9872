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
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"time"
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
	evals    []*evaluation
	positive []*Words // those of the query that are not under a Not
	ranked   bool     // there is something to rank by
	newest   int64    // when the newest article was published, Unix seconds
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
	start := time.Now()
	if q.Root == nil && (q.Sort.By == ByPath || q.Sort.By == ByRelevance) && !q.Sort.Reverse {
		return Found{s.listed, time.Since(start)}, nil
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if e := s.recovered(recover()); e != nil {
			found, err = Found{}, e
		}
	}()
	run := &search{s: s}
	ids := run.sorted(run.all(ctx, q, r), q, r)
	return Found{ids, time.Since(start)}, nil
}

// recovered turns the panics that end an evaluation into errors.
func (s *Snapshot) recovered(p any) error {
	switch e := p.(type) {
	case canceled:
		return e.err
	case unreadable:
		return e.err
	}
	err := caught(p)
	if err != nil {
		s.broken()
	}
	return err
}

// all evaluates the query over every segment.
func (r *search) all(ctx context.Context, q Query, reader Reader) (found []scored) {
	ranks := map[*Words]float64{}
	for n, seg := range r.s.segs {
		e := &evaluation{ctx: ctx, s: r.s, r: reader, n: n, seg: seg, to: seg.len(), gone: r.s.gone[n], ranks: ranks}
		r.evals = append(r.evals, e)
	}
	root := r.compile(q.Root, true, reader)
	for _, w := range r.positive {
		ranks[w] = rank(w, r.evals, len(r.s.all))
	}
	parts := r.parts()
	answers := make([]hits, len(parts))
	atOnce(len(parts), func(i int) { answers[i] = parts[i].find(root, nil) })
	for i, h := range answers {
		base := r.s.base[parts[i].n]
		found = slices.Grow(found, len(h.docs))
		for k, doc := range h.docs {
			found = append(found, scored{base + ID(doc), h.scoreAt(k)})
		}
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
			part.from, part.to = e.seg.len()*i/n, e.seg.len()*(i+1)/n
			parts = append(parts, &part)
		}
	}
	return parts
}

// atOnce does n things at once, and panics like the first one that does.
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
		if positive {
			r.positive = append(r.positive, &n)
			r.ranked = true
		}
		return &n
	case Pattern:
		return &n
	case Like:
		r.ranked = r.ranked || positive
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
func (r *search) sorted(found []scored, q Query, reader Reader) []ID {
	r.byPath(found)
	if key := r.key(q.Sort.By, reader); key != nil {
		firstByKey(found, func(f scored) uint32 {
			k := key(f)
			if q.Sort.Reverse && k != last {
				k = last - 1 - k
			}
			return k
		})
	} else if q.Sort.By == ByTitle {
		found = r.byTitle(found)
	}
	if q.Sort.By == ByRelevance && r.ranked {
		r.newest = r.s.newest
		r.near(found)
	}
	ids := make([]ID, len(found))
	for i, f := range found {
		ids[i] = f.id
	}
	if q.Sort.Reverse && (q.Sort.By == ByPath || q.Sort.By == ByTitle) {
		slices.Reverse(ids)
	}
	return ids
}

// last is the key of what is not known and goes last.
const last = math.MaxUint32

// key tells by what articles are sorted, the least first; nil if by none.
func (r *search) key(by SortKey, reader Reader) func(scored) uint32 {
	value := func(c column, id ID) int64 {
		seg, doc := r.s.at(id)
		return seg.value(c, doc)
	}
	switch by {
	case ByRelevance:
		if !r.ranked {
			return nil
		}
		return func(f scored) uint32 { return ^math.Float32bits(max(f.score, 0)) - 1 }
	case ByDate:
		return func(f scored) uint32 {
			at := value(publishedColumn, f.id)
			if at == noDate {
				return last
			}
			return uint32(int64(math.MaxInt32) - at/60) // minutes: enough for four thousand years
		}
	case ByLength:
		return func(f scored) uint32 { return last - 1 - uint32(value(wordsColumn, f.id)) }
	case ByTimeLeft:
		return func(f scored) uint32 {
			return uint32(float64(value(minutesColumn, f.id)) * 1000 * (1 - reader.Readings.of(f.id).Progress))
		}
	case ByLastRead:
		return func(f scored) uint32 {
			at := reader.Readings.of(f.id).At
			if at.IsZero() {
				return last
			}
			return uint32(int64(math.MaxUint32) - 1 - at.Unix())
		}
	}
	return nil
}

// byPath sorts by path. Within a segment the IDs are in that order.
func (r *search) byPath(found []scored) {
	if slices.IsSortedFunc(found, func(a, b scored) int { return cmp.Compare(a.id, b.id) }) && len(r.s.segs) == 1 {
		return
	}
	place := r.s.places()
	sortByKey(found, func(f scored) uint32 { return place[f.id] })
}

// byTitle keeps those of the list of all titles that were found.
func (r *search) byTitle(found []scored) []scored {
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
	return out
}

// inOrder is how many articles are brought into order by their worth or
// another measure, of a million found. Nobody looks at more of them; the rest
// stays in order of the paths, behind them.
const inOrder = 20_000

// firstByKey brings the first ones into the order of the key and leaves the
// others in their order behind them. It counts how many keys share their upper
// half, which tells the key up to which all are to be sorted.
func firstByKey(found []scored, key func(scored) uint32) {
	if len(found) <= 2*inOrder {
		sortByKey(found, key)
		return
	}
	counts := make([]int32, 1<<16)
	keys := make([]uint32, len(found))
	for i, f := range found {
		keys[i] = key(f)
		counts[keys[i]>>16]++
	}
	upTo, n := 0, 0
	for ; n < inOrder; upTo++ {
		n += int(counts[upTo])
	}
	first := make([]scored, 0, n)
	rest := make([]scored, 0, len(found)-n)
	for i, f := range found {
		if int(keys[i]>>16) < upTo {
			first = append(first, f)
		} else {
			rest = append(rest, f)
		}
	}
	sortByKey(first, key)
	copy(found, first)
	copy(found[len(first):], rest)
}

// sortByKey sorts by the key and keeps equals in their order: few by
// comparing, many by three passes of eleven bits (least significant first).
func sortByKey(found []scored, key func(scored) uint32) {
	type keyed struct {
		key uint32
		scored
	}
	in := make([]keyed, len(found))
	for i, f := range found {
		in[i] = keyed{key(f), f}
	}
	if len(in) < 512 {
		slices.SortStableFunc(in, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	} else {
		const width = 11
		out := make([]keyed, len(in))
		for shift := 0; shift < 32; shift += width {
			var next [1 << width]int
			for _, k := range in {
				next[k.key>>shift&(1<<width-1)]++
			}
			at := 0
			for i, n := range next {
				next[i], at = at, at+n
			}
			for _, k := range in {
				d := k.key >> shift & (1<<width - 1)
				out[next[d]] = k
				next[d]++
			}
			in, out = out, in
		}
	}
	for i := range in {
		found[i] = in[i].scored
	}
}

// unreadable ends an evaluation that could not read a text.
type unreadable struct{ err error }
