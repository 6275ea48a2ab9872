package search

import (
	"cmp"
	"context"
	"slices"
)

// sameStory is the resemblance from which two articles tell the same story:
// the part of their shingles that both have.
const sameStory = 0.8

// Copies finds the articles that tell the same story, in groups of two and
// more: those whose sketches have a number in common are compared word by
// word, but for pairs of which there is a verdict. It returns the verdicts on
// all pairs of now. The groups hold paths and are in order of them, also
// within. It calls text for an article's canonical text, from one goroutine.
func (s *Snapshot) Copies(ctx context.Context, known Verdicts, text func(path string) (string, error)) (groups [][]string, all Verdicts, err error) {
	if e := s.read(func() { groups, all, err = s.copies(ctx, known, text) }); e != nil {
		return nil, all, e
	}
	return groups, all, err
}

func (s *Snapshot) copies(ctx context.Context, known Verdicts, text func(path string) (string, error)) (groups [][]string, all Verdicts, err error) {
	sets := shingleSets{text: func(id ID) (string, error) { return text(string(s.path(id))) }}
	all.same = map[uint64]bool{}
	group := map[ID]ID{} // towards the first of the group
	for _, pair := range s.alike() {
		if err := ctx.Err(); err != nil {
			return nil, known, err
		}
		key := s.pairKey(pair[0], pair[1])
		same, ok := known.same[key]
		if !ok {
			same = resemblance(sets.of(pair[0]), sets.of(pair[1])) >= sameStory
		}
		all.same[key] = same
		if a, b := firstOf(group, pair[0]), firstOf(group, pair[1]); same && a != b {
			group[max(a, b)] = min(a, b)
		}
	}
	return s.grouped(group), all, nil
}

// shingleSets keeps the shingles of the articles that were last asked for.
type shingleSets struct {
	text func(ID) (string, error)
	sets map[ID][]uint64
	size int // shingles in all of them
}

// manyShingles are let go when there are more: 32 MB.
const manyShingles = 4 << 20

// of are an article's shingles; one that can't be read has none, and is like
// no other.
func (k *shingleSets) of(id ID) []uint64 {
	if set, ok := k.sets[id]; ok {
		return set
	}
	if k.size > manyShingles || k.sets == nil {
		k.sets, k.size = map[ID][]uint64{}, 0
	}
	t, err := k.text(id)
	if err == nil {
		k.sets[id] = shinglesOf(t)
	}
	k.size += len(k.sets[id])
	return k.sets[id]
}

func firstOf(same map[ID]ID, id ID) ID {
	for {
		next, ok := same[id]
		if !ok {
			return id
		}
		id = next
	}
}

// sketched is a number of an article's sketch.
type sketched struct {
	number uint32
	id     ID
}

// alike lists the pairs of articles whose sketches have a number in common.
// Where many have the same one, each is paired with the one before it.
func (s *Snapshot) alike() (pairs [][2]ID) {
	all := make([]sketched, 0, len(s.listed))
	for i := range sketches {
		all = all[:0]
		for _, id := range s.listed {
			seg, doc := s.at(id)
			if n := uint32(seg.value(sketchColumn+column(i), doc)); n != 0 {
				all = append(all, sketched{n, id})
			}
		}
		slices.SortFunc(all, func(a, b sketched) int {
			return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.id, b.id))
		})
		for k := 1; k < len(all); k++ {
			if all[k].number == all[k-1].number {
				pairs = append(pairs, [2]ID{all[k-1].id, all[k].id})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]ID) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return slices.Compact(pairs)
}

// shinglesOf are the hashes of all runs of shingle words, sorted, each once.
func shinglesOf(text string) []uint64 {
	var all []uint64
	var s shingles
	scanText(text, func(t *token) {
		if h, whole := s.add(hash(t.term)); whole {
			all = append(all, h)
		}
	})
	slices.Sort(all)
	return slices.Compact(all)
}

// resemblance is the part of two sets together that is in both.
func resemblance(a, b []uint64) float64 {
	both, all := 0, len(a)+len(b)
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case b[0] < a[0]:
			b = b[1:]
		default:
			both++
			a, b = a[1:], b[1:]
		}
	}
	return float64(both) / float64(max(all-both, 1))
}

func (s *Snapshot) grouped(same map[ID]ID) [][]string {
	members := map[ID][]string{}
	for id := range same {
		first := firstOf(same, id)
		if members[first] == nil {
			members[first] = []string{string(s.path(first))}
		}
		members[first] = append(members[first], string(s.path(id)))
	}
	groups := make([][]string, 0, len(members))
	for _, group := range members {
		slices.SortFunc(group, ComparePaths)
		groups = append(groups, group)
	}
	slices.SortFunc(groups, func(a, b []string) int { return ComparePaths(a[0], b[0]) })
	return groups
}

// Folds tells of a Snapshot's articles which are in one group of copies. Nil
// is that none are.
type Folds struct {
	group   map[ID]int
	members [][]ID
	in      bitset // those that are in a group, by ID
}

// Folds finds the articles of groups of paths.
func (s *Snapshot) Folds(groups [][]string) *Folds {
	if len(groups) == 0 {
		return nil
	}
	f := &Folds{group: map[ID]int{}, in: newBitset(s.size())}
	for _, group := range groups {
		var ids []ID
		for _, path := range group {
			if id, ok := s.Find(path); ok {
				ids = append(ids, id)
			}
		}
		if len(ids) < 2 {
			continue
		}
		for _, id := range ids {
			f.group[id] = len(f.members)
			f.in.set(int(id))
		}
		f.members = append(f.members, ids)
	}
	return f
}

// Copies are the articles of the same story, also the article itself; nil if
// there are no others.
func (f *Folds) Copies(id ID) []ID {
	if f == nil || !f.in.has(int(id)) {
		return nil
	}
	return f.members[f.group[id]]
}

// Fold keeps of each group only the first in ids, unless that is open, and
// tells how many others each one kept stands for.
func (f *Folds) Fold(ids []ID, open func(ID) bool) (kept []ID, others map[ID]int) {
	if f == nil || len(f.members) == 0 {
		return ids, nil
	}
	others = map[ID]int{}
	first := map[int]ID{}
	kept = make([]ID, 0, len(ids))
	for _, id := range ids {
		if f.in.has(int(id)) {
			g := f.group[id]
			if leader, ok := first[g]; !ok {
				first[g] = id
			} else if !open(leader) {
				others[leader]++
				continue
			}
		}
		kept = append(kept, id)
	}
	return kept, others
}
