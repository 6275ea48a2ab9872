package page

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"manicule/internal/article"
)

const someCode = "# T\n\nText.\n\n```go\nfunc f() { return \"a\" }\n```\n\n> ```python\n> def f():\n>     pass\n> ```\n\nMore.\n"

// colourAll colours all of a page's code.
func colourAll(p *Page) {
	for at := p.First(); ; {
		for p.Uncoloured(at, 50) {
			p.Colour(at, 50, time.Minute)
		}
		next, n := p.Move(at, 50)
		if n == 0 {
			return
		}
		at = next
	}
}

// inks are how many colours text is written in.
func inks(p *Page) int {
	seen := map[string]bool{}
	for _, row := range allLines(p) {
		for _, c := range row {
			seen[fmt.Sprint(p.Style(c.Style).Fg)] = true
		}
	}
	return len(seen)
}

// Code stands plain until it is painted, then nothing but its colours is other
// than before, and nothing is left to paint, at other widths neither.
func TestColour(t *testing.T) {
	a := parseArticle(t, someCode)
	p := New(a, 40, Dark())
	before, plain := picture(p), inks(p)
	if !p.Uncoloured(p.First(), 20) {
		t.Fatal("the code is not plain")
	}
	colourAll(p)
	if after := picture(p); after != before {
		t.Errorf("painting changed the text:\n%s", after)
	}
	if inks(p) < plain+3 {
		t.Errorf("there are %d colours, before %d", inks(p), plain)
	}
	q := p.With(60, Light())
	if allLines(q); q.Uncoloured(q.First(), 20) || inks(q) < 5 {
		t.Errorf("at another width there are %d colours", inks(q))
	}
	newOracle(a.Text).check(t, p)
	r := p.Of(parseArticle(t, "# T\n\nAnother text.\n"+strings.TrimPrefix(someCode, "# T")))
	if allLines(r); r.Uncoloured(r.First(), 20) || inks(r) != inks(p) {
		t.Errorf("of the text that changed there are %d colours", inks(r))
	}
}

// A style without looks for tokens has nothing to paint.
func TestNothingToColour(t *testing.T) {
	p := New(parseArticle(t, someCode), 40, Plain())
	if p.Uncoloured(p.First(), 20) {
		t.Error("there is something to paint without colours")
	}
}

// What takes a lexer too long stands plain, and does not keep the others busy.
func TestColourHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	var b strings.Builder
	for _, lang := range []string{"perl", "html", "php", "markdown", "bash", "javascript", "c++", "yaml", "rst", "", "scala", "haskell"} {
		for _, piece := range []string{"s{", "<a ", "\"\\", "((", "[", "$x{"} {
			fmt.Fprintf(&b, "```%s\n%s\n```\n\n", lang, strings.Repeat(piece, 16_000/len(piece)))
		}
	}
	a, err := article.Parse("t.md", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	p := New(a, 80, Dark())
	colourAll(p)
	if p.Uncoloured(p.First(), 100) {
		t.Error("it is never done")
	}
}
