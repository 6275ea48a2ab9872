package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/session"
	"manicule/internal/store"
	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi/kitty"
)

// paneOf is the pane of an article on a screen of that size, alone.
func paneOf(text string, w, h int) *readerPane {
	a, err := article.Parse("a.md", []byte(text))
	if err != nil {
		panic(err)
	}
	e := &env{
		after: func(time.Duration, tea.Msg) tea.Cmd { return nil }, now: time.Now,
		w: w, h: h, column: defaultColumn, theme: term.DarkTheme(), host: alone{},
	}
	e.session = session.New(nil, time.Now)
	r := newReaderPane(e, &readingView{}, session.NewDocument("a.md", a, store.Reading{}), nil, landing{})
	e.seat(r)
	e.session.Open(r.Document)
	r.layoutReader()
	return r
}

// alone is a program that has nothing but the pane.
type alone struct{ host }

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
	if want := "no more than 200 pictures of an article are shown"; r.status.text != want {
		t.Errorf("it says %q, not %q", r.status.text, want)
	}
	r.status.text = ""
	r.wantPicture(page.Figure{Dest: "two.png"})
	if r.status.text != "" {
		t.Errorf("it says again %q", r.status.text)
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
			s.title = map[bool]string{true: "a", false: s.title}[s.span.Len() == len(a.Text)]
			got = append(got, strings.Repeat("  ", s.depth)+s.title+":"+headingsIn(a, s.span))
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
