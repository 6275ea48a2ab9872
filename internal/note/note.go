// Package note knows what a reader wrote about an article: the note itself,
// the passage it stands on, the Markdown file that keeps it, and how two
// versions of it become one. It is pure: no files, no terminal.
package note

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"slices"
	"time"

	"manicule/internal/article"
)

// Note is one note of a reader. Notes are values: copy, change, and Put them
// back into their File.
type Note struct {
	ID      string    // ten characters of NewID; unique over machines
	Kind    string    // the name of a Kind, or a name of the reader's own
	Made    time.Time // UTC, whole seconds; zero when unknown
	Changed time.Time // UTC, whole seconds; zero when never changed
	Anchor  Anchor
	Body    string   // Markdown; empty for a bare highlight. "\n" line ends, no blank lines around it
	Tags    []string // the header's tags only; see AllTags

	// Text is the fingerprint of the text that Anchor.Span belongs to, where
	// that is not the one in the file's Header: the article changed since, and
	// the passage with it. "" otherwise.
	Text string

	// Extra holds the header's keys that this version does not know, and known
	// keys whose values it could not read. They are written back as they were.
	Extra map[string]json.RawMessage
}

// Anchor is the passage a note stands on. The zero Anchor is the whole article.
type Anchor struct {
	Span          article.Span // where it stood in the text that the file's fingerprint names
	Quote         string       // the passage as the reader saw it; paragraphs parted by blank lines; kept for ever
	Now           string       // its words as the reader confirmed them after an edit; "" while they are the Quote's
	Before, After string       // up to 32 characters of folded text on each side
}

// Words are what the passage must say to be Exact: what the reader quoted, or
// confirmed since.
func (a Anchor) Words() string { return cmp.Or(a.Now, a.Quote) }

// OnArticle reports whether the note is about the article as a whole.
func (n Note) OnArticle() bool { return n.Anchor == Anchor{} }

// Kind is a sort of note. Letter is the key that makes it, Sign what stands
// for it where there is no colour; one cell wide.
type Kind struct {
	Name   string
	Letter rune
	Sign   string
}

// usualKinds are the kinds a reader has without configuring any.
var usualKinds = []Kind{
	{"highlight", 'h', "☞"},
	{"question", '?', "?"},
	{"important", '!', "!"},
	{"definition", '=', "="},
	{"doubt", 'x', "x"},
}

// Kinds are the reader's kinds, set once at the start (see WithKinds): those in
// the place of the usual ones, in their order, then the others.
var Kinds = usualKinds

// DefaultKind is the kind of a note that is given none, as a plain highlight is.
func DefaultKind() string { return Kinds[0].Name }

// IsKind reports whether the reader has a kind of that name.
func IsKind(name string) bool {
	return slices.ContainsFunc(Kinds, func(k Kind) bool { return k.Name == name })
}

// KindNames are the names of the reader's kinds, in their order.
func KindNames() []string {
	names := make([]string, len(Kinds))
	for i, k := range Kinds {
		names[i] = k.Name
	}
	return names
}

// InPlaceOf is the reader's kind in the place of the usual one of that name;
// any other name stays.
func InPlaceOf(name string) string {
	i := slices.IndexFunc(usualKinds, func(k Kind) bool { return k.Name == name })
	if i < 0 || IsKind(name) {
		return name
	}
	return Kinds[i].Name
}

// idLetters is Douglas Crockford's base 32: 32 signs, so that a random byte
// maps evenly, and no two that are taken for each other.
const idLetters = "0123456789abcdefghjkmnpqrstvwxyz"

// NewID returns ten random characters: 50 bits, enough that copies of a
// collection made on several machines never meet.
func NewID() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	return IDOf(b)
}

// IDOf makes an id of a hash, always the same one.
func IDOf(hash [32]byte) string {
	id := hash[:10]
	for i := range id {
		id[i] = idLetters[id[i]%32]
	}
	return string(id)
}

// SetExtra sets a key of the header that this version does not know.
func (n *Note) SetExtra(key, value string) {
	if n.Extra == nil {
		n.Extra = map[string]json.RawMessage{}
	}
	n.Extra[key] = encode(value)
}
