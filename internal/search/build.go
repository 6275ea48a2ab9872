package search

import (
	"bytes"
	"slices"
	"strings"

	"manicule/internal/article"
)

// builder collects articles in order of their paths and makes a segment of
// them. Terms are numbered as they come; a token is noted by number, article
// and position, and the list of a term is what a stable sort by number leaves
// side by side. It can be used again, and then needs no more memory.
type builder struct {
	docs   []docRow
	terms  termTable
	tokens []occurrence
	sorted []spot
	values map[fieldValue]int
	out    bytes.Buffer

	scan     scanner
	pos      uint32
	readings []readingWord // of the field at hand
	signed   [maxTerm + maxTrail]byte
}

// docRow is an article as the writer takes it.
type docRow struct {
	row    [columns]int64
	record []byte
	title  string
	tokens int // where its tokens end
}

// occurrence is a term that stands somewhere in the article at hand.
type occurrence struct{ term, pos uint32 }

// spot is a place where a term stands.
type spot struct{ doc, pos uint32 }

func newBuilder() *builder { return &builder{values: map[fieldValue]int{}} }

// reset empties the builder.
func (b *builder) reset() {
	b.docs, b.tokens = b.docs[:0], b.tokens[:0]
	b.terms.reset()
	clear(b.values)
}

// maxTokens is how many words of an article are indexed; 64 MiB of text can
// hold more.
const maxTokens = article.MaxWords

// add adds an article whose path is behind those of the ones before.
func (b *builder) add(d *Document) {
	b.plain(InTitle, d.Meta.Title)
	if d.Pending { // it is soon read, and its name is to be shown at once
		row := docRow{record: appendRecord(nil, &d.Doc), title: titleKey(d.Meta.Title)}
		fillRow(&row.row, &d.Doc, false)
		b.end(row)
		return
	}
	b.plain(InAuthor, d.Meta.Author)
	b.plain(InSource, d.Meta.Site, withoutScheme(d.Meta.Source))
	b.plain(InTag, slices.Concat(d.Meta.Tags, d.NoteTags)...)
	b.plain(InNote, d.NoteTexts...)
	b.plain(InPath, append([]string{d.Path}, d.Meta.Aliases...)...)
	b.links(d.Links)
	row := docRow{record: appendRecord(nil, &d.Doc), title: titleKey(d.Meta.Title)}
	b.body(d, &row.row)
	b.end(row)
	for v := range d.values() {
		b.values[v]++
	}
}

// end ends the article at hand.
func (b *builder) end(row docRow) {
	b.answer()
	row.tokens = len(b.tokens)
	b.docs = append(b.docs, row)
}

// titleKey is what titles are ordered by.
func titleKey(title string) string { return strings.ToLower(title) }

func withoutScheme(url string) string {
	if _, rest, ok := strings.Cut(url, "://"); ok {
		return rest
	}
	return url
}

// plain indexes what stands in a field; several values are not side by side.
func (b *builder) plain(f Field, values ...string) {
	b.pos = 0
	for _, s := range values {
		b.scan.plain(s, func(t *token) {
			if b.setBeside(f, t) {
				return
			}
			b.note(f, t.term, b.pos)
			b.beside(f, t)
			b.pos++
		})
		b.setReadings()
		b.pos++
	}
}

// body indexes the article's text.
func (b *builder) body(d *Document, row *[columns]int64) {
	b.pos = 0
	var sk sketcher
	last, pair := "", []byte(nil) // the word before, if it is one of pairedWords
	code, count := b.scan.counting(d.Text, d.standard(), func(t *token) {
		if b.pos >= maxTokens || b.setBeside(InBody, t) {
			return
		}
		h := hash(t.term)
		b.noteHashed(InBody, t.term, h, b.pos)
		b.beside(InBody, t)
		sk.add(h)
		common := pairedWord(t.term, h)
		if common != "" && last != "" {
			pair = append(append(append(pair[:0], last...), ' '), common...)
			b.note(pairField, pair, b.pos)
		}
		last = common
		if t.heading {
			b.note(InHeading, t.term, b.pos)
			b.beside(InHeading, t)
		}
		b.pos++
	})
	row[bodyColumn] = int64(b.pos)
	b.setReadings()
	for i, v := range sk.sketch() {
		row[sketchColumn+column(i)] = int64(v)
	}
	if d.Minutes == 0 && d.Problem == "" && !d.Pending {
		d.Words, d.Minutes = count.Words(), count.Minutes()
	}
	fillRow(row, &d.Doc, code)
}

// beside notes what a word is with the signs that stand beside it, and as a
// part of a compound.
func (b *builder) beside(f Field, t *token) {
	if t.lead != 0 && !t.hyphened() {
		b.note(f|signedField, t.withLead(b.signed[:]), b.pos)
	}
	if len(t.trail) > 0 {
		b.note(f|signedField, t.withTrail(b.signed[:]), b.pos)
	}
	if t.compound != nil {
		b.note(f|compoundField, t.compound, b.pos)
	}
}

// setBeside keeps a word that is a reading: it takes no place between those that
// it stands beside.
func (b *builder) setBeside(f Field, t *token) bool {
	if t.reading {
		b.readings = append(b.readings, readingWord{f, string(t.term), t.first, t.heading})
	}
	return t.reading
}

