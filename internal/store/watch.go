package store

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fsnotify/fsnotify"

	"manicule/internal/crash"
	"manicule/internal/stopwatch"
)

// Changes are told when nothing has happened for settleTime, and at the
// latest batchTime after the first. Where the system has no watches to give,
// everything is told to be looked at every Collection.pollTime, or so seldom
// that looking takes no more than a restShare of the time.
const (
	settleTime = 60 * time.Millisecond
	batchTime  = 400 * time.Millisecond
	restShare  = 20
)

// manyNames is how many names are kept apart; of more it is only told that
// everything has to be looked at.
const manyNames = 10_000

// Touched tells where something happened. What exactly is for its reader to
// find out: events are lost, doubled and reordered, states are not.
type Touched struct {
	Names  []string // files and folders in the collection, or "." alone; sorted, none below another
	Notes  []string // articles whose notes files changed, whoever changed them; sorted
	Others []string // those of Notes that others than this Collection changed
}

// Watcher tells where in a collection something happens. Its methods are for
// one goroutine, but for Files.
type Watcher struct {
	c      *Collection
	ctx    context.Context
	out    chan map[string]bool
	notify *fsnotify.Watcher // nil when the system has none to give
	look   atomic.Int64      // how long the last look at everything took

	mu      sync.Mutex
	watched map[string]bool     // folders, by absolute name
	homes   map[string]bool     // folders that keep notes, whose notes are watched
	notes   map[string]noteFile // as Wait last saw them, by absolute name

	// Of run alone.
	dirty           map[string]bool // what happened; "." is everything
	settled, latest <-chan time.Time
}

// ChangeKind is what happened to an article.
type ChangeKind int

// What a Change tells apart.
const (
	ArticleChanged ChangeKind = iota // it is new, or its file changed
	NotesChanged                     // its notes changed, by others than this Collection
	Removed                          // its file is gone
)

// Change is something that happened to an article on disk.
type Change struct {
	Path string // always the article's
	Kind ChangeKind
}

// Watch begins to watch the collection, until ctx ends. Notes are watched at
// once; a folder of articles is, from the moment that the Watcher's Files
// comes to it. Where the system can't tell of changes, Wait says from time to
// time that everything has to be looked at.
func (c *Collection) Watch(ctx context.Context) *Watcher {
	w := &Watcher{c: c, ctx: ctx, out: make(chan map[string]bool), dirty: map[string]bool{}, watched: map[string]bool{}, homes: map[string]bool{}, notes: map[string]noteFile{}}
	w.notify, _ = fsnotify.NewBufferedWatcher(1024)
	w.watchNewHomes()
	crash.Go(ctx, w.run)
	return w
}

// Files is the Collection's Files. It begins to watch each folder before it
// reads it, so that nothing that happens later is missed.
func (w *Watcher) Files(ctx context.Context, within string, each func(File) error) error {
	took := stopwatch.Start()
	walk := walker{c: w.c, ctx: ctx, each: each, dirs: w.watch}
	err := walk.walk(within)
	if within == "." {
		w.look.Store(int64(took.Elapsed()))
		w.watchNewHomes()
		w.c.watched.Store(err == nil && w.ctx.Err() == nil)
	}
	return err
}

// Nothing tells that nothing was touched.
func (t Touched) Nothing() bool { return len(t.Names) == 0 && len(t.Notes) == 0 }

// Wait waits until something has happened, and takes what happened while
// nobody waited; or until wake, which may be nil, has something: then Nothing
// was touched. The error is that of the Watcher's context.
func (w *Watcher) Wait(wake <-chan struct{}) (Touched, error) {
	for {
		select {
		case <-w.ctx.Done():
			return Touched{}, w.ctx.Err()
		case <-wake:
			return Touched{}, nil
		case dirty := <-w.out:
			if t := w.touched(dirty); !t.Nothing() {
				return t, nil
			}
		}
	}
}

