package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The options may put the reader's things into a folder outside of the
// collection (an absolute NotesDir, or ../notes). Its name says nothing of
// whose it is, so it records that with the first note: then a folder below is
// opened as that collection, and any other has a folder of its own in it. A
// folder without a record, or with one of a collection that is not there any
// more, belongs to who opens it. Where there were notes before the record,
// others may have theirs among them, and keep them there.

// ownerName is the file in such a folder that names the collection it belongs
// to: a line with the absolute path, and where there were notes before it one
// that says shared.
const (
	ownerName  = ".collection"
	sharedLine = "shared"
)

const ownerLimit = 1 << 13

// outsideOf is the folder outside that the options name for a collection; ""
// if there is none.
func (o Options) outsideOf(abs string) string {
	switch {
	case o.NotesDir == "" || o.ownName() != "":
		return ""
	case filepath.IsAbs(o.NotesDir):
		return filepath.Clean(o.NotesDir)
	}
	return filepath.Join(abs, o.NotesDir)
}

// ownerOf is the collection that a folder outside belongs to, "" if none is
// recorded or that is gone; and whether others may have notes there.
func ownerOf(dir string) (owner string, shared bool) {
	data, _, err := readUpTo(ownerLimit, osDisk{}, filepath.Join(dir, ownerName))
	owner, rest, _ := strings.Cut(string(data), "\n")
	if err != nil || !filepath.IsAbs(owner) {
		return "", false
	}
	if info, err := os.Stat(owner); err != nil || !info.IsDir() {
		return "", false
	}
	return owner, strings.TrimSpace(rest) == sharedLine
}

// ownsOutside reports whether a folder outside is recorded as this folder's,
// or one named beside it holds something of its own.
func (o Options) ownsOutside(abs string) bool {
	dir, owner := o.outsideOf(abs), o.owner
	if dir == "" {
		return false
	}
	if !filepath.IsAbs(o.NotesDir) {
		owner, _ = ownerOf(dir)
		if isDir(filepath.Join(dir, folderKey(abs))) {
			return true
		}
	}
	return owner != "" && filepath.Base(owner) == filepath.Base(abs) && realPath(abs) == owner
}

// outsideHome is where in a folder outside a collection's things lie.
func (c *Collection) outsideHome(dir string) string {
	owner, shared := ownerOf(dir)
	own := filepath.Join(dir, c.key)
	switch folder := realPath(c.folder); {
	case owner == folder:
		return dir
	case isDir(own):
		return own
	case owner == "", shared && !strings.HasPrefix(owner, prefix(folder)):
		return dir
	}
	return own
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// recordOwner says in a folder outside whose it is, unless that is known. It
// never stops a save.
func (c *Collection) recordOwner(home string) {
	if home != c.opt.outsideOf(c.folder) {
		return
	}
	if owner, _ := ownerOf(home); owner != "" {
		return
	}
	name := filepath.Join(home, ownerName)
	was, _, err := readUpTo(ownerLimit, c.disk, name)
	if err == nil && !filepath.IsAbs(string(was)) || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return // somebody else's file
	}
	lines := realPath(c.folder) + "\n"
	if isDir(filepath.Join(home, "notes")) {
		lines += sharedLine + "\n"
	}
	_ = replace(c.disk, name, []byte(lines), 0o644)
}
