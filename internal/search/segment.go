package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"os"
	"runtime"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/edsrzf/mmap-go"
)

// segment is an opened segment. It doesn't change.
type segment struct {
	blob   *blob
	foot   footer
	name   string // of its file; "" on the heap
	mapped bool   // its bytes are those of a file
	names  bool   // its articles are not read yet

	columnAt [columns]int // where each column begins

	forms   formCache
	phrases latePhrases

	speaks    sync.Once
	languages languageSet // see spoken
}

// openSegment maps a segment's file. Only the footer and the sums are read;
// the map goes when nobody has the segment any more.
func openSegment(path, name string) (*segment, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() < footerSize || info.Size() > math.MaxInt {
		return nil, errBroken
	}
	data, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, err
	}
	s, err := newSegment(data, true)
	if err != nil {
		_ = data.Unmap()
		return nil, err
	}
	s.name, s.mapped = name, true
	runtime.AddCleanup(s, func(m mmap.MMap) { _ = m.Unmap() }, data)
	return s, nil
}

// newSegment makes a segment of a file's bytes. Those of this process's own
// making need no check.
func newSegment(data []byte, check bool) (*segment, error) {
	if int64(len(data)) < footerSize {
		return nil, errBroken
	}
	end := len(data) - int(footerSize)
	foot, err := decodeFooter(data[end:], int64(len(data)))
	if err != nil {
		return nil, err
	}
	s := &segment{foot: foot}
	sumsAt := int(foot.Starts[sumsPart])
	sums := data[sumsAt:end]
	if !check {
		sums = nil
	} else if len(sums) != (sumsAt+sumBlock-1)/sumBlock*4 || crc(sums) != foot.SumsCRC {
		return nil, errBroken
	}
	s.blob = newBlob(data[:sumsAt:sumsAt], sums)
	at := int(foot.Starts[columnsPart])
	for i, w := range columnWidths {
		s.columnAt[i] = at
		at += w * s.len()
	}
	if at != int(foot.Starts[titlesPart]) || int(foot.Starts[valuesPart]-foot.Starts[titlesPart]) != 4*s.len() {
		return nil, errBroken
	}
	return s, nil
}

// letGo lets the memory of a file go; it is read again if it is used again.
func (s *segment) letGo() {
	if s.mapped {
		letGo(s.blob.data)
	}
}

// len is the number of articles.
func (s *segment) len() int { return int(s.foot.Docs) }

// part is the place of a section.
func (s *segment) part(p section) (from, to int) {
	return int(s.foot.Starts[p]), int(s.foot.Starts[p+1])
}

// value is an article's value of a column.
func (s *segment) value(c column, doc int) int64 {
	w := columnWidths[c]
	b := s.blob.at(s.columnAt[c]+doc*w, w)
	if b == nil {
		return 0
	}
	switch w {
	case 1:
		return int64(b[0])
	case 2:
		return int64(binary.LittleEndian.Uint16(b))
	case 4:
		return int64(binary.LittleEndian.Uint32(b))
	}
	return int64(binary.LittleEndian.Uint64(b))
}

// valuesOf reads a column for many articles: it is checked once.
func (s *segment) valuesOf(c column) func(doc int) int64 {
	w := columnWidths[c]
	b := s.blob.at(s.columnAt[c], w*s.len())
	if b == nil {
		return func(int) int64 { return 0 }
	}
	switch w {
	case 1:
		return func(doc int) int64 { return int64(b[doc]) }
	case 2:
		return func(doc int) int64 { return int64(binary.LittleEndian.Uint16(b[2*doc:])) }
	case 4:
		return func(doc int) int64 { return int64(binary.LittleEndian.Uint32(b[4*doc:])) }
	}
	return func(doc int) int64 { return int64(binary.LittleEndian.Uint64(b[8*doc:])) }
}

func (s *segment) has(flag int64, doc int) bool { return s.value(flagColumn, doc)&flag != 0 }

// record is an article's strings, as appendRecord wrote them.
func (s *segment) record(doc int) []byte {
	_, to := s.part(recordsPart)
	start := s.recordStart(doc)
	if doc+1 < s.len() {
		to = s.recordStart(doc + 1)
	}
	return s.blob.at(start, to-start)
}

