package ui

import (
	"fmt"
	"strings"
	"testing"
)

// A motion with a number before it goes as far as the motion that many times,
// in every pane that has motions.
func TestCounts(t *testing.T) {
	var text strings.Builder
	for i := range 60 {
		if i%4 == 0 {
			fmt.Fprintf(&text, "## Part %d\n\n", i/4)
		}
		fmt.Fprintf(&text, "Paragraph %d has a tide. It has a second sentence, too. And [a link](harbour.md) to go.\n\n", i)
	}
	for _, tt := range []struct{ where, keys, motions string }{
		{"reader", "", "} { ) ( j k > < ctrl+d ctrl+u space b ctrl+n ctrl+p ] n , ."},
		{"reader, at the end", "G", "{ ( k ctrl+u b ctrl+p [ N"},
		{"reader, gone back", "} G g ] ] ]", "ctrl+o"},
		{"reader, gone back further", "} G g G ctrl+o ctrl+o ctrl+o", "tab"},
		{"selection", "} } v", "w e l j ) } b k ( { left"},
		{"words flashed", "} R", ") + -"},
		{"what links here", "> > B", "j k pgdown pgup"},
		{"notes", "q n", "j k pgdown pgup"},
	} {
		for _, key := range strings.Fields(tt.motions) {
			t.Run(tt.where+" "+key, func(t *testing.T) {
				shown := func(keys string) string {
					s := openSession(t, "80x24")
					s.overwrite("a.md", text.String())
					s.overwrite("b.md", text.String())
					s.run(s.m.Open("a.md"))
					if strings.Contains(tt.keys, "]") || strings.ContainsAny(key, "[]") || tt.where == "notes" {
						s.do("press", "} h } } h } h } } h g esc")
					}
					if strings.ContainsAny(key, "nN") {
						s.do("press", "/")
						s.do("type", "second")
						s.do("press", "enter")
					}
					s.do("press", strings.TrimSpace(tt.keys+" "+keys))
					return s.acted()
				}
				many, counted := shown(key+" "+key+" "+key), shown("3 "+key)
				if many != counted {
					t.Errorf("three times:\n%s\nwith a 3 before it:\n%s", many, counted)
				}
				if strings.Contains("} j ] ) w >", key) && many == shown("") {
					t.Errorf("it moves nothing:\n%s", many)
				}
			})
		}
	}
}

// acted is what a motion has moved: the selection, the focus or the match of
// the open article, else what the screen shows.
func (s *driver) acted() string {
	if s.m.Covered() || s.m.reader == nil {
		s.m.Status.Text = ""
		return s.screen()
	}
	r, path := s.m.reader.State(), s.m.reader.Path
	switch {
	case r.Selected.Empty() && r.Focus.Empty() && len(r.Hits.Spans) == 0:
		s.m.Status.Text = ""
		return s.screen()
	case !r.Selected.Empty():
		return fmt.Sprintf("%s: selected %v", path, r.Selected)
	}
	return fmt.Sprintf("%s: focus %v, on a note %t, match %d", path, r.Focus, r.Note != "", r.Hits.At)
}
