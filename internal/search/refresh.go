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

	jobs     []job
	changes  Changes
	progress Progress
	shown    stopwatch.Watch // when the last snapshot was published
	cost     time.Duration   // what that took
	waiting  int             // jobs whose names are not shown yet
	names    *builder        // makes segments of those
	named    bool            // there are new ones
	dirty    bool            // something differs from what is kept on disk
	fresh    []*segment      // what was read and not merged yet
	made     []*segment      // merged in this run
	writes   bool            // the folder; else what is new stays on the heap
	first    bool            // nothing was known at the beginning, or not all of what was there
	broken   error           // segments turned out to be damaged when they were published
}

// job is an article to be read.
type job struct {
	file  File
	seg   int // where an older form of it stands; -1: nowhere
	doc   int
	since int64 // when it was added, as the index knows it; noDate if it doesn't
	known bool  // since is no guess
	first bool  // the folder is looked through for the first time
}

// added is when the article was added: as it says, or as the index knows, else
// now. Of an index that begins, which may be rebuilt, the time of the file
// tells more, and is a guess.
func (j *job) added(d *Document) (at time.Time, known bool) {
	switch {
	case !d.Meta.Added.IsZero():
		return asWritten(d.Meta.Added), true
	case j.since != noDate:
		return time.Unix(j.since, 0).UTC(), j.known
	case j.first || d.Now.IsZero():
		return asWritten(j.file.Stamp.Time()), false
	}
	return asWritten(d.Now), true
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
	r.names = nil
	r.progress.Total = len(r.jobs)
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
	r.jobs = append(r.jobs, job{f, i, doc, seg.value(addedColumn, doc), seg.has(arrivedFlag, doc), r.first})
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
const headroom = 32 << 20

// chunk is what one worker reads at a time.
type chunk struct {
	jobs []job
	seg  *segment
	err  error
}

// read reads the articles that changed, several at once.
func (r *refresh) read(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	todo := make(chan []job)
	done := make(chan chunk, 1)
	crash.Go(ctx, func() {
		defer close(todo)
		for _, jobs := range chunks(r.jobs) {
			select {
			case todo <- jobs:
			case <-ctx.Done():
				return
			}
		}
	})
	var workers sync.WaitGroup
	for range max(2, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			defer crash.Catch(ctx)
			b := newBuilder()
			b.tokens = make([]occurrence, 0, maxSpots+maxSpots/8)
			for jobs := range todo {
				for len(jobs) > 0 && ctx.Err() == nil {
					done <- b.readChunk(ctx, r.src, &jobs)
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

// chunks parts the jobs: first few, so that the first screen is soon complete.
func chunks(jobs []job) [][]job {
	var all [][]job
	for size := 32; len(jobs) > 0; size = min(size*4, 2048) {
		n := min(size, len(jobs))
		all = append(all, jobs[:n])
		jobs = jobs[n:]
	}
	return all
}

// maxSpots is how many words a worker collects before it makes a segment of
// them: 6 MB, and as much again to sort them.
const maxSpots = 3 << 18

// readChunk reads articles from the front of *jobs until it has enough.
func (b *builder) readChunk(ctx context.Context, src Source, jobs *[]job) chunk {
	b.reset()
	all := *jobs
	n := 0
	for n < len(all) && len(b.tokens) < maxSpots && ctx.Err() == nil {
		f := all[n].file
		d, ok := src.Read(f)
		if !ok {
			d = Document{Doc: Doc{hidden: true}}
		}
		d.Path, d.Stamp = f.Path, f.Stamp
		d.Added, d.Arrived = all[n].added(&d)
		b.add(&d)
		n++
	}
	*jobs = all[n:]
	seg, err := b.segment()
	return chunk{all[:n], seg, err}
}

// take puts what a worker read into the list of segments.
func (r *refresh) take(ctx context.Context, c chunk) error {
	last := -1
	for _, j := range c.jobs {
		if j.seg >= 0 {
			r.kill(j.seg, j.doc)
		}
		if j.seg != last {
			r.dropDead(last)
			last = j.seg
		}
	}
	r.dropDead(last)
	r.put(c.seg)
	r.fresh = append(r.fresh, c.seg)
	r.progress.Done += len(c.jobs)
	if len(r.jobs) > manyJobs {
		heap.Spare(headroom)
	}
	if r.progress.Done == len(c.jobs) || r.due() {
		r.publish()
	}
	return r.flush(ctx)
}

// dropDead lets a segment on the heap go of which nothing is left, such as the
// names of what has been read since.
func (r *refresh) dropDead(seg int) {
	if seg >= 0 && r.segs[seg].name == "" && r.segs[seg].len() > 0 && r.dead[seg].count() == r.segs[seg].len() {
		r.segs[seg], r.dead[seg] = emptySegment(), nil
		r.owned[seg] = false
	}
}