// touched sorts out what was marked.
func (w *Watcher) touched(dirty map[string]bool) Touched {
	var t Touched
	if dirty["."] || dirty[notesMark] {
		t.Notes, t.Others = w.compareNotes()
	}
	delete(dirty, notesMark)
	if dirty["."] {
		t.Names = []string{"."}
		return t
	}
	for _, name := range slices.Sorted(maps.Keys(dirty)) {
		if !belowAny(name, dirty) {
			t.Names = append(t.Names, name)
		}
	}
	return t
}

// belowAny reports whether a folder that the name lies in is in the set.
func belowAny(name string, set map[string]bool) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if set[dir] {
			return true
		}
	}
	return false
}

func (w *Watcher) run() {
	defer w.c.watched.Store(false)
	if w.notify != nil {
		defer w.notify.Close()
		w.listen()
	}
	w.poll()
}

// listen collects what happens, and hands it over when it is time to and
// somebody waits, until ctx ends or there are no watches any more.
func (w *Watcher) listen() {
	var out chan<- map[string]bool // nil until it is time
	for {
		select {
		case <-w.ctx.Done():
			return
		case e, ok := <-w.notify.Events:
			if !ok {
				return
			}
			w.heard(e)
		case <-w.notify.Errors: // events were lost
			w.touch(".")
		case <-w.settled:
			out = w.out
		case <-w.latest:
			out = w.out
		case out <- w.dirty:
			w.dirty, w.latest, out = map[string]bool{}, nil, nil
		}
	}
}

func (w *Watcher) heard(e fsnotify.Event) {
	if e.Has(fsnotify.Rename) || e.Has(fsnotify.Remove) {
		w.unwatch(e.Name)
	}
	if e.Op != fsnotify.Chmod {
		w.mark(e.Name)
	}
}

// poll says from time to time that everything has to be looked at.
func (w *Watcher) poll() {
	everything := map[string]bool{".": true}
	for {
		select {
		case <-w.ctx.Done():
			return
		case <-time.After(max(w.c.pollTime, restShare*time.Duration(w.look.Load()))):
		}
		select {
		case <-w.ctx.Done():
			return
		case w.out <- maps.Clone(everything):
		}
	}
}

func (w *Watcher) touch(name string) {
	if len(w.dirty) >= manyNames {
		w.dirty = map[string]bool{".": true, notesMark: true}
	}
	w.dirty[name] = true
	w.settled = time.After(settleTime)
	if w.latest == nil {
		w.latest = time.After(batchTime)
	}
}

// mark takes in what an event is about: temporary and hidden files don't
// concern us. Notes are looked at all at once.
func (w *Watcher) mark(name string) {
	rel, err := filepath.Rel(w.c.folder, name)
	switch rel = filepath.ToSlash(rel); {
	case slices.ContainsFunc(w.c.knownHomes(), func(h notesHome) bool { return h.ofNotes(name) }):
		w.touch(notesMark)
	case err == nil && filepath.Base(name) == w.c.opt.ownName() && !hidden(path.Dir(rel)): // a home comes or goes
		if dir := path.Dir(rel); dir != "." {
			w.c.lookForHome(dir)
			w.touch(dir)
		}
		w.touch(notesMark)
	case err == nil && !hidden(rel):
		w.touch(rel)
		w.markFolders(rel)
	}
}

// ofNotes reports whether a change of that name concerns the notes.
func (c *Collection) ofNotes(name string) bool {
	notes := c.NotesFolder()
	return name == notes || name == filepath.Dir(notes) || below(notes, name) && !strings.HasPrefix(filepath.Base(name), ".")
}

// markFolders takes in that a file may say whether folders beside it are listed.
func (w *Watcher) markFolders(name string) {
	dir, base := path.Split(name)
	switch ext := path.Ext(base); {
	case base == cacheTag:
		w.touch(path.Clean(dir))
	case slices.Contains(vendorSigns, base):
		w.touch(dir + "vendor")
	case ext == ".html" || ext == ".htm":
		w.touch(strings.TrimSuffix(name, ext) + "_files")
	}
}

