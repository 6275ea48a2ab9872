package search

import (
	"bytes"
	"cmp"
	"context"
	"slices"
)

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
