package search

import (
	"cmp"
	"context"
	"errors"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"manicule/internal/heap"
	"manicule/internal/stopwatch"
)

// Index keeps a collection's articles findable. It is safe for concurrent use.
//
// On disk it is a list of segments (manifest) and their files (format.go), in
// a folder of the cache: nothing that can't be made again. Of several
// programs one writes at a time; the others keep what they find out in memory.
type Index struct {
	folder *folder // nil: in memory
	now    atomic.Pointer[Snapshot]
	broken chan struct{} // holds a token when damage was found
	limits limits

	refreshing sync.Mutex // one Refresh at a time
	begun      bool       // no Refresh of an index that began has come to its end yet
	mu         sync.Mutex
	rebuilt    error // why the index was rebuilt
	unkept     error // why what is new is not kept on disk; of the last Refresh
}

// limits are those of the constants below, but in tests.
type limits struct {
	heap     int           // bytes of segments on the heap that are not merged yet, while much is read
	jobs     int           // articles that are waited for rather than read twice
	patience time.Duration // with a program that writes the index, from the last time it did
}

const (
	maxHeap     = 32 << 20
	manyJobs    = 5000
	maxPatience = time.Minute
)

// Open opens the index in a folder of the cache, which need not exist. It
// reads no more than the list of its files and their ends. Whatever is wrong
// with it, of another version or damaged, counts for nothing and is rebuilt
// by Refresh. Without a folder ("") the index is kept in memory.
func Open(dir string) *Index {
	x := &Index{broken: make(chan struct{}, 1), limits: limits{maxHeap, manyJobs, maxPatience}}
	if dir != "" {
		x.folder = newFolder(dir)
	}
	x.load()
	return x
}

// load takes the segments that the folder has now; none if they are damaged.
func (x *Index) load() {
	var segs []*segment
	var dead []bitset
	var err error
	if x.folder != nil {
		segs, dead, err = x.folder.load()
		x.begun = x.folder.begun
	}
	if err = cmp.Or(err, x.publish(segs, dead)); err != nil {
		x.setProblem(&x.rebuilt, err)
	}
}

// setProblem sets rebuilt or unkept.
func (x *Index) setProblem(which *error, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	*which = err
}

// publish makes the segments the present Snapshot; none if they are damaged.
func (x *Index) publish(segs []*segment, dead []bitset) error {
	s, err := newSnapshot(segs, dead, x.damaged)
	if err != nil {
		s = makeSnapshot(nil, nil, x.damaged)
	}
	x.now.Store(s)
	return err
}

func (x *Index) damaged() {
	select {
	case x.broken <- struct{}{}:
	default:
	}
}

// Damaged receives when a file of the index was found damaged. A Refresh of
// everything rebuilds it.
func (x *Index) Damaged() <-chan struct{} { return x.broken }

// Close ends the use of the index's folder. Snapshots stay good.
func (x *Index) Close() error {
	x.refreshing.Lock()
	defer x.refreshing.Unlock()
	return nil
}

// Snapshot is the index as it is now.
func (x *Index) Snapshot() *Snapshot { return x.now.Load() }

// Progress tells how far a Refresh is.
type Progress struct {
	Listed bool // all files' names are known
	Done   int  // articles read by now
	Total  int  // articles to read, as far as known
}

// Changes are the paths whose articles or notes a Refresh found changed.
type Changes struct {
	Added, Changed, Removed []string

	All bool // nothing was known: all that the Snapshot has is new, and Added is empty
}

// Refresh brings the index up to date with the files within the folders and
// files named, "." for all: those whose Stamp changed are read again, several
// at once. It calls each (never two at once) after every new Snapshot, soon
// after the start, several times a second while there is much to read, and at
// the end. One Refresh runs at a time. When ctx ends, what was read stays.
func (x *Index) Refresh(ctx context.Context, src Source, within []string, each func(Progress)) (Changes, error) {
	x.refreshing.Lock()
	defer x.refreshing.Unlock()
	select {
	case <-x.broken:
		x.forget()
		within = []string{"."}
	default:
	}
	changes, err := x.refresh(ctx, src, within, each)
	if err == nil || !isDamage(err) {
		return changes, err
	}
	x.forget()
	return x.refresh(ctx, src, []string{"."}, each)
}

