package search

import "math/bits"

// bitset is a set of articles of a segment; nil is empty.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) has(i int) bool { return b != nil && b[i/64]&(1<<(i%64)) != 0 }

// bit is 1 for a member, else 0.
func (b bitset) bit(i uint32) int { return int(b[i/64] >> (i % 64) & 1) }

func (b bitset) set(i int) { b[i/64] |= 1 << (i % 64) }

func (b bitset) count() (n int) {
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// each calls back with the members in order.
func (b bitset) each(f func(int)) {
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			f(i*64 + bits.TrailingZeros64(w))
		}
	}
}
