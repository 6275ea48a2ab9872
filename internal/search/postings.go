package search

import (
	"encoding/binary"
	"math/bits"
)

// postings writes one term's list.
type postings struct {
	df                 int
	skips, docs, spots []byte // see format.go
	last               int    // the last article; -1 before the first

	// Of the present block: its articles by now, the last one before it, and
	// where its bytes begin.
	n, before           int
	docsFrom, spotsFrom int
}

// reset begins a new list.
func (p *postings) reset() {
	*p = postings{skips: p.skips[:0], docs: p.docs[:0], spots: p.spots[:0], last: -1, before: -1}
}

// add adds an article behind the last one, where the term stands n times, at
// spots. A list of pairs (see pairField) has no positions at all.
func (p *postings) add(doc, n int, spots []uint32) {
	p.addDoc(doc, n)
	next := uint32(0)
	for _, pos := range spots {
		p.spots = binary.AppendUvarint(p.spots, uint64(pos-next))
		next = pos + 1
	}
}

func (p *postings) addDoc(doc, n int) {
	if p.n == postBlock {
		p.endBlock()
	}
	gap := uint64(doc-p.last-1) << 1
	if n == 1 {
		p.docs = binary.AppendUvarint(p.docs, gap|1)
	} else {
		p.docs = binary.AppendUvarint(binary.AppendUvarint(p.docs, gap), uint64(n-2))
	}
	p.last = doc
	p.n++
	p.df++
}

// addRun adds articles as add does; their positions are given as another list
// has them, one article's behind the other's.
func (p *postings) addRun(docs, counts []uint32, spots []byte) {
	waiting := 0 // positions that are not copied yet
	for i, doc := range docs {
		if p.n == postBlock {
			n := uvarintsLen(spots, waiting)
			p.spots = append(p.spots, spots[:n]...)
			spots, waiting = spots[n:], 0
		}
		p.addDoc(int(doc), int(counts[i]))
		waiting += int(counts[i])
	}
	p.spots = append(p.spots, spots...)
}

// addList adds another list of one block, of df articles, behind what there is: those
// of a segment of that many, whose numbers are higher here by so much. All but the
// first number is copied as it is written.
func (p *postings) addList(b *blob, list []byte, df, by, of int) {
	if p.n == postBlock {
		p.endBlock()
	}
	x := b.uvarint(&list)
	doc := by + int(min(x>>1, uint64(of)))
	if doc <= p.last {
		b.fail()
		return
	}
	p.docs = binary.AppendUvarint(p.docs, uint64(doc-p.last-1)<<1|x&1)
	rest, spots, room := list, 0, postBlock-p.n
	full := struct{ docs, spots, last int }{} // where the block at hand ends in the list
	for i := 1; ; i++ {
		if spots++; x&1 == 0 {
			spots += int(b.uvarint(&rest)) + 1
		}
		if i == df {
			break
		}
		if i == room {
			full.docs, full.spots, full.last = len(list)-len(rest), spots, doc
		}
		x = b.uvarint(&rest)
		doc += int(min(x>>1, uint64(of))) + 1
	}
	docs := list[:len(list)-len(rest)]
	p.n += df
	if df > room {
		n := uvarintsLen(rest, full.spots)
		p.docs, p.spots, p.last = append(p.docs, docs[:full.docs]...), append(p.spots, rest[:n]...), full.last
		p.endBlock()
		docs, rest, p.n = docs[full.docs:], rest[n:], df-room
	}
	p.docs, p.spots, p.last = append(p.docs, docs...), append(p.spots, rest...), doc
	if p.df += df; doc >= by+of {
		b.fail()
	}
}

func (p *postings) endBlock() {
	p.skips = binary.AppendUvarint(p.skips, uint64(p.last-p.before))
	p.skips = binary.AppendUvarint(p.skips, uint64(len(p.docs)-p.docsFrom))
	p.skips = binary.AppendUvarint(p.skips, uint64(len(p.spots)-p.spotsFrom))
	p.n, p.before, p.docsFrom, p.spotsFrom = 0, p.last, len(p.docs), len(p.spots)
}

