package diff

// edit pairs tokens of the two runs by the shortest edit script (E. Myers, An
// O(ND) Difference Algorithm, 1986). After ahead edits it settles for
// the script that came furthest and goes on from there, so that two texts of
// nothing in common take time in proportion to their size.
func (p *pairing) edit(o, n run) {
	for o.len() > 0 && n.len() > 0 {
		s := script{pairing: p, o: o, n: n}
		o.from, n.from = s.follow()
	}
}

// ahead is how many edits are looked ahead: more than a rewritten paragraph
// needs, and few enough that looking takes a fraction of a millisecond.
const ahead = 128

// unreachable is far enough below zero that no edits lead out of it.
const unreachable = -2 * ahead

// script searches the shortest edits that make the tokens of one run of those
// of the other.
type script struct {
	*pairing
	o, n run

	// reach holds for each number of edits d a row of d+1 numbers: how many
	// tokens of o are behind when t of the edits were removals. The tokens
	// behind of n are then as many, less t, plus the d-t insertions.
	reach []int32
}

func row(d int) int { return d * (d + 1) / 2 }

// follow pairs the tokens of the best script and returns where it ends.
func (s *script) follow() (i, j int) {
	for d := 0; ; d++ {
		t, done := s.step(d)
		if done || d == ahead {
			return s.trace(d, t)
		}
	}
}

// step reaches as far as d edits lead, and tells which script came furthest
// and whether that is the end.
func (s *script) step(d int) (best int, done bool) {
	furthest := -1
	for t := range d + 1 {
		x := s.start(d, t)
		y := x - 2*t + d
		if x < 0 || x > s.o.len() || y > s.n.len() {
			s.reach = append(s.reach, unreachable)
			continue
		}
		for x < s.o.len() && y < s.n.len() && s.same(s.o.from+x, s.n.from+y) {
			x, y = x+1, y+1
		}
		s.reach = append(s.reach, int32(x))
		if x+y > furthest {
			best, furthest = t, x+y
		}
	}
	return best, furthest == s.o.len()+s.n.len()
}

// start is how far the d-th edit leads, before the tokens that are the same.
func (s *script) start(d, t int) int {
	switch x := s.reach[max(0, row(d-1)):]; {
	case d == 0:
		return 0
	case t == 0:
		return int(x[0])
	case t == d:
		return int(x[t-1]) + 1
	default:
		return int(max(x[t-1]+1, x[t]))
	}
}

// trace pairs the tokens that the script left the same.
func (s *script) trace(d, t int) (i, j int) {
	x := int(s.reach[row(d)+t])
	i, j = s.o.from+x, s.n.from+x-2*t+d
	for ; d >= 0; d-- {
		start := s.start(d, t)
		for k := start; k < x; k++ {
			s.join(s.o.from+k, s.n.from+k-2*t+d)
		}
		x = start
		if t > 0 && (t == d || int(s.reach[row(d-1)+t-1])+1 == start) {
			t, x = t-1, start-1
		}
	}
	return i, j
}
