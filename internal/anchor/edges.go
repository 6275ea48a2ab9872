package anchor

// grown is the range with the words that replaced those at the passage's own
// ends.
func (a *Alignment) grown(passage run, s candidateRange) run {
	n := s.run
	if own := s.first - passage.from; own > 0 {
		e := edge{own: own, alone: a.stays(s, passage.from-1), end: a.o[passage.from].pause, inner: a.o[s.first].pause}
		n.from -= a.grow(e, s, n.from, -1)
	}
	if own := passage.to - 1 - s.last; own > 0 {
		e := edge{own: own, alone: a.stays(s, passage.to), end: pauseBefore(a.o, passage.to), inner: a.o[s.last+1].pause}
		n.to += a.grow(e, s, n.to, 1)
	}
	return n
}

// grow counts the new words on one side of the range, from the pause before
// the word at in steps of 1 or -1, that replaced the passage's own.
func (a *Alignment) grow(e edge, s candidateRange, at, step int) int {
	for e.add(pauseBefore(a.n, at)) && a.free(s, at+min(step, 0)) {
		at += step
	}
	return e.words()
}

// stays reports whether an old word has a partner, or is none.
func (a *Alignment) stays(s candidateRange, i int) bool {
	return i < 0 || i == len(a.o) || a.to[i] != none || s.in.partner(i) != none
}

// free reports whether a new word has none.
func (a *Alignment) free(s candidateRange, j int) bool {
	return j >= 0 && j < len(a.n) && a.from[j] == none && !s.in.paired(j)
}

// edge is an end of a passage where its own words were replaced.
type edge struct {
	own        int     // how many
	alone      bool    // and none beside the passage
	end, inner pause   // beside the passage, and where the replaced words begin
	pauses     []pause // before, between and after the words that could be theirs, outwards
}

// most is how many words could have replaced the passage's own.
func (e *edge) most() int { return 2*e.own + 2 }

// add takes in the pause after one more word, and reports whether to go on: not
// into another block, unless the passage did.
func (e *edge) add(p pause) bool {
	e.pauses = append(e.pauses, p)
	n := len(e.pauses) - 1
	return n <= e.most() && (p < block || n == 0 && e.inner == block)
}

// words tells how many are the passage's: if it ended with a sentence, up to
// the end of the one that makes it most nearly as long as it was; else as many
// as were replaced, or all if they replaced nothing else.
func (e *edge) words() int {
	all, best := len(e.pauses)-1, none
	for n, p := range e.pauses {
		if p >= sentence && n <= e.most() && (best == none || e.off(n) < e.off(best)) {
			best = n
		}
	}
	switch {
	case e.end >= sentence && best != none:
		return best
	case e.end < sentence && e.alone && all <= e.most():
		return all
	}
	return min(all, e.own)
}

func (e *edge) off(n int) int { return max(n-e.own, e.own-n) }
