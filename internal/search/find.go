package search

import (
	"slices"
	"sync"
)

// scratch adds up what articles are worth, an array element each. It is all
// zero between uses.
type scratch struct {
	body, bonus []float32
	seen        bitset
	counted     bitset // those whose bonus for the present field is added
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

func (sc *scratch) grow(n int) {
	if len(sc.body) < n {
		sc.body, sc.bonus = make([]float32, n), make([]float32, n)
		sc.seen, sc.counted = newBitset(n), newBitset(n)
	}
}

// words finds the articles with a word or a phrase.
func (e *evaluation) words(w *Words, within []uint32) hits {
	sc := scratches.Get().(*scratch)
	sc.grow(e.seg.len())
	if len(w.Terms) > 1 {
		e.phrase(w, within, sc)
	} else {
		in := e.docSet(within)
		for _, f := range w.Field.lookedIn() {
			e.addField(f, w, in, sc)
		}
		if w.Field == Anywhere {
			e.headings(w, in, sc)
		}
	}
	e.addReaderTags(w, within, sc)
	found := e.collect(w, sc)
	scratches.Put(sc) // after a panic it is not all zero, and goes
	return found
}

// headings makes articles worth more that have the word in a heading.
func (e *evaluation) headings(w *Words, in *docSet, sc *scratch) {
	for _, f := range e.formsIn(InHeading, w, 0) {
		e.eachBlock(f, in, func(docs, _ []uint32) {
			for _, doc := range docs {
				if sc.seen.has(int(doc)) {
					sc.addBonus(doc, f)
				}
			}
		})
	}
	clear(sc.counted)
}

// addField adds what the articles are worth that have the word in a field.
func (e *evaluation) addField(field Field, w *Words, in *docSet, sc *scratch) {
	for _, f := range e.formsIn(field, w, 0) {
		e.eachBlock(f, in, func(docs, counts []uint32) {
			if field == InBody {
				sc.addBody(docs, counts, f.weight)
				return
			}
			for _, doc := range docs {
				sc.seen.set(int(doc))
				sc.addBonus(doc, f)
			}
		})
	}
	clear(sc.counted)
}

// addBody adds how often articles have a form in their bodies.
func (sc *scratch) addBody(docs, counts []uint32, weight float32) {
	counts = counts[:len(docs)]
	for i, doc := range docs {
		sc.seen.set(int(doc))
		sc.body[doc] += weight * float32(counts[i])
	}
}

// addBonus adds the bonus of a field once, for the form that fits best, which
// comes first.
func (sc *scratch) addBonus(doc uint32, f form) {
	if !sc.counted.has(int(doc)) {
		sc.counted.set(int(doc))
		sc.bonus[doc] += f.weight * fieldWeights[f.key.field&plainField]
	}
}

// docSet are the articles that a part of a query is asked about; nil: all.
type docSet struct {
	docs []uint32
	bits bitset
}

func (e *evaluation) docSet(within []uint32) *docSet {
	if within == nil {
		return nil
	}
	in := &docSet{within, newBitset(e.seg.len())}
	for _, doc := range within {
		in.bits.set(int(doc))
	}
	return in
}

// seekFrom is how many times longer than the set a list must be to be searched
// for each member instead of read whole.
const seekFrom = 32

// eachOf calls each with the articles of a form, of those in the set, and how
// often it occurs in each.
func (e *evaluation) eachOf(f form, in *docSet, each func(doc, n uint32)) {
	e.eachBlock(f, in, func(docs, counts []uint32) {
		for i, doc := range docs {
			each(doc, counts[i])
		}
	})
}

// eachBlock is eachOf for some articles at a time, of which each has its use until
// it returns.
func (e *evaluation) eachBlock(f form, in *docSet, each func(docs, counts []uint32)) {
	c := &e.cur
	c.open(e.seg, f.termRef)
	if in != nil && f.df > seekFrom*len(in.docs) {
		e.eachSought(f, in.docs, each)
		return
	}
	for c.block(e.from) && int(c.at[0]) < e.to {
		docs, counts := c.at[:c.n], c.count[:c.n]
		if in != nil || f.in != 0 || int(docs[0]) < e.from || c.last >= e.to {
			docs, counts = e.fit(f, in, docs, counts)
		}
		each(docs, counts)
	}
}

// fit leaves the articles that are looked for: those in the set, which are all of
// the evaluation, or else those of the evaluation; and in a language of the form.
func (e *evaluation) fit(f form, in *docSet, docs, counts []uint32) (fitDocs, fitCounts []uint32) {
	n := 0
	for i, doc := range docs {
		docs[n], counts[n] = doc, counts[i]
		if in != nil {
			n += in.bits.bit(doc) // no branch: nobody can foresee which are in the set
		} else if int(doc) >= e.from && int(doc) < e.to {
			n++
		}
	}
	docs, counts = docs[:n], counts[:n]
	if f.in == 0 {
		return docs, counts
	}
	n = 0
	for i, doc := range docs {
		if e.speaks(f, doc) {
			docs[n], counts[n] = doc, counts[i]
			n++
		}
	}
	return docs[:n], counts[:n]
}

// speaks reports whether a form is one in the language of an article.
func (e *evaluation) speaks(f form, doc uint32) bool {
	return f.in == 0 || f.in.has(e.seg.language(int(doc)))
}

// eachSought is eachBlock for a list in which few articles are looked for.
func (e *evaluation) eachSought(f form, docs []uint32, each func(docs, counts []uint32)) {
	c := &e.cur
	for _, doc := range docs {
		if !c.seek(int(doc)) {
			return
		}
		if c.at[c.i] == doc && e.speaks(f, doc) {
			each(c.at[c.i:c.i+1], c.count[c.i:c.i+1])
		}
	}
}

// addReaderTags adds the articles that the reader gave such a tag.
func (e *evaluation) addReaderTags(w *Words, within []uint32, sc *scratch) {
	if w.Field != Anywhere && w.Field != InTag {
		return
	}
	e.r.Readings.tagged(func(id ID, tags []string) {
		doc := int(id) - int(e.s.base[e.n])
		if doc < e.from || doc >= e.to {
			return
		}
		if _, in := slices.BinarySearch(within, uint32(doc)); within != nil && !in {
			return
		}
		if slices.ContainsFunc(tags, func(tag string) bool { return w.inWords(wordsOf(tag, e.seg.language(doc)), openAnywhere) }) {
			sc.seen.set(doc)
			sc.bonus[doc] += fieldWeights[InTag]
		}
	})
}

// collect takes the articles and what they are worth out of the scratch.
func (e *evaluation) collect(w *Words, sc *scratch) hits {
	idf := float32(e.ranks[w])
	n := sc.seen.count()
	h := e.newHits(n)
	mean, length := e.s.meanBody(), e.seg.valuesOf(bodyColumn)
	sc.seen.each(func(doc int) {
		if !e.gone.has(doc) {
			h.docs = append(h.docs, uint32(doc))
			h.score = append(h.score, idf*(saturated(sc.body[doc], float32(length(doc)), mean)+sc.bonus[doc]))
		}
		sc.body[doc], sc.bonus[doc] = 0, 0
	})
	clear(sc.seen)
	return h
}
