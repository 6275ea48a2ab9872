package search

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// termTable numbers terms as they come: a hash table with open addressing that
// keeps its keys one after the other. This is where an index's making spends
// its time, waiting for memory: so a slot holds the first letters of the word,
// and of a short one all that must be compared.
type termTable struct {
	slots []termSlot // a power of two of them
	all   []termEntry
	keys  []byte

	recent [recentTerms]recentTerm
	asked  []askedTerm
	words  []byte     // of those
	heads  []termHead // see order

	touched uint32 // keeps the compiler from leaving out what is read for nothing
}

// askedTerm is a term whose number is asked for.
type askedTerm struct {
	hash, first uint64
	pos         uint32 // of the word, to be answered
	from        uint32 // where it begins in words
	size        uint8  // of its key
	field       Field
}

// termSlot is where a term may stand in the table.
type termSlot struct {
	first  uint64 // see firstBytes
	number uint32 // of the term, plus one; 0 is free
	hash   uint16 // a part of it
	field  Field
	size   uint8 // of the key
}

// inSlot is how many bytes of a key its slot holds: the field, and firstBytes.
const inSlot = 1 + 8

type termEntry struct {
	hash  uint64 // of the word alone
	first uint64 // see firstBytes
	from  uint32 // where its key begins in keys
	size  uint8  // of the key
	field Field
}

func (t *termTable) reset() {
	clear(t.slots)
	clear(t.recent[:])
	t.all, t.keys = t.all[:0], t.keys[:0]
}

// key is the key of a term: its field and its word.
func (t *termTable) key(id uint32) []byte {
	e := &t.all[id]
	return t.keys[e.from : e.from+uint32(e.size)]
}

// maxAsked is how many numbers are asked for before they are looked up.
const maxAsked = 128

// recentTerm is a short term that was met lately: most words of a text are such.
type recentTerm struct {
	hash   uint64 // of the word alone
	number uint32 // of the term, plus one; 0: none
	field  Field
	size   uint8 // of its key
}

const recentTerms = 1 << 13

// recentAt is where a term may be among the recent ones.
func (t *termTable) recentAt(hash uint64, f Field) *recentTerm {
	return &t.recent[(hash^uint64(f)<<5)%recentTerms]
}

// known is the number of a term that was met lately. Of two words of up to eight
// bytes that are as long no hash is the same.
func (t *termTable) known(f Field, size int, hash uint64) (number uint32, ok bool) {
	r := t.recentAt(hash, f)
	return r.number - 1, r.hash == hash && r.number > 0 && r.field == f && int(r.size) == size
}

// ask asks for the number of a word in a field, whose hash is given, and reports
// whether it is time for the answer. The word is at most maxTerm bytes long, two
// such words and a space for pairField.
func (t *termTable) ask(f Field, word []byte, hash uint64, pos uint32) (enough bool) {
	t.asked = append(t.asked, askedTerm{hash, firstBytes(word), pos, uint32(len(t.words)), uint8(len(word) + 1), f})
	t.words = append(t.words, word...)
	return len(t.asked) == maxAsked
}

// answer appends the numbers that were asked for, in order. They are
// looked up together, so that the memory of one is waited for while that of the
// others comes.
func (t *termTable) answer(to []occurrence) []occurrence {
	for 2*(len(t.all)+len(t.asked)) >= len(t.slots) {
		t.grow()
	}
	near := uint32(0)
	for i := range t.asked {
		near |= t.slots[t.slot(t.asked[i].hash, t.asked[i].field)].number
	}
	for i := range t.asked {
		a := &t.asked[i]
		if n := t.slots[t.slot(a.hash, a.field)].number; n > 0 && a.size > inSlot { // it may be another one
			near |= uint32(t.key(n - 1)[0])
		}
	}
	for i := range t.asked {
		a := &t.asked[i]
		n := t.number(a, t.words[a.from:a.from+uint32(a.size)-1])
		to = append(to, occurrence{n, a.pos})
		if a.size <= inSlot {
			*t.recentAt(a.hash, a.field) = recentTerm{a.hash, n + 1, a.field, a.size}
		}
	}
	t.touched |= near
	t.asked, t.words = t.asked[:0], t.words[:0]
	return to
}

// touch has the memory of keys come that are soon needed, of all at once.
func (t *termTable) touch(ids []uint32) {
	for _, id := range ids {
		t.touched |= uint32(t.key(id)[0])
	}
}

