package search

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"sync"
)

// flush merges what was read and is on the heap, when it is much: into a file, or on
// the heap where none can be written. What was written to files as it was read is
// merged once, at the end, unless it is very many. Jobs remember places in older
// segments, which stay as they are.
func (r *refresh) flush(ctx context.Context) error {
	var err error
	switch {
	case sizeOf(r.fresh) >= r.x.limits.heap:
		err = r.join(ctx, r.fresh)
	case len(r.parked) >= maxParked:
		err = r.join(ctx, r.parked)
	case r.unsaved < r.x.limits.heap:
		return nil
	}
	if err == nil && r.writes {
		r.keep()
	}
	return err
}

// maxParked is how many files are made before they are merged: who searches meanwhile
// looks into each, and a merge holds a little of each.
const maxParked = 192

func sizeOf(segs []*segment) (bytes int) {
	for _, s := range segs {
		bytes += len(s.blob.data)
	}
	return bytes
}

// begun reports whether articles of the first look at the folder are still to
// be read.
func (r *refresh) begun() bool { return r.first && r.progress.Done < r.progress.Total }

// keep lets the folder have what is on disk by now. Who ends before all is
// read goes on from there: an article of which there is nothing is new.
func (r *refresh) keep() {
	r.unsaved = 0
	var segs []*segment
	var dead []bitset
	for i, s := range r.segs {
		if s.name != "" && !s.names {
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
	joined := func(s *segment) bool { return slices.Contains(segs, s) }
	r.fresh, r.parked = slices.DeleteFunc(r.fresh, joined), slices.DeleteFunc(r.parked, joined)
	r.owned, r.made = nil, append(r.made, merged)
	if r.writes {
		r.x.folder.drop(segs)
	}
	return nil
}

// merge makes one segment: a file where this program writes, else bytes on the
// heap.
func (r *refresh) merge(ctx context.Context, segs []*segment, dead []bitset) (*segment, error) {
	if r.writes {
		return r.x.folder.merge(ctx, segs, dead)
	}
	out := bytes.NewBuffer(make([]byte, 0, sizeOf(segs)))
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

// commit merges what is worth it, keeps the index on disk and shows it. Who ends
// before it is merged finds it as it was read.
func (r *refresh) commit(ctx context.Context) error {
	r.x.begun = r.begun()
	if !r.dirty && (len(r.segs) <= maxSegments || !r.writes) {
		r.finish()
		return r.broken
	}
	r.dirty = true
	err := r.compact(ctx)
	if r.writes && (err == nil || ctx.Err() != nil && len(r.parked) > 0) {
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

// maxSegments is how many segments there are at most when all is done.
const maxSegments = 16

// worthMerging chooses the segments to be merged: those that have to be
// written, or were written only to be off the heap, or are dead for the most
// part; and with them each segment that is less than four times as large. So
// every article is merged no more often than the logarithm of their number. If
// there are many, as a program leaves them that was ended, the smallest go too.
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
		case gone > s.len()/4, r.writes && (onHeap || s.names || slices.Contains(r.made, s) || slices.Contains(r.parked, s)):
			chosen, living = append(chosen, s), living+s.len()-gone
			wasteful = wasteful || gone > 0
		default:
			others = append(others, s)
		}
	}
	slices.SortStableFunc(others, func(a, b *segment) int { return a.len() - b.len() })
	for i, s := range others {
		if s.len() < 4*living || !r.writes && living == 0 || len(others)-i >= maxSegments {
			chosen, living = append(chosen, s), living+s.len()
		}
	}
	if len(chosen) == 1 && !wasteful && !r.writes {
		return nil
	}
	return chosen
}

// emptySegment takes the place of one that was merged into another.
var emptySegment = sync.OnceValue(func() *segment {
	s, err := newBuilder().segment()
	if err != nil {
		panic(err) // it writes to memory
	}
	return s
})
