package anchor

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
	"manicule/internal/note"
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

// measured is how many passages of each class were found right, and how many
// on other words.
type measured struct{ right, wrong, all map[string]int }

func (m measured) share(n map[string]int, class string) float64 {
	return float64(n[class]) / float64(m.all[class])
}

// measure follows the passages of the set of real edits, where there is one:
// MANICULE_ANCHORING names its folder.
func measure(t *testing.T, find func(old, now string, s article.Span) note.Match) measured {
	t.Helper()
	dir := cmp.Or(os.Getenv("MANICULE_ANCHORING"), "../../../shared/anchoring")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no set of followed passages:", err)
	}
	texts := map[string]string{}
	for _, line := range readLines[struct{ ID, Text string }](t, filepath.Join(dir, "texts.jsonl.gz")) {
		texts[line.ID] = line.Text
	}
	m := measured{map[string]int{}, map[string]int{}, map[string]int{}}
	for _, c := range readLines[followed](t, filepath.Join(dir, "cases.jsonl.gz")) {
		old, now := texts[c.Old], texts[c.New]
		s := article.Span{Start: byteOf(old, c.Start), End: byteOf(old, c.End)}
		found := find(old, now, s)
		good := overlap(c, now, found)
		for _, class := range []string{c.Class, "all"} {
			m.all[class]++
			switch {
			case good >= 0.8:
				m.right[class]++
			case found.State != note.Lost && good < 0.5:
				m.wrong[class]++
			}
		}
		if good < 0.8 && testing.Verbose() {
			t.Logf("%s %s: %q → %v %.2f %q", c.ID, c.Class, old[s.Start:s.End], found.State, found.Confidence, now[found.Span.Start:found.Span.End])
		}
	}
	return m
}

func (m measured) check(t *testing.T, least map[string]float64, mostWrong float64) {
	t.Helper()
	for class, n := range m.all {
		right := m.share(m.right, class)
		t.Logf("%-10s %4d cases: right %.3f, wrong place %.3f", class, n, right, m.share(m.wrong, class))
		if right < least[class] {
			t.Errorf("%s: %.3f right, want %.3f", class, right, least[class])
		}
	}
	if wrong := m.share(m.wrong, "all"); wrong > mostWrong {
		t.Errorf("%.3f on other words, want at most %.3f", wrong, mostWrong)
	}
}

// TestFollowed follows notes with the old text at hand.
func TestFollowed(t *testing.T) {
	finders := map[[2]string]*Finder{}
	m := measure(t, func(old, now string, s article.Span) note.Match {
		f := finders[[2]string{old, now}]
		if f == nil {
			f = NewFinder(now, old)
			finders[[2]string{old, now}] = f
		}
		return f.Find(New(old, s, ""))
	})
	m.check(t, map[string]float64{
		"all": 0.98, "shifted": 0.99, "edited": 0.98, "duplicate": 0.98, "reflow": 0.98, "moved": 0.9, "rewritten": 0.9, "deleted": 0.99,
	}, 0.01)
}

// TestFoundByQuote finds notes whose old text is not at hand. Passages that
// were edited can't be; the others must, and none where it is gone.
func TestFoundByQuote(t *testing.T) {
	m := measure(t, func(old, now string, s article.Span) note.Match { return Find(now, New(old, s, "")) })
	m.check(t, map[string]float64{"shifted": 0.99, "duplicate": 0.85, "reflow": 0.6, "deleted": 0.99}, 0.01)
}

// overlap is how well the answer fits: intersection over union; 1 for a
// passage that is gone and Lost.
func overlap(c followed, text string, m note.Match) float64 {
	switch lost := m.State == note.Lost; {
	case lost && c.Want == nil:
		return 1
	case lost, c.Want == nil:
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
