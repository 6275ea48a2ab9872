package search

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// evaluation answers one query over one segment, or a part of it.
type evaluation struct {
	ctx      context.Context // that of the search
	end      context.CancelCauseFunc
	s        *Snapshot
	r        Reader
	n        int // of the segment in the Snapshot
	seg      *segment
	from, to int    // the articles it is about
	gone     bitset // articles that are dead or hidden
	ranks    map[*Words]float64
	cur      cursor // eachBlock's
	taken    []hits // from hitsPool
}

// ended reports whether nobody waits for the evaluation any more, or a part of
// it failed: what it finds is of no use then.
func (e *evaluation) ended() bool { return e.ctx.Err() != nil }

// find finds a node's articles, of those in within (nil: all).
func (e *evaluation) find(n Node, within []uint32) hits {
	if e.ended() {
		return hits{}
	}
	switch n := n.(type) {
	case nil:
		return e.filter(within, func(int) bool { return true })
	case And:
		return e.and(n, within)
	case Or:
		var all hits
		for _, part := range n {
			all = union(all, e.find(part, within))
		}
		return all
	case Not:
		if within == nil {
			within = e.find(nil, nil).docs
		}
		return hits{docs: without(within, e.find(n.Node, within).docs)}
	case *Words:
		return e.words(n, within)
	case *spellings:
		return e.spellings(n, within)
	case *Pattern:
		return e.pattern(n, within)
	case *likeness:
		return e.like(n, within)
	case *linked:
		return e.linksTo(n, within)
	case Is:
		return e.filter(within, e.r.Readings.is(e.s.base[e.n], n.State))
	case Has:
		return e.filter(within, e.seg.hasWhat(n.What))
	case Kind:
		notes := e.seg.valuesOf(noteColumn)
		return e.filter(within, func(doc int) bool {
			return notes(doc) > 0 && slices.ContainsFunc(e.seg.kinds(doc), n.fits)
		})
	case Range:
		return e.filter(within, e.seg.inRange(n))
	}
	return hits{}
}

// and finds what all parts find, the rarest words first, patterns last. What
// they are worth is added in the query's order: of floats the sum depends on it,
// and costs on the segment.
func (e *evaluation) and(parts And, within []uint32) hits {
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	costs := map[Node]int{}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(e.cost(parts[a], costs), e.cost(parts[b], costs)) })
	found := make([]hits, len(parts))
	for _, i := range order {
		found[i] = e.find(parts[i], within)
		if within = found[i].docs; len(within) == 0 {
			return hits{}
		}
	}
	all := hits{docs: within}
	for _, h := range found {
		all.add(h)
	}
	return all
}

// cost estimates how many articles a part looks at.
func (e *evaluation) cost(n Node, known map[Node]int) int {
	const all = math.MaxInt32
	switch n := n.(type) {
	case *Words:
		c, ok := known[n]
		if !ok {
			c = all / 4
			for i := range n.Terms {
				c = min(c, sumDF(e.forms(n, i)))
			}
			known[n] = c
		}
		return c
	case *spellings:
		c := e.cost(n.Words, known)
		if n.compound != nil {
			c += e.cost(n.compound, known)
		}
		return c
	case And:
		c := all / 2
		for _, part := range n {
			c = min(c, e.cost(part, known))
		}
		return c
	case Or:
		c := 0
		for _, part := range n {
			c = min(c+e.cost(part, known), all/2)
		}
		return c
	case *likeness:
		return all / 4
	case *Pattern:
		return all
	case Not:
		return all - 1
	}
	return all / 2
}

// filter finds the articles that pass.
func (e *evaluation) filter(within []uint32, pass func(doc int) bool) hits {
	var h hits
	if within != nil {
		for i, doc := range within {
			if i%4096 == 0 && e.ended() {
				break
			}
			if pass(int(doc)) {
				h.docs = append(h.docs, doc)
			}
		}
		return h
	}
	h.docs = make([]uint32, 0, e.to-e.from)
	for doc := e.from; doc < e.to; doc++ {
		if doc%4096 == 0 && e.ended() {
			break
		}
		if !e.gone.has(doc) && pass(doc) {
			h.docs = append(h.docs, uint32(doc))
		}
	}
	return h
}
