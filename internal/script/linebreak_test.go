package script

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestRuns: looking at runs of words one by one finds the same breaks.
func TestRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.SampledFrom([]string{"one", "2", " ", " ", " ", ",", ".", "'", "-", "(", ")", "«", "»", "?", "%", "橋", "/", "…", "é", "\n"})).Draw(t, "words")
		text := strings.Join(words, "")
		var all, runs []int
		breaksIn(text, 0, len(text), func(off int) { all = append(all, off) })
		LineBreaks(text, func(off int) { runs = append(runs, off) })
		if !slices.Equal(all, runs) {
			t.Fatalf("%q: %v, want %v", text, runs, all)
		}
	})
}

// marked is a text with a stroke where a line may end.
func marked(text string) string {
	var b strings.Builder
	last := 0
	LineBreaks(text, func(off int) {
		b.WriteString(text[last:off] + "|")
		last = off
	})
	return b.String() + text[last:]
}

func TestLineBreaks(t *testing.T) {
	for _, want := range []string{
		"one |two",
		"one  |two",
		"Vient-|il ? |Oui ! |Voilà : |c’est ; |« dix » |à |10 % |et |‹ six › |fin",
		"Il |a |dit |« non » ; |puis |« oui »",
		"Er |sagte |»ja« |und |ging",
		"a :-) |and !important |and ?q=1",
		"she |(as |always) |“was |there”, |he |said",
		"well-|known |2010-2012 |and |-flag |and/|or |1/2",
		"word—|word",
		"今|日|は|「良|い|天|気」、|で|す。",
		"（橋）|と|ラッ|コー|ヒー",
		"서울은 |큰 |도시다",
		"a\u00a0b |c",
		"http://example.org/|a?b=c",
		"བོད་|ཡིག",
		"ภาษาไทย |คำ",
		"wait… |what ?! |no",
	} {
		text := strings.ReplaceAll(want, "|", "")
		if got := marked(text); got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
	}
}

func FuzzLineBreaks(f *testing.F) {
	f.Add("« a » ? b")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		LineBreaks(text, func(off int) {
			if off <= last || off >= len(text) {
				t.Fatalf("%q: %d after %d", text, off, last)
			}
			last = off
		})
	})
}
