package library

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"manicule/internal/exchange"
	"manicule/internal/note"
)

func TestSameSource(t *testing.T) {
	same := []string{
		"https://www.example.org/a/b/", "http://example.org/a/b#top", "https://EXAMPLE.org/a/b?utm_source=x&fbclid=1",
		"https://via.hypothes.is/https://example.org/a/b",
	}
	for _, s := range same {
		if got := sameSource(s); got != "example.org/a/b" {
			t.Errorf("sameSource(%q) = %q", s, got)
		}
	}
	for s, want := range map[string]string{"": "", "a/b.md": "", "urn:x": "", "https://example.org/?id=3": "example.org?id=3"} {
		if got := sameSource(s); got != want {
			t.Errorf("sameSource(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestMatcher(t *testing.T) {
	folder := t.TempDir()
	for path, text := range map[string]string{
		"tides.md":   "---\ntitle: On Tides\nauthor: A. Moon\nsource: https://www.example.org/tides/\n---\n\nThe tide comes in twice a day here.\n",
		"tides-2.md": "---\ntitle: On Tides\nauthor: B. Sun\n---\n\nThe tide is quite another matter altogether.\n",
		"tea.md":     "# Tea\n\nTwo leaves and a bud make a cup of tea.\n",
		"a/same.md":  "# Same\n\nfirst text about nothing much\n",
		"b/same.md":  "# Same\n\nsecond text about something else\n",
	} {
		write(t, folder, path, text)
	}
	l := open(t, collection(t, folder, options(t)))
	refresh(t, l)
	m, err := l.Articles().Matcher(t.Context())
	must(t, err)
	quoting := func(quote string) exchange.Imported {
		return exchange.Imported{Note: note.Note{Anchor: note.Anchor{Quote: quote}}}
	}
	titled := func(title, author string) exchange.Imported { return exchange.Imported{Title: title, Author: author} }
	tests := []struct {
		name string
		n    exchange.Imported
		want Match
	}{
		{"by path", exchange.Imported{Path: "tea.md", Title: "Tea"}, Match{Path: "tea.md"}},
		{"a path that another has now", exchange.Imported{Path: "tea.md", Title: "On Tides", Author: "Moon"}, Match{Path: "tides.md"}},
		{"by address", exchange.Imported{Source: "http://example.org/tides#x", Title: "Tea"}, Match{Path: "tides.md"}},
		{"by title", titled("TEA!", ""), Match{Path: "tea.md"}},
		{"by title and author", titled("On tides", "Sun, B."), Match{Path: "tides-2.md"}},
		{"by quote", quoting("“Two leaves, and a bud make"), Match{Path: "tea.md"}},
		{"a quote too short", quoting("The tide"), Match{}},
		{"ambiguous", titled("Same", ""), Match{Others: []string{"a/same.md", "b/same.md"}}},
		{"decided by the quote", exchange.Imported{Title: "Same", Note: quoting("second text about something").Note}, Match{Path: "b/same.md"}},
		{"none", titled("Nothing", ""), Match{}},
		{"nothing told", exchange.Imported{}, Match{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := m.Match(t.Context(), tt.n)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
