package anchor

import (
	"cmp"
	"slices"

	"manicule/internal/article"
	"manicule/internal/note"
)

// How much of a passage must be found before another text is shown as that
// passage: shares of its words weighed by their rarity, so that "of the" counts
// for little. The less the place itself says, the more the words must.
const (
	// Between words that stand in the same order in both texts, half of it.
	enoughKept = 1.0 / 2
	// Elsewhere, two thirds: sentences of one article on one matter have up
	// to half of their words in common.
	enoughMoved = 2.0 / 3
	// Between the very neighbours it had, a third: something must stand there,
	// and that it is a rewriting is likelier than not.
	enoughReplaced = 1.0 / 3
	// That holds only where the neighbours are close: if more than a third of
	// what went was around the passage, that may be what was rewritten.
	ownGap = 2.0 / 3
	// Nor is a text this many times as long a rewriting of the passage.
	muchLonger = 8
)

// What text that is not the passage's costs where it stands within it, in nats.
// A word that was kept is worth 3 to 12: a sentence put into a passage stays
// within it, a chapter parts it and the greater part is the passage. A new
// paragraph costs a word more, unless the passage itself began one there.
const (
	foreignWord  = 0.5
	foreignBlock = 6
)

// Find tells where a passage of the old text, a span of its bytes, stands in
// the new one: where the words around it are, or in inserted text if it was
// moved. Exact means that it is the same but for markup and line wraps. Lost
// is better than a wrong place. Confidence is the share of the passage's
// words that stand there, weighed by rarity.
func (a *Alignment) Find(s article.Span) note.Match {
	p := a.passage(s)
	if p.len() == 0 {
		return a.findSigns(s)
	}
	for _, look := range []func(run) (candidateRange, note.State){a.kept, a.moved, a.replaced} {
		if found, state := look(p); state != note.Lost {
			return a.match(s, p, found, state)
		}
	}
	return note.Match{State: note.Lost}
}

func (a *Alignment) match(s article.Span, p run, found candidateRange, state note.State) note.Match {
	m := note.Match{Span: a.span(s, p, a.grown(p, found)), State: state, Confidence: found.share}
	if state == note.Edited && a.old.says(s) == a.now.says(m.Span) {
		m.State = note.Exact
	}
	return m
}

// passage is the run of old words that the span touches.
func (a *Alignment) passage(s article.Span) run {
	i, j := a.old.index(s.Start), a.old.index(s.End)
	if i >= j {
		return run{}
	}
	from, _ := slices.BinarySearchFunc(a.o, i, func(w word, i int) int { return cmp.Compare(w.j, i+1) })
	to, _ := slices.BinarySearchFunc(a.o, j, func(w word, j int) int { return cmp.Compare(w.i, j) })
	return run{from, max(from, to)}
}

// patch is a piece of both texts, with its words paired for themselves.
type patch struct {
	pairing
	oldAt, newAt int // where the pieces begin in the texts
}

func (a *Alignment) whole() patch { return patch{pairing: a.pairing} }

func (a *Alignment) patch(o, n run) patch {
	return patch{pair(a.o[o.from:o.to], a.n[n.from:n.to]), o.from, n.from}
}

// partner is the new word that an old one became, or none.
func (p *patch) partner(i int) int {
	if i -= p.oldAt; i < 0 || i >= len(p.to) || p.to[i] == none {
		return none
	}
	return int(p.to[i]) + p.newAt
}

// paired reports whether a new word was an old one.
func (p *patch) paired(j int) bool {
	j -= p.newAt
	return j >= 0 && j < len(p.from) && p.from[j] != none
}

// candidateRange is a run of new words that a passage may have become.
type candidateRange struct {
	run
	in          patch
	first, last int     // the old words that its ends were
	share       float64 // of the passage's weight that it holds
}

// best is the range that holds most of the passage and least else: of all
// that begin and end with a word kept, the one of the greatest worth.
func (a *Alignment) best(passage run, p patch) candidateRange {
	var best, here candidateRange
	all, worth, most := 0.0, 0.0, 0.0
	for i := passage.from; i < passage.to; i++ {
		weight := a.rarity(a.o[i])
		all += weight
		j := p.partner(i)
		if j == none {
			continue
		}
		if worth -= a.cost(here, i, j, worth); worth <= 0 {
			here, worth = candidateRange{run: run{from: j}, first: i}, 0
		}
		worth += weight
		here.share += weight
		here.to, here.last = j+1, i
		if worth > most {
			best, most = here, worth
		}
	}
	best.in = p
	best.share /= all
	return best
}

// cost is what stands between the end of a range and the next word kept.
// More than the range is worth is not counted.
func (a *Alignment) cost(s candidateRange, i, j int, worth float64) float64 {
	c := foreignWord * float64(j-s.to)
	if c < worth {
		c += foreignBlock * float64(max(0, blocks(a.n[s.to:j+1])-blocks(a.o[s.last+1:i+1])))
	}
	return c
}

// kept looks for the passage where its surroundings are.
func (a *Alignment) kept(passage run) (candidateRange, note.State) {
	s := a.best(passage, a.whole())
	if s.share < enoughKept {
		return s, note.Lost
	}
	return s, note.Edited
}

// replaced looks for the passage between its nearest neighbours.
func (a *Alignment) replaced(passage run) (candidateRange, note.State) {
	o, n := a.between(passage, 2*passage.len())
	if float64(passage.len()) < ownGap*float64(o.len()) || n.len() == 0 || n.len() > muchLonger*passage.len() {
		return candidateRange{}, note.Lost
	}
	s := a.best(passage, a.patch(o, n))
	if s.share < enoughReplaced {
		return s, note.Lost
	}
	return s, note.Edited
}

// between is what stands between the passage's nearest neighbours that have
// partners. It stops where the old words are more than most.
func (a *Alignment) between(passage run, most int) (o, n run) {
	o, n = passage, run{0, len(a.n)}
	for o.from > 0 && a.to[o.from-1] == none && o.len() < most {
		o.from--
	}
	for o.to < len(a.o) && a.to[o.to] == none && o.len() < most {
		o.to++
	}
	if o.from > 0 {
		n.from = int(a.to[o.from-1]) + 1
	}
	if o.to < len(a.o) && a.to[o.to] != none {
		n.to = int(a.to[o.to])
	}
	return o, n
}
