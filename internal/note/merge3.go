package note

import "slices"

// merge3 merges what two sides made of the same lines (S. Khanna, K. Kunal and
// B. Pierce, A Formal Investigation of Diff3, 2007): lines that stand in all
// three stay, and what lies between them is taken from the side that changed
// it. Where both did, both says what becomes of it.
func merge3(base, ours, theirs []string, both func(base, ours, theirs []string) []string) []string {
	inOurs, inTheirs := pairLines(base, ours), pairLines(base, theirs)
	var merged []string
	var b, o, t int // what is merged already
	for i := range base {
		oi, ti := int(inOurs[i]), int(inTheirs[i])
		if oi == none || ti == none {
			continue
		}
		merged = append(merged, chosen(base[b:i], ours[o:oi], theirs[t:ti], both)...)
		merged = append(merged, base[i])
		b, o, t = i+1, oi+1, ti+1
	}
	return append(merged, chosen(base[b:], ours[o:], theirs[t:], both)...)
}

func chosen(base, ours, theirs []string, both func(base, ours, theirs []string) []string) []string {
	switch {
	case slices.Equal(ours, theirs), slices.Equal(base, theirs):
		return ours
	case slices.Equal(base, ours):
		return theirs
	}
	return both(base, ours, theirs)
}

// pairLines tells for each old line its partner among the new ones, or none.
func pairLines(old, now []string) []int32 {
	ids := map[string]int32{}
	words := func(lines []string) []word {
		list := make([]word, len(lines))
		for i, line := range lines {
			id, ok := ids[line]
			if !ok {
				id = int32(len(ids))
				ids[line] = id
			}
			list[i].id = id
		}
		return list
	}
	return pair(words(old), words(now)).to
}

// inBoth are the lines that stand in both, in order: what two sides can be
// taken to have begun with when nothing else is known.
func inBoth(ours, theirs []string) []string {
	var common []string
	for i, j := range pairLines(ours, theirs) {
		if j != none {
			common = append(common, ours[i])
		}
	}
	return common
}

// holds tells whether the lines stand among others, together and in order.
func holds(all, lines []string) bool {
	for i := range len(all) - len(lines) + 1 {
		if slices.Equal(all[i:i+len(lines)], lines) {
			return true
		}
	}
	return false
}
