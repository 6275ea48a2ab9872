package search

import (
	"math"
	"math/bits"
)

// An article's sketch reports whether another tells the same story. Of all runs
// of shingle words (shingles; Broder 1997) a hash is taken; the hashes are
// dealt into bins by their remainder and the smallest of each bin is kept (one
// permutation hashing; Li, Owen, Zhang 2012). Two articles agree in a bin with
// the probability of their resemblance: the part of their shingles that they
// share. A number of the sketch stands for two bins: of articles that share
// 0.8 of their shingles, 998 of 1000 have a number in common, of those that
// share 0.1, 6 in 100; what has is compared word by word.
const (
	shingle  = 5
	sketches = 6
	bins     = 2 * sketches
)

// shingles hashes each run of shingle words as they come: by a cyclic polynomial,
// of which the word that leaves can be taken out again (Cohen 1997).
type shingles struct {
	last          [shingle]uint64 // hashes of the last words, as a ring
	oldest, words int
	hash          uint64
}

// add adds a word by its hash; whole reports whether there are words enough.
func (s *shingles) add(word uint64) (hash uint64, whole bool) {
	s.hash = bits.RotateLeft64(s.hash, 1) ^ bits.RotateLeft64(s.last[s.oldest], shingle) ^ word
	s.last[s.oldest] = word
	if s.oldest++; s.oldest == shingle {
		s.oldest = 0
	}
	s.words++
	return s.hash, s.words >= shingle
}

// sketcher makes the sketch of words as they come.
type sketcher struct {
	shingles
	least [bins]uint64 // 0: none yet; never the hash itself, see add
}

func (s *sketcher) add(word uint64) {
	h, whole := s.shingles.add(word)
	if !whole {
		return
	}
	if bin := &s.least[h%bins]; *bin == 0 || h|1 < *bin {
		*bin = h | 1
	}
}

// sketch is the sketch; all zero for a text too short to be told from others.
func (s *sketcher) sketch() (out [sketches]uint32) {
	if s.words < 4*bins {
		return out
	}
	for i := range out {
		h := (s.bin(2*i)*0x9E3779B97F4A7C15 ^ s.bin(2*i+1)) * 0xC2B2AE3D27D4EB4F
		out[i] = uint32(h>>32)&math.MaxUint32 | 1
	}
	return out
}

// bin is the least of a bin, or, of an empty one, of the next one that is not.
func (s *sketcher) bin(i int) uint64 {
	for n := range bins {
		if h := s.least[(i+n)%bins]; h != 0 {
			return h + uint64(n)
		}
	}
	return 0
}
