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
		for i := range w.Terms {
			lists[i] = e.formsIn(f, w, i)
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
		case len(w.Terms) == 2 && !w.sign(0).Must && !w.sign(1).Must:
			return within, t
		}
		within = e.docsOf([]form{{termRef: t}}, within)
	}
	return within, whole
}

// candidates are the articles that have a form of each term, the rarest term
// first.
func (e *evaluation) candidates(lists [][]form, within []uint32) []uint32 {
	order := slices.SortedStableFunc(slices.Values(lists), func(a, b []form) int { return cmp.Compare(sumDF(a), sumDF(b)) })
	for _, forms := range order {
		if within = e.docsOf(forms, within); len(within) == 0 || e.ended() {
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
		e.eachOf(forms[0], in, func(doc, _ uint32) { docs = append(docs, doc) })
		return docs
	}
	seen := newBitset(e.seg.len())
	for _, f := range forms {
		e.eachOf(f, in, func(doc, _ uint32) { seen.set(int(doc)) })
	}
	seen.each(func(doc int) { docs = append(docs, uint32(doc)) })
	return docs
}

// phraseDocs is how many articles' positions are looked at together.
const phraseDocs = 2048

// phraseIn finds, among the candidates, the articles in which forms of the
// terms stand side by side, and how often. The rarer terms come first: the
// positions of "a" are read only where the words before it stand together.
func (e *evaluation) phraseIn(lists [][]form, docs []uint32, each func(doc uint32, n int)) {
	if len(docs) == 0 {
		return
	}
	words := make([]positionsOf, len(lists))
	for i, forms := range lists {
		words[i].open(e.seg, forms, i)
	}
	slices.SortStableFunc(words, func(a, b positionsOf) int { return cmp.Compare(a.df, b.df) })
	var some []uint32
	var times []int
	for len(docs) > 0 && !e.ended() {
		some = append(some[:0], docs[:min(len(docs), phraseDocs)]...)
		docs = docs[len(some):]
		for i := range words {
			words[i].read(some)
			times = times[:0]
			kept := 0
			for d, doc := range some {
				if n := sideBySide(words[:i+1], d); n > 0 {
					some[kept] = doc
					times = append(times, n)
					for k := range words[:i+1] {
						words[k].keep(d, kept)
					}
					kept++
				}
			}
			some = some[:kept]
		}
		for d, doc := range some {
			each(doc, times[d])
		}
	}
}

// positionsOf are the positions of a word, in all its forms, in some articles.
type positionsOf struct {
	s       *segment
	forms   []form
	place   int // of the word in the phrase
	df      int // of all forms
	cursors []cursor
	ends    []bool
	spots   []uint64 // article (its number among those) <<32 | position
	flat    []uint32 // positions, sorted within each article
	in      []span   // by article: its positions in flat
}

// span is a part of a list.
type span struct{ from, to int }

func (p *positionsOf) open(s *segment, forms []form, place int) {
	p.s, p.forms, p.place, p.df = s, forms, place, sumDF(forms)
	p.cursors, p.ends = make([]cursor, len(forms)), make([]bool, len(forms))
	for i, f := range forms {
		p.cursors[i].open(s, f.termRef)
	}
}

// read takes the positions in the articles, which are behind those before.
func (p *positionsOf) read(docs []uint32) {
	p.flat, p.in = p.flat[:0], p.in[:0]
	if len(p.cursors) == 1 {
		c := &p.cursors[0]
		for _, doc := range docs {
			from := len(p.flat)
			if c.seek(int(doc)) && c.at[c.i] == doc && p.speaks(0, doc) {
				p.flat = c.positions(p.flat)
			}
			p.in = append(p.in, span{from, len(p.flat)})
		}
		return
	}
	p.readForms(docs)
}

// speaks reports whether the i-th form is one in the language of an article.
func (p *positionsOf) speaks(i int, doc uint32) bool {
	return p.forms[i].in == 0 || p.forms[i].in.has(p.s.language(int(doc)))
}

// keep makes an article the one of a number that is not larger than its own.
func (p *positionsOf) keep(d, number int) { p.in[number] = p.in[d] }

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
			if at == docs[d] && !p.speaks(i, at) {
				d++
				continue
			}
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
		from := len(p.flat)
		for ; k < len(p.spots) && int(p.spots[k]>>32) == d; k++ {
			p.flat = append(p.flat, uint32(p.spots[k]))
		}
		p.in = append(p.in, span{from, len(p.flat)})
	}
}

// at are the positions in the d-th article.
func (p *positionsOf) at(d int) []uint32 { return p.flat[p.in[d].from:p.in[d].to] }

// sideBySide counts where the words stand as in the phrase in the d-th article.
func sideBySide(words []positionsOf, d int) (n int) {
	var few [8][]uint32
	rest := few[:0]
	for i := range words {
		rest = append(rest, words[i].at(d))
	}
	for _, first := range rest[0] {
		ok := true
		for i := 1; i < len(words) && ok; i++ {
			want := int(first) + words[i].place - words[0].place
			r := rest[i]
			for len(r) > 0 && int(r[0]) < want {
				r = r[1:]
			}
			rest[i] = r
			ok = len(r) > 0 && int(r[0]) == want
		}
		if ok {
			n++
		}
	}
	return n
}
