package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark/ast"
)

// references are the destinations of the links and the labels of the notes
// that a text's parts refer to.
func references(text string) (all []string) {
	s := NewSource(text)
	for _, part := range Parts(text) {
		tree, src := s.Tree(part)
		_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n := n.(type) {
			case *ast.Link:
				if entering {
					all = append(all, string(n.Destination))
				}
			case *FootnoteRef:
				if entering {
					all = append(all, "^"+string(n.Label.Value(src)))
				}
			}
			return ast.WalkContinue, nil
		})
	}
	return all
}

// TestReferences: definitions count wherever they stand in the article, but
// not in code, and the first of a label wins.
func TestReferences(t *testing.T) {
	filler := strings.Repeat("Some words to fill the parts between.\n\n", 400)
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"far below", "[a][x] and [X]\n\n" + filler + "[x]: http://far\n", []string{"http://far", "http://far"}},
		{"far above", "[x]: http://far\n\n" + filler + "[a][x]", []string{"http://far"}},
		{"first wins", "[x]\n\n" + filler + "[x]: http://one\n\n" + filler + "[x]: http://two\n\n[x]", []string{"http://one", "http://two"}},
		{"in code", "[x]\n\n" + filler + "```\n[x]: http://code\n```\n", nil},
		{"code, then real", "[x]\n\n" + filler + "```\n[x]: http://code\n```\n\n" + filler + "[x]: http://real\n", []string{"http://real"}},
		{"in a quote", "[x]\n\n" + filler + "> [x]: http://quoted\n", []string{"http://quoted"}},
		{"undefined", "[x] [^x]\n\n" + filler, nil},
		{"note", "a[^1] b[^n]\n\n" + filler + "[^1]: one\n\n[^n]: two\n", []string{"^1", "^n"}},
		{"note in code", "a[^1]\n\n" + filler + "    [^1]: one\n", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, references(tt.text)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestFind(t *testing.T) {
	text := strings.Repeat("A paragraph of words.\n\n", 2000)
	s := NewSource(text)
	for _, off := range []int{-5, 0, 1, 3000, len(text) / 2, len(text) - 1, len(text), len(text) + 9} {
		part, ok := s.Part(s.Find(off))
		if in := min(max(off, 0), len(text)-1); !ok || !part.Span.Contains(in) {
			t.Errorf("byte %d: part %+v", off, part)
		}
	}
	if _, ok := NewSource("").Part(0); ok {
		t.Error("an empty text has a part")
	}
}

func TestMaybeTitle(t *testing.T) {
	for _, tt := range []struct {
		text           string
		title, heading bool
	}{
		{"# One", true, true},
		{"text\n   # One", true, true},
		{"    # code", false, false},
		{"## Two", false, true},
		{"#tag", false, false},
		{"#", true, true},
		{"One\n===", true, true},
		{"Two\n---  \n", false, true},
		{"- item", false, false},
		{"a = b", false, false},
		{"", false, false},
	} {
		if title, heading := MaybeTitle(tt.text), maybeHeading(tt.text); title != tt.title || heading != tt.heading {
			t.Errorf("%q: %v, %v", tt.text, title, heading)
		}
	}
}
