package store

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// What the reader does to an article has one home, whichever folder, file or
// command names the article: that of the nearest folder, at or above it, that
// keeps notes. A folder keeps notes if it holds a folder .manicule, or what the
// options put in its place, or if there is something for it in the data folder
// of the system because it could not be written.
//
//   - A folder below one that keeps notes is opened as that collection (Within).
//   - Notes of folders below the opened one are read and written there.
//   - Where nothing is yet, the opened folder becomes the home.
//
// Earlier versions made a second home where a folder was opened by itself. So
// homes farther up may have notes on an article too: they are read, and edited
// where they are, until MergeConflict joins them.

// notesHome is a folder that keeps notes on articles of a collection.
type notesHome struct {
	*Collection        // of that folder; it looks into no other home
	up          string // the collection's folder as the home names it, if the home lies above it
	down        string // the home's folder as the collection names it, if it lies below
}

// inward is the home's name for an article of the collection.
func (h notesHome) inward(name string) string {
	if h.up != "" {
		return h.up + "/" + name
	}
	return strings.TrimPrefix(name, prefix(h.down))
}

// outward is the collection's name for an article of the home; false if the
// article lies outside of the collection.
func (h notesHome) outward(name string) (string, bool) {
	if h.up != "" {
		return strings.CutPrefix(name, h.up+"/")
	}
	return prefix(h.down) + name, true
}

// prefix is what the paths in a folder begin with.
func prefix(dir string) string {
	if dir == "" || dir == "." {
		return ""
	}
	return dir + "/"
}

// Home is the nearest folder at or above dir that keeps notes; "" if none does.
// The search goes up to the root of the file system. A folder .manicule counts
// above dir if it is a folder and no link, can be read, and is not somebody
// else's in a folder that everybody may write to, such as /tmp.
func Home(dir string, o Options) string {
	o = o.withDefaults()
	abs, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	home, _ := o.homeOf(abs)
	return home
}

// homeOf finds the home of an absolute folder, and what the folder is called
// from there: "." if it keeps notes itself, or if none does.
func (o Options) homeOf(abs string) (home, within string) {
	if o.keepsHere(abs) {
		return abs, "."
	}
	real, within := realPath(abs), "."
	for dir := real; dir != filepath.Dir(dir); {
		within = path.Join(filepath.Base(dir), within)
		if dir = filepath.Dir(dir); o.keeps(dir) {
			return asNamed(abs, dir, within), within
		}
	}
	return "", "."
}

// asNamed is the folder above abs in the words of abs, if they lead there.
func asNamed(abs, above, within string) string {
	named, ok := strings.CutSuffix(abs, string(filepath.Separator)+filepath.FromSlash(within))
	if ok && realPath(named) == above {
		return named
	}
	return above
}

// keepsHere reports whether the folder that was named keeps notes. There
// .manicule may be a link.
func (o Options) keepsHere(abs string) bool {
	info, err := os.Stat(filepath.Join(abs, o.ownName()))
	return err == nil && info.IsDir() && o.ownName() != "" || o.keepsElsewhere(abs)
}

// keeps reports whether a folder that nobody named keeps notes.
func (o Options) keeps(dir string) bool {
	if o.keepsElsewhere(dir) {
		return true
	}
	if o.ownName() == "" {
		return false
	}
	name := filepath.Join(dir, o.ownName())
	info, err := os.Lstat(name)
	if err != nil || !info.IsDir() || o.NotesDir != "" && !holdsNotes(os.DirFS(name)) || anybodys(dir, info) {
		return false
	}
	f, err := os.Open(name)
	return err == nil && f.Close() == nil
}

// ownName is what the folder of the reader's things is called in a folder that
// keeps notes, "" if the options put it elsewhere.
func (o Options) ownName() string {
	switch {
	case o.NotesDir == "" && o.NotesHome == "":
		return ownFolder
	case o.NotesDir != "" && filepath.IsLocal(o.NotesDir) && filepath.Clean(o.NotesDir) != ".":
		return filepath.Clean(o.NotesDir)
	}
	return ""
}

// holdsNotes tells a folder of notes, which the options give any name, from
// one that has that name by chance.
func holdsNotes(folder fs.FS) bool {
	return slices.ContainsFunc([]string{"notes", readingName}, func(name string) bool {
		_, err := fs.Stat(folder, name)
		return err == nil
	})
}

// keepsElsewhere reports whether there is something for a folder outside of it.
func (o Options) keepsElsewhere(abs string) bool {
	if o.ownsOutside(abs) {
		return true
	}
	stem := portable(filepath.Base(abs), 80) + "-"
	likely := slices.ContainsFunc(o.elsewhere, func(key string) bool { return strings.HasPrefix(key, stem) })
	return likely && slices.Contains(o.elsewhere, folderKey(abs))
}

