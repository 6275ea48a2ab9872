package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"manicule/internal/article"
)

const wideTable = "above\n\n" +
	"| city | founded | inhabitants | known for |\n" +
	"|---|--:|--:|---|\n" +
	"| Lindenau | 1184 | 12,400 | bells and a long bridge |\n" +
	"| Oberfeld | 1402 | 3,100 | cherries, 王 |\n"

// rowsOf are the rows below the title, without the spaces at their ends.
func rowsOf(p *Page) (rows []string) {
	for _, l := range p.Lines(p.Locate(0), 60) {
		rows = append(rows, strings.TrimRight(text(l), " "))
	}
	return rows
}

func TestPanTable(t *testing.T) {
	p := New(parseArticle(t, wideTable), 30, nil)
	at := p.Locate(strings.Index(wideTable, "Lindenau"))
	for _, step := range []struct {
		pan   int
		moves bool
		want  []string
	}{
		{0, false, []string{
			"city     │ founded │ inhabita›",
			"─────────┼─────────┼──────────",
			"Lindenau │    1184 │      12,›",
			"         │         │         ›",
			"         │         │",
			"Oberfeld │    1402 │       3,›",
		}},
		{1, true, []string{
			"city     │‹inhabitants │ know›",
			"─────────┼─────────────┼──────",
			"Lindenau │‹     12,400 │ bell›",
			"         │             │ brid›",
			"         │             │",
			"Oberfeld │‹      3,100 │ cher›",
		}},
		{1, true, []string{
			"city     │‹known for",
			"─────────┼───────────────────",
			"Lindenau │‹bells and a long",
			"         │ bridge",
			"         │",
			"Oberfeld │‹cherries, 王",
		}},
		{1, false, nil},
		{-9, true, nil},
	} {
		if p.Pan(at, step.pan) != step.moves {
			t.Errorf("pan by %d: moved is not %v", step.pan, step.moves)
		}
		if step.want == nil {
			continue
		}
		if diff := cmp.Diff(step.want, rowsOf(p)[2:]); diff != "" {
			t.Errorf("pan by %d:\n%s", step.pan, diff)
		}
	}
}

// A table that the page is too narrow for takes the room beside it before it
// pans, and no more of it than it needs; so does code. In a list it stays there.
func TestBreakOut(t *testing.T) {
	code := "```\nfunc reader(name string, line int, column int) error {\n}\n```\n"
	for _, tt := range []struct {
		name, md, at string
		margins      Margins
		left         int
		want         string
		pans         bool
	}{
		{"table", wideTable, "Lindenau", Margins{20, 40}, 14, "Lindenau │    1184 │      12,400 │ bells and a long bridge", false},
		{"little at the left", wideTable, "Lindenau", Margins{3, 40}, 3, "Lindenau │    1184 │      12,400 │ bells and a long bridge", false},
		{"little at the right", wideTable, "Lindenau", Margins{40, 5}, 23, "Lindenau │    1184 │      12,400 │ bells and a long bridge", false},
		{"squeezed", wideTable, "Lindenau", Margins{5, 10}, 5, "Lindenau │    1184 │      12,400 │ bells and", false},
		{"no room", wideTable, "Lindenau", Margins{}, 0, "Lindenau │    1184 │      12,›", true},
		{"in a list", "- x\n\n" + "  " + strings.ReplaceAll(strings.TrimSpace(wideTable[len("above\n\n"):]), "\n", "\n  "), "Lindenau", Margins{40, 40}, 0, "", true},
		{"code", code, "func", Margins{20, 40}, 0, "  func reader(name string, line int, column int) error {", false},
		{"code, little at the right", code, "func", Margins{20, 10}, 16, "  func reader(name string, line int, column int) error {", false},
	} {
		p := New(parseArticle(t, tt.md), 30, nil)
		p.SetMargins(tt.margins)
		at := p.Locate(strings.Index(tt.md, tt.at))
		if got := p.Outdents(at, 1)[0]; got != tt.left {
			t.Errorf("%s: it begins %d cells left of the page, want %d", tt.name, got, tt.left)
		}
		if got := strings.TrimRight(text(p.Lines(at, 1)[0]), " "); tt.want != "" && got != tt.want {
			t.Errorf("%s: %q", tt.name, got)
		}
		if _, _, wide := p.FindWide(at, 1, article.Span{}); wide != tt.pans {
			t.Errorf("%s: it pans: %v", tt.name, wide)
		}
	}
}

func TestTurnTable(t *testing.T) {
	p := New(parseArticle(t, wideTable), 30, nil)
	at := p.Locate(strings.Index(wideTable, "Lindenau"))
	if !p.ToggleFold(at) || p.Pan(p.Locate(strings.Index(wideTable, "Lindenau")), 1) {
		t.Error("a folded table pans, or could not be folded")
	}
	want := []string{
		"", "city · founded · inhabitants ·", "known for", "", "city: Lindenau", "founded: 1184", "inhabitants: 12,400",
		"known for: bells and a long", "  bridge", "", "city: Oberfeld", "founded: 1402", "inhabitants: 3,100", "known for: cherries, 王",
	}
	if diff := cmp.Diff(want, rowsOf(p)[1:]); diff != "" {
		t.Error(diff)
	}
	if got := rowsOf(p.With(32, nil)); !strings.HasPrefix(got[5], "city: Lindenau") {
		t.Errorf("at another width it is no longer folded: %q", got)
	}
}

