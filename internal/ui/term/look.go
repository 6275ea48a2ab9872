package term

import (
	"slices"

	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/note"
)

// Look is how the passages of a kind of note look, where that is not as in the
// theme.
type Look struct {
	Kind      string
	Colour    string // "#rrggbb", of the ground, or "" for that of the kinds there are
	Underline string // one of Underlines, or ""
}

// Underlines are the shapes of lines below passages, by name, in the terminal's
// order.
var Underlines = []string{"none", "single", "double", "curly", "dotted", "dashed"}

// AddKinds gives the theme the looks of the reader's own kinds. One without a
// look takes that of the usual kind in whose place it is, a new one that of a
// usual kind, in turn. In a theme that tells kinds by lines alone they have no
// colour.
func (t *Theme) AddKinds(looks []Look) {
	usual := []string{"highlight", "question", "important", "definition", "doubt"}
	for i, k := range note.Kinds {
		like := usual[1+i%(len(usual)-1)]
		if i < len(usual) {
			like = usual[i]
		}
		if _, ok := t.Kinds[k.Name]; !ok {
			t.Kinds[k.Name] = t.Kinds[like]
		}
	}
	for _, l := range looks {
		st := t.Passage(l.Kind)
		if len(l.Colour) == len("#rrggbb") && st.Bg != nil {
			st.Bg = Hex(l.Colour)
		}
		if i := slices.Index(Underlines, l.Underline); i >= 0 {
			st.Underline = uv.Underline(i)
		}
		t.Kinds[l.Kind] = st
	}
}
