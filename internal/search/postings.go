package search

import (
	"encoding/binary"
	"math"
)

// postings writes one term's list.
type postings struct {
	of          int // articles of the segment
	df          int
	docs, spots []byte // of the finished blocks
	skips       []byte
	blockLast   int // the last article of the block before; -1 before the first

	// Of the present block: the articles, how often the term stands in each,
	// and where: the first position in each, and the distances less one.
	at, counts   []uint32
	firsts, gaps []uint32
	dense        []byte
}

// reset begins a new list of articles of a segment that has so many.
func (p *postings) reset(of int) {
	*p = postings{
		of: of, docs: p.docs[:0], spots: p.spots[:0], skips: p.skips[:0], blockLast: -1,
		at: p.at[:0], counts: p.counts[:0], firsts: p.firsts[:0], gaps: p.gaps[:0], dense: p.dense,
	}
}

// add adds an article behind the last one, where the term stands n times, at
// spots. A list of pairs (see pairField) has no positions at all.
func (p *postings) add(doc, n int, spots []uint32) {
	if len(p.at) == postBlock {
		p.endBlock()
	}
	p.at, p.counts = append(p.at, uint32(doc)), append(p.counts, uint32(n))
	for i, pos := range spots {
		if i == 0 {
			p.firsts = append(p.firsts, pos)
		} else {
			p.gaps = append(p.gaps, pos-spots[i-1]-1)
		}
	}
	p.df++
}

// endBlock writes a block of a list of several.
func (p *postings) endBlock() {
	last, from, spotsFrom := p.blockLast, len(p.docs), len(p.spots)
	for i, doc := range p.at {
		gap := uint64(int(doc)-last-1) << 1
		if n := p.counts[i]; n == 1 {
			p.docs = binary.AppendUvarint(p.docs, gap|1)
		} else {
			p.docs = binary.AppendUvarint(p.docs, gap)
			p.docs = binary.AppendUvarint(p.docs, uint64(n-2))
		}
		last = int(doc)
	}
	p.blockSpots()
	p.skips = binary.AppendUvarint(p.skips, uint64(last-p.blockLast))
	p.skips = binary.AppendUvarint(p.skips, uint64(len(p.docs)-from))
	p.skips = binary.AppendUvarint(p.skips, uint64(len(p.spots)-spotsFrom))
	p.blockLast = last
	p.at, p.counts, p.firsts, p.gaps = p.at[:0], p.counts[:0], p.firsts[:0], p.gaps[:0]
}

// The parameters of the positions' codes: of the first one in an article, and
// of the distances. A byte for them is too much where there are few.
const (
	fewSpots  = 6
	firstRice = 8
	gapRice   = 6
)

// denseSpots is how many bytes of positions a block may have before each
// article's are made to be found at once: those of "the" are not to be read
// through for those of every tenth article.
const denseSpots = 1024

// blockSpots writes the positions of a block of a list of several.
func (p *postings) blockSpots() {
	from := len(p.spots)
	w := bitWriter{to: p.spots}
	p.writeSpots(&w)
	p.spots = w.end()
	if len(p.spots)-from <= denseSpots {
		return
	}
	k := p.spots[from]
	p.dense = p.dense[:0]
	p.spots = append(p.spots[:from], k)
	gaps := p.gaps
	for i, n := range p.counts {
		w := bitWriter{to: p.dense}
		w.rice(p.firsts[i], int(k&15))
		for _, g := range gaps[:n-1] {
			w.rice(g, int(k>>4))
		}
		gaps = gaps[n-1:]
		size := -len(p.dense)
		p.dense = w.end()
		p.spots = binary.AppendUvarint(p.spots, uint64(size+len(p.dense)))
	}
	p.spots = append(p.spots, p.dense...)
}

// writeSpots writes the positions of the present block.
func (p *postings) writeSpots(w *bitWriter) {
	if len(p.firsts) == 0 {
		return
	}
	first, gap := firstRice, gapRice
	if len(p.at) > fewSpots {
		first, gap = riceFor(sum(p.firsts), len(p.firsts)), riceFor(sum(p.gaps), len(p.gaps))
		w.put(uint64(first|gap<<4), 8)
	}
	gaps := p.gaps
	for i, n := range p.counts {
		w.rice(p.firsts[i], first)
		for _, g := range gaps[:n-1] {
			w.rice(g, gap)
		}
		gaps = gaps[n-1:]
	}
}

func sum(all []uint32) (n uint64) {
	for _, x := range all {
		n += uint64(x)
	}
	return n
}

// parts are the list's bytes, to be written one after the other.
func (p *postings) parts() [3][]byte {
	if p.df > postBlock {
		p.endBlock()
		return [3][]byte{p.skips, p.docs, p.spots}
	}
	w := bitWriter{to: p.docs}
	k, last := docRice(p.df, p.of), -1
	for i, doc := range p.at {
		w.rice(uint32(int(doc)-last-1), k)
		w.rice(p.counts[i]-1, 0)
		last = int(doc)
	}
	p.writeSpots(&w)
	p.docs = w.end()
	return [3][]byte{p.docs}
}

// docRice is the parameter of the codes of a short list's articles.
func docRice(df, of int) int { return riceFor(uint64(of), df) }

// termRef is a term of a segment's dictionary.
type termRef struct {
	df     int
	off, n int // of its postings, in bytes of the file
}

// cursor goes through one term's list, a block at a time.
type cursor struct {
	blob    *blob
	skips   []byte // of the blocks to come
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

	own        []byte // positions of the present block, not begun yet and not checked
	ownAt      int    // where they stand in blob
	bits       bitReader
	first, gap int
	passed     int  // articles of the present block whose positions are passed
	begun      bool // the positions of the present block
	dense      bool
	starts     []uint32 // of a dense block: where each article's positions begin in own
}

