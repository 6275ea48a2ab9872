package search

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"manicule/internal/article"
)

// How articles like another are found: by the words of it that
// tell most by how often they stand in it and how rare they are elsewhere
// (tf·idf), each rarer than in one of commonShare articles. An article counts
// that is worth likeEnough of what the one itself is.
const (
	likeWords   = 25
	commonShare = 5
	likeEnough  = 0.12

	commonAtLeast = 8 // of few articles none is common
)

// likeness is a Like made ready: the words to look for.
type likeness struct {
	Like
	words []likeWord
	self  float32 // what the article itself is worth
}

type likeWord struct {
	term string
	idf  float32
}

// likeness reads the article and chooses its words.
func (r *search) likeness(l Like, reader Reader) *likeness {
	out := &likeness{Like: l}
	if _, ok := r.s.find(l.Path); !ok {
		r.end(fmt.Errorf("there is no article %s: like: takes the path of one", article.CleanLine(l.Path)))
		return out
	}
	text, err := reader.Text(l.Path)
	if err != nil {
		r.end(err)
		return out
	}
	counts := map[string]int{}
	length := 0
	scanText(text, func(t *token) {
		counts[string(t.term)]++
		length++
	})
	worth := map[string]float32{}
	for term, n := range counts {
		df := r.df(InBody, term)
		if len(term) < 3 || df < 2 || df > max(len(r.s.listed)/commonShare, commonAtLeast) {
			continue
		}
		w := likeWord{term, float32(idf(df, len(r.s.listed)))}
		worth[term] = w.idf * saturated(float32(n), float32(length), r.s.meanBody())
		out.words = append(out.words, w)
	}
	slices.SortFunc(out.words, func(a, b likeWord) int {
		return cmp.Or(cmp.Compare(worth[b.term], worth[a.term]), cmp.Compare(a.term, b.term))
	})
	out.words = out.words[:min(len(out.words), likeWords)]
	for _, w := range out.words {
		out.self += worth[w.term]
	}
	return out
}

// df is the number of listed articles with a term in a field.
func (r *search) df(f Field, term string) (n int) {
	for _, e := range r.evals {
		if t := e.seg.term(append([]byte{byte(f)}, term...)); t.df > 0 {
			n += e.listed(form{termRef: t})
		}
	}
	return n
}

// like finds the articles that are like another, by what their shared words
// are worth.
func (e *evaluation) like(l *likeness, within []uint32) hits {
	sc := scratches.Get().(*scratch)
	sc.grow(e.seg.len())
	mean, length := e.s.meanBody(), e.seg.valuesOf(bodyColumn)
	in := e.docSet(within)
	for _, w := range l.words {
		if e.ended() {
			break
		}
		t := e.seg.term(append([]byte{byte(InBody)}, w.term...))
		if t.df == 0 {
			continue
		}
		e.eachOf(form{termRef: t}, in, func(doc, n uint32) {
			sc.seen.set(int(doc))
			sc.bonus[doc] += w.idf * saturated(float32(n), float32(length(int(doc))), mean)
		})
	}
	var h hits
	enough := max(likeEnough*l.self, math.SmallestNonzeroFloat32)
	sc.seen.each(func(doc int) {
		if sc.bonus[doc] >= enough && !e.gone.has(doc) && string(e.seg.path(doc)) != l.Path {
			h.docs, h.score = append(h.docs, uint32(doc)), append(h.score, sc.bonus[doc])
		}
		sc.bonus[doc] = 0
	})
	clear(sc.seen)
	scratches.Put(sc)
	return h
}
