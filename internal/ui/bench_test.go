package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
)

// prose is Markdown of about size bytes: sections of paragraphs with
// emphasis, links, lists and code.
func prose(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "## Section %d\n\nThe tide goes out *twice* a day and nobody applauds, though [the harbour](https://example.org/%d) is the better for it.\n\n", i, i)
		fmt.Fprintf(&b, "- A bell without its clapper\n- Two plates, **one whole**\n\n```go\nfunc tide(n int) int { return n * %d }\n```\n\n", i)
	}
	return b.String()
}

func openModel(tb testing.TB, w, h, size int) *Model {
	tb.Helper()
	m := New(Options{Parsed: mustParse(prose(size)), Theme: "dark"})
	m.Update(tea.WindowSizeMsg{Width: w, Height: h})
	return m
}

func BenchmarkReaderFrame(b *testing.B) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 50}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			m := openModel(b, size[0], size[1], 100_000)
			b.ReportAllocs()
			for b.Loop() {
				m.Update(keyPress("j"))
				if len(m.View().Content) == 0 {
					b.Fatal("empty frame")
				}
			}
		})
	}
}

// What Bubble Tea does with a frame before it compares it with the last one.
func BenchmarkFrameParsed(b *testing.B) {
	m := openModel(b, 120, 40, 100_000)
	content := m.View().Content
	buf := uv.NewScreenBuffer(120, 40)
	for b.Loop() {
		buf.Clear()
		uv.NewStyledString(content).Draw(buf, buf.Bounds())
	}
}

// A library of 100,000 articles: a frame after the cursor moved, among all of
// them and among what a word finds, and a key in the box without its answer.
func BenchmarkLibrary(b *testing.B) {
	m := manyArticles(b, 100_000)
	run := func(name string, w, h int, do func()) {
		m.Update(tea.WindowSizeMsg{Width: w, Height: h})
		b.Run(fmt.Sprintf("%s/%dx%d", name, w, h), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				do()
				if len(m.View().Content) == 0 {
					b.Fatal("empty frame")
				}
			}
		})
	}
	run("move", 80, 24, func() { m.Update(keyPress("j")) })
	run("move", 200, 50, func() { m.Update(keyPress("j")) })
	m.Update(keyPress("/"))
	run("type", 80, 24, func() {
		m.Update(keyPress("x"))
		m.Update(keyPress("backspace"))
	})
	s := driver{m: m}
	s.do("type", "tide")
	run("found", 80, 24, func() { m.Update(keyPress("down")) })
}

func manyArticles(b *testing.B, n int) *Model {
	dir, cache := b.TempDir(), b.TempDir()
	for i := range n {
		text := fmt.Sprintf("# Article %d\n\nThe tide goes out %d times and nobody applauds.\n", i, i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%06d.md", i)), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	c, err := store.Open(dir, store.Options{StateHome: cache, CacheHome: cache, DataHome: cache})
	if err != nil {
		b.Fatal(err)
	}
	lib := library.Open(c)
	if err := lib.Refresh(context.Background(), func(search.Progress) {}); err != nil {
		b.Fatal(err)
	}
	m := New(Options{Library: lib, Theme: "dark"})
	m.After = func(time.Duration, tea.Msg) tea.Cmd { return nil }
	return m
}

// From the file to the first screen.
func BenchmarkOpen(b *testing.B) {
	for _, size := range []int{118 << 10, 1 << 20, 10 << 20} {
		b.Run(fmt.Sprintf("%dK", size>>10), func(b *testing.B) {
			dir := b.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte(prose(size)), 0o644); err != nil {
				b.Fatal(err)
			}
			c, err := store.Open(dir, store.Options{StateHome: dir, CacheHome: dir, DataHome: dir})
			if err != nil {
				b.Fatal(err)
			}
			m := New(Options{Library: library.Open(c), Theme: "dark"})
			m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			for b.Loop() {
				m.Update(m.Open("a.md")())
				if !strings.Contains(m.View().Content, "Section") {
					b.Fatal("no text on the first screen")
				}
			}
		})
	}
}

func mustParse(text string) *article.Article {
	a, err := article.Parse("a.md", []byte(text))
	if err != nil {
		panic(err)
	}
	return a
}