// forget drops what was found damaged.
func (x *Index) forget() {
	x.setProblem(&x.rebuilt, errBroken)
	_ = x.publish(nil, nil)
}

func (x *Index) refresh(ctx context.Context, src Source, within []string, each func(Progress)) (changes Changes, err error) {
	unlock, unkept := x.lock()
	r := x.begin(src, each, unkept == nil)
	defer func() {
		if r.spares {
			heap.Usual()
		}
		unlock()
	}()
	if err := r.sweep(ctx, within); err != nil {
		return r.changes, err
	}
	if errors.Is(unkept, errLocked) && r.total() > x.limits.jobs { // the other program is most likely about to do the same
		if unlock, unkept = x.waitLock(ctx); ctx.Err() != nil {
			return r.changes, ctx.Err()
		}
		spares := r.spares
		r = x.begin(src, each, unkept == nil)
		r.spares = spares
		if err := r.sweep(ctx, within); err != nil {
			return r.changes, err
		}
	}
	err = r.read(ctx)
	if r.spares {
		debug.FreeOSMemory() // what the readers held, before all is merged
	}
	if e := r.commit(ctx); err == nil {
		err = e
	}
	return r.changes, err
}

// begin starts from what there is, read again if another program wrote it.
func (x *Index) begin(src Source, each func(Progress), writes bool) *refresh {
	if x.folder != nil && x.folder.changed() {
		x.load()
	}
	s := x.Snapshot()
	r := &refresh{x: x, changes: Changes{All: len(s.all) == 0}, src: src, each: each, writes: writes, first: len(s.all) == 0 || x.begun}
	x.begun = r.first
	r.segs = append(r.segs, s.segs...)
	r.dead = append(r.dead, s.dead...)
	return r
}

// lock makes this program the one that writes the folder. The error says why
// it isn't, errLocked that another one is; what is new stays in memory then.
func (x *Index) lock() (unlock func(), err error) {
	if x.folder == nil {
		return func() {}, errNoFolder
	}
	unlock, err = x.folder.lock()
	x.setProblem(&x.unkept, err)
	return unlock, err
}

// waitLock is lock once the other program is done: it waits as long as that
// one gets on.
func (x *Index) waitLock(ctx context.Context) (unlock func(), err error) {
	written, start := x.folder.written(), stopwatch.Start()
	for {
		unlock, err = x.lock()
		if !errors.Is(err, errLocked) || start.Elapsed() > x.limits.patience {
			return unlock, err
		}
		select {
		case <-ctx.Done():
			return unlock, err
		case <-time.After(100 * time.Millisecond):
		}
		if now := x.folder.written(); !now.Equal(written) {
			written, start = now, stopwatch.Start()
		}
	}
}

// Clear empties the index and removes its files.
func (x *Index) Clear() error {
	x.refreshing.Lock()
	defer x.refreshing.Unlock()
	_ = x.publish(nil, nil)
	if x.folder == nil {
		return nil
	}
	unlock, err := x.folder.lock()
	if err != nil {
		return err
	}
	defer unlock()
	return x.folder.save(nil, nil, false)
}

// Status describes the index for people.
type Status struct {
	Folder   string // "" in memory
	Articles int
	Words    int   // different ones, of the largest segment
	Bytes    int64 // of its segments
	Segments int
	Problem  string // why it is not kept on disk, or was rebuilt; ""
}

// Status describes the index as it is now.
func (x *Index) Status() Status {
	s := x.Snapshot()
	st := Status{Articles: s.Len(), Segments: len(s.segs)}
	if x.folder != nil {
		st.Folder = x.folder.dir
	}
	for _, seg := range s.segs {
		st.Words = max(st.Words, int(seg.foot.Terms))
		st.Bytes += int64(seg.foot.Starts[partCount]) + footerSize
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := cmp.Or(x.unkept, x.rebuilt); err != nil {
		st.Problem = err.Error()
	}
	return st
}
