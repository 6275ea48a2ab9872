package note

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWithKinds(t *testing.T) {
	kinds, wrong := WithKinds([]OwnKind{
		{Kind: Kind{"idea", 'n', "i"}, Replaces: ""},
		{Kind: Kind{Name: "unsure", Sign: ""}, Replaces: "doubt"},
		{Kind: Kind{"question", 0, "¿"}},
		{Kind: Kind{Name: "nothing"}},
		{Kind: Kind{"lost", 'l', "l"}, Replaces: "nowhere"},
		{Kind: Kind{"twin", 'h', "t"}},
	})
	want := []Kind{
		{"highlight", 'h', "☞"},
		{"question", '?', "¿"},
		{"important", '!', "!"},
		{"definition", '=', "="},
		{"unsure", 'x', "x"},
		{"idea", 'n', "i"},
		{"twin", 0, "t"},
	}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
	if len(wrong) != 3 {
		t.Errorf("wrong: %q", wrong)
	}
	if len(Kinds) != 5 || Kinds[4].Name != "doubt" {
		t.Error("the usual kinds were changed")
	}
}
