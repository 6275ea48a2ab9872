package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// broken are the lines of a text at a width, as the breaker has them.
func broken(s string, width int, heading bool) (lines []string) {
	var f flow
	for line := range strings.Lines(s) {
		f.add(strings.TrimSuffix(line, "\n"), 0, 0, 0)
		if strings.HasSuffix(line, "\n") {
			f.newline(0, 1)
		}
	}
	var b breaker
	start := 0
	for _, end := range b.lines(f.cells, width, width, heading) {
		lines = append(lines, text(trimmed(f.cells[start:end])))
		start = end
	}
	return lines
}

func TestBreaker(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		heading    bool
		want       []string
	}{
		{"one line", "enough for a line", false, []string{"enough for a line"}},
		{"even", "aaaaaaaa bbbbbbbb cc dd eeeeeeeeeeeeeeeeee", false, []string{"aaaaaaaa", "bbbbbbbb cc dd", "eeeeeeeeeeeeeeeeee"}},
		{"no filled line before a short one", "a bb ccc dddd eeeee i extraordinarily long", false, []string{"a bb ccc dddd eeeee", "i extraordinarily", "long"}},
		{"no short word alone", "four words and another is", false, []string{"four words and", "another is"}},
		{"a long word alone", "these are twenty and extraordinary", false, []string{"these are twenty and", "extraordinary"}},
		{"heading", "A heading of just too many words", true, []string{"A heading of just", "too many words"}},
		{"long word", "a aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab c", false, []string{"a", "aaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaab c"}},
		{"japanese", "日本語の段落です。句読点の禁則処理", false, []string{"日本語の段落です。句", "読点の禁則処理"}},
		{"hyphens", "well-known and never-heard-of names", false, []string{"well-known and", "never-heard-of names"}},
		{"verse", "roses are red and so forth\nviolets", false, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, broken(tt.text, 20, tt.heading)); d != "" {
				t.Error(d)
			}
		})
	}
}

// raggedness is what the breaker makes small, of lines set by whomever.
func raggedness(lines []string, width int) (sum int) {
	for i, line := range lines {
		free := width - len(line)
		switch {
		case i < len(lines)-1:
			sum += free * free
		case !strings.Contains(line, " "):
			sum += ending(free, width, 1)
		}
	}
	return sum
}

// TestBreakerBest: no line is lost or too wide, and filled lines are never
// better.
func TestBreakerBest(t *testing.T) {
	word := rapid.StringMatching(`[a-z]{1,12}`)
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(word, 1, 80).Draw(t, "words"), " ")
		width := rapid.IntRange(minMeasure, 90).Draw(t, "width")
		lines := broken(s, width, false)
		if got := strings.Join(lines, " "); got != s {
			t.Fatalf("%q became %q", s, got)
		}
		var f flow
		f.add(s, 0, 0, 0)
		var filled []string
		wrap(f.cells, width, width, func(l Line) { filled = append(filled, text(l)) })
		if a, b := raggedness(lines, width), raggedness(filled, width); a > b {
			t.Fatalf("%d, filled %d: %q", a, b, lines)
		}
		for _, line := range lines {
			if len(line) > width {
				t.Fatalf("too wide: %q", line)
			}
		}
	})
}

func BenchmarkBreaker(b *testing.B) {
	var f flow
	f.add(strings.Repeat("A sentence of a paragraph that is long enough to be broken. ", 40), 0, 0, 0)
	var br breaker
	b.SetBytes(int64(len(f.cells)))
	for b.Loop() {
		br.lines(f.cells, 72, 72, false)
	}
}

func BenchmarkWrap(b *testing.B) {
	var f flow
	f.add(strings.Repeat("A sentence of a paragraph that is long enough to be broken. ", 40), 0, 0, 0)
	b.SetBytes(int64(len(f.cells)))
	for b.Loop() {
		wrap(f.cells, 72, 72, func(Line) {})
	}
}
