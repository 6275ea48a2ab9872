package anchor

// alignGapBoundaries moves what was only inserted or only removed to where a
// sentence or a block begins and ends, if the words there allow it: of two
// sentences that begin alike, the shortest edit script may have taken the end of
// one and the beginning of the other.
func (p *pairing) alignGapBoundaries() {
	alignGaps(p.n, p.from, p.to)
	alignGaps(p.o, p.to, p.from)
}

func alignGaps(list []word, mine, theirs []int32) {
	for i := 0; i < len(list); i++ {
		if mine[i] != none {
			continue
		}
		g := gap{list, mine, theirs, run{i, i}}
		for g.to < len(list) && mine[g.to] == none {
			g.to++
		}
		if g.pure() {
			g.align()
		}
		i = g.to
	}
}

// gap is a run of words without a partner, in one text of a pairing.
type gap struct {
	list         []word
	mine, theirs []int32 // the partners of this text's words and of the other's
	run
}

// pure reports whether the other text has nothing in its place.
func (g *gap) pure() bool {
	before, after := none, len(g.theirs)
	if g.from > 0 {
		before = int(g.mine[g.from-1])
	}
	if g.to < len(g.list) {
		after = int(g.mine[g.to])
	}
	return after == before+1
}

// ahead is how many words a gap may be moved: more than a long sentence has.
const ahead = 128

// align moves the gap to where the pauses around it are longest, and as far
// on as they are.
func (g *gap) align() {
	for n := 0; n < ahead && g.moveBack(); n++ {
	}
	best, longest, n := 0, g.pauses(), 0
	for ; n < 2*ahead && g.moveOn(); n++ {
		if p := g.pauses(); p >= longest {
			best, longest = n+1, p
		}
	}
	for ; n > best; n-- {
		g.moveBack()
	}
}

func (g *gap) pauses() pause { return pauseBefore(g.list, g.from) + pauseBefore(g.list, g.to) }

// moveBack moves the gap a word towards the beginning, if the words allow it.
func (g *gap) moveBack() bool {
	if g.from == 0 || g.mine[g.from-1] == none || g.list[g.from-1].id != g.list[g.to-1].id {
		return false
	}
	g.from, g.to = g.from-1, g.to-1
	g.movePartner(g.from, g.to)
	return true
}

// moveOn moves the gap a word towards the end, if the words allow it.
func (g *gap) moveOn() bool {
	if g.to == len(g.list) || g.mine[g.to] == none || g.list[g.from].id != g.list[g.to].id {
		return false
	}
	g.movePartner(g.to, g.from)
	g.from, g.to = g.from+1, g.to+1
	return true
}

// movePartner makes the partner of one word that of another.
func (g *gap) movePartner(of, to int) {
	i := g.mine[of]
	g.mine[of], g.mine[to], g.theirs[i] = none, i, int32(to)
}
