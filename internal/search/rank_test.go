package search

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"manicule/internal/article"
)

// rankOracle says what the listed articles are worth to a query, by a plain reading
// of rank.go.
type rankOracle struct {
	o      oracle
	root   Node
	listed []Document
	mean   float64
	newest float64 // days since 1970
}

func (o oracle) ranking(root Node) rankOracle {
	r := rankOracle{o: o, root: root, newest: math.Inf(-1)}
	words := 0
	for _, d := range o.m.docs {
		if d.hidden {
			continue
		}
		r.listed = append(r.listed, d)
		words += bodyLen(&d)
		if !d.Meta.Published.IsZero() {
			r.newest = max(r.newest, float64(asWritten(d.Meta.Published).Unix())/86400)
		}
	}
	r.mean = float64(max(words, 1)) / float64(max(len(r.listed), 1))
	return r
}

// worth is what an article that is found is worth.
func (r rankOracle) worth(d *Document) float64 {
	worth := r.score(r.root, d)
	var near []Words
	n := 0
	for _, w := range (Query{Root: r.root}).Words() {
		if w.Field == Anywhere || w.Field == InTitle || w.Field == InBody {
			near = append(near, w)
			n += len(w.Terms)
		}
	}
	title := r.o.values(InTitle, d)[0]
	if len(near) > 0 {
		share := min(1, float64(n)/float64(max(len(terms(d.Meta.Title)), 1)))
		worth += titleBonus * share * r.near(near, InTitle, title)
	}
	if len(near) > 1 {
		worth += nearBonus * r.near(near, InBody, r.o.values(InBody, d)[0])
	}
	signals := 1.0
	if d.Doc.Notes > 0 {
		signals += notesBonus
	}
	if !d.Meta.Published.IsZero() {
		days := r.newest - float64(asWritten(d.Meta.Published).Unix())/86400
		signals += recentBonus * math.Exp(-days/recentDays)
	}
	return worth * signals
}

func (r rankOracle) score(n Node, d *Document) (sum float64) {
	if !r.o.find(n, d) {
		return 0
	}
	switch n := n.(type) {
	case And:
		for _, part := range n {
			sum += r.score(part, d)
		}
	case Or:
		for _, part := range n {
			sum += r.score(part, d)
		}
	case Words:
		sum = r.idf(n) * r.fits(n, d)
		if typed, ok := n.asTyped(); ok {
			if fits := r.fits(typed, d); fits > 0 {
				sum += r.idf(typed) * (fits + float64(n.typedBonus()))
			}
		}
		if joined, ok := n.compound(); ok {
			sum += r.idf(joined) * r.fits(joined, d)
		}
	}
	return sum
}

// fits is how well an article fits a word or phrase.
func (r rankOracle) fits(w Words, d *Document) (sum float64) {
	unread := oracle{m: r.o.m} // knows no tags of the reader
	tf := 0.0
	for _, f := range w.Field.lookedIn() {
		times, best := 0.0, 0.0
		for _, have := range unread.values(f, d) {
			for i := range have {
				weight := phraseAt(w, f, have[i:])
				times += weight
				best = max(best, weight)
			}
		}
		if f == InBody {
			tf = times
		} else {
			sum += best * float64(fieldWeights[f])
		}
	}
	if w.Field == Anywhere && len(w.Terms) == 1 {
		best := 0.0
		for _, have := range unread.values(InHeading, d)[0] {
			best = max(best, phraseAt(w, InHeading, []wordOf{have}))
		}
		sum += best * float64(fieldWeights[InHeading])
	}
	reader := oracle{m: r.o.m, readings: r.o.readings}
	if w.Field == Anywhere || w.Field == InTag {
		own := Document{Doc: Doc{Path: d.Path, Meta: article.Meta{Language: d.Meta.Language}}}
		if w.Field = InTag; reader.words(&w, &own) {
			sum += float64(fieldWeights[InTag])
		}
	}
	length := float64(bodyLen(d))
	return sum + tf*(k1+1)/(tf+k1*(1-b+b*length/r.mean))
}

// phraseAt is how well the words that a text has here fit: other forms of a word
// and what it is the beginning of fit less well; in a phrase they all do.
func phraseAt(w Words, f Field, have []wordOf) float64 {
	if len(have) < len(w.Terms) {
		return 0
	}
	weight := 1.0
	for i := range w.Terms {
		if weight = min(weight, formOf(w, i, f, have[i])); weight == 0 {
			return 0
		}
	}
	if len(w.Terms) > 1 {
		return 1
	}
	return weight
}

func formOf(w Words, i int, f Field, word wordOf) float64 {
	open := w.Open && i == len(w.Terms)-1 && openIn(f, w.Terms[i])
	want, have := w.Terms[i], word.plain
	if sign := w.sign(i); sign.Must {
		key := w.want(f, i)
		exact := key
		exact.open = false
		switch {
		case key.field&compoundField != 0 && exact.fits(&word):
			return 1
		case key.field&compoundField != 0 && key.fits(&word):
			return beginsForm
		case key.field&compoundField != 0:
			return 0
		case sign.has(&word.token, false):
			return 1
		case sign.has(&word.token, w.Open && i == len(w.Terms)-1):
			return beginsForm
		}
		return 0
	}
	if w.Near {
		if d := distance(want, have, slips(want)); d <= slips(want) {
			return float64(nearWeights[d])
		}
		return 0
	}
	weight := 0.0
	switch {
	case want == have:
		weight = 1
	case !w.Exact && sameStem(word.in, want, have):
		weight = stemForm
	case matchTerm(word.in, want, have, w.Exact, open):
		weight = beginsForm
	}
	if !w.Exact && string(word.compound) == want {
		weight += stemForm
	}
	return weight
}

