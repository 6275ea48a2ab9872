package note

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// hostileFiles are notes files that make naive parsers quadratic.
func hostileFiles(size int) []string {
	var files []string
	for _, piece := range []string{" x\n", "a: b\n", "<!-- note {\n", entryOf("a", "x"), "> q\n", "```\n", "# x\n", "<<<<<<< x\n", "<!-- /note -->\n", "\n"} {
		for _, head := range []string{"", "---\nkey:\n", entryOf("b", "y")} {
			files = append(files, head+strings.Repeat(piece, 1+size/len(piece))+"---\n")
		}
	}
	return files
}

// TestHostileFile sees that files stay as they are, and that a new note goes
// into those that may be written.
func TestHostileFile(t *testing.T) {
	for _, data := range hostileFiles(4 << 10) {
		f := Parse([]byte(data))
		if got := string(f.Format()); got != data {
			t.Fatalf("%.40q: became %.40q", data, got)
		}
		f.Problems()
		f.Put(Note{ID: "new", Body: "x"})
		if _, ok := Parse(f.Format()).Note("new"); !ok && f.ReadOnly() == "" {
			t.Errorf("%.40q: the new note is gone", data)
		}
	}
}

// BenchmarkHostileFile reports how much longer a text
// eight times as long takes, a byte: about 1 when time is linear, 8 when it is
// quadratic.
func BenchmarkHostileFile(b *testing.B) {
	short, long := hostileFiles(32<<10), hostileFiles(256<<10)
	for i := range short {
		b.Run(fmt.Sprintf("%.20q", short[i]), func(b *testing.B) {
			reportGrowth(b, short[i], long[i], func(text string) {
				f := Parse([]byte(text))
				f.Put(Note{ID: "new", Body: "x"})
				f.Problems()
			})
		})
	}
}

// reportGrowth measures work on two texts.
func reportGrowth(b *testing.B, short, long string, work func(string)) {
	var took [2]time.Duration
	b.SetBytes(int64(len(short) + len(long)))
	for b.Loop() {
		for i, text := range []string{short, long} {
			start := time.Now()
			work(text)
			took[i] += time.Since(start)
		}
	}
	b.ReportMetric(float64(took[1])/float64(took[0])*float64(len(short))/float64(len(long)), "growth")
}
