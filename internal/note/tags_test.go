package note

import (
	"slices"
	"testing"
)

func TestAllTags(t *testing.T) {
	for body, want := range map[string][]string{
		"":                                 {"head"},
		"#one and (#two), #three.":         {"head", "one", "two", "three"},
		"#head #one #one":                  {"head", "one"},
		"#été #日本 #a-b #a/b/ #x_y":         {"head", "été", "日本", "a-b", "a/b", "x_y"},
		"# heading\n## another\n#tag":      {"head", "tag"},
		"`#code` ``#more `x`` #yes":        {"head", "yes"},
		"```\n#code\n```\n#yes":            {"head", "yes"},
		"https://x.y/#part [l](#here) a#b": {"head"},
		"#1 #2026 #2026-plan #c++":         {"head", "2026-plan", "c"},
		"“#quoted” is one":                 {"head", "quoted"},
	} {
		n := Note{Body: body, Tags: []string{"head"}}
		if got := n.AllTags(); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", body, got, want)
		}
	}
}