// formsIn are the terms by which a word of a text fits.
func formsIn(w Words, i int, f Field, word wordOf) (keys []string) {
	if w.sign(i).Must {
		if formOf(w, i, f, word) == 0 {
			return nil
		}
		key := string(word.withTrail(nil))
		if w.want(f, i).field&compoundField != 0 {
			return []string{"-" + string(word.compound)}
		}
		if w.sign(i).Term[0] == word.lead {
			key = string(word.withLead(nil))
		}
		return []string{key}
	}
	if plain := (wordOf{plain: word.plain, in: word.in}); formOf(w, i, f, plain) > 0 {
		keys = append(keys, word.plain)
	}
	if !w.Exact && string(word.compound) == w.Terms[i] {
		keys = append(keys, "-"+string(word.compound))
	}
	return keys
}

// idf is how much the words tell, each by its commonest form in one field.
func (r rankOracle) idf(w Words) (sum float64) {
	unread := oracle{m: r.o.m}
	for i := range w.Terms {
		type form struct {
			field Field
			word  string
		}
		counts, most := map[form]int{}, 0
		for _, d := range r.listed {
			has := map[form]bool{}
			for _, f := range w.Field.lookedIn() {
				for _, have := range slices.Concat(unread.values(f, &d)...) {
					for _, key := range formsIn(w, i, f, have) {
						has[form{f, key}] = true
					}
				}
			}
			for f := range has {
				counts[f]++
				most = max(most, counts[f])
			}
		}
		n, all := float64(most), float64(len(r.listed))
		sum += math.Log(1 + (all-n+0.5)/(n+0.5))
	}
	return sum
}

// near is what the words are worth for standing close together in a text, by
// the narrowest window that holds all of them; 0 if there is none.
func (r rankOracle) near(words []Words, f Field, have []wordOf) float64 {
	worth, n := 0.0, 0
	for _, w := range words {
		worth += r.idf(w)
		n += len(w.Terms)
	}
	for width := 1; width <= len(have); width++ {
		for from := 0; from+width <= len(have); from++ {
			if holdsAll(words, f, have[from:from+width]) {
				return worth * float64(n) / float64(max(width, n))
			}
		}
	}
	return 0
}

func holdsAll(words []Words, f Field, have []wordOf) bool {
	for _, w := range words {
		for i := range w.Terms {
			if !slices.ContainsFunc(have, func(word wordOf) bool { return formOf(w, i, f, word) > 0 }) {
				return false
			}
		}
	}
	return true
}

// checkRanks checks that articles stand in order of their worth, and what each
// is worth.
func (o oracle) checkRanks(rt *rapid.T, s *Snapshot, q Query, r Reader, paths []string) {
	if q.Order().Reverse {
		paths = reversed(paths)
	}
	oracle := o.ranking(q.Root)
	last := math.Inf(1)
	for _, path := range paths {
		d := o.m.docs[path]
		worth := oracle.worth(&d)
		if worth > last+1e-4*(1+last) {
			rt.Fatalf("%v: %s is worth %v and stands behind one that is worth %v", q, path, worth, last)
		}
		last = worth
	}
	run := newSearch(context.Background(), s)
	defer run.end(nil)
	for _, f := range run.byRelevance(run.all(q, r), false) {
		d := o.m.docs[s.Doc(f.id).Path]
		if worth := oracle.worth(&d); math.Abs(worth-float64(f.score)) > 1e-4*(1+worth) {
			rt.Fatalf("%v: %s is worth %v, and by a scan %v", q, d.Path, f.score, worth)
		}
	}
}

// An index that followed many changes ranks as a new one does, also where
// words are common in articles that are gone.
func TestRanksByWhatIsThere(t *testing.T) {
	m := fill(40)
	for i := range 12 {
		m.put(fmt.Sprintf("old/%d.md", i), "Zebra, zebras and the zebra. More and more and a good deal more of the tide.")
	}
	d := m.docs["old/3.md"]
	d.Meta.Published = noon
	m.docs["old/3.md"] = d
	for path, year := range map[string]int{"folder-01/article-0001.md": 1990, "folder-05/article-0012.md": 2000} {
		d := m.docs[path]
		d.Meta.Published = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		m.docs[path] = d
	}
	x, fresh := Open(""), Open("")
	refreshed(t, x, m)
	for i := range 12 {
		delete(m.docs, fmt.Sprintf("old/%d.md", i))
	}
	m.put("new.md", "A tide, a zebra, number3.")
	refreshed(t, x, m)
	refreshed(t, fresh, m)
	s, want := x.Snapshot(), fresh.Snapshot()
	if s.dead[0].count() != 12 {
		t.Fatal("no article is dead")
	}
	for _, query := range []string{"zebra", "zebra tide", "more number3", "tid", "mor", "number1* war", "the war OR zebra"} {
		q, _ := Parse(query, noon)
		a, b := newSearch(t.Context(), s), newSearch(t.Context(), want)
		of, in := a.byRelevance(a.all(q, Reader{}), false), b.byRelevance(b.all(q, Reader{}), false)
		for i := range max(len(of), len(in)) {
			if len(of) != len(in) || s.Doc(of[i].id).Path != want.Doc(in[i].id).Path || of[i].score != in[i].score {
				t.Errorf("%q: %v, and in a new index %v", query, of, in)
				break
			}
		}
	}
}