func (s *segment) recordStart(doc int) int {
	from, _ := s.part(recordsPart)
	return from + int(s.value(recordColumn, doc))
}

func (s *segment) path(doc int) []byte {
	r := s.record(doc)
	return s.blob.piece(&r)
}

// title is an article's title; path comes before it in the record.
func (s *segment) title(doc int) []byte {
	r := s.record(doc)
	s.blob.piece(&r)
	return s.blob.piece(&r)
}

func (s *segment) stamp(doc int) Stamp {
	return Stamp{
		Size: s.value(sizeColumn, doc), Modified: s.value(modifiedColumn, doc),
		Inode: uint64(s.value(inodeColumn, doc)), Notes: uint64(s.value(notesStampColumn, doc)),
	}
}

// doc is all that is known of an article.
func (s *segment) doc(doc int) Doc {
	d := Doc{
		Stamp: s.stamp(doc),
		Words: int(s.value(wordsColumn, doc)), Minutes: int(s.value(minutesColumn, doc)),
		Notes: int(s.value(noteColumn, doc)), Lost: int(s.value(lostColumn, doc)),
	}
	flags := s.value(flagColumn, doc)
	d.Code, d.Pending, d.Arrived = flags&codeFlag != 0, flags&pendingFlag != 0, flags&arrivedFlag != 0
	if at := s.value(publishedColumn, doc); at != noDate {
		east := int(s.value(zoneColumn, doc)-aDayOf) * 60
		d.Meta.Published = time.Unix(at-int64(east), 0).UTC()
		if east != 0 {
			d.Meta.Published = d.Meta.Published.In(time.FixedZone("", east))
		}
	}
	if at := s.value(addedColumn, doc); at != noDate {
		d.Added = time.Unix(at, 0).UTC()
	}
	s.readRecord(doc, &d)
	return d
}

// appendRecord writes an article's strings: path, title, author, site, source,
// identity, language, problem; then the lists of its tags, of the kinds and tags of
// its notes, and of its other names. Strings and lists begin with their length.
func appendRecord(b []byte, d *Doc) []byte {
	m := &d.Meta
	for _, s := range []string{d.Path, m.Title, m.Author, m.Site, m.Source, m.ID, m.Language, d.Problem} {
		b = appendPiece(b, s)
	}
	for _, list := range [][]string{m.Tags, d.Kinds, d.NoteTags, m.Aliases} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, s := range list {
			b = appendPiece(b, s)
		}
	}
	return b
}

func (s *segment) readRecord(doc int, d *Doc) {
	r, m := s.record(doc), &d.Meta
	for _, field := range []*string{&d.Path, &m.Title, &m.Author, &m.Site, &m.Source, &m.ID, &m.Language, &d.Problem} {
		*field = string(s.blob.piece(&r))
	}
	for _, list := range []*[]string{&m.Tags, &d.Kinds, &d.NoteTags, &m.Aliases} {
		for n := s.blob.uvarint(&r); n > 0 && r != nil; n-- {
			*list = append(*list, string(s.blob.piece(&r)))
		}
	}
}

// kinds are the kinds of an article's notes.
func (s *segment) kinds(doc int) []string {
	var d Doc
	s.readRecord(doc, &d)
	return d.Kinds
}

// find returns the article of that path, or where it would stand.
func (s *segment) find(path string) (doc int, ok bool) {
	doc = sort.Search(s.len(), func(i int) bool { return comparePaths(s.path(i), path) >= 0 })
	return doc, doc < s.len() && string(s.path(doc)) == path
}

// byTitle is the i-th article in order of titles.
func (s *segment) byTitle(i int) int {
	from, _ := s.part(titlesPart)
	doc := s.number(from + 4*i)
	if doc >= s.len() {
		s.blob.fail()
		return 0
	}
	return doc
}

// terms goes through the dictionary from the first key that is not less than
// from, until each returns false. The key is valid during the call.
func (s *segment) terms(from []byte, each func(key []byte, t termRef) bool) {
	blocks := s.blocks()
	first := sort.Search(blocks, func(i int) bool { return bytes.Compare(s.firstKey(i), from) > 0 })
	for i := max(first-1, 0); i < blocks; i++ {
		if !s.block(i, func(key []byte, t termRef) bool { return bytes.Compare(key, from) < 0 || each(key, t) }) {
			return
		}
	}
}

