package search

import (
	"slices"
	"sync"
)

// hits are the articles of a segment that a part of a query finds, in order,
// and what each is worth.
type hits struct {
	docs  []uint32
	score []float32 // as long as docs, or nil: nothing
}

// hitsPool keeps memory for hits from key to key, as founds.
var hitsPool = sync.Pool{New: func() any { return new(hits) }}

// mostKept is how many articles may be hits whose memory is kept.
const mostKept = 1 << 18

// newHits has room for n hits, until release.
func (e *evaluation) newHits(n int) hits {
	all := e.to - e.from
	if n < all/4 || all > mostKept { // of those that are kept each has room for any
		return hits{make([]uint32, 0, n), make([]float32, 0, n)}
	}
	h := hitsPool.Get().(*hits)
	e.taken = append(e.taken, hits{slices.Grow(h.docs[:0], all), slices.Grow(h.score[:0], all)})
	return e.taken[len(e.taken)-1]
}

// release gives the memory of all hits back.
func (e *evaluation) release() {
	for i := range e.taken {
		hitsPool.Put(&e.taken[i])
	}
	e.taken = nil
}

// add adds the scores of the same articles in other, which may hold more.
func (h *hits) add(other hits) {
	if other.score == nil {
		return
	}
	if h.score == nil {
		h.score = make([]float32, len(h.docs))
	}
	k := 0
	for i, doc := range h.docs {
		for k < len(other.docs) && other.docs[k] < doc {
			k++
		}
		if k < len(other.docs) && other.docs[k] == doc {
			h.score[i] += other.score[k]
		}
	}
}

func (h hits) scoreAt(i int) float32 {
	if h.score == nil {
		return 0
	}
	return h.score[i]
}

// union finds what a or b finds; what both find is worth both.
func union(a, b hits) hits {
	if len(a.docs) == 0 {
		return b
	}
	if len(b.docs) == 0 {
		return a
	}
	out := hits{make([]uint32, 0, len(a.docs)+len(b.docs)), make([]float32, 0, len(a.docs)+len(b.docs))}
	i, k := 0, 0
	for i < len(a.docs) || k < len(b.docs) {
		switch {
		case k == len(b.docs) || i < len(a.docs) && a.docs[i] < b.docs[k]:
			out.docs, out.score = append(out.docs, a.docs[i]), append(out.score, a.scoreAt(i))
			i++
		case i == len(a.docs) || b.docs[k] < a.docs[i]:
			out.docs, out.score = append(out.docs, b.docs[k]), append(out.score, b.scoreAt(k))
			k++
		default:
			out.docs, out.score = append(out.docs, a.docs[i]), append(out.score, a.scoreAt(i)+b.scoreAt(k))
			i, k = i+1, k+1
		}
	}
	return out
}

// without are the articles of a that are not in b, both sorted.
func without(a, b []uint32) []uint32 {
	out := make([]uint32, 0, len(a))
	for _, doc := range a {
		for len(b) > 0 && b[0] < doc {
			b = b[1:]
		}
		if len(b) == 0 || b[0] != doc {
			out = append(out, doc)
		}
	}
	return out
}
