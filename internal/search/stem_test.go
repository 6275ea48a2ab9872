package search

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestStem(t *testing.T) {
	for term, want := range map[string]string{
		"alliances": "allianc", "alliance": "allianc", "running": "run", "happiness": "happi", "goes": "goe", "going": "go",
		"go": "go", "as": "as", "x1s": "x1s", "été": "été", "東": "東", "": "", "dying": "die", "rust2s": "rust2s",
	} {
		if got := stem(term); got != want {
			t.Errorf("%q: stem %q, want %q", term, got, want)
		}
	}
}

func TestSameStem(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"alliance", "alliances", true},
		{"war", "wars", true},
		{"happy", "happiness", true},
		{"hope", "hoping", true},
		{"go", "going", true},
		{"city", "cities", true},
		{"possible", "possibility", true},
		{"sky", "skies", true},
		{"use", "using", true},
		{"cry", "cried", true},
		{"tree", "trees", true},
		{"re", "retry", false},
		{"be", "being", true},
		{"die", "died", true},
		{"die", "dying", false}, // they don't begin alike
		{"dying", "dying", true},
		{"war", "ward", false},
		{"trade", "trader", false},
		{"x1", "x1s", false},
		{"été", "étés", false},
		{"a", "as", false},
	}
	for _, tt := range tests {
		if sameStem(englishLanguage, tt.a, tt.b) != tt.want || sameStem(englishLanguage, tt.b, tt.a) != tt.want {
			t.Errorf("%s, %s: the same stem is %v", tt.a, tt.b, !tt.want)
		}
	}
}

// What is not stemmed, because it doesn't begin or end as a form does, is none.
func TestBeginsAlike(t *testing.T) {
	ends := []string{"", "s", "es", "ed", "ing", "ly", "edly", "ness", "ful", "ization", "ational", "y", "ies", "er", "able", "bility", "bl", "ive", "e", "i", "al", "ity", "ion", "at", "t", "n", "k", "ful", "fulness", "less", "li", "ment", "ous", "ic"}
	rapid.Check(t, func(t *rapid.T) {
		root := rapid.StringMatching(`[abeiklnorsty]{1,4}`).Draw(t, "root")
		a, b := root, root
		for range 3 {
			a += rapid.SampledFrom(ends).Draw(t, "a")
			b += rapid.SampledFrom(ends).Draw(t, "b")
		}
		f := formsOf(englishLanguage, a)
		if want := f.begin != "" && strings.HasPrefix(b, f.begin) && stem(b) == f.root; f.has([]byte(b)) != want {
			t.Fatalf("%s is a form of %s: %v, want %v", b, a, !want, want)
		}
	})
}

// All forms of a term begin alike, unless they are not in it
// themselves.
func TestStemRange(t *testing.T) {
	ends := []string{"", "s", "es", "ed", "ing", "ly", "ness", "ization", "ational", "y", "ied", "er", "able", "'", "é"}
	rapid.Check(t, func(t *rapid.T) {
		root := rapid.StringMatching(`[a-z]{1,6}`).Draw(t, "root")
		a := root + rapid.SampledFrom(ends).Draw(t, "a")
		b := root + rapid.SampledFrom(ends).Draw(t, "b")
		if sameStem(englishLanguage, a, b) != sameStem(englishLanguage, b, a) {
			t.Fatalf("%s, %s: not the same both ways", a, b)
		}
		if begin := formsOf(englishLanguage, a).begin; a != b && sameStem(englishLanguage, a, b) && (!strings.HasPrefix(b, begin) || len(begin) < min(2, len(a))) {
			t.Fatalf("%s is a form of %s, whose forms begin with %s", b, a, begin)
		}
	})
}
