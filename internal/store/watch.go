package store

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// ChangeKind is what happened to an article.
type ChangeKind int

// What Watch tells apart.
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

// Changes are reported when nothing has happened for settleTime, and at the
// latest batchTime after the first. Where the system has no watches to give,
// the folder is looked through every pollTime instead.
const (
	settleTime = 60 * time.Millisecond
	batchTime  = 400 * time.Millisecond
	pollTime   = 5 * time.Second
)

// Watch reports changes of articles and notes in batches, each sorted by path
// and free of doubles, until ctx ends; then the channel is closed. It reports
// what differs from the moment it was called. Where the system can't tell of
// changes it looks for them from time to time.
func (c *Collection) Watch(ctx context.Context) (<-chan []Change, error) {
	w := &watcher{c: c, ctx: ctx, out: make(chan []Change), articles: map[string]stamp{}, dirty: map[string]bool{}}
	w.notify, _ = fsnotify.NewBufferedWatcher(1024) // nil: look from time to time
	if err := w.start(); err != nil {
		w.close()
		return nil, fmt.Errorf("watch %s: %w", show(c.folder), err)
	}
	go w.run()
	return w.out, nil
}

// watcher compares what it knows of the files with what is there, wherever
// the system says that something happened. What happened exactly it doesn't
// ask: events are lost, doubled and reordered, states are not.
type watcher struct {
	c      *Collection
	ctx    context.Context
	out    chan []Change
	notify *fsnotify.Watcher // nil when the system has none to give

	articles map[string]stamp    // by path
	notes    map[string]noteFile // by absolute name
	dirty    map[string]bool     // paths to look at; "." is everything
	found    map[Change]bool
}

// start notes the state of all files.
func (w *watcher) start() error {
	w.watch(".")
	err := w.tree(".")
	w.notes = w.c.scanNotes().byName
	w.watchNotes()
	w.found = nil
	return err
}

func (w *watcher) close() {
	if w.notify != nil {
		_ = w.notify.Close()
		w.notify = nil
	}
}

func (w *watcher) run() {
	defer close(w.out)
	defer w.close()
	for w.wait() {
		changes := w.compare()
		if len(changes) == 0 {
			continue
		}
		select {
		case w.out <- changes:
		case <-w.ctx.Done():
			return
		}
	}
}

// wait returns true when it is time to compare, false when ctx ended.
func (w *watcher) wait() bool {
	if w.notify == nil {
		w.dirty["."] = true
		select {
		case <-w.ctx.Done():
			return false
		case <-time.After(pollTime):
			return true
		}
	}
	var settled, latest <-chan time.Time
	for {
		select {
		case <-w.ctx.Done():
			return false
		case e := <-w.notify.Events:
			if e.Op == fsnotify.Chmod || !w.mark(e.Name) {
				continue
			}
		case <-w.notify.Errors: // events were lost
			w.dirty["."] = true
		case <-settled:
			return true
		case <-latest:
			return true
		}
		settled = time.After(settleTime)
		if latest == nil {
			latest = time.After(batchTime)
		}
	}
}

// mark makes what the event is about dirty, and tells whether it concerns us:
// temporary and hidden files don't. Notes are looked at all at once.
func (w *watcher) mark(name string) bool {
	notes := w.c.NotesFolder()
	base := filepath.Base(name)
	switch rel, err := filepath.Rel(w.c.folder, name); {
	case name == notes, name == filepath.Dir(notes), below(notes, name) && !strings.HasPrefix(base, "."):
		w.dirty[notesMark] = true
		return true
	case err != nil || hidden(rel):
		return false
	default:
		w.dirty[filepath.ToSlash(rel)] = true
		return true
	}
}

// notesMark stands in dirty for the notes; no path ends in a slash.
const notesMark = "notes/"

func hidden(rel string) bool {
	return slices.ContainsFunc(strings.Split(filepath.ToSlash(rel), "/"), func(part string) bool {
		return part != "." && strings.HasPrefix(part, ".")
	})
}

// compare looks at what is dirty and lists what differs.
func (w *watcher) compare() []Change {
	w.found = map[Change]bool{}
	if w.dirty["."] {
		w.dirty = map[string]bool{".": true, notesMark: true}
	}
	for name := range w.dirty {
		if name == notesMark {
			w.compareNotes()
		} else {
			_ = w.tree(name) // a folder that is gone for the moment is looked at again when it is back
		}
	}
	w.dirty = map[string]bool{}
	return slices.SortedFunc(maps.Keys(w.found), func(a, b Change) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), int(a.Kind-b.Kind))
	})
}

// tree compares a file, or all files below a folder, with what is known.
func (w *watcher) tree(name string) error {
	seen := map[string]bool{}
	info, err := w.c.root.Stat(filepath.FromSlash(name))
	switch {
	case err != nil && name == ".":
		return reason(err)
	case err == nil && info.IsDir():
		walk := walker{c: w.c, ctx: w.ctx, dirs: w.watch, each: func(e Entry) {
			if info, err := w.c.root.Stat(filepath.FromSlash(e.Path)); err == nil && !info.IsDir() {
				seen[e.Path] = true
				w.see(e.Path, stampOf(info))
			}
		}}
		if err := walk.folder(name); err != nil {
			return err
		}
	case err == nil && !ignored(name):
		seen[name] = true
		w.see(name, stampOf(info))
	}
	for path := range w.articles {
		if !seen[path] && (name == "." || path == name || strings.HasPrefix(path, name+"/")) {
			delete(w.articles, path)
			w.tell(path, Removed)
		}
	}
	return nil
}

func (w *watcher) see(path string, now stamp) {
	if old, ok := w.articles[path]; !ok || old != now {
		w.articles[path] = now
		w.tell(path, ArticleChanged)
	}
}

func (w *watcher) tell(path string, kind ChangeKind) {
	if w.found != nil {
		w.found[Change{path, kind}] = true
	}
}

// compareNotes tells of notes files that others changed.
func (w *watcher) compareNotes() {
	w.watchNotes()
	now := w.c.scanNotes().byName
	for name, f := range now {
		old := w.notes[name]
		if old.stamp == f.stamp || w.c.wrote(name, f.stamp) {
			continue
		}
		w.tell(f.article, NotesChanged)
		if old.article != "" && old.article != f.article {
			w.tell(old.article, NotesChanged)
		}
	}
	for name, f := range w.notes {
		if _, ok := now[name]; !ok && !w.c.wrote(name, stamp{}) {
			w.tell(f.article, NotesChanged)
		}
	}
	w.notes = now
}

// watch asks the system to tell of changes in a folder of articles. When it
// has no more watches to give, the watcher looks from time to time.
func (w *watcher) watch(dir string) {
	name := filepath.Join(w.c.folder, filepath.FromSlash(dir))
	if !exists(filepath.Join(name, cacheTag)) {
		w.watchName(name)
	}
}

func (w *watcher) watchNotes() {
	home := filepath.Dir(w.c.NotesFolder())
	if exists(home) {
		w.watchName(home)
	}
	_ = filepath.WalkDir(w.c.NotesFolder(), func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && !strings.HasPrefix(d.Name(), ".") {
			w.watchName(name)
		}
		return skipHidden(d)
	})
}

func (w *watcher) watchName(name string) {
	if w.notify == nil {
		return
	}
	if err := w.notify.Add(name); exhausted(err) {
		w.close()
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
