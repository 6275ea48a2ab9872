package ui

import (
	"fmt"
	"strings"
	"testing"
)

// chapters is an article of sections whose sentences are all different.
func chapters() string {
	var b strings.Builder
	b.WriteString("# The log of the ferry\n\n")
	for i := range 12 {
		fmt.Fprintf(&b, "## Day %d\n\n", i+1)
		for j := range 4 {
			fmt.Fprintf(&b, "The tide of hour %d went out past the second buoy and took its time. Nobody asked for tide %d.%d, and it came back.\n\n", j, i, j)
		}
	}
	return b.String()
}

// While the window is drawn narrow and wide again, with outline, notes and
// matches beside the text, the focused sentence stays in sight and no frame is
// empty.
func TestResizeInStepsOfOne(t *testing.T) {
	s := openSession(t, "200x24", "harbour.md")
	s.overwrite("harbour.md", chapters())
	s.do("press", "o enter")
	s.do("press", "/")
	s.do("type", "tide")
	s.do("press", "enter")
	for range 30 {
		s.do("press", ")")
	}
	s.do("press", "a")
	s.do("type", "why was nobody asked?")
	s.do("press", "esc")
	focus := s.m.reader.State().Focus
	passage := s.m.reader.Article.Text[focus.Start:focus.End]
	s.do("expect", passage)
	s.do("expect", "why was nobody asked?")
	for _, step := range []int{-1, 1} {
		for w := 120 - 80*step; w != 120+81*step; w += step {
			s.do("resize", fmt.Sprintf("%dx24", w))
			v := s.m.reader.State().Visible
			if s.m.reader.State().Focus != focus || v.Start > focus.Start || v.End < focus.End {
				t.Fatalf("%d columns: the sentence %v is not among what is shown, %v", w, focus, v)
			}
			if got := strings.Count(s.screen(), "tide"); got == 0 {
				t.Fatalf("%d columns: a frame without text:\n%s", w, s.screen())
			}
		}
	}
	s.do("expect", passage)
}
