package store

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"manicule/internal/article"
)

// Entry is one article of the list.
type Entry struct {
	Path     string // slash-separated, relative to the folder, exact bytes
	Size     int64
	Modified time.Time
	Meta     article.Meta
	Words    int
	Minutes  int
	Reading  Reading
	Notes    int
	Err      error // why it can't be read, in words for the list; Meta.Title is its name then
}

// Read reads and parses one article. It opens regular files of at most
// 64 MiB, and nothing outside the folder.
func (c *Collection) Read(path string) (*article.Article, error) {
	a, err := c.parse(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", show(path), err)
	}
	return a, nil
}

// parse reads an article and survives what a file may do to its parser.
func (c *Collection) parse(name string) (a *article.Article, err error) {
	defer func() {
		if p := recover(); p != nil {
			a, err = nil, fmt.Errorf("its form is not understood (%v)", p)
		}
	}()
	f, err := c.root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|quickly, 0)
	if err != nil {
		return nil, reason(err)
	}
	defer f.Close()
	data, _, err := readFrom(f, limit)
	if err != nil {
		return nil, reason(err)
	}
	return article.Parse(name, data)
}
