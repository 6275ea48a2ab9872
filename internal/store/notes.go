package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"manicule/internal/article"
	"manicule/internal/note"
)

// Saved tells what SaveNotes did.
type Saved struct {
	File   string // the notes file, relative to the folder where it lies in it, for the status line; clean
	Merged bool   // the file had changed since this Collection last saw it; both changes are in it now

	// Restored is how many notes are in the file again that had just vanished
	// with it. Another program may have been writing it; if not, who removed it
	// should know.
	Restored int
}

// loaded are the notes on an article as they are on disk.
type loaded struct {
	*note.File
	file  string            // where they are kept, absolute; may not exist
	data  []byte            // its bytes, nil when it doesn't exist
	extra []string          // files whose notes belong into it
	late  map[string][]byte // what late files held whose notes belong into it; see exchange
	based bool              // it stands on notes in a folder that can't be written
	hurry bool              // another program writes the file all the time

	recalled bool // the file has just vanished, and this is what it held
}

// Notes reads the notes on the article of that path; a file without notes
// when there are none. A file that must not be written (see
// note.File.ReadOnly) also holds the notes that were put beside it.
func (c *Collection) Notes(path string) (*note.File, error) {
	return c.notesIn(&moment{}, c.homesOf(path), path)
}

func (c *Collection) notes(all *noteFiles, path string) (loaded, error) {
	l, err := c.load(all, path)
	if err != nil {
		return l, fmt.Errorf("read the notes on %s: %w", show(path), err)
	}
	return l, nil
}

// load reads an article's notes file, and adds what lies beside it (~new) and
// what was written elsewhere while its folder could not be.
func (c *Collection) load(all *noteFiles, path string) (loaded, error) {
	file, spare := c.fileFor(all, path)
	l := loaded{file: file}
	var err error
	if l.data, err = c.readNotes(file); err != nil {
		return l, err
	}
	l.File = note.Parse(l.data)
	if l.data == nil {
		l.File = note.New(note.Header{Article: path})
	}
	l.File = c.fromVersions(file, l.File, l.data)
	l.recalled = l.data == nil && len(l.Notes()) > 0
	if c.fallen() {
		l.based = spare != ""
		if l.data == nil {
			_, err = c.join(l.File, spare, path)
		}
		return l, err
	}
	for _, name := range []string{spare, newName(file)} {
		if found, err := c.join(l.File, name, path); err == nil && found {
			l.extra = append(l.extra, name)
		}
	}
	for _, name := range c.leftBehind(all, path, file) {
		l.unite(c, name)
	}
	for _, name := range all.byArticle[path] {
		if name != file && lateOf(name) == file {
			l.takeIn(c, name)
		}
	}
	return l, nil
}

// leftBehind are other files of notes on the article, under the name of one
// that is gone: where a merge met a renaming, git leaves two.
func (c *Collection) leftBehind(all *noteFiles, path, file string) (names []string) {
	for _, name := range all.byArticle[path] {
		rel, err := filepath.Rel(c.NotesFolder(), name)
		former := articleName(filepath.ToSlash(rel))
		if err == nil && filepath.IsLocal(rel) && name != file && c.isArticle(former) && !c.has(former) && !isAside(name, path) && lateOf(name) == name {
			names = append(names, name)
		}
	}
	return names
}

// unite takes in all of another notes file, also what the reader wrote between
// the notes.
func (l *loaded) unite(c *Collection, name string) {
	data, err := c.readNotes(name)
	other := note.Parse(data)
	if err == nil && data != nil && l.ReadOnly() == "" && other.ReadOnly() == "" {
		l.File = note.Merge(nil, l.File, other)
		l.extra = append(l.extra, name)
	}
}

// join adopts the notes of another file, if there is one and it is on the
// same article.
func (c *Collection) join(f *note.File, name, path string) (found bool, err error) {
	if name == "" {
		return false, nil
	}
	data, err := c.readNotes(name)
	if err != nil || data == nil {
		return false, err
	}
	other := note.Parse(data)
	if other.Header().Article != path {
		return false, nil
	}
	adopt(f, other)
	return true, nil
}

// readNotes returns nil for a file that does not exist.
func (c *Collection) readNotes(file string) ([]byte, error) {
	data, _, err := readWhole(c.disk, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", show(file), reason(err))
	}
	return data, nil
}

// adopt puts the notes of another file into f; of two with one id, the one
// that was changed later stays.
func adopt(f, other *note.File) {
	for _, n := range other.Notes() {
		if own, ok := f.Note(n.ID); ok && !n.Changed.After(own.Changed) {
			continue
		}
		f.Put(n)
	}
	if h := f.Header(); h.Text == "" {
		f.SetHeader(other.Header())
	}
}

// AllNotes calls back with the notes on each article that has a notes file,
// in order of the articles' paths. A file that can't be read is left out, and
// the error tells which; the others are unaffected.
func (c *Collection) AllNotes(ctx context.Context, each func(path string, f *note.File)) error {
	var failed []error
	m := &moment{}
	for _, path := range m.articles(c.homesNow(ctx)) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		f, err := c.notesIn(m, c.knownHomesOf(path), path)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		each(path, f)
	}
	return errors.Join(failed...)
}

