package store

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"manicule/internal/article"
	"manicule/internal/crash"
)

// Entry is one article of the list.
type Entry struct {
	Path     string // slash-separated, relative to the folder, exact bytes
	Size     int64
	Modified time.Time
	Meta     article.Meta
	Added    time.Time // when it was added: a time of day in UTC; zero when unknown
	Words    int
	Minutes  int
	Reading  Reading
	Notes    int
	Err      error // why it can't be read, in words for the list; Meta.Title is its name then
}

// open opens a file of the folder to be read, and nothing outside of it; it does
// not wait for the other end of a pipe.
func (c *Collection) open(path string) (*os.File, error) {
	name := filepath.FromSlash(path)
	if f := c.direct.open(name); f != nil {
		return f, nil
	}
	return c.root.OpenFile(name, os.O_RDONLY|quickly, 0)
}

// Read reads and parses one article. It opens regular files of at most
// 64 MiB, and nothing outside the folder.
func (c *Collection) Read(path string) (*article.Article, error) {
	return c.read(path, false)
}

// ReadWhole is Read, but of a web page all is kept, whatever the reader had
// chosen to be shown of it.
func (c *Collection) ReadWhole(path string) (*article.Article, error) { return c.read(path, true) }

func (c *Collection) read(path string, whole bool) (*article.Article, error) {
	a, err := c.parse(path, whole)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", show(path), err)
	}
	return a, nil
}

// Articles of more than large bytes are begun with their first beginning bytes,
// which any screen holds less than.
const (
	large     = 1 << 20
	beginning = 256 << 10
)

// Begin reads the beginning of a large article, to be shown until Read has all
// of it (article.Begin), and tells the size of its file in bytes. The article is
// nil when it is small, can only be understood as a whole, or can't be read,
// of which Read tells the reason.
func (c *Collection) Begin(path string) (a *article.Article, size int64) {
	defer crash.Survive(func(*crash.Crash) { a = nil }) // Read meets it too, and says so
	if _, ok := c.converter(path); ok {
		return nil, 0
	}
	f, err := c.open(path)
	if err != nil {
		return nil, 0
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() <= large || readable(info.Mode().Type(), info.Size(), limit) != nil {
		return nil, 0
	}
	head := make([]byte, beginning)
	if _, err := io.ReadFull(f, head); err != nil {
		return nil, 0
	}
	return article.Begin(path, head), info.Size()
}

// ReadOrRecall is Read; but of an article that can't be read, or is gone, it is
// the text to which the positions of the notes on it belong, if that is kept.
// So those notes can still be changed. The error is Read's.
func (c *Collection) ReadOrRecall(path string) (*article.Article, error) {
	a, unread := c.Read(path)
	if unread == nil {
		return a, nil
	}
	f, err := c.Notes(path)
	if err != nil {
		return nil, unread
	}
	h := f.Header()
	text, err := c.OldText(h.Text)
	if err != nil {
		return nil, unread
	}
	return article.Recall(path, text, article.Meta{Title: h.Title, Source: h.Source}), nil
}

// parse reads an article and survives what a file may do to its parser.
func (c *Collection) parse(name string, whole bool) (a *article.Article, err error) {
	defer crash.Survive(func(c *crash.Crash) { a, err = nil, fmt.Errorf("invalid format (%v)", c.What) })
	if file, in, ok := c.inside(name); ok {
		return c.chapter(file, in)
	}
	if article.IsBook(name) {
		return nil, c.whole(name)
	}
	f, err := c.open(name)
	if err != nil {
		return nil, reason(err)
	}
	defer f.Close()
	data, _, err := readFrom(f, limit)
	if err != nil {
		return nil, reason(err)
	}
	if v, ok := c.converter(name); ok {
		return c.convert(name, data, v)
	}
	if whole || article.IsPage(name) && c.Reading(name).Whole {
		return article.ParseWhole(name, data)
	}
	return article.Parse(name, data)
}
