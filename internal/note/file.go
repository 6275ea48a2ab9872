package note

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
)

// File is the notes on one article, as design.md describes it: a front
// matter, then entries in order of position, and between them whatever the
// reader wrote there.
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

// Problem is something in a notes file that needs a person.
type Problem struct {
	Line int // 1-based
	What string
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

// split parts text into pieces: a new one begins at each entry's header, and
// where an entry ends before the next one.
func split(text string) []piece {
	var pieces []piece
	start, end, inEntry := 0, 0, false
	chunk := func(to int, entry bool) {
		n := to - start
		if inEntry {
			n = entryLen(text[start:to])
		}
		pieces = appendPiece(pieces, text[start:start+n], inEntry)
		pieces = appendPiece(pieces, text[start+n:to], false)
		start, inEntry = to, entry
	}
	for line := range strings.Lines(text) {
		if entryStart.MatchString(line) {
			chunk(end-leadLen(text[start:end]), true)
		}
		end += len(line)
	}
	chunk(len(text), false)
	return pieces
}

// entryLen is the length of the entry that the text begins with: to its end
// mark, else to the first section heading outside of code, else all of it.
func entryLen(text string) int {
	var code fence
	end, heading := 0, 0
	for line := range strings.Lines(text) {
		if heading == 0 && code.open == "" && section.MatchString(line) {
			heading = end - leadLen(text[:end])
		}
		end += len(line)
		code.see(line)
		if entryEnd.MatchString(line) {
			return end
		}
	}
	return cmp.Or(heading, end)
}

// leadLen is the length of the last line if that is blank: it parts a piece
// from the next one, and goes with that.
func leadLen(raw string) int {
	body := strings.TrimSuffix(strings.TrimSuffix(raw, "\n"), "\r")
	if !strings.HasSuffix(raw, "\n") || body != "" && !strings.HasSuffix(body, "\n") {
		return 0
	}
	return len(raw) - len(body)
}

func appendPiece(pieces []piece, raw string, entry bool) []piece {
	if raw == "" {
		return pieces
	}
	p := piece{raw: raw}
	if entry {
		p.read()
	}
	return append(pieces, p)
}

func (p *piece) read() {
	n, wrong, err := readEntry(p.raw)
	if err != nil {
		p.wrong = []string{err.Error()}
		return
	}
	p.note, p.wrong = &n, wrong
	last := strings.TrimRight(p.raw, "\r\n")
	p.sealed = entryEnd.MatchString(last[strings.LastIndexByte(last, '\n')+1:])
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
	n = n.tidy()
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

// fits tells whether the note may stay where piece i is: its position is the
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
	if i == 0 {
		return map[bool]string{true: f.eol}[len(f.front.fields) > 0]
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

// needsEnd tells whether the entry, put before piece next, would be read
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

// Remove takes out the first note with that id, and tells whether there was
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
	before := &f.pieces[i-1]
	before.raw += f.eol + endMark + f.eol
	before.read()
}

// Problems lists what needs a person, in order of the lines.
func (f *File) Problems() []Problem {
	var found []Problem
	line := 1 + strings.Count(f.front.String(), "\n")
	seen := map[string]int{}
	for _, p := range f.pieces {
		at := line + strings.Count(leadOf(p.raw), "\n")
		for _, what := range p.wrong {
			found = append(found, Problem{at, what})
		}
		if p.note != nil && seen[p.note.ID] > 0 {
			found = append(found, Problem{at, fmt.Sprintf("the id %s stands on line %d already; one of the two needs another", p.note.ID, seen[p.note.ID])})
		} else if p.note != nil {
			seen[p.note.ID] = at
		}
		line += strings.Count(p.raw, "\n")
	}
	return found
}

// ReadOnly says why the file must not be written, in the reader's words, or
// is "". What can be read of it is there nevertheless.
func (f *File) ReadOnly() string { return f.readOnly }

var (
	conflict    = regexp.MustCompile(`(?ms)^<{7}(?:[ \t\r][^\n]*)?$.*^>{7}(?:[ \t\r][^\n]*)?$`)
	laterNumber = regexp.MustCompile(`^[2-9]$|^\d\d+$`)
)

// obstacle looks for what makes writing dangerous. The markers are git's.
func (f *File) obstacle(body string) string {
	v, ok := f.front.get("manicule")
	all := f.front.String() + body
	switch {
	case strings.Contains(all, "<<<<<<<") && conflict.MatchString(all):
		return "it holds conflict markers (<<<<<<< … >>>>>>>); resolve them in an editor"
	case ok && laterNumber.MatchString(v):
		return "a newer manicule wrote it (version " + v + ")"
	case ok && v != version:
		return fmt.Sprintf("its version is %q, not %s", v, version)
	}
	return ""
}
