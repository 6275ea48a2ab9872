package search

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"manicule/internal/crash"
	"manicule/internal/heap"
	"manicule/internal/stopwatch"
)

// refresh is one run of Index.Refresh. It works on its own list of segments
// and publishes it from time to time.
type refresh struct {
	x    *Index
	src  Source
	each func(Progress)

	segs  []*segment
	dead  []bitset // copied before the first change, see kill
	owned []bool   // by segment: dead is our own copy

	jobs     []job    // of articles that are known
	added    int      // articles that are not
	waiting  []File   // of these, whose names are not in the index
	names    []names  // where those of the others are
	namer    *builder // makes segments of them
	named    bool     // there are new ones, to be shown
	changes  Changes
	progress Progress
	shown    stopwatch.Watch // when the last snapshot was published
	cost     time.Duration   // what that took
	dirty    bool            // something differs from what is kept on disk
	fresh    []*segment      // what was read and is on the heap
	parked   []*segment      // what was read and is in files, not merged yet
	unsaved  int             // bytes of these that the manifest does not list yet
	made     []*segment      // merged in this run
	writes   bool            // the folder; else what is new stays on the heap
	first    bool            // nothing was known at the beginning, or not all of what was there
	spares   bool            // the heap was given room
	broken   error           // segments turned out to be damaged when they were published
}

// sweep compares the files with what is known, both in order of the paths. Of
// new ones the names are shown at once.
func (r *refresh) sweep(ctx context.Context, within []string) (err error) {
	s := r.x.Snapshot()
	broken := intact(s.segs, func() { err = r.compareAll(ctx, s, within) })
	return cmp.Or(broken, r.broken, err)
}

func (r *refresh) compareAll(ctx context.Context, s *Snapshot, within []string) error {
	for _, name := range outermost(within) {
		known := s.within(name)
		err := r.src.Files(ctx, name, func(f File) error {
			for len(known) > 0 && comparePaths(s.path(known[0]), f.Path) < 0 {
				r.remove(s, known[0])
				known = known[1:]
			}
			if len(known) > 0 && string(s.path(known[0])) == f.Path {
				r.compare(s, known[0], f)
				known = known[1:]
				return nil
			}
			r.addNew(f)
			return nil
		})
		if err != nil {
			return err
		}
		for _, id := range known {
			r.remove(s, id)
		}
	}
	r.progress.Listed = true
	r.nameNew()
	r.showNames()
	r.namer = nil
	r.progress.Total = r.total()
	return nil
}

// outermost are the names that lie in none of the others.
func outermost(names []string) []string {
	names = slices.Compact(slices.SortedFunc(slices.Values(names), ComparePaths))
	if slices.Contains(names, ".") {
		return []string{"."}
	}
	last := ""
	return slices.DeleteFunc(names, func(name string) bool {
		inside := last != "" && strings.HasPrefix(name, last+"/")
		if !inside {
			last = name
		}
		return inside
	})
}

// within are the known articles in a folder, or the one of that path.
func (s *Snapshot) within(name string) []ID {
	if name == "." {
		return s.all
	}
	from, _ := slices.BinarySearchFunc(s.all, name, func(id ID, name string) int { return comparePaths(s.path(id), name) })
	to := from
	for to < len(s.all) {
		p := s.path(s.all[to])
		if string(p) != name && !(len(p) > len(name) && string(p[:len(name)]) == name && p[len(name)] == '/') {
			break
		}
		to++
	}
	return s.all[from:to]
}

func (r *refresh) remove(s *Snapshot, id ID) {
	i := s.segmentOf(id)
	r.changes.Removed = append(r.changes.Removed, string(s.path(id)))
	r.kill(i, int(id-s.base[i]))
}

// compare has a file read again whose stamp is another one. What could not be
// read is tried again: its permissions are not part of the stamp.
func (r *refresh) compare(s *Snapshot, id ID, f File) {
	i := s.segmentOf(id)
	seg, doc := s.segs[i], int(id-s.base[i])
	if seg.stamp(doc) == f.Stamp && !seg.has(pendingFlag, doc) {
		if !seg.has(problemFlag, doc) {
			return
		}
		if d, ok := r.src.Read(f); ok && d.Problem == seg.doc(doc).Problem {
			return
		}
	}
	r.changes.Changed = append(r.changes.Changed, f.Path)
	r.jobs = append(r.jobs, job{f, i, doc, seg.value(addedColumn, doc), seg.has(arrivedFlag, doc)})
}

// kill marks an article dead.
func (r *refresh) kill(seg, doc int) {
	for len(r.owned) < len(r.segs) {
		r.owned = append(r.owned, false)
	}
	if !r.owned[seg] {
		r.dead[seg] = append(newBitset(0), r.dead[seg]...)
		if len(r.dead[seg]) == 0 {
			r.dead[seg] = newBitset(r.segs[seg].len())
		}
		r.owned[seg] = true
	}
	r.dead[seg].set(doc)
	r.dirty = true
}

func (r *refresh) put(s *segment) {
	r.segs, r.dead = append(r.segs, s), append(r.dead, nil)
	r.dirty = true
}

