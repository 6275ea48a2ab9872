package search

import (
	"encoding/binary"
	"math/bits"
)

// Numbers that are mostly of one size are written as Rice codes (Rice and
// Plaunt 1971): with a parameter k, the number without its last k bits as so
// many ones and a zero, then the k bits. Bits fill a byte from its lowest.
// What would take maxOnes ones or more is written as maxOnes ones and 32 bits.
const maxOnes = 24

type bitWriter struct {
	to  []byte
	acc uint64
	n   int // bits in acc, below 8 between calls
}

func (w *bitWriter) rice(v uint32, k int) {
	if ones := int(v >> k); ones < maxOnes {
		w.put(1<<ones-1|uint64(v)&(1<<k-1)<<(ones+1), ones+1+k)
	} else {
		w.put(1<<maxOnes-1, maxOnes)
		w.put(uint64(v), 32)
	}
}

func (w *bitWriter) put(v uint64, n int) {
	w.acc |= v << w.n
	for w.n += n; w.n >= 8; w.n -= 8 {
		w.to = append(w.to, byte(w.acc))
		w.acc >>= 8
	}
}

// end fills the last byte and returns all.
func (w *bitWriter) end() []byte {
	if w.n > 0 {
		w.to = append(w.to, byte(w.acc))
		w.acc, w.n = 0, 0
	}
	return w.to
}

// riceFor is the parameter for numbers of that sum.
func riceFor(sum uint64, count int) int {
	mean := sum / uint64(max(count, 1))
	return min(max(bits.Len64(mean*11/16)-1, 0), 15) // ln 2 of the mean is best
}

type bitReader struct {
	from []byte
	at   int // the next byte to be made ready
	acc  uint64
	n    int // bits in acc
}

// fill makes at least 56 bits ready, or all there are.
func (r *bitReader) fill() {
	if r.at+8 <= len(r.from) {
		r.acc |= binary.LittleEndian.Uint64(r.from[r.at:]) << r.n
		bytes := (63 - r.n) / 8
		r.at += bytes
		r.n += bytes * 8
		return
	}
	for r.n <= 56 && r.at < len(r.from) {
		r.acc |= uint64(r.from[r.at]) << r.n
		r.at++
		r.n += 8
	}
}

func (r *bitReader) rice(k int) uint32 {
	if r.n < maxOnes+16 {
		r.fill()
	}
	ones := bits.TrailingZeros64(^r.acc)
	if ones < maxOnes {
		r.drop(ones + 1)
		v := uint32(ones)<<k | uint32(r.acc)&(1<<k-1)
		r.drop(k)
		return v
	}
	r.drop(maxOnes)
	return r.take(32)
}

// take reads n bits, at most 32.
func (r *bitReader) take(n int) uint32 {
	r.fill()
	v := uint32(r.acc & (1<<n - 1))
	r.drop(n)
	return v
}

func (r *bitReader) drop(n int) {
	if n > r.n {
		panic(errBroken)
	}
	r.acc >>= n
	r.n -= n
}
