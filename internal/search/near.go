package search

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// slips is how many slips of the hand ~word forgives, and "did you mean": a
// letter too many, too few or another, or two that changed places.
func slips(term string) int {
	switch n := utf8.RuneCountInString(term); {
	case n < 3:
		return 0
	case n < 6:
		return 1
	}
	return 2
}

// distance is how many slips make one word of another (optimal string alignment;
// Damerau 1964), at most most+1.
func distance(a, b string, most int) int {
	w := newNearness(a, most)
	for _, r := range b {
		if !w.add(r) {
			return most + 1
		}
	}
	return w.distance()
}

// nearness compares a word with others that are told letter by letter: a row of
// the table for each letter, of which only the cells near the diagonal count.
type nearness struct {
	word []rune
	most int
	rows [][]int // of the letters by now, and the empty row before them
	read []rune
}

func newNearness(word string, most int) *nearness {
	w := &nearness{word: []rune(word), most: most}
	first := make([]int, len(w.word)+1)
	for i := range first {
		first[i] = i
	}
	w.rows = append(w.rows, first)
	return w
}

// add adds a letter, and reports whether the word can still be near enough.
func (w *nearness) add(r rune) bool {
	n := len(w.rows) // the letter's number, from 1
	w.read = append(w.read[:n-1], r)
	if n < cap(w.rows) {
		w.rows = w.rows[:n+1]
	} else {
		w.rows = append(w.rows, nil)
	}
	if w.rows[n] == nil {
		w.rows[n] = make([]int, len(w.word)+1)
	}
	row, above := w.rows[n], w.rows[n-1]
	from, to := max(n-w.most, 0), min(n+w.most, len(w.word))
	least := w.most + 1
	if from > 0 && from-1 <= len(w.word) {
		row[from-1] = w.most + 1
	}
	for i := from; i <= to; i++ {
		row[i] = w.cell(n, i, row, above)
		least = min(least, row[i])
	}
	if to < len(w.word) {
		row[to+1] = w.most + 1
	}
	return least <= w.most
}

// cell is the distance of the first n letters told from the first i of the word.
func (w *nearness) cell(n, i int, row, above []int) int {
	if i == 0 {
		return n
	}
	r := w.read[n-1]
	cost := 1
	if w.word[i-1] == r {
		cost = 0
	}
	best := min(above[i-1]+cost, row[i-1]+1)
	if i <= n+w.most-1 {
		best = min(best, above[i]+1)
	}
	if n > 1 && i > 1 && r == w.word[i-2] && w.read[n-2] == w.word[i-1] {
		best = min(best, w.rows[n-2][i-2]+1)
	}
	return best
}

// back takes letters away until n are left.
func (w *nearness) back(n int) { w.rows, w.read = w.rows[:n+1], w.read[:n] }

func (w *nearness) distance() int {
	n := len(w.rows) - 1
	if len(w.word) > n+w.most || len(w.word) < n-w.most {
		return w.most + 1
	}
	return min(w.rows[n][len(w.word)], w.most+1)
}

// near calls each with the terms of a field within a distance of a word.
func (s *segment) near(f Field, word string, most int, each func(term []byte, t termRef, distance int)) {
	s.nearIn([]byte{byte(f)}, word, most, each)
}

// nearIn is near for the keys with a prefix, which begins with the field. Keys
// that begin alike are compared once, and what begins too differently is passed
// over.
func (s *segment) nearIn(prefix []byte, word string, most int, each func(term []byte, t termRef, distance int)) {
	w := newNearness(word, most)
	var last []byte // the term whose letters were told by now
	dead := 0       // as many of its bytes begin no word that is near; 0: none
	i := max(sort.Search(s.blocks(), func(i int) bool { return bytes.Compare(s.firstKey(i), prefix) > 0 })-1, 0)
	for i < s.blocks() {
		done := !s.block(i, func(key []byte, t termRef) bool {
			switch {
			case bytes.Compare(key, prefix) < 0:
				return true
			case !bytes.HasPrefix(key, prefix):
				return false
			}
			term := key[1:]
			same := sharedBytes(last, term)
			if dead > 0 && same >= dead {
				return true
			}
			last, dead = w.tell(last, term, same)
			if d := w.distance(); dead == 0 && d <= most {
				each(term, t, d)
			}
			return true
		})
		if done {
			return
		}
		i++
		if dead > 0 {
			i = s.beyond(i, append(prefix[:1:1], last[:dead]...))
		}
	}
}

// tell goes on from the last term to another one that shares bytes with it. dead
// is where the term's beginning is too far away from the word.
func (w *nearness) tell(last, term []byte, same int) (now []byte, dead int) {
	for same > 0 && same < len(term) && !utf8.RuneStart(term[same]) {
		same--
	}
	w.back(min(utf8.RuneCount(term[:same]), len(w.rows)-1))
	now = append(last[:same], term[same:]...)
	for at := same; at < len(term); {
		r, size := utf8.DecodeRune(term[at:])
		if at += size; !w.add(r) {
			return now, at
		}
	}
	return now, 0
}

func sharedBytes(a, b []byte) (n int) {
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// beyond is the first block from i on that may have keys without a prefix.
func (s *segment) beyond(i int, prefix []byte) int {
	n := gallop(s.blocks()-i, func(k int) bool {
		key := s.firstKey(i + k)
		return !bytes.HasPrefix(key, prefix)
	})
	return max(i+n-1, i)
}
