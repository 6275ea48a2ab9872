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
			e.phraseInBody(w, lists, within, found)
		} else {
			e.phraseIn(lists, e.candidates(lists, within), eachOfStarts(found))
		}
	}
}

// phraseInBody finds an exact phrase in the body, where a late one that it goes on
// from stood, or by the pairs of common words in it: see pairField.
func (e *evaluation) phraseInBody(w *Words, lists [][]form, within []uint32, found func(doc uint32, n int)) {
	phrase := e.typedPhrase(w)
	if within == nil && phrase != nil {
		if known, n := e.seg.phrases.before(phrase); known != nil {
			e.phraseFrom(known, n, lists, phrase.keeping(found))
			e.remember(phrase)
			return
		}
	}
	in, whole := e.withPairs(w, within)
	last := len(w.Terms) - 1
	switch {
	case whole.df > 0:
		e.eachOf(form{termRef: whole}, e.docSet(in), func(doc, n uint32) { found(doc, int(n)) })
	case in != nil && len(in) == 0:
	case w.unfinished(InBody) && phrase != nil && isPaired(w.Terms[last-1]) && beginsPaired(w.Terms[last]):
		e.phraseToPairs(w, lists, in, found)
	case within == nil && phrase != nil:
		e.phraseIn(lists, e.candidates(lists, in), phrase.keeping(found))
		e.remember(phrase)
	default:
		e.phraseIn(lists, e.candidates(lists, in), eachOfStarts(found))
	}
}

// phraseToPairs is phraseInBody where the last word is only begun and the one
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
		e.phraseIn(lists, e.candidates(lists, e.docsOf(pairs, within)), eachOfStarts(found))
	}
	if len(others) > 0 {
		lists[last] = others
		e.phraseIn(lists, e.candidates(lists, within), eachOfStarts(found))
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
// rarest term first, and none whose lists take longer to read than the positions
// of the other terms in the articles that it would leave out.
func (e *evaluation) candidates(lists [][]form, within []uint32) []uint32 {
	order := slices.SortedStableFunc(slices.Values(lists), func(a, b []form) int { return cmp.Compare(sumDF(a), sumDF(b)) })
	for _, forms := range order {
		df, all := sumDF(forms), e.seg.len()
		if within != nil && df > lookedAt*int(float64(len(within))*(1-min(float64(df)/float64(all), 1))) {
			break
		}
		if within = e.docsOf(forms, within); len(within) == 0 || e.ended() {
			return nil
		}
	}
	return within
}

// lookedAt is how many articles of a list are read in the time that it takes to
// look at the positions in one.
const lookedAt = 50

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

// phraseIn finds, among the candidates, where forms of the terms stand side by
// side. The rarest term says where that may be, and each other one where it still
// may: the positions of "a" are read only where the words before it stand together.
func (e *evaluation) phraseIn(lists [][]form, docs []uint32, each func(*starts)) {
	if len(docs) == 0 {
		return
	}
	words := e.open(lists, 0)
	e.narrow(words[1:], func(s *starts) (more bool) {
		some := docs[:min(len(docs), phraseDocs)]
		docs = docs[len(some):]
		s.begin(&words[0], some)
		return len(some) > 0
	}, each)
}

// phraseFrom finds a phrase where the first n of its words are known to stand.
func (e *evaluation) phraseFrom(known *starts, n int, lists [][]form, each func(*starts)) {
	d := 0
	e.narrow(e.open(lists, n), func(s *starts) (more bool) {
		from := d
		d = min(d+phraseDocs, len(known.docs))
		s.take(known, from, d)
		return d > from
	}, each)
}

// open opens the lists of a phrase's words but the first n, the shortest first.
func (e *evaluation) open(lists [][]form, n int) []positionsOf {
	words := make([]positionsOf, len(lists)-n)
	for i := range words {
		words[i].open(e.seg, lists[n+i], n+i)
	}
	slices.SortStableFunc(words, func(a, b positionsOf) int { return cmp.Compare(a.size, b.size) })
	return words
}

// narrow calls each with the starts that next gives, while there are more, as far
// as the words stand there too.
func (e *evaluation) narrow(words []positionsOf, next func(*starts) bool, each func(*starts)) {
	var s starts
	for !e.ended() && next(&s) {
		slices.SortStableFunc(words, func(a, b positionsOf) int { return cmp.Compare(a.price(), b.price()) })
		for i := range words {
			s.keep(&words[i])
		}
		each(&s)
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
