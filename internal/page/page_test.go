package page

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/crash"
)

func TestRealArticles(t *testing.T) {
	for _, path := range articlePaths(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			a := readArticle(t, path)
			o := newOracle(a.Text)
			for _, width := range []int{40, 80, 200} {
				p := New(a, width, Dark())
				o.check(t, p)
				checkPlaces(t, p, 60)
			}
		})
	}
}

func drawArticle(t *rapid.T) *article.Article {
	return parseArticle(t, rapid.OneOf(anyMarkdown, anyMarkdown, noise).Draw(t, "markdown"))
}

func drawPage(t *rapid.T, a *article.Article) *Page {
	style := Light()
	if rapid.Bool().Draw(t, "plain") {
		style = Plain()
	}
	p := New(a, rapid.IntRange(20, 200).Draw(t, "width"), style)
	p.wide.EastAsianWidth = rapid.Bool().Draw(t, "ambiguous characters are wide")
	return p
}

// TestCells: at every width every visible character appears exactly once, in a
// cell with its right bytes, and no row is too wide.
func TestCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArticle(t)
		newOracle(a.Text).check(t, drawPage(t, a))
	})
}

// TestNarrow: widths below what the program supports lose nothing either.
func TestNarrow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArticle(t)
		newOracle(a.Text).check(t, New(a, rapid.IntRange(2, 20).Draw(t, "width"), Light()))
	})
}

// TestPlaces: offsets lead to cells and back, rows tile the page.
func TestPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkPlaces(t, drawPage(t, drawArticle(t)), 1<<30) })
}

// checkPlaces looks at about n of the page's text cells.
func checkPlaces(t fataler, p *Page, n int) {
	t.Helper()
	at, total := p.First(), 0
	rows := allLines(p)
	rng := rand.New(rand.NewPCG(1, 2))
	for _, row := range rows {
		total += len(row)
	}
	for i, row := range rows {
		col := 0
		for k, c := range row {
			repeated := k > 0 && row[k-1].Start == c.Start // the second cell of an entity
			if c.Start >= 0 && !repeated && (total < n || rng.IntN(total) < n) {
				checkPlace(t, p, at, col, c)
			}
			col += int(c.Width)
		}
		next, moved := p.Move(at, 1)
		if want := i < len(rows)-1; (moved == 1) != want || want && at.Compare(next) >= 0 {
			t.Fatalf("row %d of %d: move from %v leads to %v", i, len(rows), at, next)
		}
		if back, m := p.Move(next, -moved); back != at || m != -moved {
			t.Fatalf("row %d: %v, forth to %v, back to %v", i, at, next, back)
		}
		if d := p.Distance(at, next, 9); d != moved || p.Distance(next, at, 9) != -moved {
			t.Fatalf("row %d: distance from %v to %v is %d", i, at, next, d)
		}
		at = next
	}
	if last := p.Last(); last != at {
		t.Fatalf("last is %v, the last row is %v", last, at)
	}
}

func checkPlace(t fataler, p *Page, at Loc, col int, c Cell) {
	t.Helper()
	for _, off := range []int{c.Start, c.End - 1} {
		if loc, x := p.Column(off); loc != at || x != col {
			t.Fatalf("cell %q at %v column %d shows %d-%d; Column(%d) is %v, %d", c.Text, at, col, c.Start, c.End, off, loc, x)
		}
	}
	if off, ok := p.At(at, col); off != c.Start || !ok {
		t.Fatalf("cell %q at %v column %d shows %d-%d; At is %d, %v", c.Text, at, col, c.Start, c.End, off, ok)
	}
	if off := p.Offset(at); at.Block >= 0 && off > c.Start {
		t.Fatalf("row %v shows byte %d, Offset is %d", at, c.Start, off)
	}
	if v := p.Visible(at, at); !v.Contains(c.Start) {
		t.Fatalf("row %v shows byte %d, Visible is %v", at, c.Start, v)
	}
}