func (r *refresh) publish() {
	took := stopwatch.Start()
	if err := r.x.publish(slices.Clone(r.segs), slices.Clone(r.dead)); err != nil {
		r.broken = err
	}
	clear(r.owned) // the snapshot has them now
	r.shown, r.cost = stopwatch.Start(), took.Elapsed()
	if r.each != nil {
		r.each(r.progress)
	}
}

// headroom is how much the heap may grow before its garbage is collected while
// much is read and merged.
const headroom = 56 << 20

// total is how many articles are to be read.
func (r *refresh) total() int { return len(r.jobs) + r.added }

// spareHeap gives the heap its room while much is read.
func (r *refresh) spareHeap() {
	if r.total() > manyJobs {
		heap.Spare(headroom)
		r.spares = true
	}
}

// files is where segments are written as they are made, where that is worth it;
// else nil, and they are on the heap.
func (r *refresh) files() *folder {
	if r.writes && r.total() > r.x.limits.jobs {
		return r.x.folder
	}
	return nil
}

// chunk is what one worker reads at a time.
type chunk struct {
	of   errand
	seg  *segment
	kept error // why seg is on the heap, where it should be a file
	err  error
}

// read reads the articles that changed, several at once.
func (r *refresh) read(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	atOnce := max(2, runtime.GOMAXPROCS(0))
	todo := make(chan errand)
	done := make(chan chunk, 1)
	files := r.files()
	crash.Go(ctx, func() {
		defer close(todo)
		for _, some := range chunks(r.errands(), atOnce) {
			select {
			case todo <- some:
			case <-ctx.Done():
				return
			}
		}
	})
	var workers sync.WaitGroup
	for range atOnce {
		workers.Go(func() {
			defer crash.Catch(ctx)
			b := newBuilder()
			b.tokens = make([]occurrence, 0, maxSpots+maxSpots/8)
			for some := range todo {
				for some.len() > 0 && ctx.Err() == nil {
					done <- b.readChunk(ctx, r.src, files, &some, r.first)
				}
			}
		})
	}
	crash.Go(ctx, func() { workers.Wait(); close(done) })
	var failed error
	for c := range done {
		if c.err == nil && failed == nil {
			c.err = r.take(ctx, c)
		}
		if c.err != nil {
			failed = cmp.Or(failed, c.err)
			cancel()
		}
	}
	return cmp.Or(failed, ctx.Err())
}

// maxSpots is how many words a worker collects before it makes a segment of
// them: 6 MB, and as much again to sort them.
const maxSpots = 3 << 18

// readChunk reads articles from the front of an errand until it has enough, and
// makes a segment of them.
func (b *builder) readChunk(ctx context.Context, src Source, files *folder, some *errand, first bool) (c chunk) {
	b.reset()
	n := 0
	for n < some.len() && len(b.tokens) < maxSpots && ctx.Err() == nil {
		j, err := some.job(n)
		if err != nil {
			return chunk{err: err}
		}
		d, ok := src.Read(j.file)
		if !ok {
			d = Document{Doc: Doc{hidden: true}}
		}
		d.Path, d.Stamp = j.file.Path, j.file.Stamp
		d.Added, d.Arrived = j.added(&d, first)
		b.add(&d)
		n++
	}
	c.of = some.cut(n)
	c.seg, c.kept, c.err = b.make(files)
	return c
}

// make makes the segment: a file, if there is a folder for it; where that can't be
// written, kept says why, and the segment is on the heap.
func (b *builder) make(files *folder) (s *segment, kept, err error) {
	if files != nil {
		var data []byte
		if data, err = b.encode(); err == nil {
			s, kept = files.put(data)
		}
	}
	if s == nil && err == nil {
		s, err = b.segment()
	}
	return s, kept, err
}

// take puts what a worker read into the list of segments.
func (r *refresh) take(ctx context.Context, c chunk) error {
	last := -1
	for i := range c.of.len() {
		seg, doc := c.of.place(i)
		if seg >= 0 {
			r.kill(seg, doc)
		}
		if seg != last {
			r.dropDead(last)
			last = seg
		}
	}
	r.dropDead(last)
	r.put(c.seg)
	if c.seg.mapped {
		r.parked = append(r.parked, c.seg)
		r.unsaved += len(c.seg.blob.data)
	} else {
		r.fresh = append(r.fresh, c.seg)
	}
	if c.kept != nil {
		r.fallBackToMemory(c.kept)
	}
	r.progress.Done += c.of.len()
	r.spareHeap()
	if r.progress.Done == c.of.len() || r.due() {
		r.publish()
	}
	return r.flush(ctx)
}

// dropDead lets a segment go of which nothing is left, if it is on the heap or has
// the names of what has been read since.
func (r *refresh) dropDead(seg int) {
	if seg < 0 {
		return
	}
	s := r.segs[seg]
	if (s.name == "" || s.names) && s.len() > 0 && r.dead[seg].count() == s.len() {
		s.letGo()
		r.segs[seg], r.dead[seg] = emptySegment(), nil
		r.owned[seg] = false
		if s.name != "" {
			r.x.folder.drop([]*segment{s})
		}
	}
}
