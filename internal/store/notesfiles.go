package store

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"manicule/internal/note"
)

// NotesFile is one file in the folder of notes, as it lies there.
type NotesFile struct {
	Name   string     // absolute
	Home   string     // the folder that keeps it, absolute
	File   *note.File // nil if it can't be read, or is no notes file by its name
	On     string     // the article that File says it is on, as the collection names it; "" if it says none
	Err    error      // why it can't be read
	By     string     // the program that put it aside, "" for none
	Beside bool       // it adds to a file that could not be written
}

// EachNotesFile reads the files in the folder of notes one by one, in order of
// their names: also those that Notes joins with others or passes over. The
// error is that of ctx.
func (c *Collection) EachNotesFile(ctx context.Context, each func(NotesFile)) error {
	for _, h := range c.allHomes(ctx) {
		if h.up != "" { // most of its files are on articles outside of the collection
			continue
		}
		err := h.eachNotesFile(ctx, func(f NotesFile) {
			if f.Home = h.folder; f.File != nil && f.File.Header().Article != "" {
				f.On, _ = h.outward(f.File.Header().Article)
			}
			each(f)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *Collection) eachNotesFile(ctx context.Context, each func(NotesFile)) error {
	folder := c.NotesFolder()
	return filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		switch hidden := d != nil && strings.HasPrefix(d.Name(), ".") && name != folder; {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			each(NotesFile{Name: name, Err: reason(err)})
		case hidden && d.IsDir():
			return fs.SkipDir
		case !hidden && !d.IsDir():
			each(c.notesFileAt(name))
		}
		return ctx.Err()
	})
}

// notesFileAt reads a file unless its name is that of no notes file. An article
// may be a copy put aside itself; its notes are not.
func (c *Collection) notesFileAt(name string) NotesFile {
	f := NotesFile{Name: name, Beside: strings.HasSuffix(name, newName("")) || lateOf(name) != name}
	if f.By, _ = PutAside(filepath.Base(name)); filepath.Ext(name) != ".md" {
		return f
	}
	data, _, err := readWhole(c.disk, name)
	if err != nil {
		f.Err = reason(err)
		return f
	}
	if f.File = note.Parse(data); !isAside(name, f.File.Header().Article) {
		f.By = ""
	}
	return f
}
