package overlay

import (
	"strings"
	"testing"

	"manicule/internal/ui/pane"
)

// What is typed finds actions by what they do, by their names and by their
// keys; in wide windows the lines stand in columns.
func TestKeysPage(t *testing.T) {
	reader := &pane.Mode{Title: "Reader", Actions: []pane.Action{
		pane.Act("page down", "space pgdown", "", "a screen down", nil),
		pane.Act("highlight", "h", "", "highlight what is in focus", nil),
	}}
	library := &pane.Mode{Title: "Library", Actions: []pane.Action{pane.Act("help", "? f1", "", "all keys", nil)}}
	for _, tt := range []struct {
		typed string
		want  string // the texts that are left
	}{
		{"", "Reader|a screen down|highlight what is in focus||Library|all keys"},
		{"pgdn", "Reader|a screen down"},
		{"FOCUS high", "Reader|highlight what is in focus"},
		{"h", "Reader|highlight what is in focus||Library|all keys"},
		{"?", "Library|all keys"},
		{"zz", ""},
	} {
		p := newKeys(&pane.Env{W: 100, H: 30}, "Reader", []*pane.Mode{reader, library})
		p.SetFilter(tt.typed)
		var got []string
		for _, l := range p.lines {
			got = append(got, l.Text)
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("%q finds %q, want %q", tt.typed, strings.Join(got, "|"), tt.want)
		}
	}
	for w, want := range map[int]int{40: 1, 80: 1, 117: 2, 120: 2, 200: 3} {
		p := &keysPage{Env: &pane.Env{W: w, H: 30}}
		if n, width := p.columns(); n != want || n*(width+columnGap)-columnGap+4 > w-2 {
			t.Errorf("%d cells: %d columns of %d", w, n, width)
		}
	}
}
