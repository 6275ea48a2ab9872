package search

import (
	"bytes"
	"cmp"
	"context"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"
)

// hits are the articles of a segment that a part of a query finds, in order,
// and what each is worth.
type hits struct {
	docs  []uint32
	score []float32 // as long as docs, or nil: nothing
}

// evaluation answers one query over one segment, or a part of it.
type evaluation struct {
	ctx      context.Context
	s        *Snapshot
	r        Reader
	n        int // of the segment in the Snapshot
	seg      *segment
	from, to int    // the articles it is about
	gone     bitset // articles that are dead or hidden
	ranks    map[*Words]float64
}

// canceled ends an evaluation whose context ended.
type canceled struct{ err error }

// check ends the evaluation when nobody waits for it any more.
func (e *evaluation) check() {
	if err := e.ctx.Err(); err != nil {
		panic(canceled{err})
	}
}

// find finds a node's articles, of those in within (nil: all).
func (e *evaluation) find(n Node, within []uint32) hits {
	e.check()
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
	case *Pattern:
		return e.pattern(n, within)
	case *likeness:
		return e.like(n, within)
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

// and finds what all parts find, the rarest words first, patterns last.
func (e *evaluation) and(parts And, within []uint32) hits {
	order := slices.Clone(parts)
	costs := map[Node]int{}
	slices.SortStableFunc(order, func(a, b Node) int { return cmp.Compare(e.cost(a, costs), e.cost(b, costs)) })
	found := hits{docs: within}
	for i, part := range order {
		h := e.find(part, found.docs)
		if i > 0 {
			h.add(found)
		}
		if found = h; len(found.docs) == 0 {
			return hits{}
		}
	}
	return found
}

// cost estimates how many articles a part looks at.
func (e *evaluation) cost(n Node, known map[Node]int) int {
	const all = math.MaxInt32
	switch n := n.(type) {
	case *Words:
		c, ok := known[n]
		if !ok {
			c = all / 4
			for _, t := range n.Terms {
				c = min(c, sumDF(e.forms(n, t, t == n.Terms[len(n.Terms)-1])))
			}
			known[n] = c
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
			if i%4096 == 0 {
				e.check()
			}
			if pass(int(doc)) {
				h.docs = append(h.docs, doc)
			}
		}
		return h
	}
	h.docs = make([]uint32, 0, e.to-e.from)
	for doc := e.from; doc < e.to; doc++ {
		if doc%4096 == 0 {
			e.check()
		}
		if !e.gone.has(doc) && pass(doc) {
			h.docs = append(h.docs, uint32(doc))
		}
	}
	return h
}

func (k Kind) fits(kind string) bool {
	return strings.HasPrefix(strings.ToLower(kind), k.Name)
}

func (s *segment) hasWhat(w What) func(doc int) bool {
	c, mask := flagColumn, int64(tagsFlag)
	switch w {
	case Notes:
		c, mask = noteColumn, -1
	case LostNotes:
		c, mask = lostColumn, -1
	case Code:
		mask = codeFlag
	}
	value := s.valuesOf(c)
	return func(doc int) bool { return value(doc)&mask != 0 }
}

func (s *segment) inRange(r Range) func(doc int) bool {
	value := s.valuesOf(map[Measure]column{Minutes: minutesColumn, WordCount: wordsColumn, Date: publishedColumn}[r.Of])
	flags := s.valuesOf(flagColumn)
	return func(doc int) bool {
		v := value(doc)
		return v != noDate && r.Min <= v && v <= r.Max && flags(doc)&(problemFlag|pendingFlag) == 0
	}
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

// form is a term that a word of a query stands for.
type form struct {
	termRef
	field  Field
	weight float32 // how well it fits, up to 1
}

// How well a form fits the word that was typed.
const (
	exactForm   = 1
	stemForm    = 0.6 // another form of the same word
	beginsForm  = 0.4 // the word is a beginning of it
	shortPrefix = 2   // see openIn
)

// openIn tells whether a beginning of a word is looked for in a field. One of
// one or two letters would find nearly everything in texts; it is looked for
// where names are.
func openIn(f Field, term string) bool {
	return len(term) > shortPrefix || term[0] >= 0x80 || f == InTitle || f == InAuthor || f == InSource || f == InTag
}

// lookedIn are the fields that a Words looks in.
func (f Field) lookedIn() []Field {
	if f == Anywhere {
		return []Field{InTitle, InAuthor, InSource, InTag, InNote, InPath, InBody}
	}
	return []Field{f}
}

func sumDF(forms []form) (n int) {
	for _, f := range forms {
		n += f.df
	}
	return n
}

// forms are the terms of the segment that fit a term of w.
func (e *evaluation) forms(w *Words, term string, last bool) (all []form) {
	for _, f := range w.Field.lookedIn() {
		all = append(all, e.formsIn(f, w, term, last)...)
	}
	return all
}

func (e *evaluation) formsIn(f Field, w *Words, term string, last bool) []form {
	open := last && w.Open && openIn(f, term)
	all := e.seg.cachedForms(formsKey{f, term, w.Exact, open})
	if len(all) > 256 {
		e.check()
	}
	return all
}

type formsKey struct {
	field       Field
	term        string
	exact, open bool
}

// findForms goes through the part of the dictionary where the forms of a term
// stand. Those that fit best come first.
func (s *segment) findForms(k formsKey) (all []form) {
	if k.exact && !k.open {
		if t := s.term(append([]byte{byte(k.field)}, k.term...)); t.df > 0 {
			all = []form{{t, k.field, exactForm}}
		}
		return all
	}
	var others inflection
	from := k.term
	if !k.exact {
		if others = formsOf(k.term); others.begin != "" {
			from = others.begin
		}
	}
	s.prefixed(append([]byte{byte(k.field)}, from...), func(found []byte, t termRef) {
		switch have := found[1:]; {
		case string(have) == k.term:
			all = append(all, form{t, k.field, exactForm})
		case others.has(have):
			all = append(all, form{t, k.field, stemForm})
		case k.open && bytes.HasPrefix(have, []byte(k.term)):
			all = append(all, form{t, k.field, beginsForm})
		}
	})
	slices.SortStableFunc(all, func(a, b form) int { return cmp.Compare(b.weight, a.weight) })
	return all
}

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
			e.headings(w, sc)
		}
	}
	e.addReaderTags(w, within, sc)
	found := e.collect(w, sc)
	scratches.Put(sc) // after a panic it is not all zero, and goes
	return found
}

