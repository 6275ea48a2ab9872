package library

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/script"
	"manicule/internal/store"
)

// TestPartsMerge compares with a list of bytes: parts hold what was put into
// them, are in order, and apart from one another by words.
func TestPartsMerge(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab \n-")), 1, 300, -1).Draw(rt, "text")
		var all Parts
		read := make([]bool, len(text))
		for range rapid.IntRange(0, 12).Draw(rt, "n") {
			start := rapid.IntRange(0, len(text)).Draw(rt, "start")
			end := rapid.IntRange(0, len(text)).Draw(rt, "end")
			all = all.With(text, article.Span{Start: start, End: end})
			for i := start; i < end; i++ {
				read[i] = true
			}
		}
		for i, s := range all {
			if s.Empty() || i > 0 && !parted(text, all[i-1].End, s.Start) {
				rt.Fatalf("%v is not in order, or one with the part before", all)
			}
		}
		for i := range text {
			in := slices.ContainsFunc(all, func(s article.Span) bool { return s.Contains(i) })
			if read[i] && !in || in && !read[i] && script.Letter(rune(text[i])) {
				rt.Fatalf("%v: byte %d (%q) read: %v", all, i, text[i], read[i])
			}
		}
		within := article.Span{Start: len(text) / 4, End: len(text) / 2}
		free := 0
		for _, gap := range all.Gaps(within) {
			free += gap.Len()
		}
		for i := within.Start; i < within.End; i++ {
			if slices.ContainsFunc(all, func(s article.Span) bool { return s.Contains(i) }) {
				free++
			}
		}
		if free != within.Len() {
			rt.Fatalf("%v: gaps of %v and parts cover %d bytes of %d", all, within, free, within.Len())
		}
	})
}

// TestTakeIsWithinTime has no more read than there was time for.
func TestTakeIsWithinTime(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"tide", "潮汐", "[a link](https://example.org/a/b)", "\n\n## Mud", "**the** mud"}), 1, 80).Draw(rt, "words"), " ")
		start := rapid.IntRange(0, len(text)).Draw(rt, "start")
		within := article.Span{Start: start, End: rapid.IntRange(start, len(text)).Draw(rt, "end")}
		budget := rapid.IntRange(0, 100).Draw(rt, "budget")
		seen, fresh := Parts(nil).Take(text, within, budget)
		if fresh > budget {
			rt.Fatalf("%d words of %d", fresh, budget)
		}
		for _, s := range seen {
			if s.Start < within.Start || s.End > within.End {
				rt.Fatalf("%v is not within %v", s, within)
			}
		}
		if all := WordsIn(text[within.Start:within.End]); budget >= all && len(seen.Gaps(within)) > 0 {
			rt.Fatalf("%d words in time for %d, and %v is not read", all, budget, seen.Gaps(within))
		}
	})
}

// TestPartsReadFollowsEdits reads whole paragraphs, changes the text around
// them, and finds them again.
func TestPartsReadFollowsEdits(t *testing.T) {
	paragraphs := func(names ...string) string {
		var b strings.Builder
		for _, name := range names {
			b.WriteString("Here begins " + name + ", of which " + strings.Repeat("much is said of "+name+", and ", 5) + "thus ends " + name + ".\n\n")
		}
		return b.String()
	}
	part := func(text string, from, to string) article.Span {
		return article.Span{Start: strings.Index(text, "Here begins "+from), End: strings.Index(text, "thus ends "+to+".") + len("thus ends "+to+".")}
	}
	old := paragraphs("a", "b", "c", "d", "e")
	was := Parts{part(old, "b", "b"), part(old, "d", "e")}.Seen(old)
	tests := []struct {
		name, text string
		want       [][2]string // first and last paragraph of each part
	}{
		{"unchanged", old, [][2]string{{"b", "b"}, {"d", "e"}}},
		{"one put before", paragraphs("new", "a", "b", "c", "d", "e"), [][2]string{{"b", "b"}, {"d", "e"}}},
		{"one taken away between", paragraphs("a", "b", "d", "e"), [][2]string{{"b", "e"}}},
		{"one put into it", paragraphs("a", "b", "c", "d", "new", "e"), [][2]string{{"b", "b"}, {"d", "e"}}},
		{"one part gone", paragraphs("a", "c", "d", "e"), [][2]string{{"d", "e"}}},
		{"another text", "Nothing of it is left.", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var want Parts
			for _, w := range tt.want {
				want = want.With(tt.text, part(tt.text, w[0], w[1]))
			}
			if got := PartsRead(store.Reading{Text: "old", Seen: was}, tt.text, "new"); !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestPartsReadIsWithinTheText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.StringOfN(rapid.RuneFrom([]rune("ab é")), 0, 12, -1)
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab é")), 0, 100, -1).Draw(rt, "text")
		r := store.Reading{Text: "x", Progress: rapid.Float64Range(-1, 2).Draw(rt, "progress")}
		for range rapid.IntRange(0, 4).Draw(rt, "n") {
			s := article.Span{Start: rapid.IntRange(-5, 150).Draw(rt, "start"), End: rapid.IntRange(-5, 150).Draw(rt, "end")}
			r.Seen = append(r.Seen, store.Seen{Span: s, Head: words.Draw(rt, "head"), Tail: words.Draw(rt, "tail")})
		}
		for _, print := range []string{"x", "y", ""} {
			for _, s := range PartsRead(r, text, print) {
				if s.Start < 0 || s.End > len(text) || s.Empty() {
					rt.Fatalf("%v of %d bytes", s, len(text))
				}
			}
		}
	})
}

func TestPartsReadOfOlderVersion(t *testing.T) {
	text := strings.Repeat("The tide. ", 10)
	if got := PartsRead(store.Reading{Progress: 0.5}, text, "x"); !slices.Equal(got, Parts{{Start: 0, End: 50}}) {
		t.Errorf("%v", got)
	}
	if got := PartsRead(store.Reading{}, text, "x"); len(got) != 0 {
		t.Errorf("%v", got)
	}
}
