package search

import (
	"cmp"
	"math"
	"slices"
)

// What an article is worth to a query is the sum over the query's words of
//
//	idf · (tf·(k1+1) / (tf + k1·(1−b+b·length/mean)) + bonuses)
//
// The fraction is BM25's (Robertson and Zaragoza 2009) for the body, at most
// k1+1; tf counts another form of the word, and a word of which it is only the
// beginning, for less than the word itself. A field that holds the word adds
// its weight, however often it does: with BM25F's sum of weighted counts an
// article that says a word thirty times would beat the one of that name.
// A title is worth more than any number of words in the body, a heading about
// as much as one there. The best are then ranked by how close the query's
// words stand together, see near. All of it depends on the listed articles
// alone, and not on how the index came about.
const (
	k1 = 1.2
	b  = 0.6 // news is short and essays are long, and neither is better for it
)

var fieldWeights = [fields]float32{
	InTitle:   4,
	InTag:     2.5,
	InNote:    2, // what the reader quoted or said was worth it
	InAuthor:  2,
	InHeading: 1.2,
	InSource:  1,
	InPath:    0.5,
}

// Signals besides the words: what the reader made notes on, and what is new,
// comes first among articles that fit about as well.
const (
	notesBonus   = 0.05
	recentBonus  = 0.05
	recentDays   = 3 * 365 // after which recentBonus is down to a third
	nearBonus    = 1.5     // words of the query side by side, in the body
	titleBonus   = 5       // the whole title is what was asked for
	signBonus    = 24      // the words stand there with their signs: more than all other parts
	hyphenBonus  = 6       // likewise, with a hyphen that many leave out
	rankedByNear = 100     // how many of the best are looked at once more
)

// saturated is a body's part of a word's worth.
func saturated(tf, length, mean float32) float32 {
	if tf == 0 {
		return 0
	}
	return tf * (k1 + 1) / (tf + k1*(1-b+b*length/mean))
}

func (s *Snapshot) meanBody() float32 {
	return float32(max(s.words, 1)) / float32(max(len(s.listed), 1))
}

// idf is how much a word tells that n of all articles have.
func idf(n, all int) float64 {
	n = min(n, all)
	return math.Log(1 + (float64(all-n)+0.5)/(float64(n)+0.5))
}

// rank is the idf of a query's word among the listed articles, by its
// commonest form: of a phrase the sum of its words'.
func (r *search) rank(w *Words) (sum float64) {
	for i := range w.Terms {
		lists := make([][]form, len(r.evals))
		for n, e := range r.evals {
			lists[n] = e.forms(w, i)
		}
		sum += idf(r.commonest(lists), len(r.s.listed))
	}
	return sum
}

// commonest is how many listed articles have the commonest of a word's forms,
// which each segment has its own list of. As those count articles that are gone,
// the forms that might be it are counted until none can be commoner.
func (r *search) commonest(lists [][]form) int {
	var first form
	mosts, sum := make([]int, len(lists)), 0
	for n, forms := range lists {
		for _, f := range forms {
			mosts[n] = max(mosts[n], f.df)
			if f.df > first.df {
				first = f
			}
		}
		sum += mosts[n]
	}
	known := r.count(lists, first.key)
	atMost := map[formKey]int{}
	for n, forms := range lists {
		for _, f := range forms {
			if f.df+sum-mosts[n] > known { // or it can't be commoner, whatever the other segments have
				atMost[f.key] += f.df
			}
		}
	}
	delete(atMost, first.key)
	for len(atMost) > 0 {
		var likeliest formKey
		for key, n := range atMost {
			if n > atMost[likeliest] {
				likeliest = key
			}
		}
		if atMost[likeliest] <= known {
			break
		}
		known = max(known, r.count(lists, likeliest))
		delete(atMost, likeliest)
	}
	return known
}

// count is how many listed articles have a form.
func (r *search) count(lists [][]form, key formKey) (n int) {
	for i, forms := range lists {
		for _, f := range forms {
			if f.key == key {
				n += r.evals[i].listed(f)
			}
		}
	}
	return n
}

// listed is how many listed articles of the segment have a form.
func (e *evaluation) listed(f form) (n int) {
	if e.gone == nil && f.in == 0 {
		return f.df
	}
	e.eachOf(f, nil, func(doc, _ uint32) {
		if !e.gone.has(int(doc)) {
			n++
		}
	})
	return n
}

