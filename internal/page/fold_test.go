package page

import (
	"strings"
	"testing"

	"manicule/internal/article"
)

const foldable3 = "Start.\n\n> [!tip]- Closed *one*\n> Hidden text.\n>\n> > [!bug]+ Within\n> > Deeper.\n\nMiddle.\n\n> [!note]+\n> Open text.\n\n> [!info] Never\n> Always there.\n\nEnd.\n"

// shownRows is the page as text.
func shownRows(p *Page) string {
	var rows []string
	for _, l := range p.Lines(p.First(), 100) {
		rows = append(rows, strings.TrimRight(text(l), " "))
	}
	return strings.TrimSpace(strings.Join(rows, "\n"))
}

func TestCalloutsFold(t *testing.T) {
	p := New(parseArticle(t, foldable3), 60, Light())
	if s := shownRows(p); !strings.Contains(s, "Hidden text.") || strings.ContainsAny(s, foldedSign+unfoldedSign) {
		t.Errorf("where nothing can be folded:\n%s", s)
	}
	p.SetFolding()
	closed := "Start.\n\n│ ✦ Closed one ▸\n\nMiddle.\n\n│ ☞ Note ▾\n│ Open text.\n\n│ ※ Never\n│ Always there.\n\nEnd."
	if s := shownRows(p); !strings.HasSuffix(s, closed) {
		t.Fatalf("as the article has it:\n%s", s)
	}
	hidden := strings.Index(foldable3, "Deeper")
	if at, _ := p.Next(strings.Index(foldable3, "Closed"), Paragraph); !strings.HasPrefix(foldable3[at.Start:], "Middle") {
		t.Errorf("the next paragraph is %q", foldable3[at.Start:at.End])
	}
	if at, _ := p.Prev(strings.Index(foldable3, "Middle"), Paragraph); !strings.HasPrefix(foldable3[at.Start:], "Closed") {
		t.Errorf("the previous paragraph is %q", foldable3[at.Start:at.End])
	}
	whole := article.Span{Start: 0, End: len(foldable3)}
	if q := p.Quote(whole); !strings.Contains(q, "Deeper.") {
		t.Errorf("what is folded is missing from a quote: %q", q)
	}
	if !p.Unfold(hidden) || p.Unfold(hidden) {
		t.Error("it is not unfolded once")
	}
	open := "│ ✦ Closed one ▾\n│ Hidden text.\n│\n│ │ ✱ Within ▾\n│ │ Deeper.\n\nMiddle."
	if s := shownRows(p); !strings.Contains(s, open) {
		t.Errorf("unfolded:\n%s", s)
	}
	newOracle(p.Article().Text).check(t, p)
	inner, ok := p.FindFold(p.First(), 20, article.Span{Start: hidden, End: hidden + 1})
	if !ok || inner.Folded || foldable3[inner.Text.Start:inner.Text.End] != "Deeper." || foldable3[inner.Title.Start:inner.Title.End] != "Within" {
		t.Fatalf("found %+v, %v", inner, ok)
	}
	p.Fold(inner)
	q := p.With(40, Dark())
	if s := shownRows(q); !strings.Contains(s, "│ │ ✱ Within ▸\n\nMiddle.") {
		t.Errorf("folded, at another width:\n%s", s)
	}
	first, ok := q.FindFold(q.First(), 20, article.Span{})
	if !ok || !strings.HasPrefix(foldable3[first.Title.Start:], "Closed") {
		t.Errorf("the first is %+v, %v", first, ok)
	}
	again := New(p.Article(), 60, Light())
	again.SetFolding()
	again.SetTurned(q.Turned())
	if s := shownRows(again); !strings.Contains(s, "Hidden text.") || strings.Contains(s, "Deeper") {
		t.Errorf("another page in the same state:\n%s", s)
	}
}

// A callout that shows nothing but its title, or that a writer left empty, folds
// without harm.
func TestOddCalloutsFold(t *testing.T) {
	for _, md := range []string{"> [!note]-", "> [!x]-\n>\n>", "> [!note]- a\n> | a | b |\n> | - | - |\n> | c | d |", "> [!note]-\n> ```\n> code\n> ```\n", "- > [!tip]- in a list\n  > text\n"} {
		p := New(parseArticle(t, "Start.\n\n"+md+"\n\nEnd."), 30, Light())
		p.SetFolding()
		for range 2 {
			if c, ok := p.FindFold(p.First(), 20, article.Span{}); ok {
				p.Fold(c)
			}
			for off := range p.Article().Text {
				p.Locate(off)
				p.Unit(off, Sentence)
			}
			p.Unfold(len(md))
		}
		if s := shownRows(p); !strings.HasSuffix(s, "End.") || !strings.Contains(s, "Start.") {
			t.Errorf("%q:\n%s", md, s)
		}
	}
}

// Every name that Obsidian and GitHub know has a sign, and names that mean
// different things have different signs.
func TestCalloutKinds(t *testing.T) {
	signs := map[string]string{}
	for _, names := range []string{
		"note", "abstract summary tldr", "info", "todo", "tip hint", "important", "success check done", "question help faq", "warning attention",
		"caution", "failure fail missing", "danger error", "bug", "example", "quote cite",
	} {
		for _, name := range strings.Fields(names) {
			p := New(parseArticle(t, "Start.\n\n> [!"+strings.ToUpper(name)+"] Titled\n> Text."), 60, Plain())
			_, after, _ := strings.Cut(shownRows(p), "│ ")
			sign, _, _ := strings.Cut(after, " ")
			if other, taken := signs[sign]; taken && other != names || sign == "" {
				t.Errorf("%s has the sign %q, as %s", name, sign, other)
			}
			signs[sign] = names
		}
	}
}
