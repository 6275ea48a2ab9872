package note

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"manicule/internal/article"
)

// followed is a passage that was followed by hand through the edits of real
// articles. Offsets are code points.
type followed struct {
	ID, Class, Old, New string
	Start, End          int
	Want                *int     `json:"expected_start"`
	WantEnd             int      `json:"expected_end"`
	Alt                 [][2]int `json:"alt"`
}

// TestFollowed measures Find on a set of real edits, where there is one:
// MANICULE_ANCHORING names its folder. Without the old text and a word-level
// comparison it can't follow edited passages; it must find the others and
// never answer with a wrong place where the passage is gone.
func TestFollowed(t *testing.T) {
	dir := cmp.Or(os.Getenv("MANICULE_ANCHORING"), "../../../shared/anchoring")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no set of followed passages:", err)
	}
	texts := map[string]string{}
	for _, line := range readLines[struct{ ID, Text string }](t, filepath.Join(dir, "texts.jsonl.gz")) {
		texts[line.ID] = line.Text
	}
	right, wrong, all := map[string]int{}, map[string]int{}, map[string]int{}
	finders := map[string]*Finder{}
	finder := func(id string) *Finder {
		if finders[id] == nil {
			finders[id] = NewFinder(texts[id])
		}
		return finders[id]
	}
	for _, c := range readLines[followed](t, filepath.Join(dir, "cases.jsonl.gz")) {
		old, now := texts[c.Old], texts[c.New]
		a := finder(c.Old).Anchor(article.Span{Start: byteOf(old, c.Start), End: byteOf(old, c.End)}, "")
		m := finder(c.New).Find(a)
		all[c.Class]++
		switch good := overlap(c, now, m); {
		case good >= 0.8:
			right[c.Class]++
		case m.State != Lost && good < 0.5:
			wrong[c.Class]++
			t.Logf("wrong: %s %s: %q → %q (%v %.2f)", c.ID, c.Class, a.Quote, now[m.Span.Start:m.Span.End], m.State, m.Confidence)
		case testing.Verbose() && (c.Class == "shifted" || c.Class == "duplicate" || c.Class == "reflow"):
			t.Logf("missed: %s: %q, wanted %q", c.ID, a.Quote, now[byteOf(now, *c.Want):byteOf(now, c.WantEnd)])
		}
	}
	for class, least := range map[string]float64{"shifted": 0.99, "duplicate": 0.85, "reflow": 0.6, "deleted": 0.99, "moved": 0, "edited": 0, "rewritten": 0} {
		share := float64(right[class]) / float64(all[class])
		t.Logf("%-10s %4d cases: right %.3f, wrong place %.3f", class, all[class], share, float64(wrong[class])/float64(all[class]))
		if share < least {
			t.Errorf("%s: %.3f right, want %.3f", class, share, least)
		}
	}
}

// overlap is how well the answer fits: intersection over union; 1 for a
// passage that is gone and Lost.
func overlap(c followed, text string, m Match) float64 {
	if c.Want == nil {
		return map[bool]float64{true: 1}[m.State == Lost]
	}
	if m.State == Lost {
		return 0
	}
	start, end := utf8.RuneCountInString(text[:m.Span.Start]), utf8.RuneCountInString(text[:m.Span.End])
	best := 0.0
	for _, w := range append(c.Alt, [2]int{*c.Want, c.WantEnd}) {
		both := float64(max(0, min(end, w[1])-max(start, w[0])))
		best = max(best, both/float64(max(end, w[1])-min(start, w[0])))
	}
	return best
}

func byteOf(s string, runes int) int {
	for i := range s {
		if runes == 0 {
			return i
		}
		runes--
	}
	return len(s)
}

func readLines[T any](t *testing.T, file string) []T {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var found []T
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		found = append(found, v)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}
