package search

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// plainDistance is optimal string alignment by its definition.
func plainDistance(a, b []rune) int {
	switch {
	case len(a) == 0 || len(b) == 0:
		return len(a) + len(b)
	}
	x, y := len(a)-1, len(b)-1
	cost := 1
	if a[x] == b[y] {
		cost = 0
	}
	best := min(plainDistance(a[:x], b[:y])+cost, plainDistance(a[:x], b)+1, plainDistance(a, b[:y])+1)
	if x > 0 && y > 0 && a[x] == b[y-1] && a[x-1] == b[y] {
		best = min(best, plainDistance(a[:x-1], b[:y-1])+1)
	}
	return best
}

func TestDistance(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("abcé")), 0, 5, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := letters.Draw(t, "a"), letters.Draw(t, "b")
		most := rapid.IntRange(0, 3).Draw(t, "most")
		if got, want := distance(a, b, most), min(plainDistance([]rune(a), []rune(b)), most+1); got != want {
			t.Fatalf("%q %q within %d: %d, not %d", a, b, most, got, want)
		}
	})
}

// The terms near a word are those that a look at each would find.
func TestNearTerms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfNDistinct(rapid.StringOfN(rapid.RuneFrom([]rune("abcж")), 1, 6, -1), 0, 200, rapid.ID).Draw(t, "words")
		m := &memory{docs: map[string]Document{}}
		m.put("a", strings.Join(words, " "))
		x := Open("")
		if _, err := x.Refresh(t.Context(), m, []string{"."}, nil); err != nil {
			t.Fatal(err)
		}
		word := rapid.StringOfN(rapid.RuneFrom([]rune("abcж")), 1, 6, -1).Draw(t, "word")
		most := rapid.IntRange(0, 2).Draw(t, "most")
		var got, want []string
		x.Snapshot().segs[0].near(InBody, word, most, func(term []byte, _ termRef, d int) {
			if d != distance(word, string(term), most) {
				t.Fatalf("%s is %d from %s", term, d, word)
			}
			got = append(got, string(term))
		})
		for _, w := range words {
			if distance(word, w, most) <= most {
				want = append(want, w)
			}
		}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("near %s within %d: %v, not %v", word, most, got, want)
		}
	})
}

func TestSuggest(t *testing.T) {
	m := &memory{docs: map[string]Document{}}
	m.put("japan.md", "# Japan\n\nAn alliance of the government. Governments, the government, naïve. Москва.")
	m.put("tides.md", "The alliances of the tide, don't.")
	x := Open("")
	refreshed(t, x, m)
	for query, want := range map[string]string{
		"jpaan ":                  "japan ",
		"japan allaince":          "japan alliance",
		"goverment":               "government",
		`"teh governmnt"`:         `"the government"`,
		"title:japna is:unread":   "title:japan is:unread",
		"москво ":                 "москва ",
		"xyzzyplugh":              "",
		"japan xyzzyplugh":        "",
		"japan government":        "", // all is known
		"ja":                      "",
		"-jpaan goverment ":       "-jpaan government ",
		"(jpaan OR tiide) the":    "(japan OR tide) the",
		"jpaan-alliance":          "japan-alliance",
		"the japan-allaince tide": "the japan-alliance tide",
	} {
		q, _ := Parse(query, noon)
		if got, ok := x.Snapshot().Suggest(q); ok != (want != "") || ok && got != want {
			t.Errorf("for %q: %q, %v, want %q", query, got, ok, want)
		}
	}
}

func TestNearWords(t *testing.T) {
	texts := map[string]string{"right": "the government", "wrong": "the goverment", "far": "the governor", "near": "governmment"}
	for query, want := range map[string][]string{
		"~government ": {"right", "near", "wrong"}, "~the ": {"far", "right", "wrong"}, "~teh ": {"far", "right", "wrong"}, "government ": {"right"},
	} {
		got := foundIn(t, texts, query)
		if first := got[:1]; query[1] == 'g' && first[0] != want[0] {
			t.Errorf("%q finds %v first", query, first)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, not %v", query, got, want)
		}
	}
}
