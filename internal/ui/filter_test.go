package ui

import (
	"slices"
	"testing"

	"manicule/internal/article"
	"manicule/internal/store"
)

func TestRankTitles(t *testing.T) {
	newLibrary()
	var entries []*store.Entry
	for _, title := range []string{"The Little Hand", "May Project Goals Update", "Mayor’s goal", "Émigrés in May", "Lists of words"} {
		entries = append(entries, &store.Entry{Path: "essays/" + title + ".md", Meta: article.Meta{Title: title}})
	}
	tests := []struct {
		query string
		want  []string
	}{
		{"may goals", []string{"May Project Goals Update"}},
		{"goal may", []string{"May Project Goals Update", "Mayor’s goal"}},
		{"lilha", []string{"The Little Hand"}},
		{"emigres", []string{"Émigrés in May"}},
		{"MAY", nil},
		{"lis", []string{"Lists of words"}},
		{"essays/l", []string{"Lists of words"}},
		{"zzz", nil},
	}
	for _, tt := range tests {
		found, lit := rankTitles(entries, tt.query)
		var got []string
		for _, e := range found {
			got = append(got, e.Meta.Title)
			if len(lit[e]) == 0 && tt.query != "essays/l" {
				t.Errorf("%q: nothing lit in %q", tt.query, e.Meta.Title)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q finds %q, want %q", tt.query, got, tt.want)
		}
	}
}
