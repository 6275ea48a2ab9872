package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"manicule/internal/article"
)

func TestSeekQueries(t *testing.T) {
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
		queries, problem := seekQueries(tt.typed)
		if problem != nil {
			t.Errorf("%q: %v", tt.typed, problem)
		}
		var got []string
		for _, s := range firstHits(t.Context(), mustParse(text), queries).spans {
			got = append(got, mustParse(text).Text[s.Start:s.End])
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q finds %q, want %q", tt.typed, got, tt.want)
		}
	}
	if _, problem := seekQueries("/(/"); problem == nil {
		t.Error("a broken pattern is no problem")
	}
}

// Whatever is typed, it can be searched for or a problem says why not.
func TestSeekAnything(t *testing.T) {
	a := mustParse(prose(2000))
	rapid.Check(t, func(rt *rapid.T) {
		queries, _ := seekQueries(rapid.String().Draw(rt, "typed"))
		for _, s := range firstHits(t.Context(), a, queries).spans {
			if s.Start < 0 || s.End > len(a.Text) || s.Empty() {
				rt.Fatalf("found %v in a text of %d bytes", s, len(a.Text))
			}
		}
	})
}

// A large article is searched near the reader first, then to its end.
func TestSeekNearby(t *testing.T) {
	m := openModel(t, 80, 24, 8*nearby)
	for _, key := range []string{"G", "5", "0", "%", "/"} {
		m.Update(keyPress(key))
	}
	_, cmd := m.Update(tea.PasteMsg{Content: "tid"})
	near := cmd().(soughtMsg)
	_, rest := m.Update(near)
	h := m.rd.hits
	if h.where() != "…" || h.now().Start < m.rd.seek.from {
		t.Fatalf("first at match %s, %v; the search began at %d", h.where(), h.now(), m.rd.seek.from)
	}
	all := rest().(soughtMsg)
	m.Update(all)
	if now := m.rd.hits.now(); now != h.now() || m.rd.seek.cancel != nil {
		t.Errorf("went on to %v from %v", now, h.now())
	}
	_, cmd = m.Update(keyPress("e"))
	m.Update(keyPress("x")) // before the answer
	if m.Update(cmd()); m.rd.hits.query.Text != "tid" {
		t.Errorf("an answer not wanted any more is shown: %q", m.rd.hits.query.Text)
	}
}

func BenchmarkSeek(b *testing.B) {
	a := mustParse(prose(10 << 20))
	for _, typed := range []string{"applauds", "two plates, one", "harbour is", "xyzzy", "/tide.*twice/"} {
		b.Run(typed, func(b *testing.B) {
			queries, _ := seekQueries(typed)
			for b.Loop() {
				firstHits(b.Context(), a, queries)
			}
		})
	}
}

// The first match shows before all are counted, however far it is.
func TestNearHits(t *testing.T) {
	filler := strings.Repeat("The tide goes out twice a day.\n\n", 50_000)
	a, err := article.Parse("a.md", []byte("A Harbour.\n\n"+filler+"Ropes and *har*bour walls.\n\n"+filler+"The harbour.\n"))
	if err != nil {
		t.Fatal(err)
	}
	queries, _ := seekQueries("the harbour")
	h := nearHits(a, 0, queries[0], longestWord("the harbour"))
	if len(h.spans) != 1 || a.Text[h.spans[0].Start:h.spans[0].End] != "The harbour" || !h.some {
		t.Errorf("found %v", h.spans)
	}
	if h := nearHits(a, 100, queries[0], ""); len(h.spans) != 0 {
		t.Errorf("found %v without a needle", h.spans)
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
	queries, _ := seekQueries("harbour")
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			nearHits(a, 0, queries[0], "harbour")
		}
	})
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			firstHits(b.Context(), a, queries)
		}
	})
}
