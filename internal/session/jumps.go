package session

// JumpList remembers the places that a reader left by a jump: those behind
// them and, once they have gone back, those ahead. The zero JumpList is empty.
// A view says what a place is; At is all that two of them are compared by.
type JumpList[P Placed] struct{ behind, ahead []P }

// Placed is somewhere in an article.
type Placed interface {
	Where() (path string, at int) // a byte of its text
}

// maxJumps is how many jumps can be taken back.
const maxJumps = 100

// Leave remembers a place before the reader jumps away from it. Places ahead
// are forgotten; of two jumps from one place in a row one is remembered.
func (j *JumpList[P]) Leave(from P) {
	j.ahead = nil
	if n := len(j.behind); n > 0 && samePlace(j.behind[n-1], from) {
		j.behind = j.behind[:n-1]
	}
	j.behind = append(j.behind[max(len(j.behind)+1-maxJumps, 0):], from)
}

func samePlace[P Placed](a, b P) bool {
	pathA, atA := a.Where()
	pathB, atB := b.Where()
	return pathA == pathB && atA == atB
}

// Back is the place that was left last; false when there is none. The reader
// is at now, where Forward leads.
func (j *JumpList[P]) Back(now P) (P, bool) { return cross(&j.behind, &j.ahead, now) }

// Forward is the place that the reader came back from; false when there is
// none. Back leads to now.
func (j *JumpList[P]) Forward(now P) (P, bool) { return cross(&j.ahead, &j.behind, now) }

// cross takes the nearest place of one side and puts now on the other.
func cross[P Placed](from, to *[]P, now P) (to2 P, ok bool) {
	n := len(*from)
	if n == 0 {
		return to2, false
	}
	last := (*from)[n-1]
	*from, *to = (*from)[:n-1], append(*to, now)
	return last, true
}

// Each calls f with each place remembered, to change it.
func (j *JumpList[P]) Each(f func(*P)) {
	for _, side := range [][]P{j.behind, j.ahead} {
		for i := range side {
			f(&side[i])
		}
	}
}
