// Package article knows what an article is: a name and bytes become metadata
// and one canonical Markdown text. It opens no files and knows no terminal.
package article

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"manicule/internal/markdown"
)

// Span is a half-open range of bytes of an Article's Text. It is the one
// coordinate of the whole program: headings, links, hits, notes, selections and
// the reading place are all spans of the canonical text.
type Span = markdown.Span

// Format is the kind of file an article was made from.
type Format int

// The formats that are read.
const (
	Markdown Format = iota
	PlainText
	HTML
	RST
	AsciiDoc
	Org
	Gemtext
	Notebook
	Mail
	WebArchive
	EPUB // of a Book's chapter
)

var formatNames = [...]string{
	Markdown: "markdown", PlainText: "text", HTML: "html", RST: "rst", AsciiDoc: "asciidoc", Org: "org", Gemtext: "gemtext",
	Notebook: "notebook", Mail: "mail", WebArchive: "mhtml", EPUB: "epub",
}

// String is the format's name in JSON and for scripts.
func (f Format) String() string { return formatNames[f] }

// Meta is what is known about an article besides its text. Every string is
// clean (see Clean) and on one line; what is unknown is empty.
type Meta struct {
	ID          string    // front matter "id", if any: the strongest identity
	Title       string    // never empty: at worst made from the file's name
	Author      string    // several are joined by ", "
	Site        string    // the publication: "Asia Times"
	Source      string    // URL the article came from
	Published   time.Time // zero when unknown; midnight UTC when only the day is known
	Added       time.Time // when it was saved, as it says itself; zero when it does not
	Tags        []string
	Aliases     []string // other names, by which links can mean it
	Language    string   // BCP 47, as declared
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
	Begun   bool      // Text is only the beginning, see Begin
	Warning string    // what was wrong with the source but could be lived with, or ""

	// TitleSpan is the heading at the start of Text that already shows
	// Meta.Title; empty when the text does not start with its title.
	TitleSpan Span

	byline string // who wrote the page, as it says itself
	head   fields // front matter before a text of another markup
	source

	begins      *markdown.Source // where the title was looked for; nil: nowhere
	standard    func() string
	outline     func() []Heading
	count       func() count
	fingerprint func() string
}

// Heading is a section heading of an article.
type Heading = markdown.Heading

// ErrBinary is wrapped by Parse's error when the bytes are not text. The
// error says what was seen instead.
var ErrBinary = errors.New("not a text")

// Parse makes an article of a file's bytes. The name's extension decides the
// format, see kinds; what is neither there is plain text, unless it begins like
// an HTML page. The only error is one that wraps ErrBinary; whatever else is
// wrong with the source ends in Warning and the text is kept. It takes time
// linear in the size of data, and data itself: nothing may be written into it
// afterwards.
func Parse(name string, data []byte) (*Article, error) {
	return ParseAs(name, data, formatOf(name, data))
}

// ParseAs is Parse for a file that is of another format than its name says.
func ParseAs(name string, data []byte, format Format) (*Article, error) {
	return parse(name, data, format, source{})
}

// ParseWhole is Parse, but of a web page all is kept, not only what is found to
// be its article.
func ParseWhole(name string, data []byte) (*Article, error) {
	return parse(name, data, formatOf(name, data), source{whole: true})
}

// source is what is known of a file beside its name.
type source struct {
	from  string // the address that it was fetched from, see ParseFrom
	whole bool   // see ParseWhole
}

func parse(name string, data []byte, format Format, src source) (*Article, error) {
	if format == Mail || format == WebArchive {
		return parseParts(name, data, format), nil
	}
	text, note, err := decode(data, format == HTML)
	if err != nil {
		return nil, err
	}
	a := &Article{Name: name, Format: format, source: src}
	a.warn(note)
	switch format {
	case HTML:
		a.readHTML(text)
	case PlainText:
		a.readPlain(Clean(strings.ReplaceAll(text, "\f", "\n"))) // a form feed parts pages
	case RST:
		a.readMarkup(text, a.readRST)
	case AsciiDoc:
		a.readMarkup(text, a.readAsciiDoc)
	case Org:
		a.readMarkup(text, a.readOrg)
	case Gemtext:
		a.readGemtext(Clean(text))
	case Notebook:
		a.readNotebook(text)
	default:
		a.readMarkdown(Clean(text))
	}
	a.lookLater()
	a.warnOfFloods()
	return a, nil
}

