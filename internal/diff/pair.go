// Package diff pairs what is the same in two sequences, and merges what two
// sides made of a third. Pure.
package diff

import (
	"slices"
	"sort"
)

// None stands for the partner that a token doesn't have.
const None = -1

// Pair pairs tokens of old with equal ones of now, in order. It returns for
// each token of old the index of its partner in now, and the reverse, or None.
// Its time grows with the sequences' length and with how much they differ, but
// not with its square.
//
// Tokens are paired from the surest to the least sure: what both sequences
// begin and end with; runs of tokens that stand once in each, longest first
// and only those in the same order (B. Cohen's patience diff); what is left
// between them by the shortest edit script.
func Pair(old, now []int32) (to, from []int32) {
	p := newPairing(old, now)
	p.align(run{0, len(old)}, run{0, len(now)}, lengths)
	return p.to, p.from
}

// pairing pairs tokens of o with tokens of n.
type pairing struct {
	o, n     []int32
	to, from []int32 // for each token of o its partner in n and the reverse, or None
}

func newPairing(o, n []int32) *pairing {
	return &pairing{o, n, slices.Repeat([]int32{None}, len(o)), slices.Repeat([]int32{None}, len(n))}
}

// run is a half-open range of tokens.
type run struct{ from, to int }

func (r run) len() int { return r.to - r.from }

// lengths are those of the runs of tokens that pairs are taken from. Six words
// that stand once are hardly ever by chance in another text; two may be, but
// they are only looked for between those that are sure.
var lengths = []int{6, 4, 2}

func (p *pairing) join(i, j int) { p.to[i], p.from[j] = int32(j), int32(i) }

func (p *pairing) same(i, j int) bool { return p.o[i] == p.n[j] }

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

// place is where a run of tokens stands in both sequences.
type place struct{ i, j int }

// unique finds the runs of size tokens that stand once in each of o and n.
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
	partner := slices.Repeat([]int32{None}, len(old))
	for j, h := range now {
		i, ok := at[h]
		switch {
		case !ok || i == many:
		case partner[i] == None:
			partner[i] = int32(j)
		default:
			at[h] = many
			partner[i] = None
		}
	}
	var found []place
	for i, j := range partner {
		if q := (place{o.from + i, n.from + int(j)}); j != None && p.equal(q, size) {
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

// hashes are of the runs of size tokens that begin at each token (FNV-1a).
func hashes(list []int32, size int) []uint64 {
	all := make([]uint64, len(list)-size+1)
	for i := range all {
		h := uint64(14695981039346656037)
		for _, token := range list[i : i+size] {
			h = (h ^ uint64(token)) * 1099511628211
		}
		all[i] = h
	}
	return all
}

// inOrder is the longest selection of the places, which ascend in o, that
// ascends in n too.
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
