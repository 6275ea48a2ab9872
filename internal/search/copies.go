package search

import (
	"cmp"
	"context"
	"slices"
)

// sameStory is the resemblance from which two articles tell the same story:
// the part of their shingles that both have.
const sameStory = 0.8

// Copies are the articles of a Snapshot that tell a story that another one
// tells too, in groups. Nil is that there are none.
type Copies struct {
	groups [][]ID     // each in order of the paths, two or more
	group  map[ID]int // of each article that is in one
	in     bitset     // the same articles, by ID
}

// Copies finds the articles that tell the same story: those whose sketches
// have a number in common are compared word by word.
func (s *Snapshot) Copies(ctx context.Context, text func(path string) (string, error)) (found *Copies, err error) {
	defer func() {
		if e := s.recovered(recover()); e != nil {
			found, err = nil, e
		}
	}()
	sets := map[ID][]uint64{}
	shingles := func(id ID) []uint64 {
		if set, ok := sets[id]; ok {
			return set
		}
		t, err := text(string(s.path(id)))
		if err == nil { // else it is like no other
			sets[id] = shinglesOf(t)
		}
		return sets[id]
	}
	same := map[ID]ID{} // towards the first of the group
	for _, pair := range s.alike() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		a, b := firstOf(same, pair[0]), firstOf(same, pair[1])
		if a != b && resemblance(shingles(pair[0]), shingles(pair[1])) >= sameStory {
			same[max(a, b)] = min(a, b)
		}
	}
	return s.grouped(same), nil
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
	var last [shingle]uint64
	n := 0
	scanText(text, func(t token) {
		last[n%shingle] = hash(t.term)
		if n++; n >= shingle {
			all = append(all, shingleHash(&last, n))
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

func (s *Snapshot) grouped(same map[ID]ID) *Copies {
	members := map[ID][]ID{}
	for id := range same {
		first := firstOf(same, id)
		members[first] = append(members[first], id)
	}
	c := &Copies{group: map[ID]int{}, in: newBitset(s.size())}
	for first, others := range members {
		group := append(others, first)
		slices.SortFunc(group, s.comparePaths)
		c.groups = append(c.groups, group)
	}
	slices.SortFunc(c.groups, func(a, b []ID) int { return s.comparePaths(a[0], b[0]) })
	for i, group := range c.groups {
		for _, id := range group {
			c.group[id] = i
			c.in.set(int(id))
		}
	}
	return c
}

func (s *Snapshot) comparePaths(a, b ID) int { return comparePaths(s.path(a), s.path(b)) }

// Groups are all groups, each in order of the paths, and so are they.
func (c *Copies) Groups() [][]ID {
	if c == nil {
		return nil
	}
	return c.groups
}

// Of is the group that the article is in; nil if it is like no other.
func (c *Copies) Of(id ID) []ID {
	if c == nil || !c.in.has(int(id)) {
		return nil
	}
	return c.groups[c.group[id]]
}

// Fold keeps of each group in ids only the first that is not open, and tells
// how many others of its group each one kept stands for.
func (c *Copies) Fold(ids []ID, open func(ID) bool) (kept []ID, others map[ID]int) {
	if c == nil || len(c.groups) == 0 {
		return ids, nil
	}
	others = map[ID]int{}
	first := map[int]ID{}
	kept = make([]ID, 0, len(ids))
	for _, id := range ids {
		if c.in.has(int(id)) {
			g := c.group[id]
			if f, ok := first[g]; ok && !open(f) {
				others[f]++
				continue
			} else if !ok {
				first[g] = id
			}
		}
		kept = append(kept, id)
	}
	return kept, others
}
