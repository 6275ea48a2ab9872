package search

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// A segment is an immutable index of some articles: a file that is mapped into
// memory, or the same bytes on the heap. All numbers are little endian; a
// varint is Go's encoding/binary one. The articles of a segment stand in order
// of ComparePaths and are numbered from 0, so that lists of them are sorted.
//
//	postings    for each term, in order of the dictionary: a list of postings
//	dictionary  blocks of dictBlock terms, front-coded
//	dictIndex   for each block: offset in dictionary (u32), in postings (u64)
//	records     for each article: its strings, see appendRecord
//	columns     for each column of columnWidths: a value for each article
//	titles      the articles in order of their titles (u32 each)
//	values      what authors, sites, tags and kinds of notes there are
//	sums        CRC-32C of each sumBlock bytes of all the above
//	footer      what and where all that is, with a sum of its own
//
// A term's key is the field (one byte) and the folded word; of pairField, two
// words; of linkField, a hash of a link's name. An entry of a
// dictionary block is the length it shares with the key before (varint, none
// for the first), the length of the rest, the rest, the number of articles and
// the length of its postings (varints).
//
// Postings come in blocks of postBlock articles, the last one of fewer, and
// consist of varints. First, unless there is one block only, stands a table of
// skips: for each block its last article (the distance to that of the block
// before, of the first one to -1), the bytes of its articles, and of its
// positions. Then come the articles of all blocks: for each the distance from the
// one before, less one, times two, plus one if the term occurs once; else the
// number of times less two follows. Then come the positions of all blocks: for
// each article the first, then the distances less one. A position is the word's
// number in its field.
//
// A word with a sign beside it is a term of signedField besides, and a word and
// the one before a hyphen, in one, of compoundField: see beside. Readings (ruby)
// stand behind all other words of a field.
//
// Nothing is believed: a block of the file is checked against its sum before
// the first use, and what is out of bounds ends in errBroken.
const (
	magic     = "manicule"
	version   = 18
	dictBlock = 16
	postBlock = 128
	sumBlock  = 64 << 10
)

// errBroken says that an index's file is not what was written. The index is
// rebuilt then.
var errBroken = errors.New("the search index is damaged")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// section numbers the parts of a segment's file.
type section int

const (
	postingsPart section = iota
	dictionaryPart
	dictIndexPart
	recordsPart
	columnsPart
	titlesPart
	valuesPart
	sumsPart
	partCount
)

// footer is the end of a segment's file, all of it in numbers of fixed size.
type footer struct {
	Magic   [8]byte
	Version uint32
	Docs    uint32
	Terms   uint64
	BodyLen uint64 // words of all bodies
	Notes   uint64 // notes on all articles
	Hidden  uint64 // articles that are not listed
	Newest  int64  // the latest date of publication, Unix seconds; noDate if none
	Starts  [partCount + 1]uint64
	SumsCRC uint32 // of the section sums
	OwnCRC  uint32 // of the footer before this number
}

var footerSize = int64(binary.Size(footer{}))

func (f *footer) encode() []byte {
	b, _ := binary.Append(nil, binary.LittleEndian, f) // fixed size: can't fail
	binary.LittleEndian.PutUint32(b[len(b)-4:], crc32.Checksum(b[:len(b)-4], castagnoli))
	return b
}

// decodeFooter checks what can be checked without reading the rest.
func decodeFooter(b []byte, size int64) (f footer, err error) {
	if _, err := binary.Decode(b, binary.LittleEndian, &f); err != nil {
		return f, errBroken
	}
	if string(f.Magic[:]) != magic || f.Version != version || f.OwnCRC != crc32.Checksum(b[:len(b)-4], castagnoli) {
		return f, errBroken
	}
	for i := range partCount {
		if f.Starts[i] > f.Starts[i+1] {
			return f, errBroken
		}
	}
	if f.Starts[0] != 0 || f.Starts[partCount] != uint64(size-footerSize) {
		return f, errBroken
	}
	return f, nil
}

// column numbers the values of fixed size that a segment has for each article.
type column int

const (
	sizeColumn column = iota
	modifiedColumn
	inodeColumn
	notesStampColumn
	publishedColumn // what clock and calendar say there, as if in UTC, in Unix seconds; noDate when unknown
	zoneColumn      // of that: minutes east, plus aDayOf
	addedColumn     // as publishedColumn
	recordColumn    // where its record starts in records
	wordsColumn
	bodyColumn // words of the body as the index counts them
	minutesColumn
	noteColumn // notes on it, and how many are lost
	lostColumn
	flagColumn
	languageColumn // see languages
	sketchColumn   // see sketch: six of four bytes
	columns        = sketchColumn + sketches
)

// noDate is the published date of an article that has none.
const noDate = -1 << 62

// aDayOf are the minutes of a day: no zone is further away.
const aDayOf = 24 * 60

// columnWidths are the bytes of a value of each column.
var columnWidths = [columns]int{8, 8, 8, 8, 8, 2, 8, 4, 4, 4, 2, 2, 2, 1, 1, 4, 4, 4, 4, 4, 4}

// The bits of flagColumn.
const (
	codeFlag = 1 << iota
	problemFlag
	pendingFlag
	hiddenFlag // it is no article, and only remembered so that it isn't read again
	tagsFlag
	arrivedFlag // see Doc.Arrived
)
