package anchor

import "math"

// commonness is how likely any word of the two texts is to be this one.
func (a *Alignment) commonness(w word) float64 {
	return float64(a.count[w.id]) / float64(len(a.o)+len(a.n)+1)
}

// rarity is how much a word tells about the place it stands in, in nats: an
// article's "the" about 3, a word that is there once up to 12.
func (a *Alignment) rarity(w word) float64 { return -math.Log(a.commonness(w)) }

// isolatedMatch is a run of pairs, isolated by a gap on each side.
type isolatedMatch struct{ o, n run }

// A match is doubtful if it has at most three words and stands among enough words that
// three like these are to be expected there by chance at least once. Four
// in a row are not: language repeats itself, but not so long.
const (
	shortMatch    = 3
	expectedMatch = 1.0
)

// dropIsolated parts the pairs of doubtful matches, such as the "of the" that
// two unrelated paragraphs have in common. Each one dropped makes the gap that
// its neighbours stand in larger, hence the second look.
func (a *Alignment) dropIsolated() {
	for range 2 {
		a.dropDoubtful()
	}
}

func (a *Alignment) dropDoubtful() {
	var last isolatedMatch
	for here := a.isolatedFrom(0); here.o.len() > 0; {
		next := a.isolatedFrom(here.o.to)
		if a.doubtful(here, run{last.o.to, next.o.from}, run{last.n.to, next.n.from}) {
			for i := here.o.from; i < here.o.to; i++ {
				a.from[a.to[i]], a.to[i] = none, none
			}
		} else {
			last = here
		}
		here = next
	}
}

// isolatedFrom is the first match at or after an old word; an empty one at the
// texts' ends if there is none.
func (a *Alignment) isolatedFrom(i int) isolatedMatch {
	for i < len(a.to) && a.to[i] == none {
		i++
	}
	if i == len(a.to) {
		return isolatedMatch{run{i, i}, run{len(a.n), len(a.n)}}
	}
	j := int(a.to[i])
	s := isolatedMatch{run{i, i}, run{j, j}}
	for s.o.to < len(a.to) && int(a.to[s.o.to]) == s.n.to {
		s.o.to, s.n.to = s.o.to+1, s.n.to+1
	}
	return s
}

// doubtful reports whether a match between these ends may be there by chance.
// Where one of the texts has nothing else there, only insertions or only
// removals surround it, and it stands where it must.
func (a *Alignment) doubtful(s isolatedMatch, o, n run) bool {
	if s.o.len() > shortMatch || o.len() == s.o.len() || n.len() == s.n.len() {
		return false
	}
	expected := float64(o.len()) * float64(n.len())
	for _, w := range a.o[s.o.from:s.o.to] {
		expected *= a.commonness(w)
	}
	return expected >= expectedMatch
}
