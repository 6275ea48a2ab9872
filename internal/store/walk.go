package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"manicule/internal/article"
	"manicule/internal/crash"
)

// Folders that programs fill. A folder named vendor is one of these only beside
// a file of vendorSigns; one with a CACHEDIR.TAG always (bford.info/cachedir).
var (
	toolFolders = []string{"node_modules", "bower_components", "jspm_packages", "__pycache__", "site-packages", "__MACOSX"}
	vendorSigns = []string{"go.mod", "composer.json", "Gemfile", "Cargo.toml"}
	cacheTag    = "CACHEDIR.TAG"
)

// File is an article's file as its folder shows it.
type File struct {
	Path     string // slash-separated, relative to the folder, exact bytes
	Size     int64
	Modified int64  // nanoseconds since 1970
	Inode    uint64 // 0 where the system has none
	Err      error  // why it can't be read, known without reading it; in words for the list
}

// Files calls back with the articles' files that lie within a folder, or with
// the file of that name; "." is the collection's folder, and what is not there
// or not listed holds none. They come in the order of the folders' listings,
// sorted by name, each folder's contents where its name stands. None is read;
// one without extension may turn out to be no article. What is shown but can't
// be read, such as a link that leads out of the folder, has an Err. Files
// returns the callback's error, ctx's, or that the collection's folder itself
// can't be read.
func (c *Collection) Files(ctx context.Context, within string, each func(File) error) error {
	w := walker{c: c, ctx: ctx, each: each}
	return w.walk(within)
}

type walker struct {
	c    *Collection
	ctx  context.Context
	each func(File) error
	dirs func(string) // told of every folder before it is read, if not nil

	homes  homeFolders               // those met on a walk through the whole folder
	others map[string]map[string]int // files that are not shown, likewise, by folder and extension
}

// item is one line of a folder's listing.
type item struct {
	name     string
	kind     fs.FileMode
	size     int64
	modified int64
	inode    uint64
}

func itemOf(info fs.FileInfo) item {
	return item{name: info.Name(), kind: info.Mode().Type(), size: info.Size(), modified: info.ModTime().UnixNano(), inode: inodeOf(info)}
}

// siblings reports whether a folder holds a name.
type siblings func(name string) bool

func (w *walker) walk(within string) error {
	switch within = path.Clean(within); {
	case within == ".":
		return w.everything()
	case !filepath.IsLocal(within):
		return nil
	}
	return w.descend(".", within)
}

func (w *walker) everything() error {
	w.homes, w.others = homeFolders{}, map[string]map[string]int{}
	err := w.folder(".")
	if err == nil {
		w.c.lookedThroughOthers(w.others)
	}
	if err == nil && !w.c.single {
		w.c.lookedThrough(w.homes)
	}
	return err
}

// descend goes down to the file or folder below dir, as far as a walk through
// all folders would come.
func (w *walker) descend(dir, below string) error {
	base, rest, deeper := strings.Cut(below, "/")
	has := func(name string) bool {
		_, err := w.c.root.Lstat(join(dir, name))
		return err == nil
	}
	info, err := w.c.root.Lstat(join(dir, base))
	switch {
	case err != nil || has(cacheTag):
		return nil
	case deeper && article.IsBook(base) && info.Mode().IsRegular():
		return w.chapters(join(dir, base), itemOf(info), rest)
	case !deeper && !info.IsDir():
		return w.item(dir, itemOf(info))
	case !info.IsDir() || !w.enters(dir, base, has):
		return nil
	case deeper:
		w.c.lookForHome(join(dir, base))
		return w.descend(join(dir, base), rest)
	}
	return w.folder(join(dir, base))
}

func (w *walker) folder(dir string) error { return w.contents(dir, <-w.list(dir)) }

// listing is what a folder holds, sorted by name; with an error, what could be
// seen of it.
type listing struct {
	items []item
	err   error
}

func (l listing) has(name string) bool {
	_, ok := slices.BinarySearchFunc(l.items, name, func(i item, name string) int { return strings.Compare(i.name, name) })
	return ok
}

// errUnlisted stands for a listing that the program broke at.
var errUnlisted = errors.New("an internal error; it could not be listed")

// list begins to list a folder.
func (w *walker) list(dir string) <-chan listing {
	out := make(chan listing, 1)
	crash.Go(w.ctx, func() {
		l := listing{err: errUnlisted}
		defer func() { out <- l }()
		if w.dirs != nil {
			w.dirs(dir)
		}
		l.items, l.err = w.c.readDir(dir)
	})
	return out
}

// contents walks what a folder holds. Of folders that can't be read only the
// collection's own ends the walk.
func (w *walker) contents(dir string, l listing) error {
	err := w.ctx.Err()
	switch {
	case err != nil:
	case l.err != nil && dir == ".":
		err = wrapped{"read " + show(w.c.folder) + ": " + reason(l.err).Error(), l.err}
	case l.err != nil:
		err = w.each(File{Path: dir, Err: wrapped{"this folder can't be read: " + reason(l.err).Error(), l.err}})
	}
	if l.has(cacheTag) {
		return err
	}
	w.meet(dir, l)
	coming := w.coming(dir, l)
	for i := 0; i < len(l.items) && err == nil; i++ {
		switch {
		case !l.items[i].kind.IsDir():
			err = w.item(dir, l.items[i])
		case coming.next() == i:
			err = w.contents(join(dir, l.items[i].name), <-coming.take())
		}
	}
	return err
}