// parseParts is Parse for files in parts, each of which has an encoding of its
// own.
func parseParts(name string, data []byte, format Format) *Article {
	a := &Article{Name: name, Format: format}
	if format == Mail {
		a.readMail(data)
	} else {
		a.readWebArchive(data)
	}
	a.lookLater()
	a.warnOfFloods()
	return a
}

// Recall makes an article again of a text that Parse made once, and that was
// kept since.
func Recall(name, text string, m Meta) *Article {
	m.Title, m.Source = shorten(CleanLine(m.Title)), CleanLine(m.Source) // a notes file has them
	a := &Article{Name: name, Format: Markdown, Text: text, Meta: m}
	a.lookLater()
	return a
}

// lookLater has what is to be found out from the text found out when it is
// asked for.
func (a *Article) lookLater() {
	a.standard = sync.OnceValue(func() string {
		if a.begins != nil && len(a.begins.Standard()) == len(a.Text) {
			return a.begins.Standard()
		}
		return markdown.Standard(a.Text)
	})
	a.outline = sync.OnceValue(func() []Heading { return markdown.Outline(a.Text, a.TitleSpan) })
	a.count = sync.OnceValue(func() count { return countWords(a.Text) })
	a.fingerprint = sync.OnceValue(func() string { return Fingerprint(a.Text) })
}

// readMarkdown takes off the front matter; the rest is the text as it is.
func (a *Article) readMarkdown(text string) {
	fields, text := a.takeFrontMatter(text)
	a.readMeta(fields)
	a.Text = text
	a.Meta.Title, a.TitleSpan = a.findTitle()
	a.Meta.fallBack(a.Name, fields)
}

// takeFrontMatter takes the metadata at the start of a clean text off it.
func (a *Article) takeFrontMatter(text string) (fields, string) {
	fm, rest := splitFrontMatter(text)
	a.warn(fm.problem)
	switch {
	case fm.raw != "" && fm.problem != "":
		a.remove(fm.raw, "front matter, partly unreadable")
	case fm.raw != "":
		a.remove(fm.raw, "front matter")
	}
	return fm.fields, strings.TrimLeft(rest, "\n")
}

// readMeta takes what the fields tell into Meta.
func (a *Article) readMeta(f fields) {
	m, problems := f.meta()
	a.Meta = m
	for _, p := range problems {
		a.warn(CleanLine(p))
	}
}

// warn adds to Warning.
func (a *Article) warn(problem string) {
	if a.Warning != "" && problem != "" {
		problem = a.Warning + "; " + problem
	}
	if problem != "" {
		a.Warning = problem
	}
}

// remove notes what is left out of the text, and why.
func (a *Article) remove(what, why string) {
	if what = strings.Trim(Clean(what), "\n"); what != "" {
		a.Removed = append(a.Removed, Removal{What: what, Why: why})
	}
}

// Headings lists the section headings in order, without the one that shows
// the title (TitleSpan). They are found at the first call, by parsing the
// parts of the text that could hold one; it is safe for concurrent use, as are
// the other methods.
func (a *Article) Headings() []Heading { return a.outline() }

// HeadingAt is the title of the heading that the byte at off stands under; ""
// when it stands above all.
func (a *Article) HeadingAt(off int) string {
	if i := SectionAt(a.Headings(), off); i >= 0 {
		return a.Headings()[i].Title
	}
	return ""
}

// SectionAt is the index of the heading that the byte at off stands under, or
// -1.
func SectionAt(headings []Heading, off int) int {
	i, found := slices.BinarySearchFunc(headings, off, func(h Heading, off int) int { return h.Span.Start - off })
	if found {
		return i
	}
	return i - 1
}

// Words counts the words a reader reads, at the first call. Markup and
// addresses don't count; in scripts without spaces each character is a word.
func (a *Article) Words() int { return a.count().total() }

// Minutes is the time it takes to read at 230 words or 400 characters of a
// script without spaces a minute; at least 1.
func (a *Article) Minutes() int { return a.count().minutes() }

// Standard is the text as markdown.Standard has it, written at the first call.
func (a *Article) Standard() string { return a.standard() }

// Fingerprint is the text's content identity, see the function of this name.
// It is computed at the first call.
func (a *Article) Fingerprint() string { return a.fingerprint() }
