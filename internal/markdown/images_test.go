package markdown

import (
	"slices"
	"testing"
)

func TestImages(t *testing.T) {
	text := "![a](https://e.org/a.png) and [![b](b%20c.png \"t\")](https://e.org/) `![no](no.png)`\n\n    ![no](no.png)\n\n![a](https://e.org/a.png)\n\n![d][ref]\n\n[ref]: https://e.org/d.png?x=1&amp;y=2\n"
	got := Images(text)
	if want := []string{"https://e.org/a.png", "b%20c.png", "https://e.org/d.png?x=1&amp;y=2"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
