// Package article knows what an article is: a name and bytes become metadata
// and one canonical Markdown text. It opens no files and knows no terminal.
package article

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"
)

// Span is a half-open range of bytes [Start, End) of an Article's Text. It is
// the one coordinate of the whole program: headings, links, hits, notes,
// selections and the reading place are all spans of the canonical text.
type Span struct{ Start, End int }

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty tells whether the span holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains tells whether the byte at off lies in the span.
func (s Span) Contains(off int) bool { return s.Start <= off && off < s.End }

// Overlaps tells whether the two spans share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Format is the kind of file an article was made from.
type Format int

// The formats Parse reads.
const (
	Markdown Format = iota
	PlainText
	HTML
)

// Meta is what is known about an article besides its text. Every string is
// clean (see Clean) and on one line; what is unknown is empty.
type Meta struct {
	ID          string    // front matter "id", if any: the strongest identity
	Title       string    // never empty: at worst made from the file's name
	Author      string    // several are joined by ", "
	Site        string    // the publication: "Asia Times"
	Source      string    // URL the article came from
	Published   time.Time // zero when unknown; midnight UTC when only the day is known
	Tags        []string
	Language    string // BCP 47, as declared
	Description string
}

// Removal is a piece of the source that Parse left out of Text, and why.
type Removal struct {
	What string // the source text, clean
	Why  string // a short reason in the reader's words: "title, shown above the text"
}

// Article is one parsed article. It is immutable and safe for concurrent use.
type Article struct {
	Name    string // as given to Parse: slash-separated path in the collection, exact bytes
	Format  Format
	Meta    Meta
	Text    string    // canonical Markdown: valid UTF-8, "\n" line ends, clean, no front matter
	Removed []Removal // what the source held and Text does not, in order
	Warning string    // what was wrong with the source but could be lived with, or ""

	// TitleSpan is the heading at the start of Text that already shows
	// Meta.Title; empty when the text does not start with its title.
	TitleSpan Span

	outline     func() []Heading
	words       func() int
	fingerprint func() string
}

// Heading is a section heading of an article.
type Heading struct {
	Level int    // 1 to 6
	Title string // plain text, without markup
	Span  Span   // the heading's line or lines in Text, without the line end
}

// ErrBinary is wrapped by Parse's error when the bytes are not text. The
// error says what was seen instead.
var ErrBinary = errors.New("not a text")

// Parse makes an article of a file's bytes. The name's extension decides the
// format: .md .markdown .mkd .mdown .mdx are Markdown, .html .htm .xhtml are
// HTML, all else is plain text unless it plainly begins like an HTML page.
// The only error is one that wraps ErrBinary; whatever else is wrong with the
// source ends in Warning and the text is kept. It is linear in the size of data.
func Parse(name string, data []byte) (*Article, error) {
	text := Clean(string(data))
	a := &Article{Name: name, Format: Markdown, Text: text, Meta: Meta{Title: CleanLine(name)}}
	a.outline = sync.OnceValue(func() []Heading { return nil })
	a.words = sync.OnceValue(func() int { return len(strings.Fields(text)) })
	a.fingerprint = sync.OnceValue(func() string { return Fingerprint(text) })
	return a, nil
}

// Headings lists the section headings in order, without the one that shows
// the title (TitleSpan). They are found at the first call.
func (a *Article) Headings() []Heading { return a.outline() }

// Words counts the words a reader reads; in Chinese and Japanese each character counts. Counted at the first call.
func (a *Article) Words() int { return a.words() }

// Minutes is the reading time, at least 1.
func (a *Article) Minutes() int { return max(1, a.Words()/230) }

// Fingerprint identifies the text, see the function of this name. Computed at the first call.
func (a *Article) Fingerprint() string { return a.fingerprint() }

// Fingerprint is the first 32 hexadecimal digits of the SHA-256 of the text
// in NFC with every run of white space as one space.
func Fingerprint(text string) string {
	sum := sha256.Sum256([]byte(norm.NFC.String(strings.Join(strings.Fields(text), " "))))
	return hex.EncodeToString(sum[:])[:32]
}