// parts are the list's bytes, to be written one after the other.
func (p *postings) parts() [3][]byte {
	if p.df > postBlock {
		p.endBlock()
	}
	return [3][]byte{p.skips, p.docs, p.spots}
}

// termRef is a term of a segment's dictionary.
type termRef struct {
	df     int
	off, n int // of its postings, in bytes of the file
}

// cursor goes through one term's list, a block at a time.
type cursor struct {
	blob    *blob
	skips   []byte // of the blocks to come; nil where there is one block only
	docs    []byte // of the blocks to come
	spots   []byte // of the blocks to come, not checked yet
	spotsAt int    // where they stand in blob
	left    int    // articles in the blocks to come
	of      int    // articles of the segment

	n     int      // articles in the present block
	i     int      // the present one
	at    []uint32 // the articles; as many as the longest block of the list may have
	count []uint32 // how often the term stands in each
	last  int      // the last article of the present block

	own     []byte // positions of the present block
	ownAt   int    // where they stand in blob
	used    int    // bytes of own that are passed
	passed  int    // articles of the present block whose positions are passed
	checked bool   // own is
}

// open puts the cursor before the first block of a term's list. A cursor can
// be opened again, and then needs no more memory.
func (c *cursor) open(s *segment, t termRef) {
	if n := min(t.df, postBlock); len(c.at) < n {
		both := make([]uint32, 2*n)
		c.at, c.count = both[:n:n], both[n:]
	}
	list := s.blob.unchecked(t.off, t.n)
	c.blob, c.of, c.left, c.last, c.n, c.i = s.blob, s.len(), t.df, -1, 0, 0
	c.skips, c.docs, c.spots = nil, list, nil
	if list == nil || t.df <= postBlock {
		if list == nil || !s.blob.check(t.off, t.n) {
			c.left = 0
		}
		return
	}
	rest, docBytes := list, 0
	for range (t.df + postBlock - 1) / postBlock {
		s.blob.uvarint(&rest)
		docBytes += int(s.blob.uvarint(&rest))
		s.blob.uvarint(&rest)
	}
	if docBytes < 0 || docBytes > len(rest) {
		s.blob.fail()
		c.left = 0
		return
	}
	c.skips, c.docs, c.spots = list[:len(list)-len(rest)], rest[:docBytes], rest[docBytes:]
	c.spotsAt = t.off + len(c.skips) + docBytes
	if !s.blob.check(t.off, len(c.skips)+docBytes) {
		c.left = 0
	}
}

// block reads the next block that ends at doc or behind it; false at the end.
func (c *cursor) block(doc int) bool {
	c.n, c.i, c.used, c.passed = 0, 0, 0, 0
	if c.skips == nil && c.left > 0 { // the positions stand where the articles end
		n := c.left
		c.left = 0
		rest, ok := c.decode(c.docs, n)
		c.own, c.checked = rest, true
		return ok && c.last >= doc
	}
	for c.left > 0 {
		n := min(c.left, postBlock)
		c.left -= n
		last := c.last + int(min(c.blob.uvarint(&c.skips), uint64(c.of)))
		docs := c.blob.cut(&c.docs, c.blob.uvarint(&c.skips))
		spots := c.blob.cut(&c.spots, c.blob.uvarint(&c.skips))
		c.ownAt = c.spotsAt
		c.spotsAt += len(spots)
		if last < doc {
			c.last = last
			continue
		}
		_, ok := c.decode(docs, n)
		c.own, c.checked = spots, false
		return ok
	}
	return false
}