// saveTries is how often a save begins again because another program, which
// knows of no lock, was quicker; after a pause that grows by savePause.
const (
	saveTries = 20
	savePause = 5 * time.Millisecond
)

// lockedAgain calls write under the lock, again while another program writes
// between its reading and its writing.
func (c *Collection) lockedAgain(write func() error) error {
	return c.locked(func(string) (err error) {
		for try := range saveTries {
			time.Sleep(time.Duration(try) * savePause)
			if err = write(); !errors.Is(err, errChanged) {
				break
			}
		}
		return err
	})
}

// SaveNotes applies edit to the notes on the article as they are on disk now,
// and writes them, so that changes made by others in the meantime are kept.
// When it returns without error the notes are on the disk, not just in the
// system's memory.
//
// Before edit the positions are those of a's text (see note.File.Follow).
// Edit may be called again, if another program wrote the file meanwhile, or if
// the folder turns out to be read-only and the notes go elsewhere; an error of
// edit stops and changes nothing. If the notes
// file must not be written, what edit changes is written beside it, to a file
// whose name ends in ~new.md; Notes reads both, and the first save after the
// obstacle is gone joins them. Notes and file go when the last note does,
// unless the reader wrote something of their own there.
func (c *Collection) SaveNotes(a *article.Article, edit func(*note.File) error) (Saved, error) {
	saved, err := c.saveInHomes(a, edit)
	if err != nil {
		return Saved{}, fmt.Errorf("save the notes on %s: %w", show(a.Name), err)
	}
	return saved, nil
}

// saveHere is SaveNotes in this home alone.
func (c *Collection) saveHere(a *article.Article, edit func(*note.File) error) (saved Saved, err error) {
	tries := 0
	err = c.lockedAgain(func() (err error) {
		tries++
		saved, err = c.saveNotes(a, edit, tries > patience)
		return err
	})
	return saved, err
}

func (c *Collection) saveNotes(a *article.Article, edit func(*note.File) error, hurry bool) (Saved, error) {
	all := c.savingNotes(a.Name)
	owner := c.owner(all, a)
	l, err := c.load(all, owner)
	if err != nil {
		return Saved{}, err
	}
	l.hurry = hurry
	saved := Saved{Merged: c.changed(a.Name, l.data)}
	if l.recalled {
		saved.Restored = len(l.Notes())
	}
	if l.ReadOnly() != "" {
		saved.File, err = c.saveBeside(a, l, edit)
		return saved, err
	}
	saved.File = c.shortName(l.file)
	if l.data == nil && !l.recalled {
		l.File = startFor(a, l.File)
	}
	c.carry(l.File, a)
	if err := edit(l.File); err != nil {
		return Saved{}, err
	}
	h := headerFor(a, l.Header())
	if c.has(owner) {
		h.Article = owner
	}
	l.SetHeader(h)
	data, err := c.put(a, l)
	if err == nil {
		c.saw(a.Name, data)
	}
	return saved, err
}

// headerFor completes the header; a title or source that stands there stays.
func headerFor(a *article.Article, h note.Header) note.Header {
	h.Article, h.Text = a.Name, a.Fingerprint()
	h.Title = cmp.Or(h.Title, a.Meta.Title)
	h.Source = cmp.Or(h.Source, a.Meta.Source)
	h.ID = cmp.Or(h.ID, a.Meta.ID)
	return h
}

// startFor begins a notes file on the article with the notes of another.
func startFor(a *article.Article, from *note.File) *note.File {
	f := note.New(headerFor(a, note.Header{}))
	if len(from.Notes()) > 0 {
		h := f.Header()
		h.Text = from.Header().Text
		f.SetHeader(h)
		adopt(f, from)
	}
	return f
}

// put writes the notes, if they differ, and what goes with them. It returns
// what the file holds now, nil if it does not exist.
func (c *Collection) put(a *article.Article, l loaded) ([]byte, error) {
	data := l.Format()
	switch empty := len(l.Notes()) == 0 && !l.based && (l.data == nil || bytes.Equal(data, fresh(l))); {
	case empty && l.data == nil && l.alone(), bytes.Equal(data, l.data) && l.alone():
		return l.data, nil
	case empty:
		data = nil
	default:
		c.saveText(a)
	}
	write := c.write
	if l.hurry {
		write = c.exchange
	}
	if err := write(l.file, data, l.data); err != nil {
		return nil, err
	}
	c.retireBeside(l)
	c.noteSaved(l.file, data)
	c.dropTexts(note.Parse(l.data))
	return data, nil
}

// fresh is what the file would be if nobody had written into it.
func fresh(l loaded) []byte { return note.New(l.Header()).Format() }

