package page

import (
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

func TestRealArticles(t *testing.T) {
	for _, path := range realArticles(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			a := readArticle(t, path)
			o := newOracle(a.Text)
			for _, width := range []int{40, 80, 200} {
				o.check(t, New(a, width, Dark()))
			}
		})
	}
}

// TestCells: at every width every visible character appears exactly once, in a
// cell with its right bytes, and no row is too wide.
func TestCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		md := rapid.OneOf(markdown, markdown, noise).Draw(t, "markdown")
		a := parseArticle(t, md)
		style := map[string]func() *Style{"light": Light, "plain": Plain}[rapid.SampledFrom([]string{"light", "plain"}).Draw(t, "style")]()
		newOracle(a.Text).check(t, New(a, rapid.IntRange(20, 200).Draw(t, "width"), style))
	})
}
