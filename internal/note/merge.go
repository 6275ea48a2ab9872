package note

import (
	"maps"
	"slices"
	"strings"

	"manicule/internal/diff"
)

// What was changed on both sides is kept twice, each version under one of
// these lines, which Problems reports until a person takes them away.
const (
	twice     = "⇄ "
	oneSide   = twice + "changed in two places; one version:"
	otherSide = twice + "the other version:"
	bothOver  = twice + "end of the two versions"
)

// Merge brings together what two sides made of one notes file. A nil base
// means that what both began with is not known: then nothing counts as
// deleted. Entries are merged by their ids, each field by itself, and a body
// line by line, as is what the reader wrote between the entries. An entry that
// one side deleted and the other one edited is kept. None of the files is
// changed, and it makes no difference which side is ours.
func Merge(base, ours, theirs *File) *File {
	return merge(base, ours, theirs, merging{known: base != nil})
}

// Recover is Merge where base tells what the entries were, but not what the
// reader wrote between them: of that everything stays, once.
func Recover(base, ours, theirs *File) *File {
	return merge(base, ours, theirs, merging{adding: true})
}

func merge(base, ours, theirs *File, m merging) *File {
	if m.known && sameBytes(base, ours) {
		return Parse(theirs.Format())
	}
	if sameBytes(ours, theirs) || m.known && sameBytes(base, theirs) {
		return Parse(ours.Format())
	}
	if string(theirs.Format()) < string(ours.Format()) {
		ours, theirs = theirs, ours
	}
	m.eol = ours.eol
	if base == nil {
		base = &File{}
	}
	front := mergeFronts(base.front, ours.front, theirs.front, m.eol)
	m.text = front.header().Text
	m.base, m.ours, m.theirs = m.read(base), m.read(ours), m.read(theirs)
	if !m.known {
		m.base.tokens = diff.Common(m.ours.tokens, m.theirs.tokens)
	}
	m.choose()
	f := &File{eol: m.eol, front: front}
	m.fill(f, diff.Merge(m.base.tokens, m.ours.tokens, m.theirs.tokens, m.both))
	return Parse(f.Format())
}

func sameBytes(a, b *File) bool { return string(a.Format()) == string(b.Format()) }

// merging is a merge under way.
type merging struct {
	eol                string
	text               string // which text the merged file's positions belong to
	known              bool   // what both sides began with between the entries
	adding             bool   // what differs between the entries is added, not replaced
	base, ours, theirs side
	entries            map[string]piece // those that the merged file has
	mixed              bool             // entries of both sides met in one place
}

// side is one of the files: its entries by key, and the file as a sequence of
// lines, in which each entry is one token, its key.
type side struct {
	tokens  []string
	entries map[string]piece
}

// entryKey begins the key of an entry. No line and no piece begins so: a line
// ends where its line end stands, and a piece has one blank line at most.
const entryKey = "\n\n"

// read takes a file apart. An id that stands twice is two entries, and an
// entry that can't be read is one token, for it must not be taken apart.
func (m *merging) read(f *File) side {
	s := side{entries: map[string]piece{}}
	for _, p := range f.pieces {
		switch {
		case p.note == nil && len(p.wrong) > 0:
			s.tokens = append(s.tokens, ended(p.raw, f.eol))
		case p.note == nil:
			s.tokens = slices.AppendSeq(s.tokens, strings.Lines(ended(p.raw, f.eol)))
		default:
			key := entryKey + p.note.ID
			for s.entries[key].note != nil {
				key += "'"
			}
			s.entries[key] = m.settle(p, f)
			s.tokens = append(s.tokens, key)
		}
	}
	return s
}

// settle makes the entry say which text its position belongs to, if that is
// not the merged file's.
func (m *merging) settle(p piece, f *File) piece {
	n := *p.note
	if n.Text == "" && !n.OnArticle() {
		n.Text = f.Header().Text
	}
	if n.Text == m.text {
		n.Text = ""
	}
	if n.Text != p.note.Text {
		p.raw = leadOf(p.raw) + n.format(m.eol, p.sealed)
	}
	p.note = &n
	return p
}