// keptElsewhere lists what lies in the folders that hold one for each of
// several collections.
func (o Options) keptElsewhere() (keys []string) {
	var dirs []string
	if o.NotesHome != "" && o.NotesDir == "" {
		dirs = append(dirs, o.NotesHome)
	}
	if filepath.IsAbs(o.NotesDir) {
		dirs = append(dirs, o.NotesDir)
	}
	if o.DataHome != "" && (o.NotesDir == "" || o.ownName() != "") {
		dirs = append(dirs, filepath.Join(o.DataHome, "manicule"))
	}
	for _, dir := range dirs {
		found, _ := os.ReadDir(dir) // none when there is no folder
		for _, f := range found {
			if f.IsDir() {
				keys = append(keys, f.Name())
			}
		}
	}
	return keys
}

// Within is the folder that was opened, as the collection names it, if it is
// one below the collection's own: only what lies in it is to be shown. Else, and
// after ShowAll(true), it is ".".
func (c *Collection) Within() string {
	if c.showAll.Load() {
		return "."
	}
	return cmp.Or(c.within, ".")
}

// Opened is Within whatever ShowAll says.
func (c *Collection) Opened() string { return cmp.Or(c.within, ".") }

// Shows reports whether an article lies in the folder that is to be shown.
func (c *Collection) Shows(name string) bool { return strings.HasPrefix(name, prefix(c.Within())) }

// Shown is the folder that is to be shown, absolute.
func (c *Collection) Shown() string { return filepath.Join(c.folder, filepath.FromSlash(c.Within())) }

// ShowAll has the whole collection shown, or again only the folder that was
// opened. It reports whether that is another one than the collection's.
func (c *Collection) ShowAll(all bool) bool {
	c.showAll.Store(all)
	return c.within != ""
}

// Homes lists the folders in the collection that keep notes, absolute: its own,
// then those below it.
func (c *Collection) Homes(ctx context.Context) []string {
	var folders []string
	for _, h := range c.allHomes(ctx) {
		if h.up == "" {
			folders = append(folders, filepath.Dir(h.NotesFolder()))
		}
	}
	return folders
}

// findAbove opens the homes above the collection's folder.
func (c *Collection) findAbove() {
	up := "."
	for dir := realPath(c.folder); dir != filepath.Dir(dir); {
		up = path.Join(filepath.Base(dir), up)
		if dir = filepath.Dir(dir); !c.opt.keeps(dir) {
			continue
		}
		if root, err := os.OpenRoot(dir); err == nil {
			c.above = append(c.above, notesHome{c.sibling(dir, root), up, ""})
		}
	}
}

// sibling is a collection for another home of this one.
func (c *Collection) sibling(folder string, root *os.Root) *Collection {
	s := newCollection(folder, root, c.opt)
	s.disk, s.lockTime, s.single, s.shownFrom = c.disk, c.lockTime, true, c.folder
	return s
}

// homesOf are the homes that may have notes on an article: first its own, then
// those above it. It looks at the disk, for a home may have come or gone.
func (c *Collection) homesOf(name string) []notesHome { return c.homesIn(path.Dir(path.Clean(name))) }

// homesIn is homesOf for the articles in a folder.
func (c *Collection) homesIn(dir string) []notesHome {
	if c.single {
		return []notesHome{{Collection: c}}
	}
	var homes []notesHome
	for ; filepath.IsLocal(dir) && dir != "."; dir = path.Dir(dir) {
		c.lookForHome(dir)
		if h, ok := c.homeBelow(dir); ok {
			homes = append(homes, h)
		}
	}
	return c.withAbove(homes)
}

// withAbove adds the collection's own home and those above it.
func (c *Collection) withAbove(below []notesHome) []notesHome {
	return append(append(below, notesHome{Collection: c}), c.above...)
}

// knownHomesOf is homesOf without a look at the disk.
func (c *Collection) knownHomesOf(name string) []notesHome {
	var homes []notesHome
	for dir := path.Dir(name); c.anyBelow() && dir != "." && dir != "/"; dir = path.Dir(dir) {
		if h, ok := c.homeBelow(dir); ok {
			homes = append(homes, h)
		}
	}
	return c.withAbove(homes)
}

// knownHomes are all homes as far as they are known: the collection's own,
// those below it in order of their paths, those above it.
func (c *Collection) knownHomes() []notesHome {
	c.loadHomes()
	c.mu.Lock()
	defer c.mu.Unlock()
	homes := []notesHome{{Collection: c}}
	for _, dir := range slices.Sorted(maps.Keys(c.below)) {
		homes = append(homes, c.below[dir])
	}
	return append(homes, c.above...)
}

// allHomes is knownHomes after the folder was looked through once.
func (c *Collection) allHomes(ctx context.Context) []notesHome {
	c.mu.Lock()
	looked := c.looked || c.single
	c.mu.Unlock()
	if looked {
		return c.knownHomes()
	}
	return c.homesNow(ctx)
}

