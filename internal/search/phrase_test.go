package search

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestTypedPhrases: a phrase typed letter by letter, with letters taken back, is
// found as often as it stands in the texts, by pairs of common words and by where
// late phrases stood or not.
func TestTypedPhrases(t *testing.T) {
	words := strings.Fields("as well wells a an and the then them theory in ink world")
	rapid.Check(t, func(rt *rapid.T) {
		m := &memory{docs: map[string]Document{}}
		texts := map[string][]string{}
		for i := range rapid.IntRange(1, 30).Draw(rt, "articles") {
			path := fmt.Sprintf("%02d.md", i)
			texts[path] = rapid.SliceOfN(rapid.SampledFrom(words), 1, 60).Draw(rt, "text")
			m.docs[path] = Document{Doc: Doc{Path: path, Stamp: Stamp{Size: 1}}, Text: strings.Join(texts[path], " ")}
		}
		x := Open("")
		if _, err := x.Refresh(context.Background(), m, []string{"."}, nil); err != nil {
			rt.Fatal(err)
		}
		s := x.Snapshot()
		run := newSearch(context.Background(), s)
		defer run.end(nil)
		for range rapid.IntRange(1, 5).Draw(rt, "phrases") {
			typed := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 2, 4).Draw(rt, "phrase"), " ")
			for range rapid.IntRange(1, 30).Draw(rt, "keys") {
				w := Words{Terms: strings.Fields(typed[:rapid.IntRange(1, len(typed)).Draw(rt, "typed")]), Exact: true}
				w.Open = rapid.Bool().Draw(rt, "open")
				if len(w.Terms) < 2 {
					continue
				}
				got := map[string]int{}
				for n, seg := range s.segs {
					e := &evaluation{ctx: run.ctx, s: s, n: n, seg: seg, to: seg.len()}
					lists := make([][]form, len(w.Terms))
					missing := false
					for i := range lists {
						lists[i] = e.formsIn(InBody, &w, i)
						missing = missing || len(lists[i]) == 0
					}
					if !missing {
						e.phraseInBody(&w, lists, nil, func(doc uint32, n int) { got[string(seg.path(int(doc)))] += n })
					}
				}
				if want := timesIn(texts, &w); !maps.Equal(got, want) {
					rt.Fatalf("%q (open: %t) is found %v times, want %v", w.Terms, w.Open, got, want)
				}
			}
		}
	})
}

// timesIn counts the phrase in each of the texts that has it.
func timesIn(texts map[string][]string, w *Words) map[string]int {
	times := map[string]int{}
	for path, text := range texts {
		for i := range text {
			if beginsWith(text[i:], w) {
				times[path]++
			}
		}
	}
	return times
}

func beginsWith(text []string, w *Words) bool {
	if len(text) < len(w.Terms) {
		return false
	}
	for i, term := range w.Terms {
		open := i == len(w.Terms)-1 && w.unfinished(InBody)
		if text[i] != term && !(open && strings.HasPrefix(text[i], term)) {
			return false
		}
	}
	return true
}
