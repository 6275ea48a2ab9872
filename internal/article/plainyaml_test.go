package article

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// What plainYAML reads, anyYAML reads alike.
func TestPlainYAML(t *testing.T) {
	pieces := []string{
		"title", "a", ":", ": ", " ", "\n", "\n- ", "\n  - ", "tags:", "[", "]", ", ", ",", "\"", "'", "word", "two words", "http://x.org/a#b", " #c", "#", "-", "- ",
		"null", "~", "2024-04-01", "yes", "1.5", "{", "}", "&x", "*x", "!t", "|", ">", "%", "@", "\\n", "é", "“", "\t", "<<: a", "---", "...", "\n\n", "  ", "? ", "key-1: v\n", "b:\n", "c: 'x y'\n", "d: [one, two]\n", "x: \"\"\n",
	}
	rapid.Check(t, func(t *rapid.T) {
		block := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
		got, ok := plainYAML(block)
		if !ok {
			return
		}
		want, err := anyYAML(block)
		if err != nil {
			t.Fatalf("%q: %v", block, err)
		}
		if want == nil {
			want = fields{}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q (-anyYAML +plainYAML):\n%s", block, diff)
		}
	})
}

func TestPlainYAMLReadsFrontMatter(t *testing.T) {
	got, ok := plainYAML("title: Two Leaves and a Bud\nauthor: \"H. Okada\"\ndate: 2024-04-01T10:00:00Z\nurl: https://example.org/tea#leaves\ntags: [tea, 'green leaves']\ncategories:\n  - drinks\n  - plants\ndraft: false\n")
	want := fields{
		"title": "Two Leaves and a Bud", "author": "H. Okada", "date": "2024-04-01T10:00:00Z", "url": "https://example.org/tea#leaves",
		"tags": []any{"tea", "green leaves"}, "categories": []any{"drinks", "plants"}, "draft": "false",
	}
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("read: %v\n%s", ok, diff)
	}
}
