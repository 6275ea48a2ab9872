package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"manicule/internal/article"
)

// unitsOf are the quotes of all units of a kind.
func unitsOf(p *Page, u Unit) (all []string) {
	s, ok := p.Next(-1, u)
	for ; ok; s, ok = p.Next(s.Start, u) {
		all = append(all, p.Quote(s))
	}
	return all
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		name, md string
		want     []string
	}{
		{"plain", "One. Two! Three? Four", []string{"One.", "Two!", "Three?", "Four"}},
		{"markup", "One **bold. Two** and [a link. Three](u) end.", []string{"One bold.", "Two and a link.", "Three end."}},
		{"titles", "Mr. Smith met Dr. Jones. They spoke.", []string{"Mr. Smith met Dr. Jones.", "They spoke."}},
		{"initials", "J. R. R. Tolkien wrote it. So did C. S. Lewis.", []string{"J. R. R. Tolkien wrote it.", "So did C. S. Lewis."}},
		{"country", "The U.S. Army left the U.S. It went home.", []string{"The U.S. Army left the U.S.", "It went home."}},
		{"latin", "Use tools, e.g. Emacs, i.e. Lisp. Fine.", []string{"Use tools, e.g. Emacs, i.e. Lisp.", "Fine."}},
		{"numbers", "See No. 5 and Fig. 3 on p. 12. He said no. 3 came.", []string{"See No. 5 and Fig. 3 on p. 12.", "He said no. 3 came."}},
		{"decimals", "It costs 3.14 dollars. Cheap.", []string{"It costs 3.14 dollars.", "Cheap."}},
		{"quotes", "“Go away.” He left. ‘Why?’ She asked.", []string{"“Go away.”", "He left.", "‘Why?’", "She asked."}},
		{"chinese", "他来了。他走了！为什么？", []string{"他来了。", "他走了！", "为什么？"}},
		{"soft breaks", "A sentence\nover lines. Next\none.", []string{"A sentence over lines.", "Next one."}},
		{"verse", "Roses are red,  \nviolets are blue", []string{"Roses are red,", "violets are blue"}},
		{"footnote", "It ends here.[^1] Then more.\n\n[^1]: Note. Two.", []string{"It ends here.", "Then more.", "Note.", "Two."}},
		{"named footnote", "It ends.[^a] Then “more.”[^b][^a] And [^b] on.  [^a]\n[^b] Last. [^a]\n\n[^a]: A.\n[^b]: B.", []string{"It ends.", "Then “more.”", "And on.", "Last.", "A.", "B."}},
		{"blocks", "# Head\n\n- One. Two.\n- Three", []string{"Head", "One.", "Two.", "Three"}},
		{"code", "```\na.b. C\nd\n```", []string{"a.b. C", "d"}},
		{"entity", "A &amp; b. See.", []string{"A & b.", "See."}},
		{"site", "Visit example.com. Then rest.", []string{"Visit example.com.", "Then rest."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := New(parseArticle(t, tt.md), 60, Light())
			if d := cmp.Diff(tt.want, unitsOf(p, Sentence)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestUnits(t *testing.T) {
	md := "Intro **text** here.\n\n## First\n\nA *well-known* thing.\n\n- item\n  more\n- [x] done\n\n| a | b |\n|---|---|\n| c d | e |\n\n## Second\n\n> Quote.\n\n```\nx\n\ny\n```\n"
	p := New(parseArticle(t, md), 60, Light())
	for u, want := range map[Unit][]string{
		Word:      {"Intro", "text", "here", "First", "A", "well", "known", "thing", "item", "more", "done", "a", "b", "c", "d", "e", "Second", "Quote", "x", "y"},
		Paragraph: {"Intro text here.", "First", "A well-known thing.", "item more", "done", "a | b", "c d | e", "Second", "Quote.", "x\n\ny"},
		Section: {
			"Intro text here.", "First\n\nA well-known thing.\n\nitem more\ndone\n\na | b\nc d | e", "Second\n\nQuote.\n\nx\n\ny",
		},
	} {
		if d := cmp.Diff(want, unitsOf(p, u)); d != "" {
			t.Errorf("unit %d: %s", u, d)
		}
	}
}

// TestUnitSpan: a unit's span excludes the marks around it and includes those
// in it.
func TestUnitSpan(t *testing.T) {
	md := "**Bold. Next** [one](u) here.\n"
	p := New(parseArticle(t, md), 60, Light())
	for off, want := range map[int]string{0: "Bold.", 3: "Bold.", 9: "Next** [one](u) here."} {
		s := p.Unit(off, Sentence)
		if got := p.Article().Text[s.Start:s.End]; got != want {
			t.Errorf("at %d: %q, want %q", off, got, want)
		}
	}
	if s, ok := p.Prev(8, Sentence); !ok || s.Start != 2 {
		t.Errorf("before 8: %v, %v", s, ok)
	}
	if _, ok := p.Prev(2, Sentence); ok {
		t.Error("there is a sentence before the first one")
	}
	if s := p.Unit(1000, Word); p.Quote(s) != "here" {
		t.Errorf("behind the end: %q", p.Quote(s))
	}
}

func TestQuote(t *testing.T) {
	for _, tt := range []struct{ md, want string }{
		{"A *b*\nc [d](e).", "A b c d."},
		{"a\n\nb", "a\n\nb"},
		{"- a\n- b", "a\nb"},
		{"- a\n\n- b", "a\n\nb"},
		{"```\nx\n  y\n```", "x\n  y"},
		{"a  \nb", "a\nb"},
		{"漢字\n漢字", "漢字漢字"},
		{"> a\n> b", "a b"},
		{"![alt](u) &copy; \\*", "alt © *"},
		{"a[^1] b[^x]. [^x]\n\n[^1]: c\n[^x]: d", "a b.\n\nc\n\nd"},
		{"a [^1] b [^x] [^1] c\n\n[^1]: d\n\n[^x]: [^1]", "a b c\n\nd"},
		{"<table><tr><td>Seats</td><td>230</td></tr>\n<tr><th>a<br>b</th>\n<td>c</td></table>", "Seats 230\na\nb c"},
		{"[a](#^1)[^1]\n\n[^1]: [^1] b", "a\n\nb"},
	} {
		a := parseArticle(t, tt.md)
		p := New(a, 30, Light())
		if got := p.Quote(article.Span{Start: 0, End: len(a.Text)}); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.md, got, tt.want)
		}
	}
}

// checkUnits: units are in order and apart, and each of their places leads to
// them.
func checkUnits(t fataler, p *Page) {
	t.Helper()
	for u := Word; u <= Section; u++ {
		end, prev := -1, article.Span{}
		for s, ok := p.Next(-1, u); ok; s, ok = p.Next(s.Start, u) {
			if s.Empty() || s.Start < end {
				t.Fatalf("unit %d: %v after the end %d", u, s, end)
			}
			if got := p.Unit(s.Start, u); got != s {
				t.Fatalf("unit %d at %d is %v, not %v", u, s.Start, got, s)
			}
			if got := p.Unit(s.End-1, u); got != s {
				t.Fatalf("unit %d at %d is %v, not %v", u, s.End-1, got, s)
			}
			if got, ok := p.Prev(s.Start, u); ok != (end >= 0) || got != prev {
				t.Fatalf("unit %d before %d is %v, not %v", u, s.Start, got, prev)
			}
			if strings.TrimSpace(p.Quote(s)) == "" {
				t.Fatalf("unit %d: %v shows nothing", u, s)
			}
			end, prev = s.End, s
		}
	}
}

func TestUnitsTile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkUnits(t, drawPage(t, drawArticle(t))) })
}

// Whoever reads on asks a block for one unit after another: what it takes does
// not grow with the block.
func TestReadingOnInALongBlock(t *testing.T) {
	for _, text := range []string{
		"| a | b |\n| - | - |\n" + strings.Repeat("| word | word |\n", 1000),
		strings.Repeat("- word\n", 1000),
		strings.Repeat("> word\n>\n", 1000),
	} {
		p := New(parseArticle(t, text), 80, nil)
		off := -1
		cost := testing.AllocsPerRun(100, func() {
			s, ok := p.Next(off, Paragraph)
			if !ok {
				t.Fatalf("%.20q… ends at byte %d", text, off)
			}
			off = s.Start
		})
		if cost > 10 {
			t.Errorf("%.20q…: %.0f allocations for each paragraph", text, cost)
		}
	}
}
