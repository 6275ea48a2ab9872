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
	tokens []spot
	sorted []spot
	values map[fieldValue]int
	out    bytes.Buffer

	pos      uint32
	readings []readingWord // of the field at hand
	signed   [maxTerm + maxTrail]byte
}

// docRow is an article as the writer takes it.
type docRow struct {
	row    [columns]int64
	record []byte
	title  string
}

// spot is one occurrence of a term.
type spot struct{ term, doc, pos uint32 }

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
		b.docs = append(b.docs, row)
		return
	}
	b.plain(InAuthor, d.Meta.Author)
	b.plain(InSource, d.Meta.Site, withoutScheme(d.Meta.Source))
	b.plain(InTag, slices.Concat(d.Meta.Tags, d.NoteTags)...)
	b.plain(InNote, d.NoteTexts...)
	b.plain(InPath, d.Path)
	b.links(d.Links)
	row := docRow{record: appendRecord(nil, &d.Doc), title: titleKey(d.Meta.Title)}
	b.body(d, &row.row)
	b.docs = append(b.docs, row)
	for v := range d.values() {
		b.values[v]++
	}
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
		scanPlain(s, func(t token) {
			if b.setBeside(f, &t) {
				return
			}
			b.note(f, t.term, b.pos)
			b.beside(f, &t)
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
	last, key := uint32(0), []byte(nil) // the term before, if it is one of pairedWords, plus one
	code, count := scanCounting(d.Text, func(t token) {
		if b.pos >= maxTokens || b.setBeside(InBody, &t) {
			return
		}
		term := b.note(InBody, t.term, b.pos)
		b.beside(InBody, &t)
		sk.add(b.terms.all[term].hash)
		if !b.terms.all[term].common {
			last = 0
		} else {
			if last > 0 {
				key = append(append(append(key[:0], b.terms.key(last - 1)[1:]...), ' '), t.term...)
				b.note(pairField, key, b.pos)
			}
			last = term + 1
		}
		if t.heading {
			b.note(InHeading, t.term, b.pos)
			b.beside(InHeading, &t)
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
func (b *builder) note(f Field, term []byte, pos uint32) uint32 {
	id := b.terms.number(f, term)
	b.tokens = append(b.tokens, spot{id, uint32(len(b.docs)), pos})
	return id
}

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
	b.out.Reset()
	w := newWriter(&b.out)
	order := b.terms.order()
	rest := b.sort(order)
	var spots []uint32
	for _, id := range order {
		w.begin()
		for len(rest) > 0 && rest[0].term == id {
			doc := rest[0].doc
			spots = spots[:0]
			for len(rest) > 0 && rest[0].term == id && rest[0].doc == doc {
				spots = append(spots, rest[0].pos)
				rest = rest[1:]
			}
			n := len(spots)
			if Field(b.terms.key(id)[0]) == pairField {
				spots = nil
			}
			w.term.add(int(doc), n, spots)
		}
		w.put(b.terms.key(id))
	}
	titles := make([]uint32, len(b.docs))
	for i := range b.docs {
		titles[i] = uint32(i)
		w.add(&b.docs[i].row, b.docs[i].record)
	}
	slices.SortStableFunc(titles, func(x, y uint32) int { return strings.Compare(b.docs[x].title, b.docs[y].title) })
	if err := w.finish(titles, b.values); err != nil {
		return nil, err
	}
	return newSegment(bytes.Clone(b.out.Bytes()), false)
}

// sort returns the tokens in that order of their terms; those of one term stay
// in order.
func (b *builder) sort(order []uint32) []spot {
	next := make([]uint32, len(order)) // by term: where its next token goes
	for i := range b.tokens {
		next[b.tokens[i].term]++
	}
	at := uint32(0)
	for _, id := range order {
		next[id], at = at, at+next[id]
	}
	b.sorted = slices.Grow(b.sorted[:0], len(b.tokens))[:len(b.tokens)]
	for _, t := range b.tokens {
		b.sorted[next[t.term]] = t
		next[t.term]++
	}
	return b.sorted
}
