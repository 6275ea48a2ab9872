package search

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
)

// Verdicts are what comparing pairs of articles word by word came to, so that
// none in the state it is in has to be compared twice. A pair is known by a
// hash of the two, whose last bit is left to the verdict. The zero Verdicts
// knows of none.
type Verdicts struct {
	same map[uint64]bool // by pair: do they tell the same story
}

// Equal reports whether both know the same.
func (v Verdicts) Equal(w Verdicts) bool { return maps.Equal(v.same, w.same) }

// verdictsMagic begins what MarshalBinary writes; its last byte is the version.
const verdictsMagic = "copies\x00\x01"

var errVerdicts = errors.New("what is known of copies is broken or of another version")

// MarshalBinary writes the pairs in order, eight bytes each, and a sum.
func (v Verdicts) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, len(verdictsMagic)+8*len(v.same)+4)
	b = append(b, verdictsMagic...)
	for _, pair := range slices.Sorted(maps.Keys(v.same)) {
		if v.same[pair] {
			pair |= 1
		}
		b = binary.LittleEndian.AppendUint64(b, pair)
	}
	return binary.LittleEndian.AppendUint32(b, crc(b)), nil
}

// UnmarshalBinary reads what MarshalBinary wrote, or says that it is something
// else.
func (v *Verdicts) UnmarshalBinary(b []byte) error {
	n := len(b) - len(verdictsMagic) - 4
	if n < 0 || n%8 != 0 || string(b[:len(verdictsMagic)]) != verdictsMagic ||
		binary.LittleEndian.Uint32(b[len(b)-4:]) != crc(b[:len(b)-4]) {
		return errVerdicts
	}
	v.same = make(map[uint64]bool, n/8)
	for pairs := b[len(verdictsMagic) : len(b)-4]; len(pairs) > 0; pairs = pairs[8:] {
		pair := binary.LittleEndian.Uint64(pairs)
		v.same[pair&^1] = pair&1 != 0
	}
	return nil
}

// pairKey names two articles in the state they are in, whatever it knows of
// their notes.
func (s *Snapshot) pairKey(a, b ID) uint64 {
	if comparePaths(s.path(a), s.path(b)) > 0 {
		a, b = b, a
	}
	var key []byte
	for _, id := range [2]ID{a, b} {
		seg, doc := s.at(id)
		stamp := seg.stamp(doc)
		key = append(appendPiece(key, string(s.path(id))), 0)
		key = binary.LittleEndian.AppendUint64(key, uint64(stamp.Size))
		key = binary.LittleEndian.AppendUint64(key, uint64(stamp.Modified))
	}
	return hash(key) &^ 1
}