// setReadings notes the readings behind all the other words of the field, a place
// between two.
func (b *builder) setReadings() {
	for _, r := range b.readings {
		if b.pos++; r.first {
			b.pos++
		}
		b.note(r.field, []byte(r.term), b.pos)
		if r.heading {
			b.note(InHeading, []byte(r.term), b.pos)
		}
	}
	if len(b.readings) > 0 {
		b.pos++
		b.readings = b.readings[:0]
	}
}

// readingWord is a word of a reading.
type readingWord struct {
	field          Field
	term           string
	first, heading bool
}

// note notes a term at a position of the article to come.
func (b *builder) note(f Field, term []byte, pos uint32) { b.noteHashed(f, term, hash(term), pos) }

// noteHashed is note of a term whose hash is known.
func (b *builder) noteHashed(f Field, term []byte, hash uint64, pos uint32) {
	if n, ok := b.terms.known(f, len(term)+1, hash); ok {
		b.tokens = append(b.tokens, occurrence{n, pos})
		return
	}
	if b.terms.ask(f, term, hash, pos) {
		b.answer()
	}
}

// answer numbers the terms that were asked for.
func (b *builder) answer() { b.tokens = b.terms.answer(b.tokens) }

func fillRow(row *[columns]int64, d *Doc, code bool) {
	row[sizeColumn], row[modifiedColumn] = d.Stamp.Size, d.Stamp.Modified
	row[inodeColumn], row[notesStampColumn] = int64(d.Stamp.Inode), int64(d.Stamp.Notes)
	row[publishedColumn] = noDate
	if !d.Meta.Published.IsZero() {
		_, east := d.Meta.Published.Zone()
		row[publishedColumn] = asWritten(d.Meta.Published).Unix()
		row[zoneColumn] = int64(min(max(east/60, -aDayOf), aDayOf) + aDayOf)
	}
	row[addedColumn] = noDate
	if !d.Added.IsZero() {
		row[addedColumn] = d.Added.Unix()
	}
	row[wordsColumn], row[minutesColumn] = int64(d.Words), int64(d.Minutes)
	row[noteColumn], row[lostColumn] = int64(d.Notes), int64(d.Lost)
	row[languageColumn] = int64(languageOf(d.Meta.Language))
	row[flagColumn] = flag(code, codeFlag) | flag(d.Problem != "", problemFlag) | flag(d.Pending, pendingFlag) |
		flag(d.hidden, hiddenFlag) | flag(len(d.Meta.Tags)+len(d.NoteTags) > 0, tagsFlag) | flag(d.Arrived, arrivedFlag)
}

func flag(on bool, bit int64) int64 {
	if on {
		return bit
	}
	return 0
}

// segment makes the segment, on the heap.
func (b *builder) segment() (*segment, error) {
	data, err := b.encode()
	if err != nil {
		return nil, err
	}
	return newSegment(bytes.Clone(data), false)
}

// encode is the segment as it is in a file, until the builder is used again.
func (b *builder) encode() ([]byte, error) {
	b.out.Reset()
	w := newWriter(&b.out)
	order := b.terms.order()
	ends := b.sort(order)
	var positions []uint32
	from := uint32(0)
	for i, id := range order {
		if i%maxAsked == 0 {
			b.terms.touch(order[i:min(i+maxAsked, len(order))])
		}
		key := b.terms.key(id)
		paired := Field(key[0]) == pairField
		w.begin()
		rest := b.sorted[from:ends[id]]
		from = ends[id]
		for len(rest) > 0 {
			doc, n := rest[0].doc, 0
			positions = positions[:0]
			for ; n < len(rest) && rest[n].doc == doc; n++ {
				if !paired {
					positions = append(positions, rest[n].pos)
				}
			}
			rest = rest[n:]
			w.term.add(int(doc), n, positions)
		}
		w.put(key)
	}
	titles := make([]uint32, len(b.docs))
	for i := range b.docs {
		titles[i] = uint32(i)
		w.add(b.docs[i].record)
	}
	slices.SortStableFunc(titles, func(x, y uint32) int { return strings.Compare(b.docs[x].title, b.docs[y].title) })
	value := func(c column, doc int) int64 { return b.docs[doc].row[c] }
	if err := w.finish(value, titles, b.values); err != nil {
		return nil, err
	}
	return b.out.Bytes(), nil
}

// sort sorts where terms stand by that order of the terms, and returns by term
// where its places end. Those of one term stay in order.
func (b *builder) sort(order []uint32) (next []uint32) {
	next = make([]uint32, len(order)) // by term: where its next place goes
	for i := range b.tokens {
		next[b.tokens[i].term]++
	}
	at := uint32(0)
	for _, id := range order {
		next[id], at = at, at+next[id]
	}
	b.sorted = slices.Grow(b.sorted[:0], len(b.tokens))[:len(b.tokens)]
	from := 0
	for doc := range b.docs {
		for _, t := range b.tokens[from:b.docs[doc].tokens] {
			b.sorted[next[t.term]] = spot{uint32(doc), t.pos}
			next[t.term]++
		}
		from = b.docs[doc].tokens
	}
	return next
}
