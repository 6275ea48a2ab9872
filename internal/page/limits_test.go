package page

import (
	"strings"
	"testing"
)

// TestLimitsAreSaid: what is not laid out says so, once for all of its parts.
func TestLimitsAreSaid(t *testing.T) {
	const notice = "☞ shown as written"
	for name, tt := range map[string]struct {
		text    string
		notices int
	}{
		"brackets":       {strings.Repeat("[", 70_000), 1},
		"columns":        {"|" + strings.Repeat("a|", 70) + "\n|" + strings.Repeat("-|", 70) + "\n", 1},
		"a long block":   {strings.Repeat("words of one paragraph ", 5000), 1},
		"two, and words": {strings.Repeat("> ", 70) + "deep\n\nWords.\n\n" + strings.Repeat("> ", 70) + "deep\n", 2},
		"nothing":        {"Words.\n", 0},
	} {
		t.Run(name, func(t *testing.T) {
			shown := picture(New(parseArticle(t, "# Title\n\nWords.\n\n"+tt.text), 60, Plain()))
			if n := strings.Count(shown, notice); n != tt.notices {
				t.Errorf("said %d times, not %d:\n%.2000s", n, tt.notices, shown)
			}
		})
	}
}
