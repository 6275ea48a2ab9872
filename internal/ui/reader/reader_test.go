package reader

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi/kitty"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/session"
	"manicule/internal/store"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// paneOf is the pane of an article on a screen of that size, alone.
func paneOf(text string, w, h int) *Pane {
	a, err := article.Parse("a.md", []byte(text))
	if err != nil {
		panic(err)
	}
	e := &pane.Env{
		After: func(time.Duration, tea.Msg) tea.Cmd { return nil }, Now: time.Now,
		W: w, H: h, Column: pane.DefaultColumn, Theme: term.DarkTheme(), Host: alone{},
	}
	e.Session = session.New(nil, time.Now)
	r := New(e, &View{}, session.NewDocument("a.md", a, store.Reading{}), nil, pane.Landing{})
	e.Seat(r)
	e.Session.Open(r.Document)
	r.layoutReader()
	return r
}

// alone is a program that has nothing but the pane.
type alone struct{ pane.Host }

func TestRulerMovesAndThenTheText(t *testing.T) {
	r := paneOf(strings.Repeat("A line.\n\n", 60), 80, 24)
	r.reading.aid = ruler
	rows := 0 // from the beginning to the ruler
	at := func() int {
		return r.page.Distance(r.page.First(), r.top, 1<<20) + r.reading.rulerRow
	}
	for range 200 {
		r.lineStep(1)
		if now := at(); now != rows+1 && !r.end {
			t.Fatalf("from row %d to %d", rows, now)
		}
		rows = at()
	}
	if !r.end || r.reading.rulerRow != r.pageRows()-1 {
		t.Errorf("at the end the ruler is on row %d", r.reading.rulerRow)
	}
	for range 200 {
		r.lineStep(-1)
	}
	if at() != 0 {
		t.Errorf("back at row %d", at())
	}
}

// In the widest columns, too, each cell of a picture has a mark of its own.
func TestPictureInAWideColumn(t *testing.T) {
	if last := kitty.Diacritic(maxPictureCols - 1); maxPictureCols < 100 || last == kitty.Diacritic(0) {
		t.Errorf("%d cells, the last one marked %q like the first", maxPictureCols, last)
	}
}

// TestTooManyPictures: that no more are shown is said, and once.
func TestTooManyPictures(t *testing.T) {
	r := paneOf("Words.\n", 80, 24)
	p := &r.reading.pics
	p.way, p.made = "blocks", map[string]*shownPicture{}
	for i := range maxPictures {
		p.made[fmt.Sprint(i)] = &shownPicture{}
	}
	r.wantPicture(page.Figure{Dest: "one.png"})
	if want := "no more than 200 pictures of an article are shown"; r.Status.Text != want {
		t.Errorf("it says %q, not %q", r.Status.Text, want)
	}
	r.Status.Text = ""
	r.wantPicture(page.Figure{Dest: "two.png"})
	if r.Status.Text != "" {
		t.Errorf("it says again %q", r.Status.Text)
	}
}

func TestSections(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // depth as spaces, title, and the headings within
	}{
		{"none", "Words.\n", []string{"a:"}},
		{"nested", "Words.\n\n## A\n\n### B\n\n## C\n", []string{"a:ABC", "A:AB", "  B:B", "C:C"}},
		{"skipped level", "Words.\n\n## A\n\n#### B\n\n### C\n\n#### D\n", []string{"a:ABCD", "A:ABCD", "    B:B", "  C:CD", "    D:D"}},
		{"deeper first", "Words.\n\n### A\n\n## B\n", []string{"a:AB", "  A:A", "B:B"}},
	}
	for _, tt := range tests {
		r := paneOf(tt.text, 80, 24)
		a := r.Article
		r.headings = a.Headings()
		var got []string
		for _, s := range r.sections() {
			s.Title = map[bool]string{true: "a", false: s.Title}[s.Span.Len() == len(a.Text)]
			got = append(got, strings.Repeat("  ", s.Depth)+s.Title+":"+headingsIn(a, s.Span))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: sections %q, want %q", tt.name, got, tt.want)
		}
	}
}

func headingsIn(a *article.Article, s article.Span) string {
	var in string
	for _, h := range a.Headings() {
		if s.Contains(h.Span.Start) {
			in += h.Title
		}
	}
	return in
}
