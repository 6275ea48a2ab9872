package article

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"manicule/internal/markdown"
	"manicule/internal/script"
)

func TestFormat(t *testing.T) {
	tests := []struct {
		name, in string
		want     Format
	}{
		{"a.md", "x", Markdown},
		{"a.MARKDOWN", "x", Markdown},
		{"a.mdx", "x", Markdown},
		{"a.html", "x", HTML},
		{"a.HTM", "x", HTML},
		{"a.txt", "<!DOCTYPE html><p>x", PlainText},
		{"a", "x", PlainText},
		{"-", "<!DOCTYPE html><p>x", HTML},
		{"a.page", "\n <html><body>x", HTML},
		{"a.rst", "x\n=\n", RST},
	}
	for _, tt := range tests {
		a, err := Parse(tt.name, []byte(tt.in))
		if err != nil || a.Format != tt.want || a.Name != tt.name {
			t.Errorf("%s: format %v, %v", tt.name, a.Format, err)
		}
	}
}

func TestParseBinary(t *testing.T) {
	for _, name := range []string{"a.md", "a.txt", "a.html", "a"} {
		if a, err := Parse(name, []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")); !errors.Is(err, ErrBinary) || a != nil {
			t.Errorf("%s: %v, %v", name, a, err)
		}
	}
}

func TestNameTitle(t *testing.T) {
	tests := []struct{ name, want string }{
		{"notes/2024-01-02-why-the_yen-fell.md", "Why the yen fell"},
		{"2024-01-02.md", "2024 01 02"},
		{"A title - with spaces.html", "A title - with spaces"},
		{"über-uns.md", "Über uns"},
		{".md", ".md"},
		{"a\x1b[31m\xff.md", "A␛[31m\uFFFD"},
		{"\u202e.md", "Untitled"},
		{"README.md", "README"},
		{"docs/README.md", "Docs"},
		{"", "Untitled"},
	}
	for _, tt := range tests {
		a, err := Parse(tt.name, nil)
		if err != nil || a.Meta.Title != tt.want && !(tt.want == "Untitled" && a.Meta.Title == ".md") {
			t.Errorf("%q: title %q, want %q", tt.name, a.Meta.Title, tt.want)
		}
	}
}

