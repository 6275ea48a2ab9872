package article

import (
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"
)

// A Book is a file that holds several articles: the chapters of a book, the
// messages of a mailbox. It is to its articles what a folder is, and they are
// called by its path and their names. It is immutable and safe for concurrent
// use, as its reader is.
type Book struct {
	Chapters []Chapter // in order of their names, which is that of the book
	read     func(c Chapter, name string) (*Article, error)
	picture  func(name string) ([]byte, error)
}

// Chapter is an article of a book.
type Chapter struct {
	Name string // without slashes
	Size int64  // of what it is made from, in bytes

	number int
}

// What a book may have at most.
const (
	maxChapters    = 5_000
	maxMessages    = 20_000
	maxBookEntries = 20_000
	maxBookPart    = 16 << 20 // of a chapter's file, unpacked
	MaxBook        = 1 << 30  // of a book, in bytes
)

// books are the extensions of files that hold articles.
var books = []struct {
	ext  string
	open func(r io.ReaderAt, size int64) (*Book, error)
}{
	{".epub", openEPUB},
	{".mbox", openMailbox},
}

// IsBook reports whether the file of that name holds articles.
func IsBook(name string) bool {
	base := path.Base(name)
	for _, b := range books {
		if strings.EqualFold(path.Ext(base), b.ext) && !strings.HasPrefix(base, ".") {
			return true
		}
	}
	return false
}

// HoldsParts reports whether pictures may lie in the file of that name.
func HoldsParts(name string) bool {
	switch formatOf(name, nil) {
	case HTML, Notebook, Mail, WebArchive:
		return true
	}
	return IsBook(name)
}

// OpenBook reads what articles a file holds, and none of them. It reads the file
// later too, when asked for these.
func OpenBook(name string, r io.ReaderAt, size int64) (*Book, error) {
	if size > MaxBook {
		return nil, fmt.Errorf("it is larger than %d MiB", MaxBook>>20)
	}
	for _, b := range books {
		if strings.EqualFold(path.Ext(name), b.ext) {
			return b.open(r, size)
		}
	}
	return nil, errors.New("it is no book")
}

// Has reports whether the book has a chapter of that name.
func (b *Book) Has(name string) bool { return b.number(name) >= 0 }

func (b *Book) number(name string) int {
	i, found := slices.BinarySearchFunc(b.Chapters, name, func(c Chapter, name string) int { return strings.Compare(c.Name, name) })
	if !found {
		return -1
	}
	return i
}

// Chapter reads an article of the book, by the book's path and its own name.
func (b *Book) Chapter(file, name string) (*Article, error) {
	i := b.number(name)
	if i < 0 {
		return nil, errNoPart
	}
	a, err := b.read(b.Chapters[i], file+"/"+name)
	if err != nil {
		return nil, err
	}
	a.lookLater()
	a.warnOfFloods()
	return a, nil
}

// Picture is a picture of the book, by the name that its articles have for it.
func (b *Book) Picture(name string) ([]byte, error) {
	if b.picture == nil {
		return nil, errNoPart
	}
	return b.picture(name)
}

// fileWords makes a part of a file's name of a title: small letters and digits,
// with dashes between words.
func fileWords(title string) string {
	const longest = 60
	var b strings.Builder
	dash := false
	for _, r := range CleanLine(title) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			dash = b.Len() > 0
			continue
		}
		if b.Len() >= longest {
			break
		}
		if dash {
			b.WriteByte('-')
		}
		dash = false
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
