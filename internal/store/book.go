package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"manicule/internal/article"
	"manicule/internal/crash"
)

// keptBooks is how many books are kept open at once: what they hold, not their
// bytes.
const keptBooks = 8

// openBooks are the books that were looked into last.
type openBooks struct {
	mu   sync.Mutex
	last []openBook // the latest one last
}

type openBook struct {
	path           string
	size, modified int64
	book           *article.Book
	err            error
}

func (o *openBooks) get(path string, size, modified int64) (openBook, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for i, b := range o.last {
		if b.path == path && b.size == size && b.modified == modified {
			o.last = append(append(o.last[:i:i], o.last[i+1:]...), b)
			return b, true
		}
	}
	return openBook{}, false
}

func (o *openBooks) put(b openBook) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.last = append(o.last, b)
	if n := len(o.last) - keptBooks; n > 0 {
		o.last = append([]openBook(nil), o.last[n:]...)
	}
}

// fileAt reads a file of the collection, which it opens each time: a book is
// kept longer than anybody would keep a file open.
type fileAt struct {
	c    *Collection
	path string
}

func (f fileAt) ReadAt(p []byte, off int64) (int, error) {
	in, err := f.c.open(f.path)
	if err != nil {
		return 0, reason(err)
	}
	defer in.Close()
	n, err := in.ReadAt(p, off)
	if err != nil && !errors.Is(err, io.EOF) {
		err = reason(err)
	}
	return n, err
}

// book looks into the book of that path.
func (c *Collection) book(path string) (*article.Book, error) {
	info, err := c.root.Stat(filepath.FromSlash(path))
	if err != nil {
		return nil, reason(err)
	}
	if err := readable(info.Mode().Type(), info.Size(), article.MaxBook); err != nil {
		return nil, err
	}
	size, modified := info.Size(), info.ModTime().UnixNano()
	if b, ok := c.books.get(path, size, modified); ok {
		return b.book, b.err
	}
	b := openBook{path: path, size: size, modified: modified}
	b.book, b.err = c.openBook(path, size)
	c.books.put(b)
	return b.book, b.err
}

func (c *Collection) openBook(path string, size int64) (b *article.Book, err error) {
	defer crash.Survive(func(c *crash.Crash) { b, err = nil, fmt.Errorf("invalid format (%v)", c.What) })
	return article.OpenBook(path, fileAt{c, path}, size)
}

// inside parts a path that leads into a file: the file's, and what is named in
// it. A folder may be called as a book is; then nothing lies in a file.
func (c *Collection) inside(path string) (file, name string, ok bool) {
	for i := 0; i < len(path); i++ {
		if path[i] != '/' || !article.HoldsParts(path[:i]) {
			continue
		}
		if info, err := c.root.Stat(filepath.FromSlash(path[:i])); err == nil && info.Mode().IsRegular() {
			return path[:i], path[i+1:], true
		}
	}
	return "", "", false
}

// chapter reads an article that lies in a book.
func (c *Collection) chapter(file, name string) (*article.Article, error) {
	if !article.IsBook(file) {
		return nil, reason(os.ErrNotExist)
	}
	b, err := c.book(file)
	if err != nil {
		return nil, err
	}
	if !b.Has(name) {
		return nil, reason(os.ErrNotExist)
	}
	return b.Chapter(file, name)
}

// whole says why a book is not read as one article.
func (c *Collection) whole(name string) error {
	if _, err := c.book(name); err != nil {
		return err
	}
	return errors.New("it is a book, which is to its chapters what a folder is; name one of them")
}

// part is a picture that lies in a file.
func (c *Collection) part(file, name string) ([]byte, error) {
	if article.IsBook(file) {
		b, err := c.book(file)
		if err != nil {
			return nil, err
		}
		return b.Picture(name)
	}
	f, err := c.open(file)
	if err != nil {
		return nil, reason(err)
	}
	defer f.Close()
	data, _, err := readFrom(f, limit)
	if err != nil {
		return nil, reason(err)
	}
	return article.Part(file, data, name)
}

// chapters lists the articles of a book in its place; a book that can't be read
// is listed with the reason.
func (w *walker) chapters(name string, i item, only string) error {
	b, err := w.c.book(name)
	if err != nil {
		return w.each(File{Path: name, Size: i.size, Modified: i.modified, Inode: i.inode, Err: err})
	}
	for _, ch := range b.Chapters {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if only != "" && only != ch.Name {
			continue
		}
		if err := w.each(File{Path: name + "/" + ch.Name, Size: ch.Size, Modified: i.modified}); err != nil {
			return err
		}
	}
	return nil
}

// InBook is the path of the book that an article lies in; "" if in none.
func (c *Collection) InBook(path string) string {
	if file, _, ok := c.inside(path); ok {
		return file
	}
	return ""
}

// showInBook says that a path leads into a file, where nothing else can go.
func showInBook(path, file string) error {
	return fmt.Errorf("%s lies in %s, which no editor of texts can open", show(path), show(strings.TrimSuffix(file, "/")))
}

// LookInto has only the articles of a book shown, as those of a folder that was
// opened are. The error is why it can't be read.
func (c *Collection) LookInto(path string) error {
	if _, err := c.book(path); err != nil {
		return fmt.Errorf("open %s: %w", show(path), err)
	}
	c.within = path
	return nil
}