func TestHeadings(t *testing.T) {
	const text = "# Title\n\nText.\n\n## Of *emph*, `code` & [a link](x)!\n\n> ## Quoted\n\n- ## Item\n\nSetext\nin two lines\n---\n\n```\n# code\n```\n\n### Closed ###\n   #### Indented\n\n##\n\nText."
	a, err := Parse("a.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range a.Headings() {
		got = append(got, fmt.Sprintf("%d %s %q", h.Level, h.Title, a.Text[h.Span.Start:h.Span.End]))
	}
	want := []string{
		`2 Of emph, code & a link! "## Of *emph*, ` + "`code`" + ` & [a link](x)!"`,
		`2 Setext in two lines "Setext\nin two lines\n---"`, `3 Closed "### Closed ###"`, `4 Indented "   #### Indented"`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("headings\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestCountWords(t *testing.T) {
	tests := []struct {
		text       string
		words, chs int
	}{
		{"", 0, 0},
		{"One two, three.", 3, 0},
		{"don't well-known 1.5 e.g. and/or", 5, 0},
		{"a -- b – c", 3, 0},
		{"*emph* **strong** `code`", 3, 0},
		{"[two words](https://example.org/a-b?c=d \"title\")", 2, 0},
		{"![a picture](x.png)", 2, 0},
		{"see https://example.org/one/two-three?q=1 now", 3, 0},
		{"[ref]: https://example.org", 0, 0},
		{"a<br>b <!-- not read --> <a href=\"x y\">c</a>", 3, 0},
		{"a &amp; b", 2, 0},
		{"吾輩は猫である。", 0, 7},
		{"Go言語とRust", 2, 3},
		{"모든 국민은", 2, 0},
		{"é́tude naïve", 2, 0},
	}
	for _, tt := range tests {
		if got := countWords(tt.text); got != (count{tt.words, tt.chs}) {
			t.Errorf("%q: %+v, want %d words and %d characters", tt.text, got, tt.words, tt.chs)
		}
	}
}

// TestCounter compares with a count that looks at one character after the other.
// Markup may cut a text anywhere.
func TestCounter(t *testing.T) {
	some := []string{"a", "b", "-", "’", "'", ".", " ", "\n", "é", "\u0301", "東", "ー", ">", "/", "\u200d", "¹", ":", "\xff", "“", "a-b", "don't"}
	rapid.Check(t, func(t *rapid.T) {
		var c Counter
		var want count
		in := false // a word
		for _, piece := range rapid.SliceOf(rapid.SliceOf(rapid.SampledFrom(some))).Draw(t, "pieces") {
			text := strings.Join(piece, "")
			c.Add(markdown.Piece{Text: text, Gap: markdown.Joined})
			all := []rune(text)
			for i, r := range all {
				goesOn := i+1 < len(all) && !script.Unspaced(all[i+1]) && (script.Letter(all[i+1]) || script.Mark(all[i+1]))
				switch {
				case script.Unspaced(r):
					want.characters++
					in = false
				case script.Letter(r):
					if !in {
						want.words++
					}
					in = true
				default:
					in = in && (script.Mark(r) || joinsWord(r) && goesOn)
				}
			}
		}
		if c.count != want {
			t.Fatalf("%+v, want %+v", c.count, want)
		}
	})
}

func TestMinutes(t *testing.T) {
	tests := []struct{ words, chars, want int }{{0, 0, 1}, {230, 0, 1}, {1150, 0, 5}, {0, 4000, 10}, {230, 400, 2}, {360, 0, 2}}
	for _, tt := range tests {
		if got := (count{tt.words, tt.chars}).minutes(); got != tt.want {
			t.Errorf("%+v: %d minutes", tt, got)
		}
	}
}

func TestFingerprint(t *testing.T) {
	one := Fingerprint("Caf\u00e9 au lait.\n\nMore.\n")
	for _, same := range []string{"Cafe\u0301 au lait.\nMore.", "  Caf\u00e9   au lait.\t\n\n\nMore."} {
		if Fingerprint(same) != one {
			t.Errorf("%q has another fingerprint", same)
		}
	}
	if Fingerprint("Cafe au lait. More.") == one || len(one) != 32 {
		t.Errorf("fingerprint %q", one)
	}
	long := strings.Repeat("a word ", 10_000)
	if Fingerprint(long) != Fingerprint(strings.ReplaceAll(long, " ", "\n")) || Fingerprint(long) == Fingerprint(long+"x") {
		t.Error("long texts")
	}
}

func TestConcurrentUse(t *testing.T) {
	a, err := Parse("a.md", []byte(strings.Repeat("# One\n\nTwo three.\n\n", 100)))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if len(a.Headings()) != 99 || a.Words() != 300 || a.Minutes() != 1 || len(a.Fingerprint()) != 32 {
				t.Error(len(a.Headings()), a.Words(), a.Minutes(), a.Fingerprint())
			}
		})
	}
	wg.Wait()
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"a.md", "a.txt", "a.html", "2024-01-02-a"} {
		for _, s := range []string{"# T\n\nx", "---\ntitle: x\n---\n# x\n", newsPage, "T – S\n\nT - S\n\nBy Jane Doe\n\n" + para, "\xff\xfea\x00", "<!--{\"a\":1}-->", "a\tb\r\n\x1b[0m", "T\n===\n\n    code\n\n1. a\n", "Line one\n\nLine two\n\n" + para} {
			f.Add(name, []byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		a, err := Parse(name, data)
		if err != nil {
			if !errors.Is(err, ErrBinary) {
				t.Fatal(err)
			}
			return
		}
		checkArticle(t, a)
		b, _ := Parse(name, data)
		if a.Text != b.Text || a.Meta.Title != b.Meta.Title {
			t.Fatal("parsed twice, two results")
		}
		if a.Words() < 0 || a.Minutes() < 1 || len(a.Fingerprint()) != 32 {
			t.Fatal("counts")
		}
	})
}

// longMarkdown is real-looking Markdown of about n bytes.
func longMarkdown(n int) []byte {
	section := "## The first day\n\n" + para + " See [an *earlier* report](https://example.org/why) – “so it is”.\n\n- " + para2 + "\n- item\n\n```go\nfunc main() {\n\tx := 1\n}\n```\n\n"
	return []byte("---\ntitle: Long\n---\n\n" + strings.Repeat(section, n/len(section)))
}

func BenchmarkParse(b *testing.B) {
	long := longMarkdown(10 << 20)
	plain := []byte("The title – Asia Times\n\n" + strings.Repeat(para+"\n\nThe first day\n\n"+para2+"\n\n", 3500))
	page := []byte("<html><body><nav>x</nav>" + strings.Repeat("<h2>The first day</h2><p>"+para+"</p><ul><li>"+para2+"</li></ul>", 3000) + "</body></html>")
	for _, bb := range []struct {
		name, file string
		data       []byte
	}{
		{"Markdown 10MB", "a.md", long},
		{"Markdown 10MB without front matter", "a.md", long[len("---\ntitle: Long\n---\n\n"):]},
		{"Markdown 10KB", "a.md", longMarkdown(10 << 10)},
		{"plain text 1MB", "a.txt", plain},
		{"HTML 1MB", "a.html", page},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.data)))
			for b.Loop() {
				if _, err := Parse(bb.file, bb.data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLazy(b *testing.B) {
	text := Clean(string(longMarkdown(10 << 20)))
	for _, bb := range []struct {
		name string
		run  func()
	}{
		{"headings 10MB", func() { markdown.Outline(text, Span{}) }},
		{"words 10MB", func() { countWords(text) }},
		{"fingerprint 10MB", func() { Fingerprint(text) }},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				bb.run()
			}
		})
	}
}

func BenchmarkRealArticles(b *testing.B) {
	type file struct {
		name string
		data []byte
	}
	var files []file
	eachArticle(b, func(name string, data []byte) { files = append(files, file{name, data}) })
	for b.Loop() {
		for _, f := range files {
			if _, err := Parse(f.name, f.data); err != nil {
				b.Fatal(err)
			}
		}
	}
}