// decode reads the n articles of a block and returns what stands behind them;
// false ends the list, because it is broken. Most numbers are of one byte.
func (c *cursor) decode(b []byte, n int) (rest []byte, ok bool) {
	doc, of := c.last, uint64(c.of)
	at, count := c.at[:n], c.count[:n]
	for i := range at {
		var x uint64
		if len(b) > 0 && b[0] < 0x80 {
			x, b = uint64(b[0]), b[1:]
		} else {
			x, b = c.blob.longUvarint(b)
		}
		times := uint32(1)
		if x&1 == 0 {
			var more uint64
			if len(b) > 0 && b[0] < 0x80 {
				more, b = uint64(b[0]), b[1:]
			} else {
				more, b = c.blob.longUvarint(b)
			}
			times = uint32(more) + 2
		}
		if doc += int(min(x>>1, of)) + 1; doc >= c.of {
			c.blob.fail()
			c.left = 0
			return nil, false
		}
		at[i], count[i] = uint32(doc), times
	}
	c.last, c.n = doc, n
	return b, true
}

// seek moves to the article or the first one behind it; false at the end.
func (c *cursor) seek(doc int) bool {
	if c.n == 0 || c.last < doc {
		if !c.block(doc) {
			return false
		}
	}
	for int(c.at[c.i]) < doc {
		c.i++
	}
	return true
}

// positions appends the present article's positions to buf. They can be read
// once.
func (c *cursor) positions(buf []uint32) []uint32 {
	b := c.unread(c.i)
	next := uint32(0)
	for n := c.count[c.i]; n > 0 && len(b) > 0; n-- {
		var gap uint64
		if b[0] < 0x80 {
			gap, b = uint64(b[0]), b[1:]
		} else {
			gap, b = c.blob.longUvarint(b)
		}
		next += uint32(gap)
		buf = append(buf, next)
		next++
	}
	c.used, c.passed = len(c.own)-len(b), c.i+1
	return buf
}

// meet notes in met which of the positions are the present article's, that far
// behind; they are in order. It reads no further than to the last of them, and
// can be asked once, as positions.
func (c *cursor) meet(wanted []uint32, behind uint32, met []bool) {
	b := c.unread(c.i)
	next, n := uint32(0), int(c.count[c.i])
	for k := 0; n > 0 && len(b) > 0; n-- {
		var gap uint64
		if b[0] < 0x80 {
			gap, b = uint64(b[0]), b[1:]
		} else {
			gap, b = c.blob.longUvarint(b)
		}
		next += uint32(gap)
		for k < len(wanted) && wanted[k]+behind <= next {
			met[k] = met[k] || wanted[k]+behind == next
			k++
		}
		if next++; k == len(wanted) {
			b = b[uvarintsLen(b, n-1):]
			break
		}
	}
	c.used, c.passed = len(c.own)-len(b), c.i+1
}

// unread are the positions of the block's articles from one on, which is not
// passed yet.
func (c *cursor) unread(from int) []byte {
	if !c.checked && !c.blob.check(c.ownAt, len(c.own)) {
		c.own = nil
	}
	c.checked = true
	b := c.own[c.used:]
	return b[uvarintsLen(b, c.occurrences(c.passed, from)):]
}

// written is how the positions of the articles from one on up to the present one
// are written, which is not among them. They can be read once, and none of those
// before afterwards.
func (c *cursor) written(from int) []byte {
	own := c.unread(from)
	n := len(own)
	if c.i < c.n {
		n = uvarintsLen(own, c.occurrences(from, c.i))
	}
	c.used, c.passed = len(c.own)-len(own)+n, c.i
	return own[:n]
}

func (c *cursor) occurrences(from, to int) (n int) {
	for ; from < to; from++ {
		n += int(c.count[from])
	}
	return n
}

// uvarintsLen is how many bytes n numbers take, or all there are. Each ends with a
// byte that has no upper bit.
func uvarintsLen(b []byte, n int) int {
	const upper = 0x8080808080808080
	at := 0
	for n >= 8 && len(b)-at >= 8 {
		n -= 8 - bits.OnesCount64(binary.LittleEndian.Uint64(b[at:])&upper)
		at += 8
	}
	for ; n > 0 && at < len(b); at++ {
		if b[at] < 0x80 {
			n--
		}
	}
	return at
}
