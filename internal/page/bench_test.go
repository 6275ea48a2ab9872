package page

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"manicule/internal/article"
)

// longArticle is at least size bytes of real articles, or of a made one.
func longArticle(tb testing.TB, size int) *article.Article {
	tb.Helper()
	var b strings.Builder
	dir := "../../../shared/articles/blog"
	entries, _ := os.ReadDir(dir)
	for b.Len() < size {
		for _, e := range entries {
			data, _ := os.ReadFile(dir + "/" + e.Name())
			b.Write(data)
			b.WriteString("\n\n")
		}
		if len(entries) == 0 {
			b.WriteString("## A heading\n\nSome *text* with a [link](http://example.org) and `code`.\n\n- one\n- two\n\n")
			b.WriteString(strings.Repeat("A sentence of a paragraph that is long enough to be wrapped. ", 20) + "\n\n")
		}
	}
	a, err := article.Parse("long.md", []byte("# Long\n\n"+b.String()[:size]))
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

var sizes = []int{118_000, 1_000_000, 10_000_000}

func BenchmarkFirstScreen(b *testing.B) {
	for _, size := range sizes {
		a := longArticle(b, size)
		b.Run(fmt.Sprint(size/1000, "KB"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p := New(a, 72, Dark())
				if len(p.Lines(p.First(), 40)) != 40 {
					b.Fatal("too few lines")
				}
			}
		})
	}
}

func BenchmarkEnd(b *testing.B) {
	for _, size := range sizes {
		a := longArticle(b, size)
		b.Run(fmt.Sprint(size/1000, "KB"), func(b *testing.B) {
			for b.Loop() {
				p := New(a, 72, Dark())
				at, _ := p.Move(p.Last(), -39)
				p.Lines(at, 40)
			}
		})
	}
}

// BenchmarkScroll holds j: a row down, then a screen of lines.
func BenchmarkScroll(b *testing.B) {
	a := longArticle(b, 10_000_000)
	p := New(a, 72, Dark())
	at := p.First()
	for b.Loop() {
		var n int
		if at, n = p.Move(at, 1); n == 0 {
			at = p.First()
		}
		p.Lines(at, 40)
	}
}

func BenchmarkLocate(b *testing.B) {
	a := longArticle(b, 10_000_000)
	p := New(a, 72, Dark())
	off := 0
	for b.Loop() {
		p.Locate(off)
		off = (off + 7_654_321) % len(a.Text)
	}
}

func BenchmarkNextSentence(b *testing.B) {
	p := New(longArticle(b, 1_000_000), 72, Dark())
	off := 0
	for b.Loop() {
		s, ok := p.Next(off, Sentence)
		if off = s.Start; !ok {
			off = 0
		}
	}
}

// BenchmarkMemory reads 10 MB from the start to the end, a screen at a time.
func BenchmarkMemory(b *testing.B) {
	a := longArticle(b, 10_000_000)
	for b.Loop() {
		p := New(a, 72, Dark())
		at, n, peak := p.First(), 40, uint64(0)
		for k := 0; n == 40; k++ {
			p.Lines(at, 40)
			at, n = p.Move(at, 40)
			if k%1000 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
		}
		b.ReportMetric(float64(peak)/1e6, "peak-MB")
	}
}
