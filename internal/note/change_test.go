package note

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"manicule/internal/article"
)

func TestChange(t *testing.T) {
	at := func(start int) Anchor { return Anchor{Span: article.Span{Start: start, End: start + 1}, Quote: "q"} }
	n := Note{ID: "a", Kind: "highlight", Anchor: at(5), Body: "one"}
	with := func(edit func(*Note)) *Note {
		changed := n
		edit(&changed)
		return &changed
	}
	words := with(func(n *Note) { n.Body = "two" })
	kind := with(func(n *Note) { n.Kind = "question" })
	moved := with(func(n *Note) { n.Anchor = at(9) })
	tests := []struct {
		name   string
		change Change
		file   []Note // as others left it; its positions belong to the text "now"
		want   []Note
	}{
		{"made", Change{After: &n, Text: "now"}, nil, []Note{n}},
		{"made on an earlier text", Change{After: &n, Text: "then"}, nil, []Note{*with(func(n *Note) { n.Text = "then" })}},
		{"made on the text it names", Change{After: with(func(n *Note) { n.Text = "now" }), Text: "then"}, nil, []Note{n}},
		{"deleted", Change{Before: &n}, []Note{n}, nil},
		{"deleted, gone already", Change{Before: &n}, nil, nil},
		{"deleted, changed by others", Change{Before: &n}, []Note{*words}, []Note{*words}},
		{"deleted, of another kind by others", Change{Before: &n}, []Note{*kind}, []Note{*kind}},
		{"words only", Change{Before: &n, After: words, Text: "then"}, []Note{*kind}, []Note{*with(func(n *Note) { n.Body, n.Kind = "two", "question" })}},
		{"position stays the file's", Change{Before: &n, After: words, Text: "now"}, []Note{*moved}, []Note{*with(func(n *Note) { n.Body, n.Anchor = "two", at(9) })}},
		{"position given", Change{Before: &n, After: moved, Text: "now"}, []Note{*words}, []Note{*with(func(n *Note) { n.Body, n.Anchor = "two", at(9) })}},
		{"edited, deleted by others", Change{Before: &n, After: words, Text: "now"}, nil, []Note{*words}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := New(Header{Text: "now"})
			for _, n := range tt.file {
				f.Put(n)
			}
			tt.change.Apply(f, "now")
			if diff := cmp.Diff(tt.want, f.Notes(), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