// open puts the cursor before the first block of a term's list. A cursor can
// be opened again, and then needs no more memory.
func (c *cursor) open(s *segment, t termRef) {
	if n := min(t.df, postBlock); len(c.at) < n {
		both := make([]uint32, 2*n)
		c.at, c.count = both[:n:n], both[n:]
	}
	b := s.blob.unchecked(t.off, t.n)
	c.left, c.last, c.n, c.i, c.passed, c.begun = t.df, -1, 0, 0, 0, false
	c.blob, c.skips, c.docs, c.spots = s.blob, nil, b, nil
	if t.df <= postBlock {
		s.blob.check(t.off, t.n)
		c.of = s.len()
		return
	}
	skips, docBytes := b, 0
	for range (t.df + postBlock - 1) / postBlock {
		uvarint(&b)
		docBytes += int(uvarint(&b))
		uvarint(&b)
	}
	if docBytes < 0 || docBytes > len(b) {
		panic(errBroken)
	}
	c.skips, c.docs, c.spots = skips[:len(skips)-len(b)], b[:docBytes], b[docBytes:]
	c.spotsAt = t.off + len(c.skips) + docBytes
	s.blob.check(t.off, len(c.skips)+docBytes)
}

// block reads the next block that ends at doc or behind it; false at the end.
func (c *cursor) block(doc int) bool {
	c.n, c.i, c.passed, c.begun = 0, 0, 0, false
	if c.skips == nil && c.left > 0 {
		c.short()
		return c.last >= doc
	}
	for c.left > 0 {
		n := min(c.left, postBlock)
		c.left -= n
		last := c.last + int(uvarint(&c.skips))
		docBytes, spotBytes := int(uvarint(&c.skips)), int(uvarint(&c.skips))
		if docBytes < 0 || docBytes > len(c.docs) || spotBytes < 0 || spotBytes > len(c.spots) {
			panic(errBroken)
		}
		docs, spots := c.docs[:docBytes], c.spots[:spotBytes]
		c.docs, c.spots = c.docs[docBytes:], c.spots[spotBytes:]
		c.ownAt = c.spotsAt
		c.spotsAt += spotBytes
		if last < doc {
			c.last = last
			continue
		}
		c.decode(docs, n)
		c.own = spots
		return true
	}
	return false
}

// short reads the articles of a list of one block.
func (c *cursor) short() {
	c.n, c.left = c.left, 0
	c.bits = bitReader{from: c.docs}
	k := docRice(c.n, c.of)
	doc := -1
	for i := range c.n {
		doc += int(c.bits.rice(k)) + 1
		c.at[i], c.count[i] = uint32(doc), c.bits.rice(0)+1
	}
	c.checkDoc(doc)
	c.last, c.own = doc, nil
}

func (c *cursor) checkDoc(doc int) {
	if doc > math.MaxInt32 || doc < 0 {
		panic(errBroken)
	}
}

// decode reads the n articles of one of several blocks. Most numbers take one
// byte.
func (c *cursor) decode(b []byte, n int) {
	doc, at := c.last, 0
	next := func() uint64 {
		x, size := binary.Uvarint(b[min(at, len(b)):])
		if size <= 0 {
			panic(errBroken)
		}
		at += size
		return x
	}
	for i := range n {
		var x uint64
		if at < len(b) && b[at] < 0x80 {
			x = uint64(b[at])
			at++
		} else {
			x = next()
		}
		doc += int(x>>1) + 1
		count := uint32(1)
		switch {
		case x&1 != 0:
		case at < len(b) && b[at] < 0x80:
			count = uint32(b[at]) + 2
			at++
		default:
			count = uint32(next()) + 2
		}
		c.at[i], c.count[i] = uint32(doc), count
	}
	c.checkDoc(doc)
	c.last, c.n = doc, n
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
	if !c.begun {
		c.begin()
		c.begun = true
	}
	if c.dense {
		c.bits = bitReader{from: c.own[c.starts[c.i]:]}
		c.passed = c.i
	}
	for ; c.passed < c.i; c.passed++ {
		c.bits.rice(c.first)
		for range c.count[c.passed] - 1 {
			c.bits.rice(c.gap)
		}
	}
	pos := c.bits.rice(c.first)
	buf = append(buf, pos)
	for range c.count[c.i] - 1 {
		pos += c.bits.rice(c.gap) + 1
		buf = append(buf, pos)
	}
	c.passed++
	return buf
}

// begin goes to the first position of the present block. Those of a list of
// one block stand where its articles end.
func (c *cursor) begin() {
	c.blob.check(c.ownAt, len(c.own))
	c.dense = len(c.own) > denseSpots
	if c.dense {
		c.beginDense()
		return
	}
	if c.own != nil {
		c.bits = bitReader{from: c.own}
	}
	c.first, c.gap = firstRice, gapRice
	if c.n > fewSpots {
		k := c.bits.take(8)
		c.first, c.gap = int(k&15), int(k>>4)
	}
}

func (c *cursor) beginDense() {
	c.first, c.gap = int(c.own[0]&15), int(c.own[0]>>4)
	b := c.own[1:]
	at := uint64(0)
	if c.starts == nil {
		c.starts = make([]uint32, postBlock)
	}
	for i := range c.n {
		c.starts[i] = uint32(at)
		at += uvarint(&b)
	}
	if at > uint64(len(b)) {
		panic(errBroken)
	}
	c.own = b
}