// near adds to the worth of the best articles how close the words stand, and
// the signals besides. It leaves them in order of their IDs.
func (r *search) near(best []scored) {
	words := r.bodyWords()
	slices.SortFunc(best, func(a, b scored) int { return cmp.Compare(a.id, b.id) })
	for n, e := range r.evals {
		from, _ := slices.BinarySearchFunc(best, e.s.base[n], func(s scored, id ID) int { return cmp.Compare(s.id, id) })
		to := from
		for to < len(best) && e.s.segmentOf(best[to].id) == n {
			to++
		}
		e.near(best[from:to], words, r)
	}
}

// bodyWords are the positive words of the query that may stand in a text.
func (r *search) bodyWords() (words []*Words) {
	for _, w := range r.positive {
		if w.Field == Anywhere || w.Field == InBody || w.Field == InTitle {
			words = append(words, w)
		}
	}
	return words
}

func (e *evaluation) near(best []scored, words []*Words, r *search) {
	docs := make([]uint32, len(best))
	for i := range best {
		docs[i] = uint32(best[i].id - e.s.base[e.n])
	}
	if len(words) > 0 {
		e.addNear(InTitle, best, docs, words, func(d int, gain float64) {
			best[d].score += float32(gain * titleBonus * e.titleShare(docs[d], words))
		})
		if len(words) > 1 {
			e.addNear(InBody, best, docs, words, func(d int, gain float64) { best[d].score += float32(gain * nearBonus) })
		}
	}
	for i, doc := range docs {
		best[i].score *= 1 + e.signals(int(doc), r)
	}
}

// nearForms is how many forms of a word are looked at for how close it stands.
const nearForms = 16

// addNear calls add for each article in which all words stand in the field,
// with their worth divided by how much wider than themselves the least window
// is that holds one of each (Clarke, Cormack and Tudhope 2000).
func (e *evaluation) addNear(f Field, best []scored, docs []uint32, words []*Words, add func(d int, gain float64)) {
	var all []positionsOf
	worth := 0.0
	for _, w := range words {
		for i := range w.Terms {
			forms := e.formsIn(f, w, i)
			if len(forms) == 0 {
				return
			}
			var p positionsOf
			p.open(e.seg, likeliest(forms, nearForms), i)
			p.read(docs)
			all = append(all, p)
		}
		worth += e.ranks[w]
	}
	for d := range best {
		if width := window(all, d); width > 0 {
			add(d, worth*float64(len(all))/float64(width))
		}
	}
}

// likeliest are the n forms that a word most likely is met in, the likeliest
// first; all, as they are, if there are no more.
func likeliest(forms []form, n int) []form {
	if len(forms) <= n {
		return forms
	}
	likely := func(f form) float32 { return f.weight * float32(f.df) }
	first := make([]form, 0, n+1)
	for _, f := range forms {
		at := len(first)
		for at > 0 && likely(first[at-1]) < likely(f) {
			at--
		}
		if at < n {
			first = slices.Insert(first, at, f)
			first = first[:min(len(first), n)]
		}
	}
	return first
}

// window is the width in words of the least window of the d-th article that
// holds one position of each word, at least the number of words; 0 if there is
// none. It always moves on the word that stands first.
func window(words []positionsOf, d int) int {
	rest := make([][]uint32, len(words))
	end := uint32(0)
	for i := range words {
		if rest[i] = words[i].at(d); len(rest[i]) == 0 {
			return 0
		}
		end = max(end, rest[i][0])
	}
	least := uint32(math.MaxUint32)
	for {
		first := 0
		for i := range rest {
			if rest[i][0] < rest[first][0] {
				first = i
			}
		}
		least = min(least, end-rest[first][0]+1)
		if rest[first] = rest[first][1:]; len(rest[first]) == 0 {
			return max(int(least), len(words))
		}
		end = max(end, rest[first][0])
	}
}

// titleShare is the part of a title that the words make up.
func (e *evaluation) titleShare(doc uint32, words []*Words) float64 {
	n := 0
	for _, w := range words {
		n += len(w.Terms)
	}
	title := len(terms(string(e.seg.title(int(doc)))))
	return min(1, float64(n)/float64(max(title, 1)))
}

// signals are what speaks for an article besides its words.
func (e *evaluation) signals(doc int, r *search) float32 {
	bonus := float32(0)
	if e.seg.value(noteColumn, doc) > 0 {
		bonus += notesBonus
	}
	if at := e.seg.value(publishedColumn, doc); at != noDate {
		days := max(0, float64(r.s.newest()-at)/86400)
		bonus += recentBonus * float32(math.Exp(-days/recentDays))
	}
	return bonus
}
