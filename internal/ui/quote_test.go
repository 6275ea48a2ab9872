package ui

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/page"
)

// TestQuotesAreFound: what the page says a reader saw is what the notes find
// in the article's text. Where they disagree, anchor.Finder.Anchor replaces the
// quote by the folded text, which loses its paragraphs. The few that do have
// raised digits of HTML, or Markdown that the folding reads less well than the
// parser: entities in code, brackets that are no links, tags of no language.
func TestQuotesAreFound(t *testing.T) {
	for _, tt := range []struct {
		folder string
		limit  float64 // share of quotes that may disagree
	}{
		{"testdata/articles", 0},
		{"../../articles", 0},
		{"../../../shared/articles", 0.0015},
	} {
		t.Run(filepath.Base(filepath.Dir(tt.folder)), func(t *testing.T) {
			if _, err := os.Stat(tt.folder); err != nil {
				t.Skip(err)
			}
			checkQuotes(t, tt.folder, tt.limit)
		})
	}
}

func checkQuotes(t *testing.T, folder string, limit float64) {
	total, wrong := 0, 0
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".png" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		a, err := article.Parse(path, data)
		if err != nil {
			return err
		}
		p, find := page.New(a, 80, nil), anchor.NewFinder(a.Text)
		for _, u := range []page.Unit{page.Sentence, page.Paragraph} {
			for s, ok := p.Next(-1, u); ok; s, ok = p.Next(s.Start, u) {
				total++
				quote := p.Quote(s)
				if got := find.Anchor(s, quote).Quote; got != quote {
					wrong++
					n := commonPrefix(quote, got)
					t.Logf("%s, bytes %d to %d read …%.40q, are found as …%.40q", path, s.Start, s.End, quote[n:], got[n:])
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if float64(wrong) > limit*float64(total) || total == 0 {
		t.Errorf("%d of %d quotes disagree", wrong, total)
	}
}

// commonPrefix is where two texts part, and some words before it.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return strings.LastIndexByte(a[:max(0, n-10)], ' ') + 1
}
