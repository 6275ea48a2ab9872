package search

import (
	"cmp"
	"slices"
	"sort"
)

// phrase adds the articles in which w's terms stand side by side.
func (e *evaluation) phrase(w *Words, within []uint32, sc *scratch) {
	for _, f := range w.Field.lookedIn() {
		lists := make([][]form, len(w.Terms))
		for i, t := range w.Terms {
			lists[i] = e.formsIn(f, w, t, i == len(w.Terms)-1)
		}
		if slices.ContainsFunc(lists, func(l []form) bool { return len(l) == 0 }) {
			continue
		}
		found := func(doc uint32, n int) {
			sc.seen.set(int(doc))
			if f == InBody {
				sc.body[doc] += float32(n)
			} else {
				sc.bonus[doc] += fieldWeights[f]
			}
		}
		in, whole := e.withPairs(f, w, within)
		switch {
		case whole.df > 0:
			e.eachDoc(whole, e.docSet(in), func(doc, n uint32) { found(doc, int(n)) })
		case in == nil || len(in) > 0:
			e.phraseIn(lists, e.candidates(lists, in), found)
		}
	}
}

// withPairs are the articles of within (nil: all) that have the pairs of
// common words of an exact phrase in the body. Where the phrase is one such
// pair, whole is its list.
func (e *evaluation) withPairs(f Field, w *Words, within []uint32) (in []uint32, whole termRef) {
	if f != InBody || !w.Exact {
		return within, whole
	}
	for i := 1; i < len(w.Terms); i++ {
		unfinished := w.Open && i == len(w.Terms)-1 && openIn(f, w.Terms[i])
		if unfinished || !paired(w.Terms[i-1], w.Terms[i]) {
			continue
		}
		t := e.seg.term(pairKey(nil, w.Terms[i-1], w.Terms[i]))
		switch {
		case t.df == 0:
			return []uint32{}, whole
		case len(w.Terms) == 2:
			return within, t
		}
		within = e.docsOf([]form{{t, pairField, exactForm}}, within)
	}
	return within, whole
}

// candidates are the articles that have a form of each term, the rarest term
// first.
func (e *evaluation) candidates(lists [][]form, within []uint32) []uint32 {
	order := slices.SortedStableFunc(slices.Values(lists), func(a, b []form) int { return cmp.Compare(sumDF(a), sumDF(b)) })
	for _, forms := range order {
		e.check()
		if within = e.docsOf(forms, within); len(within) == 0 {
			return nil
		}
	}
	return within
}

// docsOf are the articles, of those in within, that have one of the forms.
func (e *evaluation) docsOf(forms []form, within []uint32) []uint32 {
	docs := make([]uint32, 0, min(sumDF(forms), e.seg.len()))
	in := e.docSet(within)
	if len(forms) == 1 {
		e.eachDoc(forms[0].termRef, in, func(doc, _ uint32) { docs = append(docs, doc) })
		return docs
	}
	seen := newBitset(e.seg.len())
	for _, f := range forms {
		e.eachDoc(f.termRef, in, func(doc, _ uint32) { seen.set(int(doc)) })
	}
	seen.each(func(doc int) { docs = append(docs, uint32(doc)) })
	return docs
}

// phraseDocs is how many articles' positions are looked at together.
const phraseDocs = 2048

// phraseIn finds, among the candidates, the articles in which forms of the
// terms stand side by side, and how often.
func (e *evaluation) phraseIn(lists [][]form, docs []uint32, each func(doc uint32, n int)) {
	words := make([]positionsOf, len(lists))
	for i, forms := range lists {
		words[i].open(e.seg, forms)
	}
	for len(docs) > 0 {
		e.check()
		some := docs[:min(len(docs), phraseDocs)]
		docs = docs[len(some):]
		for i := range words {
			words[i].read(some)
		}
		for d, doc := range some {
			if n := sideBySide(words, d); n > 0 {
				each(doc, n)
			}
		}
	}
}

// positionsOf are the positions of a word, in all its forms, in some articles.
type positionsOf struct {
	cursors []cursor
	ends    []bool
	spots   []uint64 // article (its number among those) <<32 | position
	flat    []uint32 // positions, sorted within each article
	from    []int    // by article: where its positions begin in flat; one more at the end
}

func (p *positionsOf) open(s *segment, forms []form) {
	p.cursors, p.ends = make([]cursor, len(forms)), make([]bool, len(forms))
	for i, f := range forms {
		p.cursors[i].open(s, f.termRef)
	}
}

// read takes the positions in the articles, which are behind those before.
func (p *positionsOf) read(docs []uint32) {
	p.flat, p.from = p.flat[:0], append(p.from[:0], 0)
	if len(p.cursors) == 1 {
		c := &p.cursors[0]
		for _, doc := range docs {
			if c.seek(int(doc)) && c.at[c.i] == doc {
				p.flat = c.positions(p.flat)
			}
			p.from = append(p.from, len(p.flat))
		}
		return
	}
	p.readForms(docs)
}

func (p *positionsOf) readForms(docs []uint32) {
	p.spots = p.spots[:0]
	var buf []uint32
	for i := range p.cursors {
		c := &p.cursors[i]
		for d := 0; d < len(docs) && !p.ends[i]; {
			if !c.seek(int(docs[d])) {
				p.ends[i] = true
				break
			}
			at := c.at[c.i]
			if at == docs[d] {
				buf = c.positions(buf[:0])
				for _, pos := range buf {
					p.spots = append(p.spots, uint64(d)<<32|uint64(pos))
				}
				d++
				continue
			}
			d += sort.Search(len(docs)-d, func(k int) bool { return docs[d+k] >= at })
		}
	}
	slices.Sort(p.spots)
	k := 0
	for d := range docs {
		for ; k < len(p.spots) && int(p.spots[k]>>32) == d; k++ {
			p.flat = append(p.flat, uint32(p.spots[k]))
		}
		p.from = append(p.from, len(p.flat))
	}
}

// in are the positions in the d-th article.
func (p *positionsOf) in(d int) []uint32 { return p.flat[p.from[d]:p.from[d+1]] }

// sideBySide counts where the words follow each other in the d-th article.
func sideBySide(words []positionsOf, d int) (n int) {
	var rest [8][]uint32
	if len(words) > len(rest) {
		return sideBySideMany(words, d)
	}
	for i := range words {
		rest[i] = words[i].in(d)
	}
	for _, first := range rest[0] {
		ok := true
		for i := 1; i < len(words) && ok; i++ {
			r := rest[i]
			for len(r) > 0 && r[0] < first+uint32(i) {
				r = r[1:]
			}
			rest[i] = r
			ok = len(r) > 0 && r[0] == first+uint32(i)
		}
		if ok {
			n++
		}
	}
	return n
}

// sideBySideMany is the same for long phrases.
func sideBySideMany(words []positionsOf, d int) (n int) {
	for _, first := range words[0].in(d) {
		ok := true
		for i := 1; i < len(words) && ok; i++ {
			_, ok = slices.BinarySearch(words[i].in(d), first+uint32(i))
		}
		if ok {
			n++
		}
	}
	return n
}
