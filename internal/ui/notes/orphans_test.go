package notes

import (
	"strings"
	"testing"

	"manicule/internal/article"
	"manicule/internal/page"
)

// What stands around a place is shown as on the page.
func TestAround(t *testing.T) {
	const text = "# Head\n\nIn the *end* we found **the [old](x.md) `bell`** on the quay. The rest is silence, and nobody asked for any more of it.\n"
	a, err := article.Parse("a.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	p := page.New(a, 72, page.Plain())
	i := strings.Index(a.Text, "the [old]")
	s := article.Span{Start: i, End: strings.Index(a.Text, "bell") + len("bell")}
	const want = "In the end we found ‹the old bell› on the quay. The rest is silence, and…"
	if got := around(p, s, candidateContext); !strings.HasSuffix(got, want) {
		t.Errorf("%q", got)
	}
}
