package search

import (
	"bytes"
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"manicule/internal/article"
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

// Names are shown when there are this many of them, or after this long. So many
// are put into the index at once, or this part of all: each time in the memory of
// the time before.
const (
	firstNames  = 64
	showEvery   = 100 * time.Millisecond
	namesAtOnce = 2048
	namesPart   = 8
)

func (r *refresh) addNew(f File) {
	r.changes.Added = append(r.changes.Added, f.Path)
	r.jobs = append(r.jobs, job{f, -1, 0, noDate, false, r.first})
	r.waiting++
	show := r.waiting >= firstNames && (!r.shown.Started() || r.due())
	if show || r.waiting >= max(namesAtOnce, len(r.jobs)/namesPart) {
		r.nameNew()
	}
	if show {
		r.showNames()
	}
}

// due reports whether it is time for another snapshot: not too often for what
// one costs.
func (r *refresh) due() bool { return r.shown.Elapsed() > max(showEvery, 10*r.cost) }

// nameNew puts the names of new articles into the index that are not read yet. A
// handful is read so soon that it isn't worth it.
func (r *refresh) nameNew() {
	fresh := r.jobs[len(r.jobs)-r.waiting:]
	if len(r.jobs) < firstNames && len(r.segs) > 0 || r.waiting == 0 {
		return
	}
	if r.names == nil {
		r.names = newBuilder()
	}
	b, n := r.names, 0
	b.reset()
	b.docs = slices.Grow(b.docs, len(fresh))
	for i := range fresh {
		if j := &fresh[i]; j.seg < 0 {
			j.seg, j.doc = len(r.segs), n
			b.add(&Document{Doc: Doc{Path: j.file.Path, Meta: article.Meta{Title: article.NameTitle(j.file.Path)}, Pending: true}})
			n++
		}
	}
	if s, err := b.segment(); err == nil && n > 0 {
		r.put(s)
	}
	r.waiting, r.named = 0, true
}

// showNames shows the new names.
func (r *refresh) showNames() {
	if r.named {
		r.named = false
		r.progress.Total = len(r.jobs)
		r.publish()
	}
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

// flush merges what was read when it is much: into a file, or on the heap
// where none can be written. Jobs remember places in older segments, which
// stay as they are.
func (r *refresh) flush(ctx context.Context) error {
	size := 0
	for _, s := range r.fresh {
		size += len(s.blob.data)
	}
	if size < r.x.limits.heap {
		return nil
	}
	err := r.join(ctx, r.fresh)
	if err == nil && r.writes {
		r.keep()
	}
	return err
}

// begun reports whether articles of the first look at the folder are still to
// be read.
func (r *refresh) begun() bool { return r.first && r.progress.Done < r.progress.Total }

// keep lets the folder have what is on disk by now. Who ends before all is
// read goes on from there: an article of which there is nothing is new.
func (r *refresh) keep() {
	var segs []*segment
	var dead []bitset
	for i, s := range r.segs {
		if s.name != "" {
			segs, dead = append(segs, s), append(dead, r.dead[i])
		}
	}
	if err := r.x.folder.save(segs, dead, r.begun()); err != nil {
		r.fallBackToMemory(err)
	}
}

// join merges the chosen segments into one, which takes the place of the first
// of them; the others keep their numbers. If it can't be written, everything
// stays as it is, and r.writes is false.
func (r *refresh) join(ctx context.Context, chosen []*segment) error {
	var segs []*segment
	var dead []bitset
	for i, s := range r.segs {
		if slices.Contains(chosen, s) {
			segs, dead = append(segs, s), append(dead, r.dead[i])
		}
	}
	if len(segs) == 0 {
		return nil
	}
	merged, err := r.merge(ctx, segs, dead)
	if err != nil {
		if !r.writes || ctx.Err() != nil || isDamage(err) {
			return err
		}
		r.fallBackToMemory(err)
		return nil
	}
	at := slices.Index(r.segs, segs[0])
	for i, s := range r.segs {
		if i != at && slices.Contains(segs, s) {
			r.segs[i], r.dead[i] = emptySegment(), nil
		}
	}
	r.segs[at], r.dead[at] = merged, nil
	r.owned, r.fresh, r.made = nil, nil, append(r.made, merged)
	return nil
}

// merge makes one segment: a file where this program writes, else bytes on the
// heap.
func (r *refresh) merge(ctx context.Context, segs []*segment, dead []bitset) (*segment, error) {
	if r.writes {
		return r.x.folder.merge(ctx, segs, dead)
	}
	size := 0
	for _, s := range segs {
		size += len(s.blob.data)
	}
	out := bytes.NewBuffer(make([]byte, 0, size))
	if err := merge(ctx, out, segs, dead, nil); err != nil {
		return nil, err
	}
	return newSegment(out.Bytes(), false)
}

// fallBackToMemory goes on in memory, because the folder can't be written.
func (r *refresh) fallBackToMemory(err error) {
	r.x.setProblem(&r.x.unkept, err)
	r.writes = false
}

// commit merges what is worth it, keeps the index on disk and shows it.
func (r *refresh) commit(ctx context.Context) error {
	r.x.begun = r.begun()
	if !r.dirty {
		r.finish()
		return r.broken
	}
	err := r.compact(ctx)
	if err == nil && r.writes {
		r.keep()
	}
	r.finish()
	return cmp.Or(err, r.broken)
}

// finish publishes what is now, and says so.
func (r *refresh) finish() {
	if r.dirty {
		r.publish()
	} else if r.each != nil {
		r.each(r.progress)
	}
}

// compact merges what is worth it and drops empty segments.
func (r *refresh) compact(ctx context.Context) error {
	wrote := r.writes
	err := r.join(ctx, r.worthMerging())
	if err == nil && r.writes != wrote {
		err = r.join(ctx, r.worthMerging()) // on the heap
	}
	if err != nil {
		return err
	}
	var segs []*segment
	var dead []bitset
	for i, s := range r.segs {
		if s.len() > 0 {
			segs, dead = append(segs, s), append(dead, r.dead[i])
		}
	}
	r.segs, r.dead, r.owned = segs, dead, nil
	return nil
}

// worthMerging chooses the segments to be merged: those that have to be
// written, or were written only to be off the heap, or are dead for the most
// part; and with them each segment that is less than four times as large. So
// every article is merged no more often than the logarithm of their number.
// Without a folder to be written the same goes for the segments on the heap,
// and files stay as they are.
func (r *refresh) worthMerging() []*segment {
	var chosen, others []*segment
	living, wasteful := 0, false
	for i, s := range r.segs {
		gone := r.dead[i].count()
		onHeap := s.name == ""
		switch {
		case s.len() == 0, !r.writes && !onHeap:
		case gone > s.len()/4, r.writes && (onHeap || slices.Contains(r.made, s)):
			chosen, living = append(chosen, s), living+s.len()-gone
			wasteful = wasteful || gone > 0
		default:
			others = append(others, s)
		}
	}
	slices.SortStableFunc(others, func(a, b *segment) int { return a.len() - b.len() })
	for _, s := range others {
		if s.len() < 4*living || !r.writes && living == 0 {
			chosen, living = append(chosen, s), living+s.len()
		}
	}
	if len(chosen) == 1 && !wasteful && !r.writes {
		return nil
	}
	return chosen
}

// emptySegment takes the place of one that was merged into another.
func emptySegment() *segment {
	s, err := newBuilder().segment()
	if err != nil {
		panic(err) // it writes to memory
	}
	return s
}
