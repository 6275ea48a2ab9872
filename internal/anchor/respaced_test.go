package anchor

import (
	"testing"

	"manicule/internal/note"
)

// TestRespacedQuotes: words that another program joined or left a hyphen in are
// no change of the passage.
func TestRespacedQuotes(t *testing.T) {
	const text = "The ferryman kept a *well-known* ledger of passengers. The passengers kept none of their own.\n"
	f := NewFinder(text)
	for quote, want := range map[string]string{
		"Theferryman kept awell-known ledger":   "The ferryman kept a *well-known* ledger",
		"a well-known led- ger of passen- gers": "a *well-known* ledger of passengers",
		"ledger of passen\u00ad gers":           "ledger of passengers",
		"rryman kept a well- known led":         "",
		"passen- gers":                          "",
	} {
		a, m := f.PlaceQuote(text, note.Anchor{Quote: quote})
		got := ""
		if m.State == note.Exact {
			got = text[m.Span.Start:m.Span.End]
		}
		if got != want || want != "" && a.Quote != quote {
			t.Errorf("%q stands at %q (%v)", quote, got, m.State)
		}
	}
}
