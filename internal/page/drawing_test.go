package page

import (
	"strings"
	"testing"

	"manicule/internal/article"
)

const diagramText = "Start.\n\n```Mermaid\ngraph LR\n  a --> b\n  b --> c\n```\n\n```go\nx := 1\n```\n\nEnd.\n"

func TestDrawings(t *testing.T) {
	p := New(parseArticle(t, diagramText), 40, Light())
	if _, ok := p.Undrawn(p.First(), 40); ok {
		t.Error("something is drawn though nothing is said to be")
	}
	d := NewDrawings([]string{"mermaid"})
	p.SetDrawings(d)
	p.Lines(p.First(), 40)
	c, ok := p.Undrawn(p.First(), 40)
	if !ok || c.Language != "mermaid" || c.Text != "graph LR\n  a --> b\n  b --> c\n" {
		t.Fatalf("to be drawn is %+v, %v", c, ok)
	}
	d.Put(c, "\n+---+\t+---+\n| a |-->| b |\n+---+   +---+\n          |\n          c\n\n")
	p.Redraw(c)
	if _, ok := p.Undrawn(p.First(), 40); ok {
		t.Error("it is to be drawn again")
	}
	if s := shownRows(p); !strings.Contains(s, "+---+   +---+\n") || !strings.Contains(s, "| a |-->| b |") || strings.Contains(s, "graph") || !strings.Contains(s, "x := 1") {
		t.Fatalf("drawn:\n%s", s)
	}
	graph, inner := strings.Index(diagramText, "graph"), strings.Index(diagramText, "b --> c")
	whole := p.Unit(inner, Paragraph)
	if got := p.Quote(whole); got != "graph LR\n  a --> b\n  b --> c" {
		t.Errorf("quoted is %q", got)
	}
	for off := graph; off < whole.End; off++ {
		if row := strings.TrimSpace(text(p.Lines(p.Locate(off), 1)[0])); row == "" || row == "End." || row == "x := 1" {
			t.Errorf("byte %d is on the row %q", off, row)
		}
	}
	if p.ShowSource(whole) || p.ShowSource(article.Span{Start: 0, End: 3}) {
		t.Error("the source is shown for the whole of it, or for other text")
	}
	if at, source, ok := p.FindDrawn(p.First(), 40, article.Span{}); !ok || source || at != graph {
		t.Errorf("found at %d, %v, %v", at, source, ok)
	}
	if !p.ShowSource(article.Span{Start: inner, End: inner + 1}) || !strings.Contains(shownRows(p), "b --> c") {
		t.Errorf("a piece of it is not shown:\n%s", shownRows(p))
	}
	newOracle(p.Article().Text).check(t, p)
	p.ToggleSource(graph)
	if s := shownRows(p.With(30, Dark())); !strings.Contains(s, "| a |-->| b |") {
		t.Errorf("at another width:\n%s", s)
	}
}

// Drawings that are too large, empty, or broken to pieces are none; wide ones pan.
func TestOddDrawings(t *testing.T) {
	for _, odd := range []string{"", "  \n\n", strings.Repeat("x\n", maxDrawnRows+1), strings.Repeat("x", maxDrawing+1)} {
		p, c, d := undrawn(t)
		d.Put(c, odd)
		p.Redraw(c)
		if s := shownRows(p); !strings.Contains(s, "graph LR") {
			t.Errorf("%.20q hides the source:\n%s", odd, s)
		}
	}
	p, c, d := undrawn(t)
	d.Put(c, strings.Repeat("─", 100)+"\n└ e\u0301 漢 ┘")
	p.Redraw(c)
	at, folded, ok := p.FindWide(p.First(), 40, article.Span{})
	if !ok || folded || !p.Pan(at, 1) {
		t.Errorf("a wide one does not pan: %v, %v", folded, ok)
	}
	for _, l := range p.Lines(p.First(), 40) {
		if l.Width() > 40 {
			t.Errorf("a row of %d cells", l.Width())
		}
	}
}

func undrawn(t *testing.T) (*Page, Code, *Drawings) {
	t.Helper()
	p, d := New(parseArticle(t, diagramText), 40, Light()), NewDrawings([]string{"mermaid"})
	p.SetDrawings(d)
	p.Lines(p.First(), 40)
	c, ok := p.Undrawn(p.First(), 40)
	if !ok {
		t.Fatal("nothing is to be drawn")
	}
	return p, c, d
}
