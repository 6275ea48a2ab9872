package article

import (
	"slices"
	"testing"

	"manicule/internal/markdown"
)

// The pieces of headings are those that the parser finds.
func TestVisibleHeadings(t *testing.T) {
	eachArticle(t, func(name string, data []byte) {
		a, err := Parse(name, data)
		if err != nil {
			t.Fatal(err)
		}
		var headings []Span
		for _, h := range a.Headings() {
			headings = append(headings, h.Span)
		}
		headings = append(headings, a.TitleSpan)
		markdown.Visible(a.Text, func(p markdown.Piece) {
			in := slices.ContainsFunc(headings, func(h Span) bool { return h.Start <= p.Span.Start && p.Span.End <= h.End })
			if p.Heading != in {
				t.Errorf("%s: %q in a heading: %v", name, p.Text, p.Heading)
			}
		})
	})
}
