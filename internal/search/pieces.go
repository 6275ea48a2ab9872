package search

import "iter"

// pieces are bytes that are collected in pieces of one size: to make room, none
// of them is copied.
type pieces struct {
	full [][]byte
	last []byte
}

const pieceSize = 64 << 10

func (p *pieces) write(b []byte) {
	for len(b) > 0 {
		if len(p.last) == cap(p.last) {
			p.next()
		}
		n := min(len(b), cap(p.last)-len(p.last))
		p.last = append(p.last, b[:n]...)
		b = b[n:]
	}
}

func (p *pieces) next() {
	if p.last != nil {
		p.full = append(p.full, p.last)
	}
	p.last = make([]byte, 0, pieceSize)
}

func (p *pieces) len() int { return len(p.full)*pieceSize + len(p.last) }

// all are the pieces in order.
func (p *pieces) all() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, piece := range p.full {
			if !yield(piece) {
				return
			}
		}
		yield(p.last)
	}
}