// headings makes articles worth more that have the word in a heading.
func (e *evaluation) headings(w *Words, sc *scratch) {
	for _, f := range e.formsIn(InHeading, w, w.Terms[0], true) {
		e.eachDoc(f.termRef, nil, func(doc, _ uint32) {
			if sc.seen.has(int(doc)) {
				sc.addBonus(doc, f)
			}
		})
	}
	clear(sc.counted)
}

// addField adds what the articles are worth that have the word in a field.
func (e *evaluation) addField(field Field, w *Words, in *docSet, sc *scratch) {
	for _, f := range e.formsIn(field, w, w.Terms[0], true) {
		e.eachDoc(f.termRef, in, func(doc, n uint32) {
			sc.seen.set(int(doc))
			if field == InBody {
				sc.body[doc] += f.weight * float32(n)
			} else {
				sc.addBonus(doc, f)
			}
		})
	}
	clear(sc.counted)
}

// addBonus adds the bonus of a field once, for the form that fits best, which
// comes first.
func (sc *scratch) addBonus(doc uint32, f form) {
	if !sc.counted.has(int(doc)) {
		sc.counted.set(int(doc))
		sc.bonus[doc] += f.weight * fieldWeights[f.field]
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

// eachDoc goes through a term's articles, of those in the set, and how often
// it occurs in each.
func (e *evaluation) eachDoc(t termRef, in *docSet, each func(doc, n uint32)) {
	var c cursor
	c.open(e.seg, t)
	if in != nil && t.df > seekFrom*len(in.docs) {
		for _, doc := range in.docs {
			if !c.seek(int(doc)) {
				return
			}
			if c.at[c.i] == doc {
				each(doc, c.count[c.i])
			}
		}
		return
	}
	for c.block(e.from) && int(c.at[0]) < e.to {
		if c.last >= e.seg.len() {
			panic(errBroken)
		}
		for i, doc := range c.at[:c.n] {
			if int(doc) < e.from || int(doc) >= e.to {
				continue
			}
			if in == nil || in.bits.has(int(doc)) {
				each(doc, c.count[i])
			}
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
		if slices.ContainsFunc(tags, func(tag string) bool { return w.inTerms(terms(tag)) }) {
			sc.seen.set(doc)
			sc.bonus[doc] += fieldWeights[InTag]
		}
	})
}

// inTerms tells whether w's terms stand side by side among those of a text.
func (w *Words) inTerms(have []string) bool {
	for i := 0; i+len(w.Terms) <= len(have); i++ {
		ok := true
		for k, want := range w.Terms {
			ok = ok && matchTerm(want, have[i+k], w.Exact, w.Open && k == len(w.Terms)-1)
		}
		if ok {
			return true
		}
	}
	return false
}

// collect takes the articles and what they are worth out of the scratch.
func (e *evaluation) collect(w *Words, sc *scratch) hits {
	idf := float32(e.ranks[w])
	n := sc.seen.count()
	h := hits{make([]uint32, 0, n), make([]float32, 0, n)}
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
