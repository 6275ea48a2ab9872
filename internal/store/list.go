package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
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
	a, _, err := c.parse(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", show(path), err)
	}
	return a, nil
}

// parse reads an article and survives what a file may do to its parser.
func (c *Collection) parse(name string) (a *article.Article, info os.FileInfo, err error) {
	defer func() {
		if p := recover(); p != nil {
			a, err = nil, fmt.Errorf("its form is not understood (%v)", p)
		}
	}()
	f, err := c.root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|quickly, 0)
	if err != nil {
		return nil, nil, reason(err)
	}
	defer f.Close()
	data, info, err := readFrom(f)
	if err != nil {
		return nil, info, reason(err)
	}
	a, err = article.Parse(name, data)
	return a, info, err
}

// Entry reads the list's entry of one article. Its error is also the entry's.
func (c *Collection) Entry(path string) (Entry, error) {
	e := c.entry(Entry{Path: path})
	e.Notes = c.noteCounts()[path]
	e.Reading = c.Reading(path)
	return e, e.Err
}

// entry completes what Walk found.
func (c *Collection) entry(e Entry) Entry {
	e.Meta.Title = show(path.Base(e.Path))
	if e.Err != nil {
		return e
	}
	a, info, err := c.parse(e.Path)
	if info != nil {
		e.Size, e.Modified = info.Size(), info.ModTime()
	}
	if e.Err = err; err == nil {
		e.Meta, e.Words, e.Minutes = a.Meta, a.Words(), a.Minutes()
	}
	return e
}

// noText tells whether the entry is a file without extension that turned out
// to be no text: nobody expects it in the list.
func (e Entry) noText() bool {
	return path.Ext(e.Path) == "" && errors.Is(e.Err, article.ErrBinary)
}

// List reads all articles, several at once, and calls back with batches as
// they come: the first within some milliseconds, each in order of the paths,
// never two at once. One that can't be read is listed with Err. List returns
// when all are listed, or with ctx's error.
func (c *Collection) List(ctx context.Context, each func([]Entry)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	names := make(chan Entry, 256)
	done := make(chan Entry, 256)
	var walked error
	go func() {
		defer close(names)
		walked = c.Walk(ctx, func(e Entry) {
			select {
			case names <- e:
			case <-ctx.Done():
			}
		})
	}()
	notes := make(chan map[string]int, 1)
	go func() { notes <- c.noteCounts() }()
	var workers sync.WaitGroup
	for range max(2, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for e := range names {
				runtime.Gosched() // or the first frame waits until a worker is interrupted
				if e = c.entry(e); !e.noText() {
					done <- e
				}
			}
		})
	}
	go func() { workers.Wait(); close(done) }()
	gather(done, <-notes, c.allReading(), each)
	if walked != nil {
		return walked
	}
	return ctx.Err()
}

// The first batch is small, so that the list is usable at once; later ones
// come as often as a reader can see.
const (
	firstBatch = 24
	firstWait  = 4 * time.Millisecond
	batchWait  = 40 * time.Millisecond
)

// gather groups the entries into batches until done is closed.
func gather(done <-chan Entry, notes map[string]int, reading map[string]Reading, each func([]Entry)) {
	var batch []Entry
	size, wait := firstBatch, time.NewTimer(firstWait)
	defer wait.Stop()
	flush := func() {
		if len(batch) > 0 {
			slices.SortFunc(batch, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
			each(batch)
			batch, size = nil, 4096
		}
		wait.Reset(batchWait)
	}
	for {
		select {
		case e, ok := <-done:
			if !ok {
				flush()
				return
			}
			e.Notes, e.Reading = notes[e.Path], reading[e.Path]
			if batch = append(batch, e); len(batch) >= size {
				flush()
			}
		case <-wait.C:
			flush()
		}
	}
}
