package search

import (
	"encoding/binary"
	"hash/crc32"
	"io"
	"maps"
	"runtime/debug"
	"slices"
)

func crc(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// writer writes a segment: first the terms in order, then the articles in
// order, then the rest.
type writer struct {
	termWriter
	out    summer
	foot   footer
	starts []uint32 // where the records begin
}

func newWriter(out io.Writer) *writer {
	w := &writer{out: summer{to: out, block: make([]byte, 0, sumBlock)}, foot: footer{Newest: noDate}}
	w.termWriter = termWriter{emit: w.out.write}
	return w
}

// termWriter writes terms and their postings.
type termWriter struct {
	emit  func([]byte) // takes the postings
	bytes int          // of postings by now
	count uint64       // of terms

	dict    pieces
	index   []byte
	key     []byte // the last one
	inBlock int
	term    postings
}

// begin begins the list of a term.
func (w *termWriter) begin() { w.term.reset() }

// put writes the list of w.term under a key behind the last one.
func (w *termWriter) put(key []byte) {
	if w.inBlock == dictBlock || w.count == 0 {
		w.enter(w.dict.len(), w.bytes)
		w.inBlock, w.key = 0, w.key[:0]
	}
	shared := 0
	for shared < len(key) && shared < len(w.key) && key[shared] == w.key[shared] {
		shared++
	}
	n := 0
	for _, part := range w.term.parts() {
		w.emit(part)
		n += len(part)
	}
	var buf [4*binary.MaxVarintLen64 + 2*maxTerm]byte
	e := binary.AppendUvarint(buf[:0], uint64(shared))
	e = append(binary.AppendUvarint(e, uint64(len(key)-shared)), key[shared:]...)
	e = binary.AppendUvarint(binary.AppendUvarint(e, uint64(w.term.df)), uint64(n))
	w.dict.write(e)
	w.key = append(w.key[:shared], key[shared:]...)
	w.inBlock++
	w.bytes += n
	w.count++
}

// enter enters a block of the dictionary into its index.
func (w *termWriter) enter(dict, postings int) {
	w.index = binary.LittleEndian.AppendUint32(w.index, uint32(dict))
	w.index = binary.LittleEndian.AppendUint64(w.index, uint64(postings))
}

// join adds what another one wrote of the terms behind; its postings follow.
func (w *termWriter) join(behind *termWriter) {
	for e := behind.index; len(e) > 0; e = e[indexEntry:] {
		w.enter(w.dict.len()+int(binary.LittleEndian.Uint32(e)), w.bytes+int(binary.LittleEndian.Uint64(e[4:])))
	}
	for piece := range behind.dict.all() {
		w.dict.write(piece)
	}
	w.bytes += behind.bytes
	w.count += behind.count
}

// add writes the record of an article behind the last one.
func (w *writer) add(record []byte) {
	if w.foot.Docs == 0 {
		w.endTerms()
	}
	w.starts = append(w.starts, uint32(w.out.n-int(w.foot.Starts[recordsPart])))
	w.out.write(record)
	w.foot.Docs++
}

// column writes a column of all articles.
func (w *writer) column(c column, value func(c column, doc int) int64) {
	var b []byte
	for doc, start := range w.starts {
		v := int64(start)
		if c != recordColumn {
			v = value(c, doc)
		}
		w.foot.note(c, v)
		switch columnWidths[c] {
		case 1:
			b = append(b, byte(v))
		case 2:
			b = binary.LittleEndian.AppendUint16(b, uint16(min(v, 1<<16-1)))
		case 4:
			b = binary.LittleEndian.AppendUint32(b, uint32(v))
		default:
			b = binary.LittleEndian.AppendUint64(b, uint64(v))
		}
		if len(b) >= sumBlock {
			w.out.write(b)
			b = b[:0]
		}
	}
	w.out.write(b)
}

// note takes in an article's value of a column.
func (f *footer) note(c column, v int64) {
	switch c {
	case bodyColumn:
		f.BodyLen += uint64(v)
	case noteColumn:
		f.Notes += uint64(v)
	case publishedColumn:
		f.Newest = max(f.Newest, v)
	case flagColumn:
		if v&hiddenFlag != 0 {
			f.Hidden++
		}
	}
}

func (w *writer) endTerms() {
	w.part(postingsPart)
	w.part(dictionaryPart, slices.Collect(w.dict.all())...)
	w.part(dictIndexPart, w.index)
	w.foot.Terms = w.count
	large := w.dict.len() > largeDict
	w.dict, w.index = pieces{}, nil
	if large {
		debug.FreeOSMemory()
	}
}

// largeDict is how many bytes of a dictionary are worth the time that it takes to
// give their memory back.
const largeDict = 16 << 20

// finish writes what is left: the articles' values, but for where their records
// stand, which are asked for column by column; titles are the articles in order of
// their titles.
func (w *writer) finish(value func(c column, doc int) int64, titles []uint32, values map[fieldValue]int) error {
	if w.foot.Docs == 0 {
		w.endTerms()
	}
	w.part(recordsPart)
	for c := range columns {
		w.column(c, value)
	}
	w.part(columnsPart)
	var b []byte
	for _, doc := range titles {
		b = binary.LittleEndian.AppendUint32(b, doc)
	}
	w.part(titlesPart, b)
	b = b[:0]
	for _, v := range slices.SortedFunc(maps.Keys(values), fieldValue.compare) {
		b = binary.AppendUvarint(b, uint64(v.field))
		b = appendPiece(b, v.value)
		b = binary.AppendUvarint(b, uint64(values[v]))
	}
	w.part(valuesPart, b)
	sums := w.out.end()
	w.foot.Starts[partCount] = w.foot.Starts[sumsPart] + uint64(len(sums))
	w.foot.SumsCRC = crc(sums)
	copy(w.foot.Magic[:], magic)
	w.foot.Version = version
	w.out.raw(sums)
	w.out.raw(w.foot.encode())
	return w.out.err
}

// part writes a section and notes where the next one begins.
func (w *writer) part(p section, pieces ...[]byte) {
	for _, b := range pieces {
		w.out.write(b)
	}
	w.foot.Starts[p+1] = uint64(w.out.n)
}

// summer writes, and sums each block of sumBlock bytes.
type summer struct {
	to    io.Writer
	n     int    // written by now
	block []byte // the block at hand
	sums  []byte
	err   error
}

func (s *summer) write(b []byte) {
	s.n += len(b)
	for len(s.block)+len(b) >= sumBlock {
		room := sumBlock - len(s.block)
		s.block = append(s.block, b[:room]...)
		b = b[room:]
		s.next()
	}
	s.block = append(s.block, b...)
}

func (s *summer) next() {
	s.sums = binary.LittleEndian.AppendUint32(s.sums, crc(s.block))
	s.raw(s.block)
	s.block = s.block[:0]
}

// end writes what is left and returns the sums.
func (s *summer) end() []byte {
	if len(s.block) > 0 {
		s.next()
	}
	return s.sums
}

func (s *summer) raw(b []byte) {
	if s.err == nil && len(b) > 0 {
		_, s.err = s.to.Write(b)
	}
}
