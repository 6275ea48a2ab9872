// Package store is the only one that touches a collection's files: the folder
// of articles, the notes beside them, the reading state and the drafts.
//
// Articles are read through an os.Root, so that no link and no ".." leads out
// of the folder, and never written. Everything of the reader's lies in
// .manicule in the folder, or where Options.NotesDir says, or, when the folder
// can't be written, in the data folder of the system; nothing is written
// before there is something to keep.
package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"manicule/internal/article"
)

// ownFolder is the folder of the reader's things in a collection.
const ownFolder = ".manicule"

// Options tell where things lie. The zero value means the usual places.
type Options struct {
	NotesDir  string           // folder that takes the place of .manicule, absolute or relative to the collection
	NotesHome string           // absolute; without a NotesDir, a folder in it that only this collection has does
	DataHome  string           // "" is DataHome()
	StateHome string           // "" is StateHome()
	CacheHome string           // "" is CacheHome()
	Now       func() time.Time // nil is time.Now
	// Converters make texts of other files, by extension without its dot.
	Converters map[string]Converter
	NoSync     bool // what is written may be lost when the machine loses its power; for tests

	owner     string        // of an absolute NotesDir, if it is recorded; by withDefaults
	batches   *atomic.Int32 // series of saves that are under way; by withDefaults
	elsewhere []string      // names of what is kept for collections outside of them; by withDefaults
}

// Collection is an open folder of articles. It is safe for concurrent use.
type Collection struct {
	folder   string // absolute, as the user named it
	key      string // name and hash, for folders elsewhere
	root     *os.Root
	direct   direct // the same folder
	opt      Options
	disk     disk
	lockTime time.Duration
	pollTime time.Duration

	within    string      // the folder below this one that was opened, slash-separated; "" if it is this one
	watched   atomic.Bool // a Watcher has looked through the folder, and follows what happens
	showAll   atomic.Bool // within does not count for what is shown
	above     []notesHome // homes above the folder, the nearest first
	single    bool        // it looks into no other home
	shownFrom string      // the folder from which files are named, if it is not this one

	mu       sync.Mutex           // guards the fields below
	below    map[string]notesHome // homes below the folder, by path, as far as they are known
	opened   []*os.Root           // of those that were
	recalled bool                 // those that the cache knows are in it
	looked   bool                 // those that a walk meets are in it
	merged   mergedReadings

	sweptAdded map[string]bool // folders of articles in which nothing is left of killed programs

	others map[string]map[string]int // files that are not shown, by folder and extension

	home    string // where the reader's things are written, absolute
	spare   string // where they were written while home could not be
	warning string
	written map[string]stamp   // notes files as this Collection wrote them, by absolute name
	noted   *noteFiles         // as they were when last looked at; nil before
	batch   *batch             // nil but in a series of saves
	seen    map[string]string  // by article: hash of its notes file when this Collection last saw it
	former  map[string]version // of the notes file that was asked for last, by their files' names
	reading readingState

	saving sync.Mutex // one save at a time in this process
	books  openBooks

	conversions conversions
}

// Now is the time by the collection's clock.
func (c *Collection) Now() time.Time { return c.opt.Now() }

// Open opens a folder of articles: as the collection of the nearest folder at
// or above it that keeps notes, if there is one (see Within). It writes nothing.
func Open(folder string, o Options) (*Collection, error) {
	abs, err := filepath.Abs(folder)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", show(folder), err)
	}
	if err := checkFolder(abs); err != nil {
		return nil, fmt.Errorf("open %s: %w", show(folder), err)
	}
	o = o.withDefaults()
	home, within := o.homeOf(abs)
	c, err := openHome(cmp.Or(home, abs), within, o)
	if err != nil && home != "" { // a home that can't be opened is none
		c, err = openHome(abs, ".", o)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", show(folder), reason(err))
	}
	return c, nil
}

func openHome(folder, within string, o Options) (*Collection, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	c := newCollection(folder, root, o)
	c.direct = directIn(root)
	if within != "." {
		c.within = within
	}
	c.findAbove()
	return c, nil
}

func newCollection(folder string, root *os.Root, o Options) *Collection {
	c := &Collection{folder: folder, key: folderKey(folder), root: root, opt: o, disk: osDisk{}, lockTime: 2 * time.Second, pollTime: 5 * time.Second}
	if o.NoSync {
		c.disk = unsyncedDisk{}
	}
	c.chooseHome()
	return c
}

func (o Options) withDefaults() Options {
	o.DataHome = cmp.Or(o.DataHome, DataHome())
	o.StateHome = cmp.Or(o.StateHome, StateHome())
	o.CacheHome = cmp.Or(o.CacheHome, CacheHome())
	if o.Now == nil {
		o.Now = time.Now
	}
	if filepath.IsAbs(o.NotesDir) {
		o.owner, _ = ownerOf(o.NotesDir)
	}
	o.elsewhere = o.keptElsewhere()
	if o.batches == nil {
		o.batches = new(atomic.Int32)
	}
	return o
}

