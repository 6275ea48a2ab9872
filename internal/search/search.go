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
	"runtime/debug"
	"slices"
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
		r.evals = append(r.evals, &evaluation{ctx: ctx, s: r.s, r: reader, n: n, seg: seg, gone: r.s.gone[n], ranks: ranks})
	}
	root := r.compile(q.Root, true, reader)
	for _, w := range r.positive {
		ranks[w] = rank(w, r.evals, len(r.s.all))
	}
	for n, e := range r.evals {
		h := e.find(root, nil)
		for i, doc := range h.docs {
			found = append(found, scored{r.s.base[n] + ID(doc), h.scoreAt(i)})
		}
	}
	return found
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
		sortByKey(found, func(f scored) uint32 {
			if k := key(f); !q.Sort.Reverse || k == last {
				return k
			} else {
				return last - 1 - k
			}
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
	if len(r.s.segs) <= 1 {
		slices.SortFunc(found, func(a, b scored) int { return cmp.Compare(a.id, b.id) })
		return
	}
	place := r.s.places()
	sortByKey(found, func(f scored) uint32 { return place[f.id] })
}

// byTitle keeps those of the list of all titles that were found.
func (r *search) byTitle(found []scored) []scored {
	there := make(map[ID]float32, len(found))
	for _, f := range found {
		there[f.id] = f.score
	}
	out := found[:0]
	for _, id := range r.s.titles() {
		if score, ok := there[id]; ok {
			out = append(out, scored{id, score})
		}
	}
	return out
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
