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