// prefixed goes through the terms whose keys begin with prefix.
func (s *segment) prefixed(prefix []byte, each func(key []byte, t termRef)) {
	s.terms(prefix, func(key []byte, t termRef) bool {
		if !bytes.HasPrefix(key, prefix) {
			return false
		}
		each(key, t)
		return true
	})
}

// term looks a key up; df is 0 when there is none.
func (s *segment) term(key []byte) (found termRef) {
	s.terms(key, func(k []byte, t termRef) bool {
		if bytes.Equal(k, key) {
			found = t
		}
		return false
	})
	return found
}

// indexEntry is the size of a block's entry in dictIndex.
const indexEntry = 4 + 8

func (s *segment) blocks() int {
	from, to := s.part(dictIndexPart)
	return (to - from) / indexEntry
}

// blockAt is where a block's entries stand, and its first term's postings.
func (s *segment) blockAt(i int) (entries []byte, postings int) {
	index, _ := s.part(dictIndexPart)
	_, to := s.part(dictionaryPart)
	start := s.blockStart(i)
	if i+1 < s.blocks() {
		to = s.blockStart(i + 1)
	}
	at := index + i*indexEntry + 4
	return s.blob.at(start, to-start), s.number(at) | s.number(at+4)<<32
}

func (s *segment) blockStart(i int) int {
	index, _ := s.part(dictIndexPart)
	from, _ := s.part(dictionaryPart)
	return from + s.number(index+i*indexEntry)
}

// number is the number of four bytes at off.
func (s *segment) number(off int) int {
	b := s.blob.at(off, 4)
	if b == nil {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b))
}

func (s *segment) firstKey(i int) []byte {
	b, _ := s.blockAt(i)
	s.blob.uvarint(&b)
	return s.blob.piece(&b)
}

func (s *segment) block(i int, each func(key []byte, t termRef) bool) bool {
	b, off := s.blockAt(i)
	var buf [80]byte
	key := buf[:0]
	for len(b) > 0 {
		var t termRef
		key, t = s.entry(&b, key, &off)
		if t.df > 0 && !each(key, t) {
			return false
		}
	}
	return true
}

// entry reads one entry of a dictionary block from the front of *b; key is the
// one before, and off where its postings end. Of a broken one df is 0, and
// nothing is left.
func (s *segment) entry(b *[]byte, key []byte, off *int) ([]byte, termRef) {
	shared := s.blob.uvarint(b)
	if shared > uint64(len(key)) {
		s.blob.fail()
		*b = nil
		return key, termRef{}
	}
	key = append(key[:shared], s.blob.piece(b)...)
	t := termRef{df: int(s.blob.uvarint(b)), off: *off, n: int(s.blob.uvarint(b))}
	*off += t.n
	if t.df <= 0 || t.df > s.len() || t.n < 0 || len(key) == 0 {
		s.blob.fail()
		*b = nil
		return key, termRef{}
	}
	return key, t
}

// fieldValue is something that articles have: an author, a site, a tag, or, of
// InNote, a kind of notes.
type fieldValue struct {
	field Field
	value string
}

func (v fieldValue) compare(w fieldValue) int {
	return cmp.Or(cmp.Compare(v.field, w.field), strings.Compare(v.value, w.value))
}

// values are what the articles have that are not dead, and how many do.
func (s *segment) values(dead bitset) map[fieldValue]int {
	from, to := s.part(valuesPart)
	b := s.blob.at(from, to-from)
	counts := map[fieldValue]int{}
	for len(b) > 0 {
		f := Field(s.blob.uvarint(&b))
		v := string(s.blob.piece(&b))
		counts[fieldValue{f, v}] = int(s.blob.uvarint(&b))
	}
	dead.each(func(doc int) {
		d := s.doc(doc)
		for v := range d.values() {
			if counts[v]--; counts[v] <= 0 {
				delete(counts, v)
			}
		}
	})
	return counts
}
