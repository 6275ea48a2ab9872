package search

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manicule/internal/article"
)

func TestMatchTerm(t *testing.T) {
	tests := []struct {
		want, have  string
		exact, open bool
		match       bool
	}{
		{"war", "war", true, false, true},
		{"war", "wars", false, false, true},
		{"war", "wars", true, false, false},
		{"war", "ward", false, false, false},
		{"war", "ward", false, true, true},
		{"war", "ward", true, true, true},
		{"ward", "war", false, true, false},
	}
	for _, tt := range tests {
		if got := matchTerm(englishLanguage, tt.want, tt.have, tt.exact, tt.open); got != tt.match {
			t.Errorf("%+v: %v", tt, got)
		}
		w := (&stream{}).wanted(formsKey{InBody, tt.want, tt.exact, tt.open, false})
		if got := w.fits(&token{term: []byte(tt.have)}); got != tt.match {
			t.Errorf("%+v prepared: %v", tt, got)
		}
	}
}

func word(s string) Words         { return Words{Terms: terms(s)} }
func exactly(s string) Words      { return Words{Terms: terms(s), Exact: true} }
func openly(s string) Words       { return Words{Terms: terms(s), Open: true} }
func in(f Field, w Words) Words   { w.Field = f; return w }
func pattern(expr string) Pattern { return Pattern{Regexp: regexp.MustCompile(expr)} }
func slicesOf(s string, spans []article.Span) (all []string) {
	for _, at := range spans {
		all = append(all, s[at.Start:at.End])
	}
	return all
}

func TestHits(t *testing.T) {
	tests := []struct {
		name string
		root Node
		text string
		want []string
	}{
		{"no query", nil, "a", nil},
		{"forms of a word", word("alliance"), "Alliances of an *alliance*", []string{"Alliances", "alliance"}},
		{"an exact word", exactly("war"), "War wars WÁR", []string{"War", "WÁR"}},
		{"a beginning", openly("jap"), "Japan’s jap [Japanese](x)", []string{"Japan", "jap", "Japanese"}},
		{"too short a beginning", openly("ja"), "Japan ja", []string{"ja"}},
		{"a character's beginning", openly("東"), "東京", []string{"東"}},
		{"a phrase over markup and lines", exactly("free trade"), "free *trade*, free\ntrade; free [trade](x), trade free", []string{"free *trade", "free\ntrade", "free [trade"}},
		{"a word of several terms", word("e-mail"), "an e-mail, E-MAILS, email", []string{"e-mail", "E-MAILS"}},
		{"a phrase that begins twice", exactly("a a b"), "a a a b", []string{"a a b"}},
		{"hits that overlap", And{exactly("a b"), exactly("b c"), word("c")}, "a b c", []string{"a b c"}},
		{"hits side by side", And{word("東"), word("京")}, "東京", []string{"東", "京"}},
		{"either", Or{word("one"), And{word("two"), word("three")}}, "one two", []string{"one", "two"}},
		{"without", And{word("one"), Not{word("two")}, Not{Not{word("three")}}}, "one two three", []string{"one", "three"}},
		{"other fields", And{in(InTitle, word("a")), in(InNote, word("b")), in(InBody, word("c")), in(InTag, word("d"))}, "a b c d", []string{"c"}},
		{"in headings", in(InHeading, exactly("two three")), "two three\n\n# one two three\n\ntwo three", []string{"two three"}},
		{"a pattern", pattern(`(?i)jap\w+ of`), "*Japan* of, japan\nof", []string{"Japan* of", "japan\nof"}},
		{"a pattern at a line's ends", pattern(`^b.*$`), "a\n\nb *c*\nd\n\n- b", []string{"b *c*\nd", "b"}},
		{"a pattern of nothing", pattern(`x*`), "a", nil},
		{"a pattern over entities", pattern(`é .`), "caf&eacute; *&amp;*", []string{"&eacute; *&amp;"}},
		{"no pattern over paragraphs", pattern(`a\s+b`), "a\n\nb", nil},
	}
	for _, tt := range tests {
		if got := slicesOf(tt.text, Query{Root: tt.root}.Hits(tt.text)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q\n got %q\nwant %q", tt.name, tt.text, got, tt.want)
		}
	}
}

