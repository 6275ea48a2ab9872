package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"manicule/internal/article"
)

func TestPageLinks(t *testing.T) {
	text := "See [the whole of it](b.md) and [[Name|by name]][^1].\n\n> [quoted](c.md)\n\n`[[code]]` <https://d.org>\n\n[^1]: Note.\n"
	a, err := article.Parse("a.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	p := New(a, 14, nil)
	var got []string
	for _, l := range p.Links(p.First(), 50) {
		got = append(got, fmt.Sprintf("%q %s at %d", a.Text[l.Span.Start:l.Span.End], l.Dest, l.Col))
	}
	want := []string{
		`"the whole of it" b.md at 4`, `"by name" [[Name]] at 10`, `"1" #^1 at 4`, `"quoted" c.md at 2`, `"https://d.org" https://d.org at 0`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, l := range p.Links(p.First(), 50) {
		at, _ := p.Move(p.First(), l.Row)
		if got := p.LinkAt(at, l.Col); got != l.Dest {
			t.Errorf("at row %d, cell %d: %q, want %q", l.Row, l.Col, got, l.Dest)
		}
	}
	if s, ok := p.Footnote("1"); !ok || strings.TrimSpace(a.Text[s.Start:s.End]) != "1]: Note." || p.Quote(s) == "" {
		t.Errorf("the footnote is %v, %q", s, p.Quote(s))
	}
}

// TestHTMLAttributes: what stands in another attribute's value is no address.
func TestHTMLAttributes(t *testing.T) {
	for _, md := range []string{
		`See <a title="see href=evil.md" href="real.md">it</a>.`,
		`<div><a title='x href="evil.md"' HREF=real.md>it</a></div>`,
		`<p><img alt="it" title="src=evil.md" src='real.md'></p>`,
	} {
		p := New(parseArticle(t, md), 60, Light())
		var got []string
		for _, l := range p.Lines(Loc{}, 5) {
			for _, c := range l {
				if c.Link != 0 && !slices.Contains(got, p.Link(c.Link)) {
					got = append(got, p.Link(c.Link))
				}
			}
		}
		if len(got) != 1 || got[0] != "real.md" {
			t.Errorf("%s leads to %q", md, got)
		}
	}
}

// The site in the title block is a link to the article's own page.
func TestSiteIsALink(t *testing.T) {
	md := "---\ntitle: Tides\nsource: https://www.example.org/tides?page=2\n---\n\nA [link](b.md) here.\n"
	a := parseArticle(t, md)
	p := New(a, 40, nil)
	want := []Link{
		{Dest: "https://www.example.org/tides?page=2", Row: 2, Span: article.Span{Start: -1, End: -1}},
		{Dest: "b.md", Row: 4, Col: 2, Span: article.Span{Start: 3, End: 7}},
	}
	if diff := cmp.Diff(want, p.Links(p.First(), 9)); diff != "" {
		t.Error(diff)
	}
	at, _ := p.Move(p.First(), 2)
	if got := p.LinkAt(at, 3); got != want[0].Dest {
		t.Errorf("at its place: %q", got)
	}
}
