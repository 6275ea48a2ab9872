package note

import (
	"slices"
	"sort"
)

// Alignment tells which words of an article's old text stand where in its new
// one. It is made once for all notes on the article. Safe for concurrent use.
//
// Words are paired from the surest to the least sure: what both texts begin
// and end with; sequences of words that stand once in each, the longest first
// and only those in the same order (B. Cohen's patience diff); what is left
// between them by the shortest edit script.
type Alignment struct {
	lexicon
	pairing
	old, now *words
	loose    []int32 // the new words without a partner, by id
}

// Align aligns an article's old text with its new one. Its time grows with
// their size and with how much was changed, but not with its square.
func Align(old, now string) *Alignment { return align(old, now, foldMarkdown(now)) }

// align is Align for a new text that is folded already.
func align(old, now string, folded folded) *Alignment {
	a := &Alignment{lexicon: lexicon{ids: map[string]int32{}}}
	a.old, a.now = a.words(foldMarkdown(old), old), a.words(folded, now)
	a.ids = nil
	a.pairing = pair(a.old.list, a.now.list)
	a.slide()
	a.dropIslands()
	a.loose = a.unpaired()
	return a
}

// run is a half-open range of words.
type run struct{ from, to int }

func (r run) len() int { return r.to - r.from }

// pairing pairs words of a piece of the old text with words of a piece of the
// new one that are the same, in order.
type pairing struct {
	o, n     []word
	to, from []int32 // for each word of o its partner in n and the reverse, or none
}

const none = -1

// pair pairs the words of o and n.
func pair(o, n []word) pairing {
	p := pairing{o, n, slices.Repeat([]int32{none}, len(o)), slices.Repeat([]int32{none}, len(n))}
	p.align(run{0, len(o)}, run{0, len(n)}, sequences)
	return p
}

// sequences are the lengths of the word sequences that pairs are taken from.
// Six words that stand once are hardly ever by chance in the other text; two
// may be, but they are only looked for between those that are sure.
var sequences = []int{6, 4, 2}

func (p *pairing) join(i, j int) { p.to[i], p.from[j] = int32(j), int32(i) }

func (p *pairing) same(i, j int) bool { return p.o[i].id == p.n[j].id }

func (p *pairing) align(o, n run, lengths []int) {
	o, n = p.trim(o, n)
	switch {
	case o.len() == 0 || n.len() == 0:
		return
	case len(lengths) == 0:
		p.edit(o, n)
		return
	}
	size := lengths[0]
	for _, s := range inOrder(p.unique(o, n, size)) {
		if s.i < o.from || s.j < n.from {
			continue // the one before went on over it
		}
		p.align(run{o.from, s.i}, run{n.from, s.j}, lengths[1:])
		o.from, n.from = p.joinRun(run{s.i, o.to}, run{s.j, n.to})
	}
	p.align(o, n, lengths[1:])
}

// trim pairs what the runs begin and end with, and returns the rest.
func (p *pairing) trim(o, n run) (run, run) {
	o.from, n.from = p.joinRun(o, n)
	for o.len() > 0 && n.len() > 0 && p.same(o.to-1, n.to-1) {
		o.to--
		n.to--
		p.join(o.to, n.to)
	}
	return o, n
}

// joinRun pairs the words that both runs begin with, and returns where the
// first differ.
func (p *pairing) joinRun(o, n run) (int, int) {
	for o.len() > 0 && n.len() > 0 && p.same(o.from, n.from) {
		p.join(o.from, n.from)
		o.from++
		n.from++
	}
	return o.from, n.from
}

// place is where a sequence of words stands in the two texts.
type place struct{ i, j int }

// unique finds the sequences of so many words that stand once in each run.
func (p *pairing) unique(o, n run, size int) []place {
	if o.len() < size || n.len() < size {
		return nil
	}
	old, now := hashes(p.o[o.from:o.to], size), hashes(p.n[n.from:n.to], size)
	at := make(map[uint64]int, len(old)) // in o, or many
	const many = -1
	for i, h := range old {
		if _, ok := at[h]; ok {
			i = many
		}
		at[h] = i
	}
	partner := slices.Repeat([]int32{none}, len(old))
	for j, h := range now {
		i, ok := at[h]
		switch {
		case !ok || i == many:
		case partner[i] == none:
			partner[i] = int32(j)
		default:
			at[h] = many
			partner[i] = none
		}
	}
	var found []place
	for i, j := range partner {
		if q := (place{o.from + i, n.from + int(j)}); j != none && p.equal(q, size) {
			found = append(found, q)
		}
	}
	return found
}

func (p *pairing) equal(at place, size int) bool {
	for k := range size {
		if !p.same(at.i+k, at.j+k) {
			return false
		}
	}
	return true
}

// hashes are of the sequences that begin at each word (FNV-1a over words).
func hashes(list []word, size int) []uint64 {
	all := make([]uint64, len(list)-size+1)
	for i := range all {
		h := uint64(14695981039346656037)
		for _, w := range list[i : i+size] {
			h = (h ^ uint64(w.id)) * 1099511628211
		}
		all[i] = h
	}
	return all
}

// inOrder is the longest selection of the places, which ascend in the old
// text, that ascends in the new one too.
func inOrder(all []place) []place {
	var ends []int // for each length, the place of lowest j that ends a selection so long
	before := make([]int, len(all))
	for k, at := range all {
		n := sort.Search(len(ends), func(n int) bool { return all[ends[n]].j >= at.j })
		if n == len(ends) {
			ends = append(ends, k)
		}
		ends[n] = k
		if n > 0 {
			before[k] = ends[n-1]
		}
	}
	chosen := make([]place, len(ends))
	for n := len(ends) - 1; n >= 0; n-- {
		k := ends[len(ends)-1]
		chosen[n] = all[k]
		ends[len(ends)-1] = before[k]
	}
	return chosen
}
