package texts

import (
	"regexp"
	"strings"
	"testing"
)

// outOfUse are phrases of earlier versions that were a dialect of our own, or
// that one has to read twice.
var outOfUse = regexp.MustCompile(`(?i)\b(?:is called so|called so|put aside|shall|anew|forth|goes by|puts? (?:the|a) light|the light off|were lit|words lit|thrown away|can't be had at once|be had at once|some day|say much of the same|stands behind|one word too many|need(?:s)? you\b|is told|are told|on standard error is told|take the search away|takes the search away|mark off|takes the marks off|what one typed|forgo|whoever|be it|comes? again some|had vanished|meet a few|gone to rest|leap|sought)\b`)

// TestNoWordsOutOfUse holds the words that may not come back.
func TestNoWordsOutOfUse(t *testing.T) {
	all, err := In("../../../..")
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 1000 {
		t.Fatalf("%d texts found: are these all?", len(all))
	}
	for _, text := range all {
		if phrase := outOfUse.FindString(text.Text); phrase != "" && !strings.Contains(text.Text, "\n\t") {
			t.Errorf("%s:%d: %q says %q", text.File, text.Line, text.Text, phrase)
		}
	}
}

func TestIn(t *testing.T) {
	for text, want := range map[string]bool{
		"no matching action":   true,
		"%s, line %d":          false,
		"highlight":            false,
		"read notes of %s: %w": true,
		"2006-01-02":           false,
	} {
		if got := isProse(text); got != want {
			t.Errorf("isProse(%q) = %t", text, got)
		}
	}
}
