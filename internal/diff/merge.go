package diff

import "slices"

// Merge merges what two sides made of the same lines (S. Khanna, K. Kunal and
// B. Pierce, A Formal Investigation of Diff3, 2007): lines that stand in all
// three stay, and what lies between them is taken from the side that changed
// it. Where both did, both says what becomes of it.
func Merge(base, ours, theirs []string, both func(base, ours, theirs []string) []string) []string {
	inOurs, inTheirs := pairLines(base, ours), pairLines(base, theirs)
	var merged []string
	var b, o, t int // what is merged already
	for i := range base {
		oi, ti := int(inOurs[i]), int(inTheirs[i])
		if oi == None || ti == None {
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
