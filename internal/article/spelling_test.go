package article

import (
	"slices"
	"testing"
)

const (
	composed   = "r\u00e9gion/\u00eele.md"
	decomposed = "re\u0301gion/i\u0302le.md"
)

func TestSpellings(t *testing.T) {
	if FoldPath(composed) != FoldPath(decomposed) || !HasSpellings(composed) || FoldPath("a/b.md") != "a/b.md" {
		t.Error("the two spellings differ")
	}
	keys, names := LinkKeys("a.md", composed), NamesOf(decomposed, "")
	if !slices.Contains(keys, names[0]) {
		t.Errorf("keys %q, names %q", keys, names)
	}
	if Called("\u00eele", decomposed, "") == 0 || Called("i\u0302le", composed, "") == 0 || Called("\u00cele", "x.md", "I\u0302le") == 0 {
		t.Error("a name is not known in the other spelling")
	}
}

func TestWindowsSeparators(t *testing.T) {
	for dest, want := range map[string]string{`sub\b.md`: "in/sub/b.md", `..\b.md`: "b.md", `..%5Cb.md`: "b.md", `sub\deep/b`: "in/sub/deep/b"} {
		if got := ResolveLink("in/a.md", dest); !slices.Contains(got.Paths, want) {
			t.Errorf("%s leads to %q, want %s", dest, got.Paths, want)
		}
	}
	if got := ResolveLink("a.md", `..\..\b.md`); len(got.Paths) > 0 && slices.Contains(got.Paths, "../../b.md") {
		t.Errorf("it leads outside: %q", got.Paths)
	}
	if got := ResolveLink("in/a.md", `[[sub\b]]`); got.Name != "sub/b" {
		t.Errorf("the name is %q", got.Name)
	}
}
