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
		if f == InBody && w.Exact {
			e.phraseOfPairs(w, lists, within, found)
		} else {
			e.phraseIn(lists, e.candidates(lists, within), found)
		}
	}
}

// phraseOfPairs finds an exact phrase in the body by the pairs of common words
// in it, see pairField.
func (e *evaluation) phraseOfPairs(w *Words, lists [][]form, within []uint32, found func(doc uint32, n int)) {
	in, whole := e.withPairs(w, within)
	last := len(w.Terms) - 1
	switch {
	case whole.df > 0:
		e.eachOf(form{termRef: whole}, e.docSet(in), func(doc, n uint32) { found(doc, int(n)) })
	case in != nil && len(in) == 0:
	case w.unfinished(InBody) && !w.sign(last-1).Must && !w.sign(last).Must && isPaired(w.Terms[last-1]):
		e.phraseToPairs(w, lists, in, found)
	default:
		e.phraseIn(lists, e.candidates(lists, in), found)
	}
}

// phraseToPairs is phraseOfPairs where the last word is only begun and the one
// before is common: what makes a pair with that is looked for apart from what
// else begins so.
func (e *evaluation) phraseToPairs(w *Words, lists [][]form, within []uint32, found func(doc uint32, n int)) {
	last := len(w.Terms) - 1
	var pairs, ends, others []form
	for _, f := range lists[last] {
		word := pairedBy(f.key.hash)
		if word == "" {
			others = append(others, f)
		} else if t := e.seg.term(pairKey(nil, w.Terms[last-1], word)); t.df > 0 {
			pairs, ends = append(pairs, form{termRef: t}), append(ends, f)
		}
	}
	if last == 1 {
		in := e.docSet(within)
		for _, p := range pairs {
			e.eachOf(p, in, func(doc, n uint32) { found(doc, int(n)) })
		}
	} else if len(pairs) > 0 {
		lists[last] = ends
		e.phraseIn(lists, e.candidates(lists, e.docsOf(pairs, within)), found)
	}
	if len(others) > 0 {
		lists[last] = others
		e.phraseIn(lists, e.candidates(lists, within), found)
	}
}

// unfinished reports whether a field is searched for what the last term is the
// beginning of.
func (w *Words) unfinished(f Field) bool { return w.Open && openIn(f, w.Terms[len(w.Terms)-1]) }

// withPairs are the articles of within (nil: all) that have the pairs of
// common words of an exact phrase in the body. Where the phrase is one such
// pair, whole is its list.
func (e *evaluation) withPairs(w *Words, within []uint32) (in []uint32, whole termRef) {
	for i := 1; i < len(w.Terms); i++ {
		if i == len(w.Terms)-1 && w.unfinished(InBody) || !paired(w.Terms[i-1], w.Terms[i]) {
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

// candidates are articles, among them all that have a form of each term: the
// rarest term first, and none that most articles have, for that is told as soon
// by the positions.
func (e *evaluation) candidates(lists [][]form, within []uint32) []uint32 {
	order := slices.SortedStableFunc(slices.Values(lists), func(a, b []form) int { return cmp.Compare(sumDF(a), sumDF(b)) })
	for _, forms := range order {
		if within != nil && sumDF(forms) > e.seg.len()/2 {
			break
		}
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
// terms stand side by side, and how often. The rarest term says where that may
// be, and each other one where it still may: the positions of "a" are read only
// where the words before it stand together.
func (e *evaluation) phraseIn(lists [][]form, docs []uint32, each func(doc uint32, n int)) {
	if len(docs) == 0 {
		return
	}
	words := make([]positionsOf, len(lists))
	for i, forms := range lists {
		words[i].open(e.seg, forms, i)
	}
	slices.SortStableFunc(words, func(a, b positionsOf) int { return cmp.Compare(a.size, b.size) })
	var s starts
	for len(docs) > 0 && !e.ended() {
		some := docs[:min(len(docs), phraseDocs)]
		docs = docs[len(some):]
		s.begin(&words[0], some)
		slices.SortStableFunc(words[1:], func(a, b positionsOf) int { return cmp.Compare(a.price(), b.price()) })
		for i := range words[1:] {
			s.keep(&words[i+1])
		}
		s.each(each)
	}
}

// positionsOf are the positions of a word, in all its forms, in some articles.
type positionsOf struct {
	s       *segment
	forms   []form
	place   int // of the word in the phrase
	size    int // of the lists of all forms, in bytes: about as many as there are positions
	cursors []cursor
	ends    []bool
	spots   []uint64 // article (its number among those) <<32 | position
	flat    []uint32 // positions, sorted within each article
	in      []span   // by article: its positions in flat
	buf     []uint32 // one form's positions in one article

	asked, kept int // starts of a phrase: see price
}

// span is a part of a list.
type span struct{ from, to int }

func (p *positionsOf) open(s *segment, forms []form, place int) {
	p.s, p.forms, p.place = s, forms, place
	p.cursors, p.ends = make([]cursor, len(forms)), make([]bool, len(forms))
	for i, f := range forms {
		p.cursors[i].open(s, f.termRef)
		p.size += f.n
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

func (p *positionsOf) readForms(docs []uint32) {
	p.spots = p.spots[:0]
	counts := make([]int, len(docs))
	p.eachForm(docs, func(d int, c *cursor) {
		p.buf = c.positions(p.buf[:0])
		counts[d] += len(p.buf)
		for _, pos := range p.buf {
			p.spots = append(p.spots, uint64(d)<<32|uint64(pos))
		}
	})
	at := 0
	for _, n := range counts {
		p.in = append(p.in, span{at, at})
		at += n
	}
	p.flat = slices.Grow(p.flat, at)[:at]
	for _, spot := range p.spots {
		in := &p.in[spot>>32]
		p.flat[in.to] = uint32(spot)
		in.to++
	}
	for d := range docs {
		slices.Sort(p.at(d))
	}
}

// eachForm goes through the lists of one form after the other and calls each where
// one is in one of the articles, which are behind those before, with its number
// among them.
func (p *positionsOf) eachForm(docs []uint32, each func(d int, c *cursor)) {
	for i := range p.cursors {
		c := &p.cursors[i]
		for d := 0; d < len(docs) && !p.ends[i]; {
			if !c.seek(int(docs[d])) {
				p.ends[i] = true
				break
			}
			at := c.at[c.i]
			if at != docs[d] {
				d += sort.Search(len(docs)-d, func(k int) bool { return docs[d+k] >= at })
				continue
			}
			if p.speaks(i, at) {
				each(d, c)
			}
			d++
		}
	}
}

// price is what it costs to take one start of a phrase away by the word, as far
// as that is known.
func (p *positionsOf) price() float64 {
	return float64(p.size) * float64(p.asked+1) / float64(p.asked-p.kept+1)
}

// at are the positions in the d-th article.
func (p *positionsOf) at(d int) []uint32 { return p.flat[p.in[d].from:p.in[d].to] }