// checkFolder finds the words for what a user most often gets wrong.
func checkFolder(abs string) error {
	info, err := os.Stat(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("no such folder; check the spelling, or create it and put articles in it")
	case err != nil:
		return reason(err)
	case !info.IsDir():
		return errors.New("it is a file, not a folder; name the folder that holds it")
	}
	d, err := os.Open(abs)
	if err != nil {
		return fmt.Errorf("the folder can't be read: %w; check its permissions", reason(err))
	}
	return d.Close()
}

// OpenFile opens the collection that the file belongs to: that of the nearest
// folder above it that keeps notes, else its own folder. The path is the file's
// in the collection. A link is followed first.
func OpenFile(file string, o Options) (c *Collection, path string, err error) {
	abs, err := filepath.Abs(file)
	if err == nil {
		abs, err = filepath.EvalSymlinks(abs)
	}
	if err != nil {
		return nil, "", fmt.Errorf("open %s: %w", show(file), reason(err))
	}
	if c, err = Open(filepath.Dir(abs), o); err != nil {
		return nil, "", err
	}
	path = prefix(c.within) + filepath.Base(abs)
	c.within = "" // a file was opened, no folder
	return c, path, nil
}

// Close lets the folder go.
func (c *Collection) Close() error {
	for _, h := range c.above {
		_ = h.root.Close() // only read from
	}
	c.mu.Lock()
	opened := c.opened
	c.mu.Unlock()
	for _, root := range opened {
		_ = root.Close()
	}
	c.direct.close()
	return c.root.Close()
}

// Folder is the collection's folder as an absolute path, exact bytes.
func (c *Collection) Folder() string { return c.folder }

// NotesFolder is the folder that notes files are written to, absolute.
func (c *Collection) NotesFolder() string {
	return filepath.Join(c.homes()[0], "notes")
}

// homes are the folder that the reader's things are written to, and the one
// where others may lie since this one, or that one, could not be written.
func (c *Collection) homes() [2]string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return [2]string{c.home, c.spare}
}

// Warning says, in a sentence for the reader, that notes are kept elsewhere
// because the folder can't be written; or is "".
func (c *Collection) Warning() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	warning := c.warning
	for _, dir := range slices.Sorted(maps.Keys(c.below)) {
		if warning == "" {
			warning = c.below[dir].Warning()
		}
	}
	return warning
}

// chooseHome finds where the reader's things are written.
func (c *Collection) chooseHome() {
	c.spare = filepath.Join(c.opt.DataHome, "manicule", c.key)
	switch dir := c.opt.NotesDir; {
	case c.opt.outsideOf(c.folder) != "":
		c.home = c.outsideHome(c.opt.outsideOf(c.folder))
	case dir != "":
		c.home = filepath.Join(c.folder, dir)
	case c.opt.NotesHome != "":
		c.home = filepath.Join(c.opt.NotesHome, c.key)
	default:
		c.home = filepath.Join(c.folder, ownFolder)
	}
	if err := writable(c.home); err != nil {
		c.fallBack(err)
	}
}

// fallBack moves to the data folder of the system. It reports whether that is
// another place than before.
func (c *Collection) fallBack(why error) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.warning != "" || c.home == c.spare || c.opt.DataHome == "" {
		return false
	}
	c.warning = fmt.Sprintf("%s can't be written to (%v), so notes are kept in %s", show(c.home), why, show(c.spare))
	c.home, c.spare = c.spare, c.home
	return true
}

// fallen reports whether the reader's things are in the data folder for want of
// a better place.
func (c *Collection) fallen() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.warning != ""
}

// writable reports whether the folder, or the nearest one above it that exists,
// may be written to, as far as can be known without trying.
func writable(dir string) error {
	for {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			return mayWrite(dir)
		}
		dir = filepath.Dir(dir)
	}
}

// folderKey is a name for what is kept elsewhere on a folder: its own name,
// so that a person can tell them apart, and a hash of the whole path.
func folderKey(abs string) string {
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	}
	sum := sha256.Sum256([]byte(abs))
	return portable(filepath.Base(abs), 80) + "-" + hex.EncodeToString(sum[:6])
}

// cacheFolder is where what can be made again is kept, "" if nowhere.
func (c *Collection) cacheFolder() string {
	if c.opt.CacheHome == "" {
		return ""
	}
	return filepath.Join(c.opt.CacheHome, "manicule", c.key)
}

// CacheFolder is the folder for what can be made again of this collection,
// such as a search index; "" when the system names none. It may not exist yet.
func (c *Collection) CacheFolder() string { return c.cacheFolder() }

// show makes a name from disk fit for a message.
func show(name string) string { return article.CleanLine(name) }

// reason is the innermost cause in words, without the path, which the caller
// names.
func reason(err error) error {
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return wrapped{"it does not exist", err}
	case errors.As(err, &pe) && strings.Contains(pe.Err.Error(), "escapes"):
		return wrapped{"it leads out of the folder", err}
	case errors.As(err, &pe):
		return pe.Err
	case errors.As(err, &le):
		return le.Err
	}
	return err
}

// wrapped says an error in the reader's words.
type wrapped struct {
	words string
	err   error
}

func (w wrapped) Error() string { return w.words }
func (w wrapped) Unwrap() error { return w.err }
