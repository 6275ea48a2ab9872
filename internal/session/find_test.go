package session

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/store"
)

func parse(t testing.TB, text string) *article.Article {
	a, err := article.Parse("a.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// tides is a text of paragraphs, at least that many bytes long.
func tides(size int) string {
	const words = "The harbour is a clock that the tide winds twice a day, and “nobody” applauds it, two plates, one cup.\n\n"
	return strings.Repeat(words, size/len(words)+1)
}

func TestFindQueries(t *testing.T) {
	const text = "# Tides\n\nThe free *trade* of C++ and\nC, of Trade and rag-trade. It’s 5 % [free\ntrade](x.md)!\n"
	tests := []struct {
		typed string
		want  []string
	}{
		{"", nil},
		{"  ", nil},
		{"free trade", []string{"free *trade", "free\ntrade"}},
		{"free tra", []string{"free *trade", "free\ntrade"}},
		{"free tra ", []string{"free *tra", "free\ntra"}}, // no such word, but such characters
		{"trade free", nil},
		{"trade", []string{"trade", "Trade", "trade", "trade"}},
		{"Trade", []string{"Trade"}},
		{"ree", []string{"ree", "ree"}},
		{"c++", []string{"C++"}},
		{"it's", []string{"It"}},
		{`"free`, []string{"free", "free"}},
		{"title:x", nil},
		{"-trade", []string{"-trade"}},
		{"/fr.e tr/", []string{"free *tr", "free\ntr"}},
		{"/C\\+*/", []string{"C++", "C"}},
		{"/and c/", []string{"and\nC"}},
		{"%", []string{"%"}},
	}
	for _, tt := range tests {
		queries, problem := FindQueries(tt.typed)
		if problem != nil {
			t.Errorf("%q: %v", tt.typed, problem)
		}
		var got []string
		for _, s := range Find(t.Context(), parse(t, text), queries).Spans {
			got = append(got, parse(t, text).Text[s.Start:s.End])
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q finds %q, want %q", tt.typed, got, tt.want)
		}
	}
	if _, problem := FindQueries("/(/"); problem == nil {
		t.Error("a broken pattern is no problem")
	}
}

// Whatever is typed, it can be searched for or a problem says why not.
func TestFindAnything(t *testing.T) {
	a := parse(t, tides(2000))
	rapid.Check(t, func(rt *rapid.T) {
		queries, _ := FindQueries(rapid.String().Draw(rt, "typed"))
		for _, s := range Find(t.Context(), a, queries).Spans {
			if s.Start < 0 || s.End > len(a.Text) || s.Empty() {
				rt.Fatalf("found %v in a text of %d bytes", s, len(a.Text))
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	a := parse(b, tides(10<<20))
	for _, typed := range []string{"applauds", "two plates, one", "harbour is", "xyzzy", "/tide.*twice/"} {
		b.Run(typed, func(b *testing.B) {
			queries, _ := FindQueries(typed)
			for b.Loop() {
				Find(b.Context(), a, queries)
			}
		})
	}
}

// The first match shows before all are counted, however far it is.
func TestFindNear(t *testing.T) {
	filler := strings.Repeat("The tide goes out twice a day.\n\n", 50_000)
	a, err := article.Parse("a.md", []byte("A Harbour.\n\n"+filler+"Ropes and *har*bour walls.\n\n"+filler+"The harbour.\n"))
	if err != nil {
		t.Fatal(err)
	}
	queries, _ := FindQueries("the harbour")
	h := FindNear(a, 0, queries[0], "the harbour")
	if len(h.Spans) != 1 || a.Text[h.Spans[0].Start:h.Spans[0].End] != "The harbour" || !h.Partial {
		t.Errorf("found %v", h.Spans)
	}
	if h := FindNear(a, 100, queries[0], ""); len(h.Spans) != 0 {
		t.Errorf("found %v without a needle", h.Spans)
	}
	if got := indexAny("ab AB Ab", "Ab", "AB", "", "x"); got != 3 {
		t.Errorf("first at %d", got)
	}
}

func BenchmarkFirstHit(b *testing.B) {
	filler := strings.Repeat("The tide goes out twice a day, and “nobody” applauds it.\n\n", 180_000)
	a, err := article.Parse("a.md", []byte(filler+"The harbour.\n"))
	if err != nil {
		b.Fatal(err)
	}
	queries, _ := FindQueries("harbour")
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			FindNear(a, 0, queries[0], "harbour")
		}
	})
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			Find(b.Context(), a, queries)
		}
	})
}

func TestHitsFrom(t *testing.T) {
	h := Hits{Spans: []article.Span{{Start: 5, End: 9}, {Start: 20, End: 24}, {Start: 40, End: 41}}}
	for off, want := range map[int]int{0: 0, 5: 0, 8: 0, 9: 1, 22: 1, 24: 2, 40: 2, 41: 3, 99: 3} {
		if got := h.From(off); got != want {
			t.Errorf("from byte %d on the first hit is %d, want %d", off, got, want)
		}
	}
	if got := h.First(article.Span{Start: 99, End: 120}); got != 2 {
		t.Errorf("behind all hits the nearest is %d, want the last", got)
	}
}

func TestReadingSession(t *testing.T) {
	now := time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)
	var s readingSession
	s.add(now.Add(time.Minute), time.Minute, 200)
	s.add(now.Add(2*time.Minute), time.Minute, 0) // read once more: nothing about the pace
	got := s.record("a.md")
	if want := (store.ReadingSession{At: now, Article: "a.md", Time: 2 * time.Minute, Words: 200, Pace: 200}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	short := readingSession{}
	short.add(now, 15*time.Second, 90)
	if got := short.record("a.md"); got.Pace != 0 {
		t.Errorf("a pace of %d from a glance", got.Pace)
	}
}

func TestMinutesLeft(t *testing.T) {
	for _, tt := range []struct {
		minutes, pace, want int
		read                float64
	}{
		{10, library.UsualPace, 10, 0},
		{10, library.UsualPace, 5, 0.5},
		{10, 2 * library.UsualPace, 5, 0},
		{10, 115, 10, 0.5},
		{1, library.UsualPace, 1, 0.9},
		{10, library.UsualPace, 0, 1},
		{0, library.UsualPace, 0, 0},
	} {
		s := Session{speed: tt.pace}
		if got := s.MinutesLeft(tt.minutes, 1-tt.read); got != tt.want {
			t.Errorf("%+v: got %d", tt, got)
		}
	}
}