// number is the number of a term.
func (t *termTable) number(a *askedTerm, word []byte) uint32 {
	part := uint16(a.hash >> 48)
	for i := t.slot(a.hash, a.field); ; i++ {
		s := &t.slots[i&(len(t.slots)-1)]
		if s.number == 0 {
			from := uint32(len(t.keys))
			t.keys = append(append(t.keys, byte(a.field)), word...)
			t.all = append(t.all, termEntry{a.hash, a.first, from, a.size, a.field})
			*s = termSlot{a.first, uint32(len(t.all)), part, a.field, a.size}
			return s.number - 1
		}
		if s.first == a.first && s.hash == part && s.field == a.field && s.size == a.size &&
			(a.size <= inSlot || string(t.key(s.number - 1)[inSlot:]) == string(word[inSlot-1:])) {
			return s.number - 1
		}
	}
}

// firstBytes are the first eight bytes of a word, or all and zeros.
func firstBytes(word []byte) uint64 {
	n := len(word)
	switch {
	case n >= 8:
		return binary.BigEndian.Uint64(word)
	case n >= 4:
		return uint64(binary.BigEndian.Uint32(word))<<32 | uint64(binary.BigEndian.Uint32(word[n-4:]))<<(8*(8-n))
	case n > 0:
		return uint64(word[0])<<56 | uint64(word[n/2])<<(56-8*(n/2)) | uint64(word[n-1])<<(64-8*n)
	}
	return 0
}

func (t *termTable) slot(h uint64, f Field) int {
	return int((h ^ uint64(f)*0x9E3779B97F4A7C15) >> 20 & uint64(len(t.slots)-1))
}

func (t *termTable) grow() {
	t.slots = make([]termSlot, max(2*len(t.slots), 1<<14))
	for id, e := range t.all {
		i := t.slot(e.hash, e.field)
		for t.slots[i&(len(t.slots)-1)].number != 0 {
			i++
		}
		t.slots[i&(len(t.slots)-1)] = termSlot{e.first, uint32(id + 1), uint16(e.hash >> 48), e.field, e.size}
	}
}

// order lists the terms in order of their keys. Most differ in the field or in
// the first seven bytes of the word, which are sorted byte by byte (radix sort);
// where these are alike the rest is compared.
func (t *termTable) order() []uint32 {
	t.heads = slices.Grow(t.heads[:0], 2*len(t.all))[:2*len(t.all)]
	heads, other := t.heads[:len(t.all)], t.heads[len(t.all):]
	for i, e := range t.all {
		heads[i] = termHead{uint64(e.field)<<56 | e.first>>8, uint32(i)}
	}
	for shift := 0; shift < 64; shift += 8 {
		if sortByte(heads, other, shift) {
			heads, other = other, heads
		}
	}
	order := make([]uint32, len(heads))
	for i, h := range heads {
		order[i] = h.id
	}
	for from := 0; from < len(heads); {
		to := from + 1
		for to < len(heads) && heads[to].first == heads[from].first {
			to++
		}
		if to > from+1 {
			slices.SortFunc(order[from:to], func(x, y uint32) int { return bytes.Compare(t.key(x), t.key(y)) })
		}
		from = to
	}
	return order
}

// termHead is a term's number with the beginning of its key.
type termHead struct {
	first uint64
	id    uint32
}

// sortByte sorts into the other list by one byte of the keys, and leaves those in
// order whose byte is the same; false if it is in all.
func sortByte(heads, other []termHead, shift int) bool {
	var next [256]int
	for _, h := range heads {
		next[byte(h.first>>shift)]++
	}
	at := 0
	for c, n := range next {
		if n == len(heads) {
			return false
		}
		next[c], at = at, at+n
	}
	for _, h := range heads {
		c := byte(h.first >> shift)
		other[next[c]] = h
		next[c]++
	}
	return true
}

// hash is a hash of 64 bits, the same in every process: sketches made of it are
// kept on disk. It takes eight bytes at a time and stirs them as MurmurHash3
// ends (Appleby).
func hash(word []byte) uint64 {
	h := uint64(len(word)) * 0x9E3779B97F4A7C15
	for ; len(word) > 8; word = word[8:] {
		h = stir(h ^ binary.BigEndian.Uint64(word))
	}
	return stir(h ^ firstBytes(word))
}

func stir(h uint64) uint64 {
	h = (h ^ h>>33) * 0xFF51AFD7ED558CCD
	h = (h ^ h>>33) * 0xC4CEB9FE1A85EC53
	return h ^ h>>33
}