// notesMark stands among the names for the notes; no path ends in a slash.
const notesMark = "notes/"

func hidden(rel string) bool {
	return slices.ContainsFunc(strings.Split(rel, "/"), func(part string) bool {
		return part != "." && strings.HasPrefix(part, ".")
	})
}

// compareNotes lists the articles whose notes files are not what they were
// when it was last called, and those of them that others changed.
func (w *Watcher) compareNotes() (all, others []string) {
	w.watchNotes()
	now := w.scan(w.c.knownHomes())
	w.mu.Lock()
	before := w.notes
	w.notes = now
	w.mu.Unlock()
	changed := map[string]bool{} // by article: by others
	tell := func(name string, was, is noteFile) {
		byOthers := !slices.ContainsFunc(w.c.knownHomes(), func(h notesHome) bool { return h.wrote(name, is.stamp) })
		for _, article := range []string{was.article, is.article} {
			changed[article] = changed[article] || byOthers
		}
	}
	for name, is := range now {
		if was := before[name]; was.stamp != is.stamp {
			tell(name, was, is)
		}
	}
	for name, was := range before {
		if _, ok := now[name]; !ok {
			tell(name, was, noteFile{})
		}
	}
	delete(changed, "") // of a file that is new or gone
	all = slices.Sorted(maps.Keys(changed))
	maps.DeleteFunc(changed, func(_ string, byOthers bool) bool { return !byOthers })
	return all, slices.Sorted(maps.Keys(changed))
}

// watch asks the system to tell of changes in a folder of articles.
func (w *Watcher) watch(dir string) {
	name := filepath.Join(w.c.folder, filepath.FromSlash(dir))
	if !exists(filepath.Join(name, cacheTag)) {
		w.watchName(name)
	}
}

// watchNewHomes watches the notes of homes that a walk has found, and takes
// what they hold for known.
func (w *Watcher) watchNewHomes() {
	var fresh []notesHome
	w.mu.Lock()
	for _, h := range w.c.knownHomes() {
		if !w.homes[h.folder] {
			w.homes[h.folder] = true
			fresh = append(fresh, h)
		}
	}
	w.mu.Unlock()
	for _, h := range fresh {
		w.watchHome(h)
	}
	held := w.scan(fresh)
	w.mu.Lock()
	defer w.mu.Unlock()
	all := maps.Clone(w.notes)
	maps.Copy(all, held)
	w.notes = all
}

// scan is what homes hold, by absolute name.
func (w *Watcher) scan(homes []notesHome) map[string]noteFile {
	all := map[string]noteFile{}
	for _, h := range homes {
		for name, f := range h.scanNotes().byName {
			var in bool
			if f.article, in = h.outward(f.article); in {
				all[name] = f
			}
		}
	}
	return all
}

func (w *Watcher) watchNotes() {
	for _, h := range w.c.knownHomes() {
		w.watchHome(h)
	}
}

func (w *Watcher) watchHome(h notesHome) {
	home := filepath.Dir(h.NotesFolder())
	if exists(home) {
		w.watchName(home)
	}
	_ = filepath.WalkDir(h.NotesFolder(), func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && !strings.HasPrefix(d.Name(), ".") {
			w.watchName(name)
		}
		return skipHidden(d)
	})
}

// watchName asks the system to tell of changes in a folder. When it has no
// more watches to give, Wait goes over to telling from time to time.
func (w *Watcher) watchName(name string) {
	if w.notify == nil {
		return
	}
	err := w.notify.Add(name)
	if exhausted(err) {
		_ = w.notify.Close()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if err == nil {
		w.watched[name] = true
	}
}

// unwatch takes the watches off a folder that is not there any more, and those
// below it: where it was moved, they would go on telling its old name. The
// new name is told too, and then watched.
func (w *Watcher) unwatch(name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.watched[name] {
		return
	}
	for folder := range w.watched {
		if folder == name || below(name, folder) {
			delete(w.watched, folder)
			_ = w.notify.Remove(folder) // it may be gone already
		}
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
