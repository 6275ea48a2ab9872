package search

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"manicule/internal/article"
)

// marked is a passage with ‹› around what is lit.
func marked(p Passage) string {
	var b strings.Builder
	at := 0
	for _, s := range p.Highlights {
		b.WriteString(p.Text[at:s.Start] + "‹" + p.Text[s.Start:s.End] + "›")
		at = s.End
	}
	return b.String() + p.Text[at:]
}

const rivers = "# Rivers of Japan\n\nThe *longest* river rises in the Alps. It flows north for 367 kilometres, past [Nagano](x), and\n" +
	"enters the Sea of Japan at Niigata. Other rivers are short.\n\n- Rice is grown here.\n- Boats carry rice\n\nThe end of the river. "

func TestPassage(t *testing.T) {
	tests := []struct {
		name  string
		root  Node
		text  string
		width int
		want  string
	}{
		{"nothing met", word("train"), rivers, 60, ""},
		{"no room", word("river"), rivers, 3, ""},
		{"the beginning", word("longest"), rivers, 60, "The ‹longest› river rises in the Alps. It flows north for 367…"},
		{"within a sentence", word("nagano"), rivers, 40, "…past ‹Nagano›, and enters the Sea of…"},
		{"a sentence that begins nearby", word("flows"), rivers, 40, "It ‹flows› north for 367 kilometres, past…"},
		{"over a line end", exactly("and enters"), rivers, 30, "…‹and enters› the Sea of Japan…"},
		{"two words close together", And{word("river"), word("short")}, rivers, 40, "Other ‹rivers› are ‹short›. Rice is grown…"},
		{"body before headings", word("Japan"), rivers, 40, "…Sea of ‹Japan› at Niigata. Other rivers…"},
		{"a heading alone", word("of Japan"), "# Rivers of Japan\n\nText.", 40, "Rivers ‹of Japan› Text."},
		{"the rare word", Or{word("rice"), word("grown")}, rivers, 21, "‹Rice› is ‹grown› here."},
		{"the end", word("end"), rivers, 50, "The ‹end› of the river."},
		{"a long hit", pattern("The .*Alps"), rivers, 20, "‹The longest river›…"},
		{"without spaces", word("漢字"), "日本語の文章では漢字が使われます。仮名もあります。", 20, "…では‹漢字›が使われま…"},
		{"a full stop without a space", word("仮名"), "日本語の文章では漢字が使われます。仮名もあります。", 20, "‹仮名›もあります。"},
		{"code", word("main"), "Text:\n\n```go\nfunc main() {\n\tx := 1\n}\n```\n", 30, "func ‹main›() { x := 1 }"},
	}
	for _, tt := range tests {
		text := article.Clean(tt.text)
		p := Query{Root: tt.root}.Passage(text, tt.width)
		if got := marked(p); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.name, got, tt.want)
		}
		checkPassage(t, text, p, tt.width)
	}
}

// checkPassage states what holds for every passage.
func checkPassage(t interface{ Fatalf(string, ...any) }, text string, p Passage, width int) {
	if p.Text == "" {
		if !p.Span.Empty() || p.Highlights != nil {
			t.Fatalf("an empty passage is %+v", p)
		}
		return
	}
	if w := ansi.GraphemeWidth.StringWidth(p.Text); w > width || article.CleanLine(p.Text) != p.Text {
		t.Fatalf("%q: %q has %d cells of %d, clean: %v", text, p.Text, w, width, article.CleanLine(p.Text) == p.Text)
	}
	if p.Span.Start < 0 || p.Span.End <= p.Span.Start || p.Span.End > len(text) {
		t.Fatalf("%q: span %v", text, p.Span)
	}
	at := 0
	for _, s := range p.Highlights {
		if s.Start < at || s.End <= s.Start || s.End > len(p.Text) {
			t.Fatalf("%q: %q is highlighted at %v", text, p.Text, p.Highlights)
		}
		at = s.End
	}
	if at == 0 {
		t.Fatalf("%q: nothing is lit in %q", text, p.Text)
	}
}

func TestPassageHolds(t *testing.T) {
	scrap := rapid.SampledFrom([]string{
		"war ", "wars ", "free trade ", "*free* ", "trade. ", "東京", "の。", "é\u0301", "👩‍👩‍👧", "🇯🇵", "\n", "\n\n", "# ", "- ", "**", "`", "[x](y)", "&amp;", "&#769;", "long-word-without-end", ", ", "! ", "…",
	})
	rapid.Check(t, func(t *rapid.T) {
		text := article.Clean(strings.Join(rapid.SliceOfN(scrap, 0, 60).Draw(t, "text"), ""))
		roots := []Node{word("war"), exactly("free trade"), word("東京"), openly("wit"), pattern(`e\S* .`), pattern(`.*`)}
		q := Query{Root: Or(rapid.SliceOfN(rapid.SampledFrom(roots), 1, 3).Draw(t, "query"))}
		width := rapid.IntRange(4, 60).Draw(t, "width")
		p := q.Passage(text, width)
		if hits := q.Hits(text); (len(hits) > 0) != (p.Text != "") && slices.ContainsFunc(hits, func(s article.Span) bool { return strings.TrimSpace(text[s.Start:s.End]) != "" }) {
			t.Fatalf("%q: hits %v, passage %q", text, hits, p.Text)
		}
		checkPassage(t, text, p, width)
	})
}

func BenchmarkPassage(b *testing.B) {
	var texts []string
	size := 0
	eachArticle(b, func(a *article.Article) { texts, size = append(texts, a.Text), size+len(a.Text) })
	q := Query{Root: And{openly("compil"), word("memory"), exactly("the language")}}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, text := range texts {
			q.Passage(text, 80)
		}
	}
}

// Of the places of a single word the one where it stands as it was typed is shown.
func TestPassageAsTyped(t *testing.T) {
	apart := strings.Repeat("Gulls cried above the harbour wall while nets dried in the sun. ", 6)
	for _, tt := range []struct{ query, other, typed string }{
		{"10% ", "10", "10%"},
		{"e-mail ", "email", "e-mail"},
		{"alliances ", "alliance", "alliances"},
		{"node.js ", "node, js", "node.js"},
		{"all", "alliance", "all"},
	} {
		q, _ := Parse(tt.query, noon)
		p := q.Passage("It says "+tt.other+" here. "+apart+"\n\nThen "+tt.typed+" here. "+apart, 60)
		if !strings.HasPrefix(p.Text, "Then "+tt.typed+" ") || p.Hits != 2 {
			t.Errorf("%q shows %q, of %d", tt.query, p.Text, p.Hits)
		}
	}
}