func TestUnfoldCode(t *testing.T) {
	md := "```\nfunc reader(name string, line int, column int) error {\n\treturn nil\n}\n```\n"
	p := New(parseArticle(t, md), 30, nil)
	at, folded, ok := p.FindWide(p.First(), 9, article.Span{})
	if !ok || !folded || !p.ToggleFold(at) {
		t.Fatal("code with a long line can't be unfolded")
	}
	if got := rowsOf(p)[0]; got != "   func reader(name string, l›" {
		t.Errorf("unfolded: %q", got)
	}
	p.Pan(p.Locate(0), 1)
	if got := rowsOf(p)[0]; got != "  ‹ string, line int, column ›" {
		t.Errorf("panned: %q", got)
	}
	p.Pan(p.Locate(0), 1)
	if got := rowsOf(p)[0]; got != "  ‹t, column int) error {" {
		t.Errorf("at its right edge: %q", got)
	}
	want := "func reader(name string, line int, column int) error {\n    return nil\n}"
	if got := p.Quote(article.Span{End: len(md)}); got != want {
		t.Errorf("copied: %q", got)
	}
}

// TestReveal looks at every byte of random tables and code, at random widths:
// once revealed, it is seen at the column that Column says.
func TestReveal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-z王א]{1,18}( [a-z]{1,9}){0,4}`)
		columns := rapid.IntRange(2, 9).Draw(t, "columns")
		row := func() string {
			return "| " + strings.Join(rapid.SliceOfN(word, columns, columns).Draw(t, "row"), " | ") + " |\n"
		}
		md := row() + strings.Repeat("|---", columns) + "|\n" + row() + row() + "\n```\n" + row() + row() + "```\n"
		p := New(parseArticle(t, md), rapid.IntRange(2, 90).Draw(t, "width"), nil)
		margin := rapid.OneOf(rapid.Just(0), rapid.IntRange(0, 90))
		margins := Margins{margin.Draw(t, "left"), margin.Draw(t, "right")}
		p.SetMargins(margins)
		for range 2 {
			lookAtAll(t, p, md)
			staysWithin(t, p, margins)
			for at, rows := p.First(), 0; rows < 40; rows++ {
				if at, _, ok := p.FindWide(at, 1, article.Span{}); ok {
					p.ToggleFold(at)
					rows += 10
				}
				at, _ = p.Move(at, 1)
			}
			newOracle(md).check(t, p)
		}
	})
}

// staysWithin looks whether rows leave the page's margins.
func staysWithin(t *rapid.T, p *Page, m Margins) {
	lines := p.Lines(p.First(), 200)
	for i, left := range p.Outdents(p.First(), 200) {
		if end := lines[i].Width() - left; left < 0 || left > m.Left || end > p.Width()+m.Right {
			t.Fatalf("width %d, margins %+v: row %d goes from %d to %d: %q", p.Width(), m, i, -left, end, text(lines[i]))
		}
	}
}

func lookAtAll(t *rapid.T, p *Page, md string) {
	for _, line := range wholeLines(p) {
		for _, c := range line {
			if !shows(c) {
				continue
			}
			p.Reveal(c.Start)
			at, col := p.Column(c.Start)
			if off, ok := p.At(at, col); !ok || off != c.Start {
				t.Fatalf("width %d: byte %d (%q) is not seen at column %d, but %d (%v)\nin %q\nshown %q", p.Width(), c.Start, c.Text, col, off, ok, md, text(p.Lines(at, 1)[0]))
			}
		}
	}
}

func TestFigures(t *testing.T) {
	md := "one\n\n![a chart](chart.png)\n\ntext with ![an icon](icon.png) in it\n\n- ![in a list](list.png)\n\n<p><img src=\"tag.png\" alt=\"a tag\" width=\"80\"></p>\n\n![[wide.png|300x200]]\n"
	p := New(parseArticle(t, md), 30, nil)
	p.SetPictures(map[string]Size{"chart.png": {10, 3}, "icon.png": {10, 3}, "list.png": {30, 2}})
	want := []Figure{{"chart.png", 0, Size{10, 3}, 2, 0}, {"list.png", 0, Size{}, 9, 2}, {"tag.png", 80, Size{}, 11, 0}, {"wide.png", 300, Size{}, 13, 0}}
	if diff := cmp.Diff(want, p.Figures(p.Locate(0), 20)); diff != "" {
		t.Errorf("%s\n%q", diff, rowsOf(p))
	}
	at, _ := p.Move(p.Locate(0), 4)
	if diff := cmp.Diff([]Figure{{"chart.png", 0, Size{10, 3}, -2, 0}}, p.Figures(at, 3)); diff != "" {
		t.Error(diff)
	}
	if got := rowsOf(p)[5]; !strings.Contains(got, "a chart") {
		t.Errorf("below the picture: %q", got)
	}
	newOracle(md).check(t, p)
}
