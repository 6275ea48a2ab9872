package anchor

import (
	"math"

	"manicule/internal/article"
	"manicule/internal/note"
)

// What a place must hold to be offered for a passage that is lost. It is only
// a proposal, so a quarter of the words by their rarity is enough.
const (
	enoughOffered = 1.0 / 4
	// A candidate may be this many times as long as the passage, and no more
	// words of a long one are looked for than this: so the time grows with the
	// text alone.
	spread    = 2
	mostAsked = 64
)

// Candidates are the places that hold most of the anchor's words, at most so
// many, the best first and none overlapping another: proposals for a passage
// that is lost, for a person to choose from. Their State is Moved and their
// Confidence the share of the words, weighed by rarity.
func Candidates(text string, a note.Anchor, most int) []note.Match {
	s := newCandidateSearch(text, a.Words())
	var found []note.Match
	for len(found) < most {
		r, share := s.best()
		if share < enoughOffered {
			break
		}
		at := article.Span{Start: s.now.begin(s.now.list[r.from].i), End: s.now.finish(s.now.list[r.to-1].j)}
		found = append(found, note.Match{Span: at, State: note.Moved, Confidence: share})
		s.take(r)
	}
	return found
}

// candidateSearch looks for places that have words in common with a passage.
type candidateSearch struct {
	lexicon
	now    *words
	hits   []int        // which words of the text are of the passage
	weight []float64    // of each of the passage's words, by id
	wanted []int        // how often it stands in the passage
	all    float64      // the weight of the whole passage
	size   int          // how many words a place can have
	taken  map[int]bool // words of the text that were offered already
}

func newCandidateSearch(text, passage string) *candidateSearch {
	s := &candidateSearch{lexicon: lexicon{ids: map[string]int32{}}, taken: map[int]bool{}}
	asked := s.words(foldVisible(passage), passage).list
	asked = asked[:min(len(asked), mostAsked)]
	ids := int32(len(s.count))
	s.now = s.words(foldMarkdown(text), text)
	s.weight, s.wanted, s.size = make([]float64, ids), make([]int, ids), spread*len(asked)
	for _, w := range asked {
		s.weight[w.id] = math.Log(1 + float64(len(s.now.list))/float64(s.count[w.id]))
		s.wanted[w.id]++
		s.all += s.weight[w.id]
	}
	for i, w := range s.now.list {
		if w.id < ids && s.wanted[w.id] > 0 {
			s.hits = append(s.hits, i)
		}
	}
	return s
}

// best is the place that holds most of the passage and least else, among
// words not taken, and the share of the passage that it holds.
func (s *candidateSearch) best() (best run, share float64) {
	most := 0.0
	for k := range s.hits {
		if r, held, worth := s.from(k); worth > most {
			best, share, most = r, held/s.all, worth
		}
	}
	return best, share
}

// from is the best place that begins with the hit k.
func (s *candidateSearch) from(k int) (best run, share, most float64) {
	seen := make(map[int32]int, 8)
	first, held, cost := s.hits[k], 0.0, 0.0
	for last := first; k < len(s.hits) && s.hits[k]-first < s.size && !s.taken[s.hits[k]]; k++ {
		at := s.hits[k]
		id := s.now.list[at].id
		cost += foreignWord*float64(max(at-last-1, 0)) + foreignBlock*float64(blocks(s.now.list[last+1:at+1]))
		if last = at; seen[id] < s.wanted[id] {
			held += s.weight[id]
		}
		seen[id]++
		if worth := held - cost; worth > most {
			best, share, most = run{first, at + 1}, held, worth
		}
	}
	return best, share, most
}

func (s *candidateSearch) take(r run) {
	for i := r.from; i < r.to; i++ {
		s.taken[i] = true
	}
}