// TestResize: places and units do not depend on the width.
func TestResize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArticle(t)
		p := New(a, 40, Light())
		q := p.With(90, Dark())
		off := rapid.IntRange(0, len(a.Text)).Draw(t, "off")
		for u := Word; u <= Section; u++ {
			if s, r := p.Unit(off, u), q.Unit(off, u); s != r {
				t.Fatalf("unit %d at %d is %v and %v", u, off, s, r)
			}
		}
		x, ok := p.At(p.Locate(off), 0)
		if !ok {
			return
		}
		if back, _ := q.At(q.Column(x)); back != x {
			t.Fatalf("byte %d at another width is %d", x, back)
		}
	})
}

// TestConcurrent is for the race detector.
func TestConcurrent(t *testing.T) {
	p := New(parseArticle(t, strings.Repeat("# H\n\nSome *text* to [read][r].\n\n- a\n- b\n\n", 300)+"[r]: http://example.org\n"), 50, Dark())
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for k := range 20 {
				at := p.Locate((i*997 + k*131) % len(p.Article().Text))
				for _, l := range p.Lines(at, 20) {
					for _, c := range l {
						p.Style(c.Style)
						p.Link(c.Link)
					}
				}
				p.Next(k, Sentence)
				p.Quote(p.Unit(k*100, Paragraph))
			}
		})
	}
	wg.Wait()
}

func TestTitleBlock(t *testing.T) {
	p := New(parseArticle(t, "---\ntitle: A title\nauthor: Jo Doe\nsite: The Paper\nsource: https://www.example.org/x\n---\n\n# A *title*\n\nText.\n"), 40, Light())
	var got []string
	for _, l := range allLines(p) {
		got = append(got, text(l))
	}
	want := []string{"A title", "Jo Doe · The Paper · 1 min", "example.org", "", "Text."}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if loc, col := p.Column(strings.Index(p.Article().Text, "title")); loc != (Loc{-1, 0}) || col != 2 {
		t.Errorf("the title's word is at %v, column %d", loc, col)
	}
	if off := p.Offset(p.First()); off != 0 {
		t.Errorf("the title block's offset is %d", off)
	}
}

// TestFormatCharacters: signs that have no room of their own take nothing away
// from the text that they stand before.
func TestFormatCharacters(t *testing.T) {
	for md, want := range map[string]string{
		"\u070f0":                             "◌0",
		"a \u06dd٣ b":                         "a ◌٣ b",
		"&#x600;1":                            "◌1",
		"x\U00013430y":                        "x◌y",
		"\u0600\u0601":                        "◌◌",
		"# \u06dd٣\n":                         "◌٣",
		"---\ntitle: \u06dd3\n---\n\nText.\n": "◌3",
		"a\u200db\ufe0f":                      "a\u200db",
	} {
		p := New(parseArticle(t, md), 20, Light())
		var got []string
		for _, l := range allLines(p) {
			got = append(got, text(l))
		}
		if !slices.Contains(got, want) {
			t.Errorf("%q: %q", md, got)
		}
		newOracle(p.Article().Text).check(t, p)
	}
}

func TestEmpty(t *testing.T) {
	for _, md := range []string{"", "\n", "<!-- nothing -->\n", "[a]: b\n"} {
		p := New(parseArticle(t, md), 40, Light())
		if p.Last().Block != -1 || p.Locate(5).Block != -1 || !p.Unit(0, Word).Empty() || p.Quote(article.Span{Start: 0, End: len(md)}) != "" {
			t.Errorf("%q shows something", md)
		}
		if _, ok := p.Next(-1, Paragraph); ok {
			t.Errorf("%q has a paragraph", md)
		}
	}
}