// readAhead is how many folders are listed before the walk comes to them: it
// mostly waits for the system, and two cores can do that twice as fast.
const readAhead = 3

// coming are the folders in a listing that the walk will enter, in order.
type coming struct {
	w     *walker
	dir   string
	all   listing
	seen  int // items that were looked at
	begun []begun
}

// begun is a folder whose listing has begun.
type begun struct {
	i    int // its number among the items
	list <-chan listing
}

func (w *walker) coming(dir string, l listing) *coming { return &coming{w: w, dir: dir, all: l} }

// next is the number of the next folder; -1 when there is none.
func (c *coming) next() int {
	for ; c.seen < len(c.all.items) && len(c.begun) < readAhead; c.seen++ {
		if i := c.all.items[c.seen]; i.kind.IsDir() && c.w.enters(c.dir, i.name, c.all.has) {
			c.begun = append(c.begun, begun{c.seen, c.w.list(join(c.dir, i.name))})
		}
	}
	if len(c.begun) == 0 {
		return -1
	}
	return c.begun[0].i
}

func (c *coming) take() <-chan listing {
	list := c.begun[0].list
	c.begun = c.begun[1:]
	return list
}

func (w *walker) item(dir string, i item) error {
	name := join(dir, i.name)
	switch {
	case strings.HasPrefix(i.name, "."):
	case i.kind&fs.ModeSymlink != 0:
		return w.link(name)
	case article.IsBook(i.name) && i.kind.IsRegular():
		return w.chapters(name, i, "")
	case w.c.isArticle(i.name):
		return w.file(name, i)
	case i.kind.IsRegular():
		w.other(dir, i.name)
	}
	return nil
}

func (w *walker) file(name string, i item) error {
	return w.each(File{Path: name, Size: i.size, Modified: i.modified, Inode: i.inode, Err: readable(i.kind, i.size, limit)})
}

// enters reports whether a folder's contents are listed.
func (w *walker) enters(dir, base string, has siblings) bool {
	return !strings.HasPrefix(base, ".") && !foreign(base, has) && !w.c.own(join(dir, base))
}

// join is path.Join for names that are clean.
func join(dir, base string) string {
	if dir == "." {
		return base
	}
	return dir + "/" + base
}

// own tells the folders that a notes folder among the articles consists of.
func (c *Collection) own(name string) bool {
	full := filepath.Join(c.folder, filepath.FromSlash(name))
	homes := []notesHome{{Collection: c}}
	if c.opt.NotesDir != "" {
		homes = c.knownHomesOf(name)
	}
	return slices.ContainsFunc(homes, func(h notesHome) bool {
		notes := h.NotesFolder()
		return full == notes || full == filepath.Join(filepath.Dir(notes), "texts")
	})
}

// link lists a link to a file in the folder. A link to a folder is listed
// only if it leads out: what lies in the folder is listed where it lies.
func (w *walker) link(name string) error {
	info, err := w.c.root.Stat(name)
	switch {
	case err == nil && !info.IsDir() && w.c.isArticle(name):
		return w.file(name, itemOf(info))
	case err != nil && w.c.isArticle(name):
		return w.each(File{Path: name, Err: linkReason(err)})
	}
	return nil
}

func linkReason(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return wrapped{"a broken link", err}
	case strings.Contains(err.Error(), "escapes"):
		return wrapped{"a link that leads out of the folder", err}
	}
	return wrapped{"a link that can't be followed: " + reason(err).Error(), err}
}

// listedAtOnce is how many names of a folder are looked at in one go.
const listedAtOnce = 512

// readDir lists a folder sorted by name. What could be read before an error
// is returned with it.
func (c *Collection) readDir(dir string) ([]item, error) {
	f, err := c.root.OpenFile(dir, os.O_RDONLY|quickly, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var found []item
	for err == nil {
		var some []fs.DirEntry
		some, err = f.ReadDir(listedAtOnce)
		for _, d := range some {
			if info, err := d.Info(); err == nil { // else it has just gone
				found = append(found, itemOf(info))
			}
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	slices.SortFunc(found, func(a, b item) int { return strings.Compare(a.name, b.name) })
	return found, err
}

// foreign tells the folders that hold no articles: what package managers
// fetched, and what a browser saved beside a page.
func foreign(base string, has siblings) bool {
	page, saved := strings.CutSuffix(base, "_files")
	return slices.Contains(toolFolders, base) ||
		base == "vendor" && slices.ContainsFunc(vendorSigns, has) ||
		saved && (has(page+".html") || has(page+".htm"))
}
