package library

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"manicule/internal/search"
	"manicule/internal/stopwatch"
	"manicule/internal/store"
)

// Event tells what happened to the library.
type Event struct {
	Articles *Articles       // the list as it is now
	Changes  []store.Change  // what differs in the folder from what was known
	Progress search.Progress // of reading the folder
	Settled  bool            // the list agrees with the folder
	Err      error           // why the folder can't be read, or the index not be kept
}

// fewArticles are read so soon that their progress is not told.
const fewArticles = 64

// Follow keeps the library in step with the folder until ctx ends: it looks
// through the folder once, reads what changed into the index, and then follows
// changes. It calls each, never two at once, whenever there is something new.
func (l *Library) Follow(ctx context.Context, each func(Event)) {
	everything := store.Touched{Names: []string{"."}}
	f := follower{l: l, w: l.c.Watch(ctx), each: each}
	defer f.running.Wait()
	f.catchUp(ctx, everything)
	for {
		touched, err := f.w.Wait(l.index.Damaged())
		if err != nil {
			return
		}
		if touched.Nothing() { // the index is damaged
			_ = l.Clear() // what can't be removed is written over
			touched = everything
		}
		f.catchUp(ctx, touched)
	}
}

// follower is what Follow needs to know.
type follower struct {
	l       *Library
	w       *store.Watcher
	telling sync.Mutex // held while each is called
	each    func(Event)
	settled atomic.Bool // the last event said so

	running   sync.WaitGroup
	comparing sync.Mutex      // held while settle works
	rests     stopwatch.Watch // since it last did; of who holds comparing
	rest      time.Duration   // how long it does nothing then; likewise
}

// tell calls each.
func (f *follower) tell(e Event) {
	f.telling.Lock()
	defer f.telling.Unlock()
	f.each(e)
}

// catchUp takes in what happened where something was touched.
func (f *follower) catchUp(ctx context.Context, touched store.Touched) {
	src := newSource(f.l.c, f.w.Files)
	before := f.l.Articles()
	var progress search.Progress
	found, err := f.l.refresh(ctx, src, slices.Concat(touched.Names, touched.Notes), func(p search.Progress) {
		if progress = p; !p.Listed || p.Total >= fewArticles {
			f.tell(Event{Articles: f.l.Reread(), Progress: p})
		}
	})
	if ctx.Err() != nil {
		return
	}
	changes := found()
	for _, path := range touched.Others {
		changes = append(changes, store.Change{Path: path, Kind: store.NotesChanged})
	}
	now := f.l.Articles()
	if f.settled.Load() && now.snap == before.snap && now.gone == before.gone && len(changes) == 0 && err == nil {
		return
	}
	f.settled.Store(src.failed.Load() == nil)
	f.tell(Event{Articles: now, Changes: changes, Progress: progress, Settled: f.settled.Load(), Err: err})
	f.settle(ctx)
}
