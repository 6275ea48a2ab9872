package search

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"runtime/debug"
	"sync/atomic"
)

// blob is a segment's bytes. Those of a file are checked, sumBlock at a time,
// when they are first used; what doesn't hold panics with errBroken, which the
// Index catches.
type blob struct {
	data    []byte
	sums    []byte          // nil: nothing to check
	checked []atomic.Uint64 // a bit for each block
}

func newBlob(data, sums []byte) *blob {
	blocks := (len(data) + sumBlock - 1) / sumBlock
	return &blob{data, sums, make([]atomic.Uint64, (blocks+63)/64)}
}

// at returns the n bytes at off. They must not be changed or kept.
func (b *blob) at(off, n int) []byte {
	data := b.unchecked(off, n)
	b.check(off, n)
	return data
}

// unchecked is at before the bytes are checked: nothing may come of them until
// they are. Much of a long list is never used, and reading it takes its time.
func (b *blob) unchecked(off, n int) []byte {
	if off < 0 || n < 0 || off > len(b.data) || n > len(b.data)-off {
		panic(errBroken)
	}
	return b.data[off : off+n : off+n]
}

// check checks the n bytes at off.
func (b *blob) check(off, n int) {
	if b.sums == nil || n == 0 {
		return
	}
	for block := off / sumBlock; block <= (off+n-1)/sumBlock; block++ {
		if b.checked[block/64].Load()&(1<<(block%64)) == 0 {
			b.checkBlock(block)
		}
	}
}

func (b *blob) checkBlock(block int) {
	from := block * sumBlock
	sum := crc32.Checksum(b.data[from:min(from+sumBlock, len(b.data))], castagnoli)
	if sum != binary.LittleEndian.Uint32(b.sums[block*4:]) {
		panic(errBroken)
	}
	b.checked[block/64].Or(1 << (block % 64))
}

// uvarint reads a number from the front of *b.
func uvarint(b *[]byte) uint64 {
	s := *b
	if len(s) > 0 && s[0] < 0x80 {
		*b = s[1:]
		return uint64(s[0])
	}
	x, n := binary.Uvarint(s)
	if n <= 0 {
		panic(errBroken)
	}
	*b = s[n:]
	return x
}

// piece reads a length and so many bytes from the front of *b.
func piece(b *[]byte) []byte {
	return cut(b, uvarint(b))
}

// cut takes n bytes off the front of *b.
func cut(b *[]byte, n uint64) []byte {
	if n > uint64(len(*b)) {
		panic(errBroken)
	}
	s := (*b)[:n:n]
	*b = (*b)[n:]
	return s
}

func appendPiece(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// caught turns a panic about damage into an error: of the blob, or of a map
// whose file was cut short. Any other panic is a mistake of ours and goes on.
func caught(p any) error {
	switch e := p.(type) {
	case nil:
		return nil
	case interface{ Addr() uintptr }: // see debug.SetPanicOnFault
		return fmt.Errorf("%w (its file was cut short)", errBroken)
	case error:
		if isDamage(e) {
			return e
		}
	}
	panic(p)
}

func isDamage(err error) bool { return errors.Is(err, errBroken) }

// warmLimit is how large an index may be to be read whole ahead of its use.
const warmLimit = 256 << 20

// Warm reads and checks the index ahead of its use, unless it is large, so that
// the first queries wait neither for the disk nor for sums. It returns early
// when ctx ends.
func (s *Snapshot) Warm(ctx context.Context) {
	defer s.guard(debug.SetPanicOnFault(true))
	size := 0
	for _, seg := range s.segs {
		size += len(seg.blob.data)
	}
	if size > warmLimit {
		return
	}
	for _, seg := range s.segs {
		for off := 0; off < len(seg.blob.data) && ctx.Err() == nil; off += sumBlock {
			seg.blob.check(off, 1)
		}
	}
}
