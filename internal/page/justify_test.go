package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestJustified(t *testing.T) {
	for _, tt := range []struct {
		line      string
		room, row int
		want      string
	}{
		{"a b c d", 7, 0, "a b c d"},
		{"a b c d", 8, 0, "a b c  d"},
		{"a b c d", 8, 1, "a b  c d"},
		{"a b c d", 8, 2, "a  b c d"},
		{"a b c d", 10, 0, "a  b  c  d"},
		{"a b c d", 12, 0, "a  b   c   d"},
		{"a b c d", 13, 1, "a   b   c   d"},
		{"a b c d", 14, 0, "a b c d"},
		{"word", 9, 0, "word"},
		{"", 9, 0, ""},
	} {
		var f flow
		f.add(tt.line, 0, 0, 0)
		if got := text(justified(nil, f.cells, tt.room, tt.row)); got != tt.want {
			t.Errorf("%q in %d, row %d: %q, want %q", tt.line, tt.room, tt.row, got, tt.want)
		}
	}
}

// justifiedStyle is a style that sets paragraphs flush on both sides.
func justifiedStyle() *Style {
	s := Light()
	s.Justify = true
	return s
}

// TestJustifiedPage: verse, headings, code and last lines stay as they are.
func TestJustifiedPage(t *testing.T) {
	p := New(parseArticle(t, "Some words of a paragraph that\nfills its lines, mostly.\n\n> - quoted words, an item's, are also set flush on both sides\n\n"+
		"A verse breaks  \nits lines alone\n\n```\ncode of more than a line or so\n```\n"), 24, justifiedStyle())
	want := `
Some words of a         |
paragraph that fills its|
lines, mostly.          |
                        |
│ • quoted   words,   an|
│   item's, are also set|
│   flush on both sides |
                        |
A verse breaks          |
its lines alone         |
                        |
 code of more than a    |
 › line or so           |
`
	got := picture(p)
	if d := cmp.Diff(strings.TrimPrefix(want, "\n"), got[strings.Index(got, "Some"):]); d != "" {
		t.Error(d)
	}
}

// TestJustifiedCells: spaces added change no other place, unit or quote.
func TestJustifiedCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArticle(t)
		p := New(a, rapid.IntRange(20, 200).Draw(t, "width"), justifiedStyle())
		newOracle(a.Text).check(t, p)
		checkPlaces(t, p, 1<<30)
		if d := cmp.Diff(rowWords(p.With(p.Width(), Light())), rowWords(p)); d != "" {
			t.Fatal(d)
		}
	})
}

// rowWords are the page's rows, with one space for several.
func rowWords(p *Page) (rows []string) {
	for _, line := range allLines(p) {
		rows = append(rows, strings.Join(strings.Fields(text(line)), " "))
	}
	return rows
}