// choose decides which entries there are, and what each one says.
func (m *merging) choose() {
	m.entries = map[string]piece{}
	alone := func(key string, p piece) {
		if b, before := m.base.entries[key]; !before || touched(*b.note, *p.note) {
			m.entries[key] = p
		}
	}
	for key, p := range m.ours.entries {
		if q, there := m.theirs.entries[key]; there {
			m.entries[key] = m.entry(m.base.entries[key].note, p, q)
		} else {
			alone(key, p)
		}
	}
	for key, p := range m.theirs.entries {
		if _, there := m.ours.entries[key]; !there {
			alone(key, p)
		}
	}
}

// entry merges two versions of one entry. The bytes stay those of the side
// that has it all.
func (m *merging) entry(base *Note, p, q piece) piece {
	if p.raw == q.raw {
		return p
	}
	n := MergeNotes(base, *p.note, *q.note)
	switch {
	case sameNote(n, *p.note):
		return p
	case sameNote(n, *q.note):
		return q
	}
	return piece{raw: leadOf(p.raw) + n.format(m.eol, p.sealed), note: &n, sealed: p.sealed}
}

// both puts together what stands in a place that both sides changed. Entries
// have been merged already and only find their place here; of the reader's own
// words there, one side may have changed nothing, or hold the other one's.
func (m *merging) both(base, ours, theirs []string) []string {
	m.mixed = true
	b, o, t := ownLines(base), ownLines(ours), ownLines(theirs)
	switch {
	case slices.Equal(o, b) || blank(o) || holds(t, o):
		return append(slices.Clone(theirs), keysOf(ours)...)
	case slices.Equal(t, b) || blank(t) || holds(o, t):
		return append(slices.Clone(ours), keysOf(theirs)...)
	case m.adding, m.known && len(b) == 0: // both only added something
		return slices.Concat(ours, t, keysOf(theirs))
	}
	tokens := append([]string{oneSide + m.eol}, ours...)
	tokens = append(tokens, keysOf(theirs)...)
	return slices.Concat(tokens, []string{otherSide + m.eol}, t, []string{bothOver + m.eol})
}

func isKey(token string) bool { return strings.HasPrefix(token, entryKey) }

func ownLines(tokens []string) []string { return slices.DeleteFunc(slices.Clone(tokens), isKey) }

func keysOf(tokens []string) []string {
	return slices.DeleteFunc(slices.Clone(tokens), func(token string) bool { return !isKey(token) })
}

func blank(lines []string) bool { return strings.TrimSpace(strings.Join(lines, "")) == "" }

// fill makes the file of the tokens. An entry that has found no place among
// them, since one side had deleted it, goes where its position says.
func (m *merging) fill(f *File, tokens []string) {
	for _, token := range tokens {
		p, ok := m.entries[token]
		switch {
		case ok:
			f.pieces = append(f.endLine(), p)
			delete(m.entries, token)
		case !isKey(token):
			f.pieces = append(f.endLine(), piece{raw: token})
		}
	}
	for i := len(f.pieces) - 1; i >= 0; i-- {
		if p := f.pieces[i]; p.note != nil && f.needsEnd(p, i+1) {
			f.seal(i)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(m.entries)) {
		f.insert(*m.entries[key].note)
	}
	if m.mixed {
		f.sort()
	}
}

// endLine ends the last line of what the file has so far, and returns its
// pieces to be added to.
func (f *File) endLine() []piece {
	if n := len(f.pieces); n > 0 {
		f.pieces[n-1].raw = ended(f.pieces[n-1].raw, f.eol)
	} else if n := len(f.front.fields); n > 0 {
		f.front.fields[n-1].raw = ended(f.front.fields[n-1].raw, f.eol)
	}
	return f.pieces
}

// ended is the text with a line end after its last line.
func ended(text, eol string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return text
	}
	return text + eol
}

// holds reports whether the lines stand among others, together and in order.
func holds(all, lines []string) bool {
	for i := range len(all) - len(lines) + 1 {
		if slices.Equal(all[i:i+len(lines)], lines) {
			return true
		}
	}
	return false
}
