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
// when they are first used. What doesn't hold is read as nothing, and counted:
// who reads looks at the end whether anything was, see intact.
type blob struct {
	data     []byte
	sums     []byte          // nil: nothing to check
	checked  []atomic.Uint64 // a bit for each block
	failures atomic.Int64
}

func newBlob(data, sums []byte) *blob {
	blocks := (len(data) + sumBlock - 1) / sumBlock
	return &blob{data: data, sums: sums, checked: make([]atomic.Uint64, (blocks+63)/64)}
}

// fail counts what was not as it was written.
func (b *blob) fail() { b.failures.Add(1) }

// intact does what reads segments. The error says that they turned out not to
// be what was written, be it by their sums, by what they say, or because a file
// that is mapped was cut short, which is a panic (see debug.SetPanicOnFault);
// nothing that was read counts then.
func intact(segs []*segment, do func()) (err error) {
	before := failures(segs)
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch p := recover().(type) {
		case nil:
			if failures(segs) != before {
				err = errBroken
			}
		case interface{ Addr() uintptr }:
			err = fmt.Errorf("%w (its file was cut short)", errBroken)
		default:
			panic(p)
		}
	}()
	do()
	return nil
}

func failures(segs []*segment) (n int64) {
	for _, s := range segs {
		n += s.blob.failures.Load()
	}
	return n
}

// at returns the n bytes at off, or nil. They must not be changed or kept.
func (b *blob) at(off, n int) []byte {
	data := b.unchecked(off, n)
	if data == nil || !b.check(off, n) {
		return nil
	}
	return data
}

// unchecked is at before the bytes are checked: nothing may come of them until
// they are. Much of a long list is never used, and reading it takes its time.
func (b *blob) unchecked(off, n int) []byte {
	if off < 0 || n < 0 || off > len(b.data) || n > len(b.data)-off {
		b.fail()
		return nil
	}
	return b.data[off : off+n : off+n]
}

// check reports whether the n bytes at off are what was written.
func (b *blob) check(off, n int) bool {
	if b.sums == nil || n == 0 {
		return true
	}
	for block := off / sumBlock; block <= (off+n-1)/sumBlock; block++ {
		if b.checked[block/64].Load()&(1<<(block%64)) == 0 && !b.checkBlock(block) {
			return false
		}
	}
	return true
}

func (b *blob) checkBlock(block int) bool {
	from := block * sumBlock
	sum := crc32.Checksum(b.data[from:min(from+sumBlock, len(b.data))], castagnoli)
	if sum != binary.LittleEndian.Uint32(b.sums[block*4:]) {
		b.fail()
		return false
	}
	b.checked[block/64].Or(1 << (block % 64))
	return true
}

// uvarint reads a number from the front of *from. Where there is none it is 0,
// and nothing is left, so that loops end.
func (b *blob) uvarint(from *[]byte) uint64 {
	s := *from
	if len(s) > 0 && s[0] < 0x80 {
		*from = s[1:]
		return uint64(s[0])
	}
	x, n := binary.Uvarint(s)
	if n <= 0 {
		b.fail()
		*from = nil
		return 0
	}
	*from = s[n:]
	return x
}

// longUvarint is uvarint for where the first byte was looked at and is not all of
// the number. What is left comes back, for that stays in registers. That look is
// written out where lists are read: with it, this is too large to be inlined.
func (b *blob) longUvarint(from []byte) (x uint64, rest []byte) {
	if len(from) > 1 && from[1] < 0x80 {
		return uint64(from[0]&0x7F) | uint64(from[1])<<7, from[2:]
	}
	x = b.uvarint(&from)
	return x, from
}

// piece reads a length and that many bytes from the front of *from.
func (b *blob) piece(from *[]byte) []byte { return b.cut(from, b.uvarint(from)) }

// cut takes n bytes off the front of *from, or else all.
func (b *blob) cut(from *[]byte, n uint64) []byte {
	if n > uint64(len(*from)) {
		b.fail()
		*from = nil
		return nil
	}
	s := (*from)[:n:n]
	*from = (*from)[n:]
	return s
}

func appendPiece(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func isDamage(err error) bool { return errors.Is(err, errBroken) }

// warmLimit is how large an index may be to be read whole ahead of its use.
const warmLimit = 256 << 20

// letAt is how much is read ahead before its memory is let go.
const letAt = 1 << 20

// keptWarm is how much of a segment stays in memory when it was read ahead; of
// the rest, which the system has at hand then, the program need hold nothing.
const keptWarm = 32 << 20

func (s *segment) warm(ctx context.Context) {
	let := 0
	for off := 0; off < len(s.blob.data) && ctx.Err() == nil; off += sumBlock {
		s.blob.check(off, 1)
		if s.mapped && off-let >= letAt && len(s.blob.data)-let > keptWarm {
			letGo(s.blob.data[let:off])
			let = off
		}
	}
}

// Warm reads and checks the index ahead of its use, unless it is large, so that
// the first queries wait neither for the disk nor for sums. It returns early
// when ctx ends.
func (s *Snapshot) Warm(ctx context.Context) {
	size := 0
	for _, seg := range s.segs {
		size += len(seg.blob.data)
	}
	if size > warmLimit {
		return
	}
	_ = s.read(func() { // who asks next is told
		for _, seg := range s.segs {
			seg.warm(ctx)
		}
	})
}
