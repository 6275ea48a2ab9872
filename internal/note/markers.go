package note

import "strings"

// SplitMarkers takes a file that git left with conflict markers apart into its
// two sides, and what they began with: where the markers don't say that, it is
// what both have. It is false when there are no markers, or they don't pair.
func SplitMarkers(text string) (base, ours, theirs string, ok bool) {
	var all [3]strings.Builder // base, ours, theirs
	const outside = -1
	in := outside // or which of all a line belongs to
	for line := range strings.Lines(text) {
		next, marked := nextSide(line, in)
		switch {
		case !marked && in == outside:
			for i := range all {
				all[i].WriteString(line)
			}
		case !marked:
			all[in].WriteString(line)
		case next == impossible:
			return "", "", "", false
		default:
			in, ok = next, true
		}
	}
	return all[0].String(), all[1].String(), all[2].String(), ok && in == outside
}

const impossible = -2

// nextSide is where the lines after a marker belong to; marked is false for a
// line that is none.
func nextSide(line string, in int) (next int, marked bool) {
	const size = 7
	sign, _, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
	if len(sign) != size || strings.Trim(sign, sign[:1]) != "" {
		return in, false
	}
	step := map[byte]struct {
		to   int
		from []int
	}{'<': {1, []int{-1}}, '|': {0, []int{1}}, '=': {2, []int{0, 1}}, '>': {-1, []int{2}}}
	s, ok := step[sign[0]]
	if !ok || sign[0] == '=' && in == -1 { // a heading's underline
		return in, false
	}
	for _, from := range s.from {
		if from == in {
			return s.to, true
		}
	}
	return impossible, true
}