// homesNow is knownHomes after the folder was looked through, unless it is
// watched.
func (c *Collection) homesNow(ctx context.Context) []notesHome {
	if !c.watched.Load() && !c.single {
		_ = c.Files(ctx, ".", func(File) error { return nil }) // homes in what can't be read are none
	}
	return c.knownHomes()
}

func (c *Collection) anyBelow() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.below) > 0
}

func (c *Collection) homeBelow(dir string) (notesHome, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	h, ok := c.below[dir]
	return h, ok
}

// lookForHome takes in whether a folder below the collection's keeps notes.
func (c *Collection) lookForHome(dir string) {
	if c.single {
		return
	}
	_, known := c.homeBelow(dir)
	switch keeps := c.keepsBelow(dir); {
	case keeps && !known:
		c.addHome(dir)
	case !keeps && known:
		c.dropHomes(func(name string) bool { return name == dir })
	}
}

// keepsBelow is Options.keeps for a folder in the collection. It is no home if
// anything of it is a link that leads out of the collection.
func (c *Collection) keepsBelow(dir string) bool {
	abs := filepath.Join(c.folder, filepath.FromSlash(dir))
	own := c.opt.ownName()
	if own == "" {
		return c.opt.keepsElsewhere(abs)
	}
	name := filepath.Join(filepath.FromSlash(dir), own)
	info, err := c.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return c.opt.keepsElsewhere(abs)
	case err != nil || !info.IsDir():
		return false
	}
	for _, part := range []string{"notes", "texts", readingName, readingSessionsName, reviewName, searchesName, unplacedName, ".lock", ".gitignore"} {
		if _, err := c.root.Stat(filepath.Join(name, part)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false
		}
	}
	return c.opt.NotesDir == "" || holdsNotes(os.DirFS(filepath.Join(abs, own)))
}

func (c *Collection) addHome(dir string) {
	root, err := c.root.OpenRoot(filepath.FromSlash(dir))
	if err != nil {
		return
	}
	h := notesHome{c.sibling(filepath.Join(c.folder, filepath.FromSlash(dir)), root), "", dir}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.below[dir]; known {
		_ = root.Close()
		return
	}
	if c.below == nil {
		c.below = map[string]notesHome{}
	}
	c.below[dir] = h
	c.opened = append(c.opened, root)
}

// dropHomes forgets homes that are gone. Who works with one still may go on.
func (c *Collection) dropHomes(gone func(dir string) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	maps.DeleteFunc(c.below, func(dir string, _ notesHome) bool { return gone(dir) })
}

// homesName is the file, in the cache folder, of the homes that were known
// when the folder was last looked through: the first list that is shown is
// shown before it is looked through again.
const homesName = "homes"

// loadHomes takes in the homes that were known before, once.
func (c *Collection) loadHomes() {
	c.mu.Lock()
	recalled := c.recalled || c.looked || c.single
	c.recalled = true
	c.mu.Unlock()
	if recalled || c.cacheFolder() == "" {
		return
	}
	data, _, err := readUpTo(homesLimit, c.disk, filepath.Join(c.cacheFolder(), homesName))
	if err != nil {
		return
	}
	for _, dir := range strings.Split(string(data), "\x00") {
		if filepath.IsLocal(dir) && path.Clean(dir) == dir && dir != "." {
			c.lookForHome(dir)
		}
	}
}

const homesLimit = 1 << 20

// saveHomes writes that file if it says something else.
func (c *Collection) saveHomes() {
	c.mu.Lock()
	now := strings.Join(slices.Sorted(maps.Keys(c.below)), "\x00")
	c.mu.Unlock()
	name := filepath.Join(c.cacheFolder(), homesName)
	if was, err := os.ReadFile(name); c.cacheFolder() == "" || string(was) == now && (err == nil || now == "") {
		return
	}
	if c.disk.MkdirAll(c.cacheFolder(), 0o700) == nil {
		_ = replace(c.disk, name, []byte(now), 0o600) // else the next start finds them later
	}
}

// homeFolders are the folders that a walk met that keep notes.
type homeFolders map[string]bool

// meet takes in whether a folder that a walk comes to keeps notes.
func (w *walker) meet(dir string, l listing) {
	c := w.c
	if dir == "." || c.single {
		return
	}
	first, _, _ := strings.Cut(filepath.ToSlash(c.opt.ownName()), "/")
	_, known := c.homeBelow(dir)
	if known || first != "" && l.has(first) || c.opt.keepsElsewhere(filepath.Join(c.folder, filepath.FromSlash(dir))) {
		c.lookForHome(dir)
	}
	if _, keeps := c.homeBelow(dir); keeps && w.homes != nil {
		w.homes[dir] = true
	}
}

// lookedThrough takes in what a walk through the whole folder met.
func (c *Collection) lookedThrough(met homeFolders) {
	c.dropHomes(func(dir string) bool { return !met[dir] })
	c.mu.Lock()
	c.looked = true
	c.mu.Unlock()
	c.saveHomes()
}