// saveBeside writes what edit changes to a file of its own, since the notes
// file must not be touched.
func (c *Collection) saveBeside(a *article.Article, l loaded, edit func(*note.File) error) (string, error) {
	beside := loaded{file: newName(l.file)}
	var err error
	if beside.data, err = c.readNotes(beside.file); err != nil {
		return "", err
	}
	beside.File = note.Parse(beside.data)
	if beside.data == nil {
		beside.File = startFor(a, &note.File{})
	}
	if why := beside.ReadOnly(); why != "" {
		return "", fmt.Errorf("neither %s nor %s can be written: %s", show(l.file), show(beside.file), why)
	}
	c.carry(beside.File, a)
	before := byID(l.File)
	if err := edit(l.File); err != nil {
		return "", err
	}
	after := byID(l.File)
	for id := range before {
		if _, kept := after[id]; !kept && !beside.Remove(id) {
			return "", fmt.Errorf("%s can't be changed: %s", show(l.file), l.ReadOnly())
		}
	}
	for _, n := range l.Notes() {
		if old, known := before[n.ID]; !known || !reflect.DeepEqual(old, n) {
			n.Changed = c.opt.Now()
			beside.Put(n)
		}
	}
	beside.SetHeader(headerFor(a, beside.Header()))
	_, err = c.put(a, beside)
	return c.shortName(beside.file), err
}

func byID(f *note.File) map[string]note.Note {
	notes := map[string]note.Note{}
	for _, n := range f.Notes() {
		notes[n.ID] = n
	}
	return notes
}

// shortName is the file's name for a status line.
func (c *Collection) shortName(file string) string {
	if rel, err := filepath.Rel(cmp.Or(c.shownFrom, c.folder), file); err == nil && filepath.IsLocal(rel) {
		return show(filepath.ToSlash(rel))
	}
	return show(file)
}

// write puts new content, or nothing for nil, in the place of the old one,
// which is kept among the versions.
func (c *Collection) write(file string, data, old []byte) error {
	real, err := c.follow(file)
	if err != nil {
		return err
	}
	dir := filepath.Dir(real)
	if !hasFolder(file) {
		c.retireVersions(filepath.Dir(file))
	}
	if err := c.disk.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder %s: %w", show(dir), reason(err))
	}
	c.sweepIn(dir)
	written := c.writeAhead(file, data, old)
	if data == nil {
		if err = c.still(real, old); err == nil {
			err = c.remove(real)
		}
	} else {
		err = replaceIf(c.disk, real, data, 0o644, func(name string) error { return c.still(name, old) })
	}
	written(err)
	if err != nil {
		return fmt.Errorf("write %s: %w", show(file), reason(err))
	}
	return nil
}

// errChanged tells that another program wrote a notes file while it was being
// saved: what was written there has to be read first.
var errChanged = errors.New("another program keeps writing it; try again when it has stopped")

// emptyTime is how long an empty notes file is taken for one that is being
// written: many editors empty it first.
const emptyTime = time.Second / 2

// still reports whether the file holds what it held when it was read.
func (c *Collection) still(file string, was []byte) error {
	now, info, err := readWhole(c.disk, file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err = nil; was != nil {
			err = errChanged
		}
	case err != nil:
		return fmt.Errorf("read %s: %w", show(file), reason(err))
	case was == nil || !bytes.Equal(now, was), len(now) == 0 && c.opt.Now().Sub(info.ModTime()) < emptyTime:
		err = errChanged
	}
	return err
}

func (c *Collection) remove(file string) error {
	if err := c.disk.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return c.disk.SyncFolder(filepath.Dir(file))
}

// follow resolves a notes file that is a link, so that the link stays. It
// must lead to a Markdown file: a collection from elsewhere could hold links
// to files that are no notes.
func (c *Collection) follow(file string) (string, error) {
	info, err := c.disk.Lstat(file)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return file, nil
	}
	real, err := filepath.EvalSymlinks(file)
	if err != nil {
		return "", fmt.Errorf("%s is a link that leads nowhere: %w", show(file), reason(err))
	}
	if !strings.EqualFold(filepath.Ext(real), ".md") {
		return "", fmt.Errorf("%s is a link to %s, which is no notes file", show(file), show(real))
	}
	return real, nil
}

// alone tells that nothing else belongs into the file.
func (l loaded) alone() bool { return len(l.extra) == 0 && len(l.late) == 0 }

// retireBeside takes away the files whose notes are in the main one now. One
// that its program has gone on writing is left for the next look.
func (c *Collection) retireBeside(l loaded) {
	for _, name := range l.extra {
		c.retire(name)
	}
	for name, data := range l.late {
		if c.still(name, data) == nil && c.remove(name) == nil {
			c.noteSaved(name, nil)
		}
	}
}

// retire takes away a file whose notes are in the main one now.
func (c *Collection) retire(name string) {
	data, err := c.readNotes(name)
	if err != nil || data == nil {
		return
	}
	c.saveVersion(name, data)
	if c.remove(name) == nil {
		c.noteSaved(name, nil)
	}
}
