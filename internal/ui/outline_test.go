package ui

import (
	"slices"
	"strings"
	"testing"

	"manicule/internal/session"
	"manicule/internal/store"

	"manicule/internal/article"
)

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
		a := mustParse(tt.text)
		r := newReaderPane(&env{host: (*Model)(nil)}, &readingView{}, session.NewDocument("a.md", a, store.Reading{}), nil, landing{})
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

// The outline of 10 MB: opening it, and a letter typed.
func BenchmarkOutline(b *testing.B) {
	m := openModel(b, 80, 24, 10<<20)
	m.Update(m.reader.outline()())
	for b.Loop() {
		for _, key := range []string{"o", "9", "esc"} {
			m.Update(keyPress(key))
			m.View()
		}
	}
}