func TestHitsOfAVeryLongPhrase(t *testing.T) {
	phrase := strings.TrimSpace(strings.Repeat("b ", 100))
	if got := (Query{Root: exactly(phrase)}).Hits("a " + phrase + " c"); len(got) != 1 || got[0] != (article.Span{Start: 2, End: 2 + len(phrase)}) {
		t.Errorf("%v", got)
	}
}

func TestLit(t *testing.T) {
	q := Query{Root: And{word("trade"), in(InTitle, openly("j")), in(InBody, word("war")), in(InHeading, word("free")), pattern("w.r")}}
	tests := []struct {
		field Field
		want  []string
	}{
		{InTitle, []string{"Trade", "war", "Japan"}},
		{InAuthor, []string{"Trade"}},
		{InNote, []string{"Trade"}},
		{InBody, []string{"Trade", "war"}},
	}
	const title = "Trade *war* in Japan is free"
	for _, tt := range tests {
		if got := slicesOf(title, q.Highlights(title, tt.field)); !slices.Equal(got, tt.want) {
			t.Errorf("field %d: %q, want %q", tt.field, got, tt.want)
		}
	}
}

// The hits of words are those that a plain comparison of the terms finds.
func TestHitsAreWhatMatchTermSays(t *testing.T) {
	vocabulary := rapid.SampledFrom(strings.Fields("war wars ward warring free freed trade trades trading 東 京 été e-mail dying die"))
	draw := func(t *rapid.T, most int) string {
		return strings.Join(rapid.SliceOfN(vocabulary, 1, most).Draw(t, "words"), " ")
	}
	rapid.Check(t, func(t *rapid.T) {
		text := draw(t, 30)
		w := Words{Terms: terms(draw(t, 3)), Exact: rapid.Bool().Draw(t, "exact"), Open: rapid.Bool().Draw(t, "open")}
		var have []string
		var at []article.Span
		scanText(text, func(t *token) { have, at = append(have, string(t.term)), append(at, t.span) })
		var want []article.Span
		for i := 0; i+len(w.Terms) <= len(have); i++ {
			fits := true
			for k, term := range w.Terms {
				open := w.Open && k == len(w.Terms)-1 && openIn(InBody, term)
				fits = fits && matchTerm(englishLanguage, term, have[i+k], w.Exact, open)
			}
			if fits {
				want = append(want, article.Span{Start: at[i].Start, End: at[i+len(w.Terms)-1].End})
			}
		}
		if got := (Query{Root: w}).Hits(text); !slices.Equal(got, united(want)) {
			t.Fatalf("%+v in %q: %v, want %v", w, text, got, want)
		}
	})
}

func TestPatternIn(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	if !pattern("^b c$").in(ctx, "a\n\n*b*\nc\n") || pattern("a b").in(ctx, "a\n\nb") {
		t.Error("lines")
	}
	cancel()
	if pattern("b").in(ctx, "a\n\nb\n\nb") {
		t.Error("not cancelled")
	}
}

func TestVisibleSource(t *testing.T) {
	const text = "# A *b*\n\nc&amp;d\ne"
	v := newVisible(text, nil)
	if string(v.text) != "A b\nc&d e" {
		t.Fatalf("%q", v.text)
	}
	for _, tt := range []struct{ seen, want string }{
		{"A", "A"}, {"A b", "A *b"}, {"b\nc", "b*\n\nc"}, {"&", "&amp;"}, {"c&d", "c&amp;d"}, {"\n", "*\n\n"}, {" ", "\n"}, {"d e", "d\ne"},
	} {
		i := strings.LastIndex(string(v.text), tt.seen)
		s := v.source(article.Span{Start: i, End: i + len(tt.seen)})
		if got := text[s.Start:s.End]; got != tt.want {
			t.Errorf("%q comes from %q, want %q", tt.seen, got, tt.want)
		}
	}
}

func BenchmarkHits(b *testing.B) {
	var text strings.Builder
	for text.Len() < 1<<20 {
		eachArticle(b, func(a *article.Article) { text.WriteString(a.Text + "\n\n") })
	}
	s := text.String()[:1<<20]
	for _, bb := range []struct {
		name string
		root Node
	}{
		{"word", word("memory")},
		{"words", And{openly("compil"), word("memory"), exactly("the language")}},
		{"pattern", pattern("(?i)memor(y|ies) of")},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Query{Root: bb.root}.Hits(s)
			}
		})
	}
}
