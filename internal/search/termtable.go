package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
)

// termTable numbers terms as they come: a hash table with open addressing that
// keeps its keys one after the other. This is where an index's making spends
// its time, waiting for memory: so a slot holds half of the hash, and an entry
// the first letters, that other terms are seldom looked at in vain, and short
// ones but once.
type termTable struct {
	slots []uint64 // number + 1, and the upper half of the hash above; 0 is free; a power of two of them
	all   []termEntry
	keys  []byte
}

type termEntry struct {
	hash   uint64 // of the word alone
	first  uint64 // the word's first bytes, see firstBytes
	from   uint32 // where its key begins in keys
	size   uint8  // of the key
	field  Field
	common bool // it is one of pairedWords
}

func (t *termTable) reset() {
	clear(t.slots)
	t.all, t.keys = t.all[:0], t.keys[:0]
}

// key is the key of a term: its field and its word.
func (t *termTable) key(id uint32) []byte {
	e := &t.all[id]
	return t.keys[e.from : e.from+uint32(e.size)]
}

// number is the number of a word in a field. The word is at most maxTerm bytes
// long, two such words and a space for pairField.
func (t *termTable) number(f Field, word []byte) uint32 {
	if 2*len(t.all) >= len(t.slots) {
		t.grow()
	}
	h, first, size := hash(word), firstBytes(word), uint8(len(word)+1)
	for i := t.slot(h, f); ; i++ {
		slot := t.slots[i&(len(t.slots)-1)]
		id := uint32(slot)
		if id == 0 {
			from := uint32(len(t.keys))
			t.keys = append(append(t.keys, byte(f)), word...)
			t.all = append(t.all, termEntry{hash: h, first: first, from: from, size: size, field: f, common: pairedWords[string(word)]})
			t.slots[i&(len(t.slots)-1)] = h>>32<<32 | uint64(len(t.all))
			return uint32(len(t.all)) - 1
		}
		if slot>>32 != h>>32 {
			continue
		}
		e := &t.all[id-1]
		if e.first == first && e.size == size && e.field == f && (size <= 9 || bytes.Equal(t.key(id - 1)[9:], word[8:])) {
			return id - 1
		}
	}
}

// firstBytes are the first eight bytes of a word, or all and zeros.
func firstBytes(word []byte) uint64 {
	if len(word) >= 8 {
		return binary.BigEndian.Uint64(word)
	}
	var first uint64
	for i, c := range word {
		first |= uint64(c) << (56 - 8*i)
	}
	return first
}

func (t *termTable) slot(h uint64, f Field) int {
	return int((h ^ uint64(f)*0x9E3779B97F4A7C15) >> 20 & uint64(len(t.slots)-1))
}

func (t *termTable) grow() {
	t.slots = make([]uint64, max(2*len(t.slots), 1<<14))
	for id, e := range t.all {
		i := t.slot(e.hash, e.field)
		for t.slots[i&(len(t.slots)-1)] != 0 {
			i++
		}
		t.slots[i&(len(t.slots)-1)] = e.hash>>32<<32 | uint64(id+1)
	}
}

// order lists the terms in order of their keys. Most differ in the field or in
// the first seven bytes of the word.
func (t *termTable) order() []uint32 {
	type head struct {
		first uint64
		id    uint32
	}
	heads := make([]head, len(t.all))
	for i, e := range t.all {
		heads[i] = head{uint64(e.field)<<56 | e.first>>8, uint32(i)}
	}
	slices.SortFunc(heads, func(x, y head) int {
		if x.first != y.first {
			return cmp.Compare(x.first, y.first)
		}
		return bytes.Compare(t.key(x.id), t.key(y.id))
	})
	order := make([]uint32, len(heads))
	for i, h := range heads {
		order[i] = h.id
	}
	return order
}

// hash is FNV-1a of 64 bits (Fowler, Noll, Vo), the same in every process:
// sketches made of it are kept on disk.
func hash(word []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range word {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}
