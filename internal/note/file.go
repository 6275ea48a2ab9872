package note

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// File is the notes on one article: a front matter, then entries in order of
// position, and between them whatever the reader wrote there.
//
// An entry runs from its header comment to the next one, to a heading of
// level 1 or 2 outside of code (the reader's own section), or to a line
// <!-- /note -->, which is written only where the end would not be seen
// otherwise. A File keeps all its bytes; changing one entry leaves the others'
// bytes alone. It is not safe for concurrent use.
type File struct {
	front    front
	pieces   []piece
	eol      string
	readOnly string
}

// piece is a run of the file's bytes: an entry, or text that is none. A blank
// line before a piece belongs to it, so that pieces come and go with the
// space around them.
type piece struct {
	raw    string
	note   *Note    // nil for text
	wrong  []string // what a person should look at
	sealed bool     // closed by an end mark
}

// New returns a file without notes.
func New(h Header) *File {
	title := strings.Join(strings.Fields(cmp.Or(h.Title, h.Article)), " ")
	f := Parse([]byte("---\nmanicule: " + version + "\n---\n\n# Notes on “" + strings.ToValidUTF8(title, "\ufffd") + "”\n"))
	f.SetHeader(h)
	return f
}

// Parse reads a notes file. It never fails: what it can't read it keeps in its
// place, byte for byte, and lists under Problems.
func Parse(data []byte) *File {
	text := string(data)
	f := &File{eol: "\n"}
	if i := strings.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		f.eol = "\r\n"
	}
	f.front, text = cutFront(text)
	f.pieces = split(text)
	f.readOnly = f.obstacle(text)
	return f
}

// Format returns the file's bytes; Parse(x).Format() is x for every x.
func (f *File) Format() []byte {
	b := []byte(f.front.String())
	for _, p := range f.pieces {
		b = append(b, p.raw...)
	}
	return b
}

// Header returns the front matter's known keys.
func (f *File) Header() Header { return f.front.header() }

// SetHeader changes the front matter's known keys that differ, and no other
// byte. A file without front matter gets one.
func (f *File) SetHeader(h Header) {
	if len(f.front.fields) == 0 {
		f.front.fields = []field{{raw: "---" + f.eol}, {raw: "---" + f.eol}}
		f.pieces = slices.Insert(f.pieces, 0, piece{raw: f.eol})
	}
	if _, ok := f.front.get("manicule"); !ok {
		f.front.set("manicule", version, f.eol)
	}
	for _, k := range headerKeys {
		f.front.set(k.name, *k.value(&h), f.eol)
	}
}

// Notes returns the notes in the order of the file. Where an id stands twice,
// both notes are there; see Problems.
func (f *File) Notes() []Note {
	var notes []Note
	for _, p := range f.pieces {
		if p.note != nil {
			notes = append(notes, *p.note)
		}
	}
	return notes
}

// Note returns the first note with that id.
func (f *File) Note(id string) (Note, bool) {
	if i := f.index(id); i >= 0 {
		return *f.pieces[i].note, true
	}
	return Note{}, false
}

func (f *File) index(id string) int {
	return slices.IndexFunc(f.pieces, func(p piece) bool { return p.note != nil && p.note.ID == id })
}

// Put adds the note in order of position, or replaces the first one with its
// id; that one moves only if its position changed past its neighbours'. The
// note is kept as the file can hold it: "\n" line ends, no blank lines around
// the body, whole seconds; without an id it gets one.
func (f *File) Put(n Note) {
	n = n.Tidy()
	i := f.index(n.ID)
	if i >= 0 && f.fits(i, n) {
		f.pieces[i] = f.entry(n, leadOf(f.pieces[i].raw), i, f.pieces[i].sealed)
		return
	}
	if i >= 0 {
		f.remove(i)
	}
	f.insert(n)
}

// position orders entries: notes on the whole article first, those without a
// place last.
func (n Note) position() int {
	switch {
	case n.OnArticle():
		return -1
	case n.Anchor.Span.End == 0:
		return math.MaxInt
	}
	return n.Anchor.Span.Start
}

// fits reports whether the note may stay where piece i is: its position is the
// same, or still between those of its neighbours.
func (f *File) fits(i int, n Note) bool {
	at := n.position()
	if at == f.pieces[i].note.position() {
		return true
	}
	var before, after *Note
	for j, p := range f.pieces {
		switch {
		case p.note == nil || j == i:
		case j < i:
			before = p.note
		case after == nil:
			after = p.note
		}
	}
	return (before == nil || before.position() <= at) && (after == nil || at <= after.position())
}

func (f *File) insert(n Note) {
	at := len(f.pieces)
	for i, p := range f.pieces {
		if p.note == nil {
			continue
		}
		if p.note.position() > n.position() {
			at = i
			break
		}
		at = i + 1
	}
	lead := f.leadAt(at)
	f.pieces = slices.Insert(f.pieces, at, piece{})
	f.pieces[at] = f.entry(n, lead, at, false)
}

// leadAt makes what parts a piece at that index from the one before it: one
// blank line, which it takes over where there is one already.
func (f *File) leadAt(i int) string {
	if i == 0 && len(f.front.fields) == 0 {
		return ""
	}
	if i == 0 {
		return f.eol
	}
	before := &f.pieces[i-1]
	if n := leadLen(before.raw); n > 0 {
		cut := len(before.raw) - n
		lead := before.raw[cut:]
		before.raw = before.raw[:cut]
		return lead
	}
	if !strings.HasSuffix(before.raw, "\n") {
		before.raw += f.eol
	}
	return f.eol
}

// leadOf is the blank line that an entry's raw begins with, or "".
func leadOf(raw string) string {
	body := strings.TrimPrefix(strings.TrimPrefix(raw, "\r"), "\n")
	return raw[:len(raw)-len(body)]
}

// entry makes the piece for a note at index i, closed by an end mark if what
// follows it would run into its body.
func (f *File) entry(n Note, lead string, i int, sealed bool) piece {
	p := piece{raw: lead + n.format(f.eol, sealed)}
	if !sealed && f.needsEnd(p, i+1) {
		p.raw = lead + n.format(f.eol, true)
	}
	p.read()
	return p
}

// needsEnd reports whether the entry, put before piece next, would be read
// wrongly without an end mark: because its body holds a heading, or because
// the text that follows would become part of it.
func (f *File) needsEnd(p piece, next int) bool {
	var after strings.Builder
	for _, q := range f.pieces[next:] {
		if q.note != nil {
			break
		}
		after.WriteString(q.raw)
	}
	if strings.TrimSpace(after.String()) == "" {
		after.Reset()
	}
	return split(p.raw + after.String())[0].raw != p.raw
}

// Remove takes out the first note with that id, and reports whether there was
// one. Text of the reader's that follows the note stays.
func (f *File) Remove(id string) bool {
	i := f.index(id)
	if i >= 0 {
		f.remove(i)
	}
	return i >= 0
}

func (f *File) remove(i int) {
	f.pieces = slices.Delete(f.pieces, i, i+1)
	if i == 0 || f.pieces[i-1].note == nil || !f.needsEnd(f.pieces[i-1], i) {
		return
	}
	f.seal(i - 1)
}

// seal closes an entry by an end mark.
func (f *File) seal(i int) {
	f.pieces[i].raw += f.eol + endMark + f.eol
	f.pieces[i].read()
}
