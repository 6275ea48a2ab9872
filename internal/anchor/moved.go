package anchor

import (
	"cmp"
	"math"
	"slices"

	"manicule/internal/note"
)

// What must be true of a place elsewhere before a passage is taken to have
// moved there, besides holding enough of it.
const (
	// More than half of what it holds is inserted text. Words of old text
	// that stayed may be scattered in it; a place where it is old text that
	// stayed is another passage, which was there before.
	inserted = 1.0 / 2
	// So much of the passage and of what went with it would hardly be found
	// there by chance: in one of e^7, about a thousand, texts of the size of
	// all that was inserted. A word or two that turn up again mean nothing.
	surprise = 7
	// No other place is worth nearly as much.
	rival = 0.9
)

const (
	surroundings = 16 // how many words beside a passage help to tell where it went
	tries        = 3  // how many places are looked at
	telling      = 32 // a word that was inserted more often doesn't tell where
	shift        = 16 // how far words may have been shifted against each other within a place
)

// unpaired lists the new words without a partner, by id.
func (a *Alignment) unpaired() []int32 {
	var all []int32
	for j, i := range a.from {
		if i == none {
			all = append(all, int32(j))
		}
	}
	slices.SortStableFunc(all, func(i, j int32) int { return cmp.Compare(a.n[i].id, a.n[j].id) })
	return all
}

// moved looks for the passage in inserted text. If that is between the very
// neighbours it had, it was not moved: what was around it is gone.
func (a *Alignment) moved(passage run) (candidateRange, note.State) {
	with := a.withSurroundings(passage)
	at := a.places(with)
	best, worth := a.bestAt(passage, with, at)
	least := math.Log(float64(with.len())*float64(len(a.loose))) + surprise
	if best.len() == 0 || worth < least {
		return best, note.Lost
	}
	if _, second := a.bestAt(passage, with, without(at, best.run)); second > rival*worth {
		return best, note.Lost
	}
	if _, n := a.between(passage, len(a.o)); n.from <= best.from && best.to <= n.to {
		return best, note.Edited
	}
	return best, note.Moved
}

// bestAt is the range that may be the passage where this and the words that
// went with it are worth most, and how much.
func (a *Alignment) bestAt(passage, with run, places []run) (best candidateRange, most float64) {
	for _, n := range places {
		p := a.patch(with, n)
		s, worth := a.best(passage, p), a.worth(p)
		if worth > most && s.share >= enoughMoved && a.insertedShare(passage, p) > inserted {
			best, most = s, worth
		}
	}
	return best, most
}

// without is what is left of the places when a run is taken out of them.
func without(places []run, r run) []run {
	var left []run
	for _, p := range places {
		left = append(left, run{p.from, min(p.to, r.from)}, run{max(p.from, r.to), p.to})
	}
	return slices.DeleteFunc(left, func(r run) bool { return r.len() <= 0 })
}

// withSurroundings adds the words beside the passage that went when it went.
func (a *Alignment) withSurroundings(passage run) run {
	r := passage
	for r.from > 0 && a.to[r.from-1] == none && passage.from-r.from < surroundings {
		r.from--
	}
	for r.to < len(a.to) && a.to[r.to] == none && r.to-passage.to < surroundings {
		r.to++
	}
	return r
}

// places are the runs of new text that most of the words were inserted in, at
// about the same distances from each other.
func (a *Alignment) places(words run) []run {
	votes := a.votes(words)
	var found []run
	for range tries {
		best, most := none, 0.0
		for d, v := range votes {
			if v > most || v == most && d < best {
				best, most = d, v
			}
		}
		if best == none {
			break
		}
		for d := best - 2; d <= best+2; d++ {
			delete(votes, d)
		}
		at, margin := words.from-len(a.o)+best*shift, shift+words.len()/2
		found = append(found, run{max(0, at-margin), min(len(a.n), at+words.len()+margin)})
	}
	return found
}

// votes tells how many of the words were inserted at each distance from where
// they stood, in steps of shift from the old text's length backwards. A word
// has one vote by its rarity, for two steps each, so that no distance lies at
// an edge.
func (a *Alignment) votes(words run) map[int]float64 {
	votes := map[int]float64{}
	for i := words.from; i < words.to; i++ {
		at := a.insertions(a.o[i].id)
		for _, j := range at {
			d := (int(j) - i + len(a.o)) / shift
			vote := a.rarity(a.o[i]) / float64(len(at))
			votes[d] += vote
			votes[d+1] += vote
		}
	}
	return votes
}

// insertions are where a word was inserted; nowhere if everywhere.
func (a *Alignment) insertions(id int32) []int32 {
	of := func(j, id int32) int { return cmp.Compare(a.n[j].id, id) }
	from, _ := slices.BinarySearchFunc(a.loose, id, of)
	to, _ := slices.BinarySearchFunc(a.loose, id+1, of)
	if to-from > telling {
		return nil
	}
	return a.loose[from:to]
}

// worth is the weight of a patch's pairs less what stands between them.
func (a *Alignment) worth(p patch) float64 {
	worth, last := 0.0, none
	for i, j := range p.to {
		if j == none {
			continue
		}
		worth += a.rarity(p.o[i])
		if last != none {
			worth -= foreignWord * float64(i-last-1+int(j-p.to[last])-1)
		}
		last = i
	}
	return worth
}

// insertedShare is how much of the passage's weight in a patch is inserted
// text.
func (a *Alignment) insertedShare(passage run, p patch) float64 {
	all, loose := 0.0, 0.0
	for i := passage.from; i < passage.to; i++ {
		j := p.partner(i)
		if j == none {
			continue
		}
		all += a.rarity(a.o[i])
		if a.from[j] == none {
			loose += a.rarity(a.o[i])
		}
	}
	return loose / max(all, 1)
}