// TestHostile: what makes other programs hang or die is shown, all of it.
func TestHostile(t *testing.T) {
	for name, md := range map[string]string{
		"quotes":       strings.Repeat(">", 5000),
		"quote ladder": strings.Repeat("> ", 60) + "deep\n" + strings.Repeat("> ", 50) + "less",
		"lists":        strings.Repeat("- ", 300) + "x",
		"list ladder":  ladder(120),
		"brackets":     strings.Repeat("[", 100_000),
		"stars":        strings.Repeat("*a_ ", 30_000),
		"emphasis":     strings.Repeat("*a ", 900) + strings.Repeat(" b*", 900),
		"backticks":    strings.Repeat("`a``b```c````", 3000),
		"wide table":   strings.Repeat("|a", 2000) + "|\n" + strings.Repeat("|-", 2000) + "|\n" + strings.Repeat("|\n", 2000),
		"tall table":   "|a|b|\n|-|-|\n" + strings.Repeat("|c|d|\n", 30_000),
		"one word":     strings.Repeat("x", 300_000),
		"one line":     strings.Repeat("word ", 100_000),
		"wide line":    strings.Repeat("漢字", 60_000),
		"footnotes":    strings.Repeat("[^1]: a\n", 20_000) + "[^1]",
		"long code":    "```perl\n" + strings.Repeat("$x =~ s/'\"`/", 6000) + "\n```",
		"html":         "<div>" + strings.Repeat("<b><i>", 3000) + strings.Repeat("<!-- ", 3000),
		"half tags":    "<div>\n" + strings.Repeat("<a \"", 6000),
		"entities":     strings.Repeat("&#27;[31m&#x9b;&#x202e;&amp;", 2000),
		"formulas":     strings.Repeat(`\[ `, 30_000) + strings.Repeat("$$a ", 9000) + strings.Repeat("$x^{", 9000),
		"roots":        "$$" + strings.Repeat(`\sqrt`, 1500) + "$$ $$" + strings.Repeat("{^", 2000) + strings.Repeat("}", 2000) + "$$",
		"scripts":      strings.Repeat("<sup>a", 9000) + strings.Repeat("<sub>q</sub>", 3000),
		"right":        strings.Repeat("([א", 20_000) + strings.Repeat("א (a) 1 ", 9000),
		"marks":        "e" + strings.Repeat("\u0301", 3000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := parseArticle(t, md)
			p := New(a, 60, Dark())
			newOracle(a.Text).check(t, p)
			p.Unit(len(a.Text)/2, Sentence)
		})
	}
}

func ladder(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- item\n")
	}
	return b.String()
}

func FuzzPage(f *testing.F) {
	for _, s := range []string{
		"# A\n\nb *c* `d` [e](f) ![g](h)\n", "- a\n  - b\n\n1. c\n", "> q\n> r\n\n```go\nx\n```\n", "|a|b|\n|-|-|\n|c|d|\n", "<div>a<br>b</div>\n\nx<sup>2</sup>&amp;\\*",
		"> [!NOTE]\n> a\n\n$x^2$ $$\\frac{a}{b}$$ \\(\\alpha\\)", "אבג (one) 12.5, `x()`\n\n> עברית\n", "a<sup>q b</sup> c<sub>2</sub>",
		"a[^1]\n\n[^1]: b\n", "t\n: d\n", "e\u0301 漢字。👩‍👩‍👧", "*&#769;*", "&#27;[31m&#10;&#9;", strings.Repeat("> ", 20) + "x",
	} {
		f.Add(s, 40)
	}
	f.Fuzz(func(t *testing.T, md string, width int) {
		a := parseArticle(t, article.Clean(md))
		p := New(a, 2+(width&0xff), Dark())
		newOracle(a.Text).check(t, p)
		checkUnits(t, p)
	})
}

// TestFallback: a part that the parser or the layout failed on is shown whole,
// with a notice.
func TestFallback(t *testing.T) {
	a := parseArticle(t, "# T\n\nOne *two*.\n\n|a|b|\n|-|-|\n|c|d|\n")
	p := New(a, 40, Light())
	part, _ := p.source.Part(0)
	for name, blocks := range map[string][]block{
		"notice": p.plainBlocks(part, "shown as written"),
		"flat":   flattened(p.build(0, part)),
	} {
		s := p.lay(blocks)
		var rows []string
		for i := range s.rows() {
			rows = append(rows, text(s.row(i)))
		}
		got := strings.Join(rows, "\n")
		want := "\n☞ shown as written\n\n# T\n\nOne *two*.\n\n|a|b|\n|-|-|\n|c|d|"
		if name == "flat" {
			want = "\n\nT\n\nOne two.\na\nb\nc\nd"
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	told := 0
	defer crash.OnSurvived(func(*crash.Crash) { told++ })()
	broken := []block{{kind: grid, gap: 1, table: nil, cells: p.build(0, part)[1].cells}}
	if s := p.lay(broken); s.rows() != 2 || text(s.row(1)) != "One two." {
		t.Errorf("a layout that fails leaves %d rows", s.rows())
	}
	if told != 1 {
		t.Errorf("the failure was told %d times", told)
	}
}
