package anchor

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"manicule/internal/article"
)

// hostile are what makes naive scanners quadratic when it is repeated.
var hostile = []string{
	"[", "]", "](", "[](", "[x](y", "[[]]", "`", "`a``b", "<", "<a ", "<!--", "&", "&a", "*", "\\", "|", ">", "> ", "- ", "1. ", "#",
	"[^", "[1", "```\n", "~~~ x\n", "[a]: b\n", "]:", "e\u0301", "\u0301", "一", "(", "![](", "<a@", "<a>",
	strings.Repeat("<", 2000) + ">", "<!-- " + strings.Repeat("-", 2000), "\xf0\x9f",
}

// TestHostileText sees that what is folded comes from places in the text, one
// after another, and that no passage is found outside the text.
// BenchmarkHostileText reports whether that takes linear time.
func TestHostileText(t *testing.T) {
	for _, piece := range hostile {
		text := "[" + strings.Repeat(piece, 1+4096/len(piece))
		f := NewFinder(text)
		if len(f.at) != len(f.text) || len(f.size) != len(f.text) {
			t.Fatalf("%.20q: %d bytes, %d places, %d sizes", piece, len(f.text), len(f.at), len(f.size))
		}
		for i := range f.at {
			if i > 0 && f.at[i] < f.at[i-1] || int(f.at[i])+int(f.size[i]) > len(text) {
				t.Fatalf("%.20q: byte %d comes from %d+%d", piece, i, f.at[i], f.size[i])
			}
		}
		a := f.Anchor(article.Span{Start: len(text) / 2, End: len(text)/2 + 50}, "")
		if m := f.Find(a); m.Span.Start < 0 || m.Span.End > len(text) || m.Span.End < m.Span.Start {
			t.Errorf("%.20q: found at %v", piece, m.Span)
		}
	}
}

// BenchmarkHostileText reports how much longer a text
// eight times as long takes, a byte: about 1 when time is linear, 8 when it is
// quadratic.
func BenchmarkHostileText(b *testing.B) {
	for _, piece := range hostile {
		b.Run(fmt.Sprintf("%.6q", piece), func(b *testing.B) {
			short := strings.Repeat(piece, 1+(32<<10)/len(piece))
			reportGrowth(b, short, strings.Repeat(short, 8), func(text string) {
				middle := article.Span{Start: len(text) / 2, End: len(text)/2 + 50}
				Find("["+text, New(text, middle, ""))
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
